"""The snapshot: all read models of one site at one stamp, built whole or from the snapshot before."""

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
from tlvwa.portal.readmodels.references import ServiceReferences, changed_references, references_of
from tlvwa.portal.readmodels.rules import CompiledRules, RecordWithAreas
from tlvwa.portal.readmodels.tree import ContentTree
from tlvwa.portal.search.configuration import SearchWords
from tlvwa.portal.search.index import SearchIndex
from tlvwa.portal.search.suggestions import Suggestions

MOST_LEDGERS = 4  # ledgers of different days that a snapshot holds
LedgerKey = tuple[date, date, str]  # day of the law, day of publication, Land


class Snapshot:
    """All read models at one stamp; immutable but for what it computes on demand (spec:snapshot)."""

    def __init__(
        self,
        stamp: JournalStamp,
        rules: CompiledRules,
        index: SearchIndex,
        pages: SearchIndex,
        specialisations: ServiceReferences,
    ) -> None:
        self.stamp = stamp
        self.rules = rules
        self.service_index = index  # of services
        self.page_index = pages  # of authorities, publications, funding programmes and pages
        self.specialisations = specialisations  # service -> its specialisations
        self.resolver = Resolver(rules.gazetteer, rules.rulebook)
        self._ledgers: dict[LedgerKey, Ledger] = {}

    @property
    def gazetteer(self) -> Gazetteer:
        """The areas."""
        return self.rules.gazetteer

    @property
    def tree(self) -> ContentTree:
        """All nodes, with containers and contents."""
        return self.rules.tree

    @property
    def nodes(self) -> Mapping[str, Node]:
        """All nodes by UID."""
        return self.tree.nodes

    @property
    def rulebook(self) -> RuleBook:
        """The compiled rules."""
        return self.rules.rulebook

    @property
    def responsibilities_by_service(self) -> ServiceReferences:
        """Service -> the responsibilities that name it."""
        return self.rules.responsibilities_by_service

    @property
    def records_by_responsibility(self) -> Mapping[str, RecordWithAreas]:
        """Responsibility -> its record and areas, if it is ever public."""
        return self.rules.records_by_responsibility

    @cached_property
    def service_suggestions(self) -> Suggestions:
        """Suggestions of services; computed at first use."""
        return Suggestions(self.service_index)

    @cached_property
    def authority_suggestions(self) -> Suggestions:
        """Suggestions of authorities; computed at first use."""
        return Suggestions(self.page_index, "authority")

    def ledger(self, day: date, today: date, land: str) -> Ledger:
        """Return the ledger of the Land with the key ``land`` by the law of ``day`` as public on ``today``.

        It is computed at first use. Later snapshots take over the ``MOST_LEDGERS`` newest ones.
        """
        key = day, today, land
        ledger = self._ledgers.get(key)
        if ledger is None:
            territory = Territory(self.gazetteer, day, [land])
            ledger = Ledger.build(self.resolver.kernel, territory, today, land)
            self._keep_ledger(key, ledger)
        return ledger

    def equals(self, other: "Snapshot") -> bool:
        """Whether two snapshots have the same contents, by value."""
        return (
            dict(self.nodes) == dict(other.nodes)
            and self.rulebook == other.rulebook
            and self.service_index == other.service_index
            and self.page_index == other.page_index
            and dict(self.responsibilities_by_service) == dict(other.responsibilities_by_service)
            and dict(self.specialisations) == dict(other.specialisations)
            and dict(self.records_by_responsibility) == dict(other.records_by_responsibility)
        )

    def is_public(self, uid: str, today: date) -> bool:
        """Whether the object is public today."""
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
        """Build the snapshot from nothing but the nodes and the words of the site's search."""
        tree = ContentTree({node.uid: node for node in nodes}, root)
        rules = CompiledRules.build(tree, gazetteer)
        documents = {uid: service_documents(uid, tree, rules.holders(uid)) for uid in rules.changed}
        index = SearchIndex(documents, words)
        pages = SearchIndex(
            {uid: page_documents(uid, tree) for uid in tree.nodes}, words, full_text=True
        )
        return cls(stamp, rules, index, pages, references_of(tree.nodes, _specialised_service))

    def follow(
        self,
        stamp: JournalStamp,
        changes: Mapping[str, Node | None],
        words: SearchWords | None = None,
    ) -> "Snapshot":
        """Return the snapshot after nodes were written or (``None``) removed.

        ``words`` are the new words of the search, ``None`` if they are unchanged.
        """
        tree = self.tree.replace(changes)
        rules = self.rules.follow(tree, changes)
        documents = {uid: service_documents(uid, tree, rules.holders(uid)) for uid in rules.changed}
        index = self.service_index.replace(documents)
        touched = self.rules.touched(changes, tree)
        pages = self.page_index.replace(
            {uid: page_documents(uid, tree) for uid in self._pages(touched, tree)}
        )
        if words is not None:
            index, pages = index.with_words(words), pages.with_words(words)
        specialisations = changed_references(
            self.specialisations, self.nodes, changes, _specialised_service
        )
        snapshot = Snapshot(stamp, rules, index, pages, specialisations)
        snapshot._take_over_suggestions(self)
        snapshot._take_over_ledgers(self)
        return snapshot

    def _take_over_suggestions(self, before: "Snapshot") -> None:
        """Take over the suggestions that were computed from an index that is still the same.

        ``cached_property`` stores its value in the instance's dictionary. Looking there does not
        compute suggestions that nobody has asked for yet; writing there spares computing them again.
        """
        cached = vars(before)
        for name, same in (
            ("service_suggestions", self.service_index is before.service_index),
            ("authority_suggestions", self.page_index is before.page_index),
        ):
            if same and name in cached:
                vars(self)[name] = cached[name]

    def _take_over_ledgers(self, before: "Snapshot") -> None:
        """Take over the ledgers, and compute the rows that the change touches anew."""
        changed = self.rules.changed
        touched = before.rulebook.dependents(changed) | self.rulebook.dependents(changed)
        for key, ledger in list(before._ledgers.items()):
            updated = ledger.replace(self.resolver.kernel, touched) if touched else ledger
            self._keep_ledger(key, updated)

    def _keep_ledger(self, key: LedgerKey, ledger: Ledger) -> None:
        """Add a ledger and drop the oldest of too many."""
        # A new dictionary is assigned, since other threads may read the one before.
        ledgers = {**self._ledgers, key: ledger}
        for surplus in list(ledgers)[:-MOST_LEDGERS]:
            del ledgers[surplus]
        self._ledgers = ledgers

    def _pages(self, touched: Iterable[str], tree: ContentTree) -> set[str]:
        """Return the UIDs of ``touched``, with originals in the place of their text variants."""
        uids: set[str] = set()
        for uid in touched:
            for state in (self.tree, tree):
                node = state.nodes.get(uid)
                original = state.original(node) or node
                if original is not None:
                    uids.add(original.uid)
        return uids


def _specialised_service(node: Node | None) -> set[str]:
    """Return the service that a specialisation is for; none for other nodes."""
    payload = node.payload if node is not None else None
    return {payload.service} if isinstance(payload, SpecialisationPayload) else set()
