"""A step back is explained, whichever way it is taken: form, menu, JSON or program."""

from Products.CMFCore.WorkflowCore import WorkflowException
from Products.DCWorkflow.interfaces import IBeforeTransitionEvent
from zope.component import adapter

from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.interfaces import IPortalContent
from tlvwa.portal.workflow.transition import NEEDS_COMMENT

MISSING = _("Bitte schreiben Sie einen Kommentar: Wer den Inhalt verfasst hat, liest ihn.")


@adapter(IPortalContent, IBeforeTransitionEvent)
def require_comment(obj, event):
    """Refuse to send back or to withdraw without a word on why; raises WorkflowException."""
    if event.transition is None or event.transition.id not in NEEDS_COMMENT:
        return
    if not (event.kwargs.get("comment") or "").strip():
        raise WorkflowException(say(MISSING))
