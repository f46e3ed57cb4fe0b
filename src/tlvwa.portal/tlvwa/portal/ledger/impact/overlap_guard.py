"""The overlap guard: refuses changes by which public records would overlap (spec:overlap-guard)."""

from AccessControl.PermissionRole import rolesForPermissionOn
from Products.CMFCore.WorkflowCore import WorkflowException
from zExceptions import BadRequest
from zope.component import adapter
from zope.lifecycleevent.interfaces import IObjectModifiedEvent

from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.content.responsibility.schema import IResponsibility
from tlvwa.portal.ledger.impact.changes import publication_changes
from tlvwa.portal.ledger.impact.effects import LedgerImpact
from tlvwa.portal.ledger.impact.suspension import are_checks_suspended
from tlvwa.portal.readmodels.follower import site_snapshot
from tlvwa.portal.readmodels.journal import site_journal

VIEW, ANYBODY = "View", "Anonymous"
REFUSED = _(
    "So nicht: ${effects} Beenden Sie den anderen Eintrag, oder nennen Sie Grund und letzten Tag, bis zu "
    "dem die Überschneidung geduldet wird."
)


def refusal(impact):
    """Return the sentence that refuses the overlaps of an impact; empty if it opens none."""
    refused = impact.refused
    if not refused:
        return ""
    return say(REFUSED, effects=" ".join(map(impact.sentence, refused)))


def guard_publication(obj, event):
    """Refuse a transition that makes a record or authority public if offices would overlap.

    Raises WorkflowException with the sentence.
    """
    # Without a transition it is the first state of a new object.
    if event.transition is None or not _is_guarding():
        return
    seen_by = event.new_state.getPermissionInfo(VIEW)
    if is_public(obj) or not (seen_by["acquired"] or ANYBODY in seen_by["roles"]):
        return
    snapshot = site_snapshot()
    sentence = refusal(LedgerImpact(snapshot, publication_changes(snapshot, obj)))
    if sentence:
        raise WorkflowException(sentence)


@adapter(IResponsibility, IObjectModifiedEvent)
def guard_change(obj, event):
    """Refuse a change of a public record that would open an overlap. Raises BadRequest."""
    if not _is_guarding() or not is_public(obj):
        return
    snapshot = site_snapshot()
    sentence = refusal(LedgerImpact(snapshot, publication_changes(snapshot, obj)))
    if sentence:
        raise BadRequest(sentence)


def _is_guarding():
    return not are_checks_suspended() and site_journal() is not None


def is_public(obj):
    """Whether anonymous visitors may view an object."""
    return ANYBODY in rolesForPermissionOn(VIEW, obj)
