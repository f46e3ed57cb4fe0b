"""Documents of the search, made of nodes."""

from collections.abc import Iterable
from dataclasses import replace

from tlvwa.portal.readmodels.payloads import (
    AuthorityPayload,
    FundingPayload,
    Node,
    PagePayload,
    PortalPayload,
    PublicationPayload,
    ServicePayload,
    VariantPayload,
)
from tlvwa.portal.readmodels.tree import ContentTree
from tlvwa.portal.search.fields import Document

# A service with more authorities is not found by their names: one that every municipality offers
# would be found by all of them.
FEW_AUTHORITIES = 5

Documents = tuple[Document, ...]


def service_documents(uid: str, tree: ContentTree, holders: Iterable[str]) -> Documents:
    """Return the documents of a service: its own and one for each text variant.

    Documents that are never public are left out. ``holders`` are the UIDs of the authorities that
    are responsible for the service.
    """
    node = tree.nodes.get(uid)
    if node is None or not isinstance(node.payload, ServicePayload):
        return ()
    payload = node.payload
    titles = sorted({tree.nodes[holder].title for holder in holders if holder in tree.nodes})
    document = Document(
        uid=uid,
        title=node.title,
        names=(payload.leika_name,) if payload.leika_name else (),
        synonyms=payload.synonyms,
        teaser=payload.description,
        body=payload.words,
        laws=payload.laws,
        authorities=tuple(titles) if len(titles) <= FEW_AUTHORITIES else (),
        keys=payload.definition.leika_keys,
        short_name=node.path.rpartition("/")[2],
        audience=payload.audience,
        topics=payload.topics,
        kind="service",
    )
    return _shown(node, document, tree)


def page_documents(uid: str, tree: ContentTree) -> Documents:
    """Return the documents of an authority, publication, funding programme, portal or page.

    Nodes of other types have none.
    """
    node = tree.nodes.get(uid)
    page = _page(node) if node is not None else None
    return _shown(node, page, tree) if node is not None and page is not None else ()


def _page(node: Node) -> Document | None:
    payload = node.payload
    if isinstance(payload, AuthorityPayload):
        return Document(
            uid=node.uid,
            title=node.title,
            synonyms=payload.synonyms,
            teaser=payload.description,
            body=payload.address.town,
            kind="authority",
        )
    if isinstance(payload, PublicationPayload):
        return Document(
            uid=node.uid,
            title=node.title,
            names=(payload.subtitle,) if payload.subtitle else (),
            synonyms=payload.subjects,
            teaser=payload.description,
            body=" ".join((*payload.authors, payload.series, payload.number, payload.isbn)),
            kind="publication",
        )
    if isinstance(payload, FundingPayload):
        return Document(uid=node.uid, title=node.title, teaser=payload.description, kind="funding")
    if isinstance(payload, PagePayload):
        return Document(
            uid=node.uid,
            title=node.title,
            teaser=payload.description,
            body=payload.words,
            kind="page",
            language=payload.language,
        )
    if isinstance(payload, PortalPayload):
        return Document(uid=node.uid, title=node.title, teaser=payload.description, kind="page")
    return None


def _shown(node: Node, document: Document, tree: ContentTree) -> Documents:
    """Return a document with the days on which it is shown, and the documents of its text variants."""
    window = tree.window(node)
    if window is None:
        return ()
    own = replace(document, shown_from=window.first, shown_to=window.last)
    variants = sorted(tree.variants(node.path), key=lambda variant: variant.path)
    return own, *filter(None, (_variant(own, variant, tree) for variant in variants))


def _variant(own: Document, variant: Node, tree: ContentTree) -> Document | None:
    """Return the document of a text variant: it has the variant's words and the UID of the original."""
    window = tree.window(variant)
    if window is None or not isinstance(variant.payload, VariantPayload):
        return None
    return replace(
        own,
        title=variant.title,
        names=(),
        synonyms=variant.payload.synonyms,
        teaser=variant.payload.description,
        body="",
        laws=(),
        authorities=(),
        keys=(),
        language=variant.payload.language,
        is_variant=True,
        shown_from=window.first,
        shown_to=window.last,
    )
