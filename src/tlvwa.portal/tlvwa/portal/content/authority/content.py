"""The class of Authority."""

from plone.dexterity.content import Container
from zope.interface import implementer

from tlvwa.portal.content.authority.schema import IAuthority
from tlvwa.portal.interfaces import IPortalContent


@implementer(IAuthority, IPortalContent)
class Authority(Container):
    """An authority, or a part of one; its parts, records, online services and forms lie inside it."""
