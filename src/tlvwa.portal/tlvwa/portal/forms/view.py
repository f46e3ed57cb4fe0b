"""The page of a form, for everybody who fills it in."""

from functools import cached_property
from html import escape

from collective.easyform.api import filter_fields
from collective.easyform.browser.view import EasyFormForm, EasyFormFormWrapper
from collective.easyform.config import FORM_ERROR_MARKER
from collective.easyform.interfaces import IFieldExtender, ILabel
from plone.namedfile.interfaces import INamed
from Products.Five import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zExceptions import NotFound
from zope.i18n import translate
from zope.interface import Invalid, implementer
from zope.schema.interfaces import ICollection, RequiredMissing

from tlvwa.portal.answers.texts.localized import localize
from tlvwa.portal.common.i18n import _
from tlvwa.portal.forms.fields import rendered_fields, use_native
from tlvwa.portal.forms.interfaces import FILE_KINDS, FILE_SIZE, FILES_SIZE, IPublicForm
from tlvwa.portal.forms.messages import sentence, told, wrong_file
from tlvwa.portal.forms.processing import FormProcessing
from tlvwa.portal.forms.saved_input import retention_of
from tlvwa.portal.forms.spam_protection import STAMP_FIELD, SpamProtection
from tlvwa.portal.forms.subject import (
    ABOUTS,
    TEXT,
    authority_recipient,
    central_recipient,
    named,
    page_address,
    searched,
)
from tlvwa.portal.forms.uploads import MEBIBYTE, Upload, upload_problems
from tlvwa.portal.readmodels.follower import site_snapshot

ERROR_TITLE = _("Fehler: ${title}")
SEARCHED = _("Ich habe vergeblich gesucht: ${words}")


@implementer(IPublicForm)
class PublicForm(EasyFormForm):
    """easyform's form, in native inputs, guarded, and told what it is about."""

    form_template = ViewPageTemplateFile("form.pt")
    thank_you_template = ViewPageTemplateFile("thanks.pt")
    field_template = ViewPageTemplateFile("field.pt")
    method = "post"
    # The stamp does this, without losing what was filled in; who is logged in is protected by Plone.
    enableCSRFProtection = False
    stamp_field = STAMP_FIELD
    answers = ()
    refusals = ()
    _checked = False
    _found = ()
    _sent = False

    def updateFields(self):
        """Native inputs for lists."""
        super().updateFields()
        if not self.thanksPage:
            for fields in (self.fields, *(group.fields for group in self.groups)):
                use_native(fields)

    def updateWidgets(self):
        """An opened form begins with what it is about."""
        super().updateWidgets()
        if self.request.method == "POST" or not self.about:
            return
        if self.about.fills in self.widgets:
            self._begin_with(self.widgets[self.about.fills])
        words = searched(self.request) if self.about is ABOUTS["service"] else ""
        if words and TEXT in self.widgets:
            self.widgets[TEXT].value = translate(
                sentence(SEARCHED, words=words), context=self.request
            )

    def update(self):
        """Nothing is sent by opening an address."""
        self.request.response.setHeader("Cache-Control", "private, no-store")
        if self.request.method != "POST":
            for name in ("submit", "reset"):
                self.request.form.pop(f"{self.prefix}buttons.{name}", None)
        super().update()

    def extractData(self, setErrors=True):
        """What was filled in; also refused for its files, and where no person seems to have sent it."""
        data, errors = super().extractData(setErrors)
        if not self._checked:
            self._checked = True
            self._found = (*self._unchosen(data), *self._wrong_files(data))
            self.refusals = self._refused(errors or self._found)
        return data, (*errors, *self._found, *self.refusals)

    def updateServerSideData(self, data):
        """Fields that the form sets itself, what it is about among them."""
        data = super().updateServerSideData(data)
        data |= self._of_subject()
        if not self._sent:
            return data
        self.answers = self._told(data)
        # easyform puts these into the thanks page as they are.
        return {name: escape(text) for name, text in self._sending.words(data).items()}

    def processActions(self, fields):
        """The actions, with the site's rules."""
        wrong = self._sending.carry_out(fields)
        self._sent = not wrong
        return wrong

    def setErrorsMessage(self, errors):
        """What an action finds wrong; about the whole form it is told like a refusal."""
        if FORM_ERROR_MARKER in errors:
            self.refusals = (*self.refusals, errors[FORM_ERROR_MARKER])
        super().setErrorsMessage(errors)

    # What the templates ask.

    @cached_property
    def about(self):
        """What the form is about (see ``forms.about``), or ``None``."""
        return ABOUTS.get(getattr(self.context, "about", None))

    @cached_property
    def subject(self):
        """The node that the request names, or ``None``."""
        return named(self.about, self.request) if self.about else None

    @property
    def recipient(self):
        """The authority that the form's e-mails go to; ``None`` for nobody in particular."""
        return authority_recipient(self.subject)

    @property
    def told_recipient(self):
        """Who receives a message to an authority, for the page: ``(name, is the authority)``."""
        if self.about is not ABOUTS["authority"]:
            return None
        recipient = self.recipient
        return (recipient or central_recipient()).name, recipient is not None

    @property
    def told_subject(self):
        """What the form is about, where no field and no recipient says so: a service's title, or nothing."""
        if self.subject is None or self.about is not ABOUTS["service"]:
            return None
        return localize(site_snapshot(), self.subject)

    @property
    def carried(self):
        """What the form takes along when it is sent: parameter and UID."""
        return (
            (self.about.parameter, self.subject.uid) if self.subject is not None else (None, None)
        )

    @cached_property
    def shown_groups(self):
        """``(legend, fields)``; those without a fieldset first, under no legend."""
        groups = [("", self.widgets), *((group.label, group.widgets) for group in self.groups)]
        return [
            (
                legend,
                [
                    rendered_fields(each, self.file_kinds, self.file_size)
                    for each in widgets.values()
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
        """Whether the form comes back."""
        return bool(self.refusals or (self.request.method == "POST" and self.errors))

    @property
    def has_files(self):
        """Whether the form takes files."""
        return any(f.kind == "file" for _legend, fields in self.shown_groups for f in fields)

    @property
    def file_kinds(self):
        """The kinds of files that the form takes."""
        return getattr(self.context, "file_kinds", None) or FILE_KINDS

    @property
    def file_size(self):
        """How large one file may be, in MB."""
        return getattr(self.context, "file_size", None) or FILE_SIZE

    @property
    def files_size(self):
        """How large all files may be, in MB."""
        return getattr(self.context, "files_size", None) or FILES_SIZE

    @property
    def retention_days(self):
        """How long what is sent stays here, in days."""
        return retention_of(self.context)

    def field(self, field):
        """The HTML of one field (``forms.fields.Shown``)."""
        return self.field_template(field=field)

    def stamp(self):
        """The signed moment at which the form was opened."""
        return SpamProtection(self.context, self.request).stamp()

    def _of_subject(self):
        """Title and UID of what the form is about, for those of its fields that the server sets."""
        if not self.about or self.about.fills:
            return {}
        name, node = self.about.parameter, self.subject
        values = {name: node.title if node else "", f"{name}_id": node.uid if node else ""}
        return {
            field: value
            for field, value in values.items()
            if field in self.schema and IFieldExtender(self.schema[field]).serverSide
        }

    @cached_property
    def _sending(self):
        return FormProcessing(self.context, self.request, self.recipient)

    def _widgets(self):
        for widgets in (self.widgets, *(group.widgets for group in self.groups)):
            yield from widgets.items()

    def _begin_with(self, widget):
        """Fill the field of what the form is about."""
        if self.about is ABOUTS["page"]:
            widget.value = page_address(self.about, self.request) or widget.value
        elif self.subject is not None:
            widget.value = [self.subject.uid] if hasattr(widget, "items") else self.subject.title

    def _refused(self, errors):
        """Why the whole form is refused; one that has errors takes no turn."""
        guard = SpamProtection(self.context, self.request)
        refusal = guard.refusal() or (None if errors else guard.turn())
        return (refusal,) if refusal else ()

    def _unchosen(self, data):
        """Lists from which something must be chosen and nothing is; for z3c.form they are empty sets."""
        widgets = [widget for name, widget in self._widgets() if name in data and not data[name]]
        found = [
            widget
            for widget in widgets
            if widget.required and ICollection.providedBy(widget.field) and not widget.error
        ]
        for widget in found:
            widget.error = FieldError(RequiredMissing(widget.field.__name__))
        return found

    def _wrong_files(self, data):
        """Files that are not taken; told at their fields."""
        uploads = [
            Upload(name, value.filename or "", value.data)
            for name, value in data.items()
            if INamed.providedBy(value)
        ]
        found = upload_problems(
            uploads, self.file_kinds, self.file_size * MEBIBYTE, self.files_size * MEBIBYTE
        )
        widgets = dict(self._widgets())
        for each in found:
            error = Invalid(translate(wrong_file(each, self.file_kinds), context=self.request))
            widgets[each.field].error = FieldError(error)
        return found

    def _told(self, data):
        """Labels and values of what was filled in, as the thanks page tells them."""
        kept = filter_fields(self.context, self.schema, data)
        return [
            (self.schema[name].title, told(value, self._bound(name), self.request))
            for name, value in kept.items()
            if not ILabel.providedBy(self.schema[name])
        ]

    def _bound(self, name):
        return self.schema[name].bind(self.context)


class FieldError:
    """What is wrong with a field, where a widget keeps its error."""

    def __init__(self, error):
        self.error = error


class PublicFormView(EasyFormFormWrapper):
    """The page around the form."""

    form = PublicForm
    index = ViewPageTemplateFile("page.pt")

    @property
    def page_title(self):
        """The title in the browser: errors are told first."""
        title = self.form_instance.label
        failed = not self.form_instance.thanksPage and self.form_instance.failed
        if not failed:
            return title
        return translate(sentence(ERROR_TITLE, title=title), context=self.request)


class NotHere(BrowserView):
    """A door of easyform that would lead past the protection."""

    def __call__(self):
        raise NotFound(self.request.get("ACTUAL_URL", ""))
