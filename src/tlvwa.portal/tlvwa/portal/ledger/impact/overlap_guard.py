"""Keeps offices from overlapping, whichever way a record becomes public or changes (spec:overlap-guard)."""

from AccessControl.PermissionRole import rolesForPermissionOn
from Products.CMFCore.WorkflowCore import WorkflowException
from zExceptions import BadRequest
from zope.component import adapter
from zope.lifecycleevent.interfaces import IObjectModifiedEvent

from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.content.responsibility.schema import IResponsibility
from tlvwa.portal.ledger.impact.changes import publishing
from tlvwa.portal.ledger.impact.effects import LedgerImpact
from tlvwa.portal.ledger.impact.suspension import are_checks_suspended
from tlvwa.portal.readmodels.follower import site_snapshot
from tlvwa.portal.readmodels.journal import site_journal

VIEW, ANYBODY = "View", "Anonymous"
REFUSED = _(
    "So nicht: ${effects} Beenden Sie den anderen Eintrag, oder nennen Sie Grund und letzten Tag, bis zu "
    "dem die Überschneidung geduldet wird."
)


def refusal(effects):
    """The sentence that says why something cannot be so; empty where nothing speaks against it."""
    refused = effects.refused
    if not refused:
        return ""
    return say(REFUSED, effects=" ".join(map(effects.sentence, refused)))


def guard_publication(obj, event):
    """No record or authority becomes public by which offices overlap.

    Raises WorkflowException with the sentence.
    """
    if event.transition is None or not _guards():
        return
    seen_by = event.new_state.getPermissionInfo(VIEW)
    if is_public(obj) or not (seen_by["acquired"] or ANYBODY in seen_by["roles"]):
        return
    models = site_snapshot()
    words = refusal(LedgerImpact(models, publishing(models, obj)))
    if words:
        raise WorkflowException(words)


@adapter(IResponsibility, IObjectModifiedEvent)
def guard_change(obj, event):
    """What is public does not come to overlap; raises BadRequest, and the transaction is given up."""
    if not _guards() or not is_public(obj):
        return
    models = site_snapshot()
    words = refusal(LedgerImpact(models, publishing(models, obj)))
    if words:
        raise BadRequest(words)


def _guards():
    return not are_checks_suspended() and site_journal() is not None


def is_public(obj):
    """Whether anonymous visitors may view an object."""
    return ANYBODY in rolesForPermissionOn(VIEW, obj)
