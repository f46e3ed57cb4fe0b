"""Login names of editors are told to nobody who does not edit."""

from pathlib import Path

from AccessControl import getSecurityManager
from plone.app.dexterity.behaviors.metadata import IOwnership
from plone.dexterity.interfaces import IDexterityContent
from plone.locking.lockable import TTWLockable
from plone.restapi.interfaces import IFieldSerializer, IJSONSummarySerializerMetadata
from plone.restapi.serializer.dxfields import CollectionFieldSerializer
from Products.CMFPlone.browser import author
from Products.CMFPlone.browser.author import AuthorView
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zope.component import adapter
from zope.globalrequest import getRequest
from zope.interface import implementer
from zope.schema.interfaces import ITuple

from tlvwa.portal.interfaces import IPortalLayer
from tlvwa.portal.security.embargo.public_now import may_edit

COLUMNS = ("Creator", "creators", "listCreators")
# Roles that everybody has who has an account.
OF_ACCOUNTS = frozenset(["Anonymous", "Authenticated", "Member"])


@implementer(IJSONSummarySerializerMetadata)
class SummaryColumns:
    """Columns of the catalog that summaries in JSON never have."""

    def blocklisted_attributes(self) -> set[str]:
        """Return the names of the columns."""
        return set(COLUMNS)


@adapter(ITuple, IDexterityContent, IPortalLayer)
@implementer(IFieldSerializer)
class CreatorsSerializer(CollectionFieldSerializer):
    """Serializes tuples; Plone's *creators* only for those who may edit the object."""

    def __call__(self) -> object:
        """Return the list; an empty one in the place of what is not told."""
        if self.field.interface is IOwnership and self.field.getName() == "creators":
            return super().__call__() if may_edit(self.context) else []
        return super().__call__()


class AuthorPage(AuthorView):
    """Plone's page about a user and what they made, which is open to strangers in Plone."""

    index = ViewPageTemplateFile(str(Path(author.__file__).parent / "templates" / "author.pt"))


def lock_info(self: TTWLockable) -> list[dict[str, object]]:
    """Return the locks of an object, with who locked it and the token, to those only who may edit it.

    Takes the place of ``TTWLockable.lock_info``, which plone.restapi shows to everybody.
    """
    if IPortalLayer.providedBy(getRequest()) and not may_edit(self.context):
        return []
    return self._old_lock_info()


def knows_editors() -> bool:
    """Return whether the current user has a task on the whole site, and may search by names."""
    return bool(set(getSecurityManager().getUser().getRoles()) - OF_ACCOUNTS)


def may_be_named(self: BrowserView) -> bool:
    """Return whether a page may name who made it: to those who may edit it.

    Takes the place of the methods of Plone's pages that name editors to everybody with an account.
    """
    return may_edit(self.context)


# The same where Plone has a property.
names_editors = property(may_be_named)
