"""From draft to published: comments that are needed, mail to whom it concerns, the editors' form."""

NEEDS_COMMENT = frozenset({"send_back", "withdraw"})
