"""The actions of a form (mail, saving), with the site's rules for them."""

import logging
from smtplib import SMTPException

import transaction
from collective.easyform.api import (
    dollar_replacer,
    filter_fields,
    get_actions,
    get_expression,
    get_schema,
)
from collective.easyform.config import FORM_ERROR_MARKER, MAIL_BODY_DEFAULT
from collective.easyform.interfaces import IActionExtender, ILabel, IMailer, ISaveData
from plone import api
from plone.app.textfield.interfaces import IRichTextValue
from Products.MailHost.MailHost import MailHostError
from zope.schema import getFieldsInOrder

from tlvwa.portal.common.i18n import _
from tlvwa.portal.forms.messages import file_texts, value_text
from tlvwa.portal.forms.saved_input import retention_of
from tlvwa.portal.forms.subject import central_recipient
from tlvwa.portal.forms.submissions import SubmissionState

log = logging.getLogger(__name__)

NO_MAIL = _(
    "Das Formular kann gerade nichts annehmen: Die Website verschickt zurzeit keine E-Mails. Ihre "
    "Eingaben sind noch da; bitte versuchen Sie es später oder rufen Sie uns an."
)
NOT_SENT = (OSError, SMTPException, MailHostError)


class FormProcessing:
    """Carries out the actions of one form for one request.

    ``recipient`` receives the form's mails, unless an action sends them to an address that was
    filled in; ``None`` stands for the recipient that the action names, or the site's central
    address.
    """

    def __init__(self, form, request, recipient=None):
        self._form = form
        self._request = request
        self._recipient = recipient
        self._central = central_recipient()
        self._schema = get_schema(form)
        self._host = api.portal.get_tool("MailHost")

    def carry_out(self, data, submission):
        """Carry out the actions with the values by field; return ``{}`` or errors by field.

        A mail that cannot be sent is an error only if the input would be lost with it. Commits: what is
        saved is committed together with the note that the form was sent, before a mail leaves the site,
        so that of two that send it at once only one sends mails.
        """
        actions = [action for action in self._actions() if self._is_wanted(action, data)]
        mails = [action for action in actions if IMailer.providedBy(action)]
        others = [action for action in actions if not IMailer.providedBy(action)]
        # What was abandoned had been saved.
        if submission.state is SubmissionState.NEW:
            errors = self._carry_out_others(others, data)
            if errors:
                return errors
        submission.begin()
        errors = self._commit_and_send(mails, data, bool(others))
        if errors:
            submission.give_up()
        else:
            submission.finish()
        return errors

    def _commit_and_send(self, mails, data, delivered):
        """Commit before mails are sent; with them, if the mail host puts them into its queue."""
        if not self._host.smtp_queue:
            transaction.commit()
            return self._send(mails, data, delivered)
        errors = self._send(mails, data, delivered)
        if errors:
            transaction.abort()
        else:
            transaction.commit()
        return errors

    def _carry_out_others(self, actions, data):
        """Save the input first, then do what an editor's scripts do; nothing is kept after an error."""
        before = transaction.savepoint(optimistic=True)
        for action in sorted(actions, key=lambda action: not ISaveData.providedBy(action)):
            result = action.onSuccess(data, self._request)
            if isinstance(result, dict) and result:
                before.rollback()
                return result
        return {}

    def _send(self, mails, data, delivered):
        """Send mails; ``delivered`` tells whether the input has arrived without them."""
        for mail in mails:
            sent = self._mail(mail, data)
            if not (sent or delivered):
                return {FORM_ERROR_MARKER: NO_MAIL}
            delivered = True
        return {}

    def words(self, data):
        """Return the values as text by field, as slots ``${field}`` of an editor's text have them."""
        return {
            # A visitor's own ``${field}`` must not be replaced in the editor's text.
            name: value_text(value, self._field(name), self._request).replace("${", "$ {")
            for name, value in data.items()
        }

    def _actions(self):
        return [action for _name, action in getFieldsInOrder(get_actions(self._form))]

    def _is_wanted(self, action, data):
        condition = IActionExtender(action).execCondition
        if not action.required or (condition and not get_expression(self._form, condition)):
            return False
        if ISaveData.providedBy(action):
            return retention_of(self._form) > 0
        return not (
            IMailer.providedBy(action) and action.to_field and not data.get(action.to_field)
        )

    def _mail(self, action, data):
        """Send a mail; return whether it was sent or is in the queue of the site's mail host."""
        self._address(action)
        self._write(action, data)
        if not (self._central.email and api.portal.get_registry_record("plone.smtp_host")):
            log.warning("no mail from %s: the site sends none", self._form.absolute_url())
            return False
        try:
            # easyform itself would write the addresses into the log.
            text = action.get_mail_text(data, self._request, self._form)
            self._host.send(text, immediate=not self._host.smtp_queue)
        except NOT_SENT as error:
            log.error("no mail from %s: %s", self._form.absolute_url(), type(error).__name__)
            return False
        return True

    def _address(self, action):
        """Set the recipient of a mail, and no header with the address of the sender's computer."""
        action.xinfo_headers = []
        if action.to_field:
            return
        if self._recipient is not None:
            action.recipient_email, action.recipient_name = self._recipient.email, ""
        elif not action.recipient_email:
            action.recipient_email, action.recipient_name = self._central.email, ""

    def _write(self, action, data):
        """Write a mail in plain text with line breaks, unless a manager wrote a template for it."""
        words = self.words(data)
        if not (action.showAll or action.showFields):
            action.get_attachments = lambda *_arguments: []  # easyform would attach all files
        action.msg_subject = dollar_replacer(action.msg_subject or "", words)
        if action.body_pt.strip() == MAIL_BODY_DEFAULT.strip():
            body = self._body(action, data, words)
            action.body_type = "plain"
            action.get_mail_body = lambda *_arguments: body

    def _body(self, action, data, words):
        before, after, footer = (
            dollar_replacer(_raw(text), words)
            for text in (action.body_pre, action.body_post, action.body_footer)
        )
        shown = filter_fields(action, self._schema, data)
        answers = [
            f"{self._schema[name].title}:\n{value_text(value, self._field(name), self._request) or '–'}"
            for name, value in shown.items()
            if not ILabel.providedBy(self._schema[name])
        ]
        files = file_texts(self._schema, data) if action.showAll else []
        answers += [f"{title}:\n{text}" for title, text in files]
        parts = [before, *answers, after, footer and f"-- \n{footer}"]
        return "\n\n".join(part for part in parts if part)

    def _field(self, name):
        return self._schema[name].bind(self._form) if name in self._schema else None


def _raw(text):
    return (text.raw if IRichTextValue.providedBy(text) else text) or ""
