"""What happens with what was filled in: the actions of the form, with the site's rules for them."""

import logging

from collective.easyform.api import get_actions, get_expression
from collective.easyform.config import FORM_ERROR_MARKER
from collective.easyform.interfaces import IActionExtender, IMailer, ISaveData
from plone import api
from zope.schema import getFieldsInOrder

from tlvwa.portal.forms.about import central_recipient
from tlvwa.portal.i18n import _

log = logging.getLogger(__name__)

NO_MAIL = _(
    "Das Formular kann gerade nichts annehmen: Die Website verschickt zurzeit keine E-Mails. Ihre "
    "Eingaben sind noch da; bitte versuchen Sie es später oder rufen Sie uns an."
)


class Sending:
    """Carries out the actions of one form for one request.

    ``recipient`` is who receives what the form's e-mails say, unless they go to an address that was
    filled in; ``None``: whom the action names, or the site's central address.
    """

    def __init__(self, form, request, recipient=None):
        self._form = form
        self._request = request
        self._recipient = recipient
        self._central = central_recipient()

    def carry_out(self, data):
        """Do what is wanted with the values by field: ``{}``, or what is wrong, by field."""
        actions = [action for action in self._actions() if self._is_wanted(action, data)]
        mails = [each for each in actions if IMailer.providedBy(each)]
        if mails and not self._sends_mail():
            if not any(ISaveData.providedBy(each) for each in actions):
                return {FORM_ERROR_MARKER: NO_MAIL}
            log.warning("no mail from %s: the site sends none", self._form.absolute_url())
            actions = [each for each in actions if each not in mails]
        for action in actions:
            result = self._do(action, data)
            if isinstance(result, dict) and result:
                return result
        return {}

    def _actions(self):
        return [action for _name, action in getFieldsInOrder(get_actions(self._form))]

    def _is_wanted(self, action, data):
        condition = IActionExtender(action).execCondition
        if not action.required or (condition and not get_expression(self._form, condition)):
            return False
        if ISaveData.providedBy(action):
            return getattr(self._form, "retention_days", 0) > 0
        return not (IMailer.providedBy(action) and action.to_field and not data.get(action.to_field))

    def _do(self, action, data):
        if not IMailer.providedBy(action):
            return action.onSuccess(data, self._request)
        self._address(action)
        # easyform's own sending would write the addresses into the log.
        text = action.get_mail_text(data, self._request, self._form)
        api.portal.get_tool("MailHost").send(text)
        return None

    def _address(self, action):
        """Set whom a mail goes to; no header tells where the sender's computer is."""
        action.xinfo_headers = []
        if action.to_field:
            return
        if self._recipient is not None:
            action.recipient_email, action.recipient_name = self._recipient.email, ""
        elif not action.recipient_email:
            action.recipient_email, action.recipient_name = self._central.email, ""

    def _sends_mail(self):
        return bool(
            self._central.email and api.portal.get_registry_record("plone.smtp_host", default="")
        )
