"""Vocabularies of the objects that an editor may name in a field, by UID."""

from Acquisition import aq_base
from zope.interface import implementer, provider
from zope.schema.interfaces import IVocabularyFactory, IVocabularyTokenized
from zope.schema.vocabulary import SimpleTerm

from tlvwa.portal.interfaces import IPortalContent
from tlvwa.portal.readmodels.visibility import all_visible_nodes, visible_node

SERVICE_TYPES = ("tlvwa.portal.Service",)
AUTHORITY_TYPES = ("tlvwa.portal.Authority",)
PUBLICATION_TYPES = ("tlvwa.portal.Publication",)
SINGLE_FIELDS = (
    *("parent_service", "refers_to", "service", "target"),
    *("publisher", "team", "directive", "application_target"),
)
MULTIPLE_FIELDS = ("related_services", "services", "replaces", "publications")
ONLINE_TYPES = ("tlvwa.portal.OnlineService", "tlvwa.portal.ServiceForm")


@implementer(IVocabularyTokenized)
class NodeVocabulary:
    """Objects that the current user may name; the UID is value and token.

    A look-up of one object does not list all of them. UIDs that the context names already are
    accepted even if the user may not see their objects; nothing about these is disclosed.
    """

    def __init__(self, portal_types, context=None):
        self.portal_types = portal_types
        self.context = context

    def __contains__(self, uid):
        if visible_node(uid, self.portal_types) is not None:
            return True
        return bool(uid) and uid in _uids_in(self.context)

    def __iter__(self):
        return map(_term, all_visible_nodes(self.portal_types))

    def __len__(self):
        return len(all_visible_nodes(self.portal_types))

    def getTerm(self, uid):
        """Return the term of a UID. Raises LookupError."""
        node = visible_node(uid, self.portal_types)
        if node is None:
            raise LookupError(uid)
        return _term(node)

    getTermByToken = getTerm


def _uids_in(obj):
    """Return the UIDs of everything an object names."""
    if not IPortalContent.providedBy(obj):
        return set()
    single = {getattr(aq_base(obj), name, None) for name in SINGLE_FIELDS}
    return single.union(*(getattr(aq_base(obj), name, None) or () for name in MULTIPLE_FIELDS))


def _term(node):
    return SimpleTerm(node.uid, node.uid, node.title)


@provider(IVocabularyFactory)
def services(context):
    """Return the services an editor may name, by UID."""
    return NodeVocabulary(SERVICE_TYPES, context)


@provider(IVocabularyFactory)
def authorities(context):
    """Return the authorities an editor may name, by UID."""
    return NodeVocabulary(AUTHORITY_TYPES, context)


@provider(IVocabularyFactory)
def online_targets(context):
    """Return the online services and forms an editor may name, by UID."""
    return NodeVocabulary(ONLINE_TYPES, context)


@provider(IVocabularyFactory)
def publications(context):
    """Return the publications an editor may name, by UID."""
    return NodeVocabulary(PUBLICATION_TYPES, context)
