"""Steps back need a comment, in the form, the menu, REST and programs."""

from Products.CMFCore.WorkflowCore import WorkflowException
from Products.DCWorkflow.interfaces import IBeforeTransitionEvent
from zope.component import adapter

from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.interfaces import IPortalContent
from tlvwa.portal.workflow.transition import NEEDS_COMMENT

MISSING = _("Bitte schreiben Sie einen Kommentar: Wer den Inhalt verfasst hat, liest ihn.")


@adapter(IPortalContent, IBeforeTransitionEvent)
def require_comment(obj, event):
    """Refuse to send back or withdraw without a comment. Raises WorkflowException."""
    if event.transition is None or event.transition.id not in NEEDS_COMMENT:
        return
    if not (event.kwargs.get("comment") or "").strip():
        raise WorkflowException(say(MISSING))
