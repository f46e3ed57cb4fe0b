"""The first version of what a program made, saved when somebody first changes it; comments of versions.

Plone saves a version of every new object. Of thousands of objects that an import or the set-up makes
most are never changed, and saving their versions would take longer than all the rest.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from Acquisition import aq_base
from plone import api
from plone.dexterity.content import DexterityContent
from plone.dexterity.interfaces import IDexterityContent
from plone.restapi.deserializer.dxcontent import DeserializeFromJson
from plone.restapi.interfaces import IDeserializeFromJson
from z3c.form.interfaces import IDataExtractedEvent, IEditForm
from zope.annotation.interfaces import IAnnotations
from zope.component import adapter
from zope.globalrequest import getRequest
from zope.interface import implementer

from tlvwa.portal.interfaces import IPortalLayer

BEFORE_FIRST_CHANGE = "Stand vor der ersten Änderung"  # the comment of such a version
CHANGE_NOTE = "plone.app.versioningbehavior-changeNote"


@contextmanager
def suspend_versioning(obj: DexterityContent) -> Iterator[None]:
    """Context manager in which a new object is changed without saving a version."""
    obj.versioning_enabled = False
    try:
        yield
    finally:
        del aq_base(obj).versioning_enabled


def save_first_version(obj: DexterityContent) -> None:
    """Save the first version of an object that has none; call it before a change."""
    repository = api.portal.get_tool("portal_repository")
    if not hasattr(aq_base(obj), "version_id") and repository.isVersionable(obj):
        repository.save(obj, comment=BEFORE_FIRST_CHANGE)


@adapter(IDataExtractedEvent)
def save_before_form(event):
    """Save the first version of content after its edit form was read, before it is written."""
    form = getattr(event.form, "parentForm", event.form)
    if (
        IEditForm.providedBy(form)
        and IPortalLayer.providedBy(form.request)
        and IDexterityContent.providedBy(form.context)
        and not event.errors
    ):
        save_first_version(form.context)


@implementer(IDeserializeFromJson)
@adapter(IDexterityContent, IPortalLayer)
class ContentFromJson(DeserializeFromJson):
    """Writes JSON into content after saving its first version."""

    def __call__(self, *arguments, create=False, **keywords):
        """Change and return the content."""
        if not create:
            save_first_version(self.context)
        return super().__call__(*arguments, create=create, **keywords)


def set_change_note(note):
    """Give the versions that the current request saves a comment."""
    IAnnotations(getRequest())[CHANGE_NOTE] = note
