"""The page of a public form."""

from collections.abc import Sequence
from functools import cached_property
from html import escape

import transaction
from collective.easyform.api import filter_fields
from collective.easyform.browser.view import EasyFormForm, EasyFormFormWrapper
from collective.easyform.config import FORM_ERROR_MARKER
from collective.easyform.interfaces import IEasyFormThanksPage, ILabel
from plone.namedfile.interfaces import INamed
from Products.Five import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zExceptions import NotFound
from ZODB.POSException import ConflictError
from zope.i18n import translate
from zope.interface import Invalid, alsoProvides, implementer
from zope.schema.interfaces import ICollection, RequiredMissing

from tlvwa.portal.answers.texts.localized import localize
from tlvwa.portal.common.i18n import _, content_language
from tlvwa.portal.forms.fields import rendered_field, use_native
from tlvwa.portal.forms.interfaces import FILE_KINDS, FILE_SIZE, FILES_SIZE, IPublicForm
from tlvwa.portal.forms.messages import file_error_message, file_texts, sentence, value_text
from tlvwa.portal.forms.processing import FormProcessing
from tlvwa.portal.forms.repetition import Repetition
from tlvwa.portal.forms.reported_pieces import ANSWER, PIECE, requested_piece
from tlvwa.portal.forms.saved_input import retention_of
from tlvwa.portal.forms.spam_protection import TIMESTAMP_FIELD, SpamProtection
from tlvwa.portal.forms.subject import (
    ABOUTS,
    TEXT,
    accepted_subjects,
    authority_recipient,
    central_recipient,
    failed_search,
    is_set_by_server,
    page_address,
    requested_node,
)
from tlvwa.portal.forms.uploads import MEBIBYTE, Upload, upload_problems
from tlvwa.portal.readmodels.follower import site_snapshot

ERROR_TITLE = _("Fehler: ${title}")
FAILED_SEARCH = _("Ich habe vergeblich gesucht: ${words}")
REPORT = _("Angaben fehlen oder stimmen nicht")
REPORTED = _("Es geht um die Angaben dieser Behörde: ${title}")


@implementer(IPublicForm)
class PublicForm(EasyFormForm):
    """easyform's form with native inputs, spam protection and a subject."""

    form_template = ViewPageTemplateFile("form.pt")
    thank_you_template = ViewPageTemplateFile("thanks.pt")
    field_template = ViewPageTemplateFile("field.pt")
    method = "post"
    # The signed timestamp protects without losing the input, also those who are logged in: it is for one
    # user, and is looked at before anything is committed.
    enableCSRFProtection = False
    timestamp_field = TIMESTAMP_FIELD
    answers: Sequence[tuple[str, str]] = ()
    arrived_files: Sequence[tuple[str, str]] = ()
    refusals: tuple[str, ...] = ()
    _checked = False
    _problems = ()
    _sent = False

    def updateFields(self):
        """Use native inputs for lists."""
        super().updateFields()
        if not self.thanksPage:
            for fields in (self.fields, *(group.fields for group in self.groups)):
                use_native(fields)

    def setOmitFields(self, fields):
        """Ask which piece is wrong only about an authority, and whether it helped only about a service."""
        fields = super().setOmitFields(fields)
        if len(self.accepted_subjects) < 2:
            return fields
        unasked = ANSWER if self.reports_authority else PIECE
        return fields.omit(unasked) if unasked in fields else fields

    def updateWidgets(self):
        """Prefill a newly opened form from its subject."""
        super().updateWidgets()
        if self.request.method == "POST" or not self.about:
            return
        if self.about.fills in self.widgets:
            self._prefill(self.widgets[self.about.fills])
        text = self._opening_text() if self.about is ABOUTS["service"] else ""
        if text and TEXT in self.widgets:
            self.widgets[TEXT].value = translate(text, context=self.request)
        if self.reports_authority and PIECE in self.widgets:
            widget = self.widgets[PIECE]
            widget.value = requested_piece(widget.terms, self.request) or widget.value

    def update(self):
        """Send the form once; opening an address, and sending it again, sends nothing."""
        self.request.response.setHeader("Cache-Control", "private, no-store")
        buttons = {name: f"{self.prefix}buttons.{name}" for name in ("submit", "reset")}
        if self.request.method != "POST":
            for name in buttons.values():
                self.request.form.pop(name, None)
        elif buttons["reset"] not in self.request.form:
            # A browser may leave out the button that was not clicked.
            self.request.form.setdefault(buttons["submit"], "1")
            self._repetition.look()
        if self._repetition.page:
            self.thanksPage = True
            alsoProvides(self.request, IEasyFormThanksPage)
            return
        super().update()
        if self._sent and not self._repetition.is_second:
            self._repetition.keep(super().render() if self.thanksPage else "")

    def render(self):
        """Return the form, or the page of thanks; the same one if it is sent again."""
        return self._repetition.page or super().render()

    def extractData(self, setErrors=True):
        """Return data and errors, including those of files and refusals."""
        data, errors = super().extractData(setErrors)
        if not self._checked:
            self._checked = True
            self._problems = (*self._unchosen(data), *self._wrong_files(data))
            self.refusals = self._refusals(errors or self._problems)
        return data, (*errors, *self._problems, *self.refusals)

    def updateServerSideData(self, data):
        """Return the data with the fields that the server sets, such as the subject."""
        data = super().updateServerSideData(data)
        data |= self._subject_values()
        if not self._sent:
            return data
        self.answers = self._answer_texts(data)
        self.arrived_files = file_texts(self.schema, data)
        # easyform puts these into the thanks page as they are.
        return {name: escape(text) for name, text in self._processing.words(data).items()}

    def processActions(self, fields):
        """Carry out the actions by the site's rules; return errors by field."""
        errors = {} if self._repetition.is_second else self._carry_out(fields)
        self._sent = not errors
        return errors

    def _carry_out(self, fields):
        """Carry out the actions, unless another process has just begun to; return errors by field."""
        try:
            return self._processing.carry_out(fields, self._repetition.submission)
        except ConflictError:
            transaction.begin()
            self._repetition.look()
            if self._repetition.is_new:
                raise
            refusal = self._repetition.refusal
            return {FORM_ERROR_MARKER: refusal} if refusal else {}

    def setErrorsMessage(self, errors):
        """Show an action's errors; one about the whole form is shown like a refusal."""
        if FORM_ERROR_MARKER in errors:
            self.refusals = (*self.refusals, errors[FORM_ERROR_MARKER])
        super().setErrorsMessage(errors)

    # Values for the templates.

    @property
    def label(self):
        """The heading; a report on an authority's data is none on whether a text helped."""
        if self.reports_authority and not self.thanksPage:
            return translate(REPORT, context=self.request)
        return super().label

    @cached_property
    def about(self):
        """The type of subject (see ``forms.subject``), or ``None``."""
        return ABOUTS.get(getattr(self.context, "about", None) or "")

    @cached_property
    def accepted_subjects(self):
        """The types of subjects that the form accepts."""
        return accepted_subjects(self.about, self.schema)

    @cached_property
    def _type_and_subject(self):
        nodes = ((about, requested_node(about, self.request)) for about in self.accepted_subjects)
        named = ((about, node) for about, node in nodes if node is not None)
        return next(named, (self.about, None))

    @property
    def subject(self):
        """The node that the request names, or ``None``."""
        return self._type_and_subject[1]

    @property
    def reports_authority(self):
        """Whether a form about services is about the data of an authority this time."""
        return self._type_and_subject[0] is not self.about

    @property
    def recipient(self):
        """The authority that receives the form's mails, or ``None``."""
        return None if self.reports_authority else authority_recipient(self.subject)

    @property
    def shown_recipient(self):
        """The recipient of a message to an authority: ``(name, is it the authority)``."""
        if self.about is not ABOUTS["authority"]:
            return None
        recipient = self.recipient
        return (recipient or central_recipient()).name, recipient is not None

    @property
    def shown_subject(self):
        """What a form is about where neither a field nor the recipient says it: title and language."""
        if self.subject is None:
            return None
        if self.reports_authority:
            return {"title": self.subject.title, "language": content_language()}
        if self.about is ABOUTS["service"]:
            localized = localize(site_snapshot(), self.subject)
            return {"title": localized.title, "language": localized.language}
        if self.about is ABOUTS["authority"] and self.recipient is None:
            return {"title": self.subject.title, "language": content_language()}
        return None

    @property
    def subject_parameter(self):
        """Parameter and UID of the subject for a hidden field."""
        about, node = self._type_and_subject
        return (about.parameter, node.uid) if node is not None else (None, None)

    @cached_property
    def shown_groups(self):
        """``(legend, fields)``; the fields without a fieldset come first, without a legend."""
        groups = [("", self.widgets), *((group.label, group.widgets) for group in self.groups)]
        return [
            (
                legend,
                [
                    rendered_field(widget, self.file_kinds, self.file_size)
                    for widget in widgets.values()
                ],
            )
            for legend, widgets in groups
        ]

    @cached_property
    def errors(self):
        """``(id, sentence)`` of each field with an error, in the order of the page."""
        return [
            (field.id, field.error)
            for _legend, fields in self.shown_groups
            for field in fields
            if field.error
        ]

    @property
    def failed(self):
        """Whether the form is shown again with errors."""
        return bool(self.refusals or (self.request.method == "POST" and self.errors))

    @property
    def has_files(self):
        """Whether the form has file fields."""
        return any(f.kind == "file" for _legend, fields in self.shown_groups for f in fields)

    @property
    def file_kinds(self):
        """The accepted kinds of files."""
        return getattr(self.context, "file_kinds", None) or FILE_KINDS

    @property
    def file_size(self):
        """The largest size of a file, in MB."""
        return getattr(self.context, "file_size", None) or FILE_SIZE

    @property
    def files_size(self):
        """The largest size of all files, in MB."""
        return getattr(self.context, "files_size", None) or FILES_SIZE

    @property
    def retention_days(self):
        """For how many days input is stored."""
        return retention_of(self.context)

    def field(self, field):
        """Return the HTML of a field (``forms.fields.RenderedField``)."""
        return self.field_template(field=field)

    def timestamp(self):
        """Return the signed moment at which the form was opened."""
        return self.guard.timestamp()

    def _subject_values(self):
        """Return title and UID of the subject for the fields that the server sets."""
        values = {}
        for about in self.accepted_subjects:
            if not about.fills:
                node = self.subject if about is self._type_and_subject[0] else None
                values[about.parameter] = node.title if node else ""
                values[f"{about.parameter}_id"] = node.uid if node else ""
        schema = self.schema
        return {field: value for field, value in values.items() if is_set_by_server(schema, field)}

    def _opening_text(self):
        """Return what is known before somebody writes: a failed search, or what no field can take."""
        words = failed_search(self.request)
        if words:
            return sentence(FAILED_SEARCH, words=words)
        if self.subject is not None:
            return ""
        authority = requested_node(ABOUTS["authority"], self.request)
        return sentence(REPORTED, title=authority.title) if authority is not None else ""

    @cached_property
    def _repetition(self):
        return Repetition(self.guard.submission(), self.request)

    @cached_property
    def guard(self):
        """The protection from programs."""
        return SpamProtection(self.context, self.request)

    @cached_property
    def _processing(self):
        return FormProcessing(self.context, self.request, self.recipient)

    def _widgets(self):
        for widgets in (self.widgets, *(group.widgets for group in self.groups)):
            yield from widgets.items()

    def _prefill(self, widget):
        """Prefill the field of the subject."""
        if self.about is ABOUTS["page"]:
            widget.value = page_address(self.about, self.request) or widget.value
        elif self.subject is not None:
            widget.value = [self.subject.uid] if hasattr(widget, "items") else self.subject.title

    def _refusals(self, errors):
        """Return the refusals of the whole form; a form with errors does not count for the limit."""
        refusal = self.guard.refusal() or self._repetition.refusal
        if not (refusal or errors or self._repetition.is_second):
            refusal = self.guard.exceeded_limit()
        return (refusal,) if refusal else ()

    def _unchosen(self, data):
        """Return the required lists without a choice; z3c.form accepts them as empty sets."""
        widgets = [widget for name, widget in self._widgets() if name in data and not data[name]]
        unchosen = [
            widget
            for widget in widgets
            if widget.required and ICollection.providedBy(widget.field) and not widget.error
        ]
        for widget in unchosen:
            widget.error = FieldError(RequiredMissing(widget.field.__name__))
        return unchosen

    def _wrong_files(self, data):
        """Return the problems of files, and set them as errors of their fields."""
        uploads = [
            Upload(name, value.filename or "", value.data)
            for name, value in data.items()
            if INamed.providedBy(value)
        ]
        problems = upload_problems(
            uploads, self.file_kinds, self.file_size * MEBIBYTE, self.files_size * MEBIBYTE
        )
        widgets = dict(self._widgets())
        for problem in problems:
            error = Invalid(
                translate(file_error_message(problem, self.file_kinds), context=self.request)
            )
            widgets[problem.field].error = FieldError(error)
        return problems

    def _answer_texts(self, data):
        """Return labels and values of the input for the thanks page."""
        shown = filter_fields(self.context, self.schema, data)
        return [
            (self.schema[name].title, value_text(value, self._bound(name), self.request))
            for name, value in shown.items()
            if not ILabel.providedBy(self.schema[name])
        ]

    def _bound(self, name):
        return self.schema[name].bind(self.context)


class FieldError:
    """An error of a field, as a widget stores it."""

    def __init__(self, error):
        self.error = error


class PublicFormView(EasyFormFormWrapper):
    """The page around the form."""

    form = PublicForm
    index = ViewPageTemplateFile("page.pt")

    @property
    def page_title(self):
        """The title in the browser; errors come first."""
        title = self.form_instance.label
        failed = not self.form_instance.thanksPage and self.form_instance.failed
        if not failed:
            return title
        return translate(sentence(ERROR_TITLE, title=title), context=self.request)


class NotAvailable(BrowserView):
    """Replaces pages of easyform that would bypass the protection."""

    def __call__(self):
        """Raise NotFound."""
        raise NotFound(self.request.get("ACTUAL_URL", ""))
