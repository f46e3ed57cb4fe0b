"""The read models of one site at one journal entry: immutable, built whole or from the one before."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property

from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.finder.ledger import Ledger
from tlvwa.portal.finder.resolver import Resolver
from tlvwa.portal.finder.rulebook import RuleBook
from tlvwa.portal.finder.territory import Territory
from tlvwa.portal.readmodels.documents import page_documents, service_documents
from tlvwa.portal.readmodels.journal import JournalStamp
from tlvwa.portal.readmodels.payloads import Node, SpecialisationPayload
from tlvwa.portal.readmodels.references import Naming, changed_references, references_of
from tlvwa.portal.readmodels.rules import Assigned, CompiledRules
from tlvwa.portal.readmodels.tree import ContentTree
from tlvwa.portal.search.configuration import SearchWords
from tlvwa.portal.search.index import SearchIndex
from tlvwa.portal.search.suggestions import Suggestions

MOST_LEDGERS = 4  # days of which the ledger is kept at hand
Asked = tuple[date, date, str]  # day of the law, day of publication, Land


class Snapshot:
    """Everything a face needs to answer, at one journal entry. Never changed once made (spec:snapshot)."""

    def __init__(
        self,
        stamp: JournalStamp,
        ruling: CompiledRules,
        index: SearchIndex,
        pages: SearchIndex,
        specialising: Naming,
    ) -> None:
        self.stamp = stamp
        self.ruling = ruling
        self.index = index  # of services
        self.pages = pages  # of authorities, publications, funding programmes and pages
        self.specialising = specialising  # service -> its specialisations
        self.resolver = Resolver(ruling.gazetteer, ruling.rulebook)
        self._ledgers: dict[Asked, Ledger] = {}

    @property
    def gazetteer(self) -> Gazetteer:
        """The areas."""
        return self.ruling.gazetteer

    @property
    def tree(self) -> ContentTree:
        """All nodes, and how they lie in one another."""
        return self.ruling.tree

    @property
    def nodes(self) -> Mapping[str, Node]:
        """All nodes by UID."""
        return self.tree.nodes

    @property
    def rulebook(self) -> RuleBook:
        """The compiled rules."""
        return self.ruling.rulebook

    @property
    def naming(self) -> Naming:
        """Service -> the responsibilities that name it."""
        return self.ruling.naming

    @property
    def assigned(self) -> Mapping[str, Assigned]:
        """Responsibility -> its record, where it ever shows."""
        return self.ruling.assigned

    @cached_property
    def services_suggested(self) -> Suggestions:
        """Services while somebody types; made when first asked for."""
        return Suggestions(self.index)

    @cached_property
    def authorities_suggested(self) -> Suggestions:
        """Authorities likewise."""
        return Suggestions(self.pages, "authority")

    def ledger(self, day: date, today: date, land: str) -> Ledger:
        """The ledger of ``land`` by the law of ``day`` as published on ``today``.

        Made when first asked for, then kept in step for a few days. ``land`` is the key of a Land.
        """
        asked = day, today, land
        found = self._ledgers.get(asked)
        if found is None:
            territory = Territory(self.gazetteer, day, [land])
            found = Ledger.build(self.resolver.kernel, territory, today, land)
            self._keep_ledger(asked, found)
        return found

    def same_as(self, other: "Snapshot") -> bool:
        """Whether two snapshots hold the same, by value."""
        return (
            dict(self.nodes) == dict(other.nodes)
            and self.rulebook == other.rulebook
            and self.index == other.index
            and self.pages == other.pages
            and dict(self.naming) == dict(other.naming)
            and dict(self.specialising) == dict(other.specialising)
            and dict(self.assigned) == dict(other.assigned)
        )

    def is_public(self, uid: str, today: date) -> bool:
        """Whether the public may see the object today."""
        node = self.nodes.get(uid)
        window = self.tree.window(node) if node else None
        return window is not None and today in window

    @classmethod
    def build(
        cls,
        stamp: JournalStamp,
        gazetteer: Gazetteer,
        nodes: Iterable[Node],
        root: str,
        words: SearchWords | None = None,
    ) -> "Snapshot":
        """The models made from nothing but the nodes, and the words of the site's search."""
        tree = ContentTree({node.uid: node for node in nodes}, root)
        ruling = CompiledRules.build(tree, gazetteer)
        found = {uid: service_documents(uid, tree, ruling.holders(uid)) for uid in ruling.changed}
        index = SearchIndex(found, words)
        pages = SearchIndex({uid: page_documents(uid, tree) for uid in tree.nodes}, words)
        return cls(stamp, ruling, index, pages, references_of(tree.nodes, _specialised))

    def follow(
        self,
        stamp: JournalStamp,
        changes: Mapping[str, Node | None],
        words: SearchWords | None = None,
    ) -> "Snapshot":
        """The models after some nodes were written or (``None``) removed, or the search got other words."""
        tree = self.tree.replace(changes)
        ruling = self.ruling.follow(tree, changes)
        found = {uid: service_documents(uid, tree, ruling.holders(uid)) for uid in ruling.changed}
        index = self.index.replace(found)
        touched = self.ruling.touched(changes, tree)
        pages = self.pages.replace(
            {uid: page_documents(uid, tree) for uid in self._pages(touched, tree)}
        )
        if words is not None:
            index, pages = index.with_words(words), pages.with_words(words)
        specialising = changed_references(self.specialising, self.nodes, changes, _specialised)
        snapshot = Snapshot(stamp, ruling, index, pages, specialising)
        snapshot._keep_suggestions(self)
        snapshot._keep_ledgers(self)
        return snapshot

    def _keep_suggestions(self, before: "Snapshot") -> None:
        """Take over what was made of the same index."""
        made = vars(before)
        for name, same in (
            ("services_suggested", self.index is before.index),
            ("authorities_suggested", self.pages is before.pages),
        ):
            if same and name in made:
                vars(self)[name] = made[name]

    def _keep_ledgers(self, before: "Snapshot") -> None:
        """Take over the ledgers, the rows that the change touches made anew."""
        changed = self.ruling.changed
        touched = before.rulebook.dependents(changed) | self.rulebook.dependents(changed)
        for asked, ledger in list(before._ledgers.items()):
            kept = ledger.replace(self.resolver.kernel, touched) if touched else ledger
            self._keep_ledger(asked, kept)

    def _keep_ledger(self, asked: Asked, ledger: Ledger) -> None:
        """Keep one more; of too many the oldest goes."""
        kept = {**self._ledgers, asked: ledger}
        for surplus in list(kept)[:-MOST_LEDGERS]:
            del kept[surplus]
        self._ledgers = kept

    def _pages(self, touched: Iterable[str], tree: ContentTree) -> set[str]:
        """What of ``touched`` the search over pages may hold, and what variants among them are for."""
        found: set[str] = set()
        for uid in touched:
            for its in (self.tree, tree):
                node = its.nodes.get(uid)
                told = its.original(node) or node
                if told is not None:
                    found.add(told.uid)
        return found


def _specialised(node: Node | None) -> set[str]:
    """The service that a specialisation is for."""
    payload = node.payload if node is not None else None
    return {payload.service} if isinstance(payload, SpecialisationPayload) else set()
