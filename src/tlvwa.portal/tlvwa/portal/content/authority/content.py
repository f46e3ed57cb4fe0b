"""The class of Authority."""

from plone.dexterity.content import Container
from tlvwa.portal.content.authority.schema import IAuthority
from zope.interface import implementer


@implementer(IAuthority)
class Authority(Container):
    """An authority, or a part of one; its parts, records, online services and forms lie inside it."""
