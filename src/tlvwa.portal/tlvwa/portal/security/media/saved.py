"""What is foreign is taken out of texts when they are saved, by whichever way, and the editor is told."""

from collections.abc import Iterator

from plone import api
from plone.app.textfield.interfaces import IRichText
from plone.app.textfield.value import RichTextValue
from plone.dexterity.content import DexterityContent
from plone.dexterity.interfaces import IDexterityContent
from plone.dexterity.utils import iterSchemata
from zope.component import adapter
from zope.globalrequest import getRequest
from zope.lifecycleevent.interfaces import IObjectAddedEvent, IObjectModifiedEvent
from zope.schema import getFieldsInOrder

from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.interfaces import IPortalLayer
from tlvwa.portal.readmodels.journal import site_journal
from tlvwa.portal.security.media.allowed import media_hosts
from tlvwa.portal.security.media.markup import without_foreign_media

HTML = "text/html"
MOST_TOLD = 5
REMOVED = _(
    "Aus „${field}“ wurde entfernt, was von anderen Websites geladen würde: ${things}. Welche erlaubt sind, "
    "steht in den Einstellungen."
)


@adapter(IDexterityContent, IObjectAddedEvent)
def clean_added(content: DexterityContent, event: IObjectAddedEvent) -> None:
    """Take what is foreign out of the texts of new content."""
    clean_texts(content)


@adapter(IDexterityContent, IObjectModifiedEvent)
def clean_changed(content: DexterityContent, event: IObjectModifiedEvent) -> None:
    """Take what is foreign out of the texts of content that was changed."""
    clean_texts(content)


def clean_texts(content: DexterityContent) -> None:
    """Take what is foreign out of all texts of an object."""
    if site_journal(content) is None:
        return
    for field, value in _texts(content):
        clean = without_foreign_media(value.raw, media_hosts())
        if clean.removed:
            text = RichTextValue(clean.text, value.mimeType, value.outputMimeType)
            setattr(content, field.getName(), text)
            _tell(field.title, clean.removed)


def _texts(content: DexterityContent) -> Iterator[tuple[IRichText, RichTextValue]]:
    for schema in iterSchemata(content):
        for name, field in getFieldsInOrder(schema):
            value = content.__dict__.get(name) if IRichText.providedBy(field) else None
            if isinstance(value, RichTextValue) and value.raw and value.mimeType == HTML:
                yield field, value


def _tell(title: str, removed: tuple[str, ...]) -> None:
    request = getRequest()
    if IPortalLayer.providedBy(request):
        things = ", ".join(thing[:100] for thing in removed[:MOST_TOLD])
        message = _(REMOVED, mapping={"field": say(title), "things": things})
        api.portal.show_message(message, request, "warning")
