"""Workflow steps from draft to published: required comments, mail and the editors' form."""

NEEDS_COMMENT = frozenset({"send_back", "withdraw"})
SHOWING = frozenset({"publish", "publish_directly"})
"""Steps after which everybody can read the text."""

HIDING = frozenset({"withdraw"})
"""Steps after which not everybody can any more."""
