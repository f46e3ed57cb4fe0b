"""The first version of what a program made: kept when somebody first changes it.

Plone keeps a version of everything at once. Of thousands of objects that an import or the set-up
makes most are never changed, and the versions would take longer than all the rest.
"""

from contextlib import contextmanager

from Acquisition import aq_base
from plone import api
from plone.dexterity.interfaces import IDexterityContent
from plone.restapi.deserializer.dxcontent import DeserializeFromJson
from plone.restapi.interfaces import IDeserializeFromJson
from z3c.form.interfaces import IDataExtractedEvent, IEditForm
from zope.component import adapter
from zope.interface import implementer

from tlvwa.portal.interfaces import IPortalLayer

KEPT = "Stand vor der ersten Änderung"  # the comment of such a version


@contextmanager
def without_version(obj):
    """Nothing that is done to a new object is kept as a version."""
    obj.versioning_enabled = False
    try:
        yield
    finally:
        del aq_base(obj).versioning_enabled


def keep_first_version(obj):
    """Keep an object as it is, if no version of it was kept yet; called before it changes."""
    repository = api.portal.get_tool("portal_repository")
    if not hasattr(aq_base(obj), "version_id") and repository.isVersionable(obj):
        repository.save(obj, comment=KEPT)


@adapter(IDataExtractedEvent)
def before_a_form_saves(event):
    """A form that edits content has been read, and nothing is written yet."""
    form = getattr(event.form, "parentForm", event.form)
    if (
        IEditForm.providedBy(form)
        and IPortalLayer.providedBy(form.request)
        and IDexterityContent.providedBy(form.context)
        and not event.errors
    ):
        keep_first_version(form.context)


@implementer(IDeserializeFromJson)
@adapter(IDexterityContent, IPortalLayer)
class ContentFromJson(DeserializeFromJson):
    """Writes JSON into content, of which a version is kept before."""

    def __call__(self, *arguments, create=False, **keywords):
        """The content, changed."""
        if not create:
            keep_first_version(self.context)
        return super().__call__(*arguments, create=create, **keywords)
