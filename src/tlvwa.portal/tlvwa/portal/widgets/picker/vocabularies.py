"""Vocabularies of objects: what an editor may name in a field, by UID."""

from Acquisition import aq_base
from zope.interface import implementer, provider
from zope.schema.interfaces import IVocabularyFactory, IVocabularyTokenized
from zope.schema.vocabulary import SimpleTerm

from tlvwa.portal.interfaces import IPortalContent
from tlvwa.portal.readmodels.visibility import node_for_editors, nodes_for_editors

SERVICE_TYPES = ("tlvwa.portal.Service",)
AUTHORITY_TYPES = ("tlvwa.portal.Authority",)
PUBLICATION_TYPES = ("tlvwa.portal.Publication",)
NAMING_ONE = (
    *("parent_service", "refers_to", "service", "target"),
    *("publisher", "team", "directive", "application_target"),
)
NAMING_SEVERAL = ("related_services", "services", "replaces", "publications")
ONLINE_TYPES = ("tlvwa.portal.OnlineService", "tlvwa.portal.ServiceForm")


@implementer(IVocabularyTokenized)
class NodeVocabulary:
    """Objects that the current user may name, by UID, which is the token too.

    Asked for one, it looks up one; only who goes through all of them pays for all. What the object at
    hand names already may stay, also where the user does not see it; nothing is told of it.
    """

    def __init__(self, portal_types, context=None):
        self.portal_types = portal_types
        self.context = context

    def __contains__(self, uid):
        if node_for_editors(uid, self.portal_types) is not None:
            return True
        return bool(uid) and uid in _named_by(self.context)

    def __iter__(self):
        return map(_term, nodes_for_editors(self.portal_types))

    def __len__(self):
        return len(nodes_for_editors(self.portal_types))

    def getTerm(self, uid):
        """The term of a UID; raises LookupError."""
        node = node_for_editors(uid, self.portal_types)
        if node is None:
            raise LookupError(uid)
        return _term(node)

    getTermByToken = getTerm


def _named_by(obj):
    """The UIDs of everything an object names."""
    if not IPortalContent.providedBy(obj):
        return set()
    single = {getattr(aq_base(obj), name, None) for name in NAMING_ONE}
    return single.union(*(getattr(aq_base(obj), name, None) or () for name in NAMING_SEVERAL))


def _term(node):
    return SimpleTerm(node.uid, node.uid, node.title)


@provider(IVocabularyFactory)
def services(context):
    """Services an editor may name, by UID."""
    return NodeVocabulary(SERVICE_TYPES, context)


@provider(IVocabularyFactory)
def authorities(context):
    """Authorities an editor may name, by UID."""
    return NodeVocabulary(AUTHORITY_TYPES, context)


@provider(IVocabularyFactory)
def online_targets(context):
    """Online services and forms an editor may name, by UID."""
    return NodeVocabulary(ONLINE_TYPES, context)


@provider(IVocabularyFactory)
def publications(context):
    """Publications an editor may name, by UID."""
    return NodeVocabulary(PUBLICATION_TYPES, context)
