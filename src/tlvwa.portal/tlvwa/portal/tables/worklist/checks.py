"""Finds what there is to do, kind by kind, from the read models alone."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from tlvwa.portal.areas.model import AreaError
from tlvwa.portal.finder.explanation import authority_of
from tlvwa.portal.finder.ledger_states import LedgerState
from tlvwa.portal.finder.records import (
    ExpectedCoverage,
    Record,
    RecordEffect,
    Role,
    ServiceDefinition,
)
from tlvwa.portal.finder.territory import MunicipalityRange
from tlvwa.portal.linkcheck.sources import standing
from tlvwa.portal.readmodels.payloads import (
    AuthorityPayload,
    Node,
    ResponsibilityPayload,
    ServicePayload,
)
from tlvwa.portal.tables.overviews.authorities import has_address
from tlvwa.portal.tables.overviews.responsibilities import unconfirmed
from tlvwa.portal.tables.overviews.row_context import AUTHORITY, RECORD, SERVICE
from tlvwa.portal.tables.worklist.finding import Finding, WorkContext
from tlvwa.portal.tables.worklist.finding_types import FindingType

Limits = Sequence[MunicipalityRange] | None  # where the ledger is looked at; all of it
ONE_DAY = timedelta(days=1)
LONG_AGO = 36_500  # days: what never was
MANY = 1_000_000  # more records than an authority has
MISSING = (LedgerState.GAP, LedgerState.DERIVED)
FOR_CITIZENS = (Role.RESPONSIBLE, Role.CONTACT_POINT)
NOTHING, NO_ADDRESS, NO_CONTACT = "nothing", "address", "contact"


def findings(work: WorkContext, *within: Iterable[str]) -> Iterator[Finding]:
    """All findings of a person's work, kind by kind; of the ledger's only what lies in all of ``within``.

    Each of ``within`` are keys of areas in any form; those that nobody knows hold nothing.
    """
    spans: Limits = None
    for keys in within:
        spans = _both(spans, _spans(work, keys))
    for gather in (_of_services, _of_records, _of_defects, _of_authorities, _of_links):
        yield from gather(work, spans)


def _spans(work: WorkContext, keys: Iterable[str]) -> tuple[MunicipalityRange, ...]:
    gazetteer, known = work.facts.snapshot.gazetteer, []
    for key in keys:
        try:
            known.append(gazetteer.parse(key).key)
        except AreaError:
            continue
    return work.ledger.territory.spans(known)


def _both(some: Limits, others: Sequence[MunicipalityRange]) -> Sequence[MunicipalityRange]:
    """What lies in both."""
    if some is None:
        return others
    met = (
        MunicipalityRange(max(a.start, b.start), min(a.end, b.end)) for a in some for b in others
    )
    return tuple(span for span in met if span.size > 0)


def _of_services(work: WorkContext, spans: Limits) -> Iterator[Finding]:
    """Overlaps, excused or not, gaps, and services that nobody is responsible for."""
    facts, ledger = work.facts, work.ledger
    rulebook = facts.snapshot.rulebook
    for uid, counts in ledger.by_service.items():
        if not (
            counts[LedgerState.OVERLAP] or counts[LedgerState.GAP] or counts[LedgerState.DERIVED]
        ):
            continue
        if not facts.sees(uid):
            continue
        rules = rulebook.services[uid]
        if counts[LedgerState.OVERLAP]:
            yield from _overlaps(work, uid, spans)
        if rules.by_place and counts[LedgerState.GAP]:
            yield from _missing(work, uid, FindingType.GAP, (LedgerState.GAP,), spans)
        elif not rules.by_place and rules.service.coverage is not ExpectedCoverage.NONE:
            expected = _both(spans, _expected(work, rules.service))
            yield from _missing(work, uid, FindingType.NO_RULES, MISSING, expected)


def _expected(work: WorkContext, service: ServiceDefinition) -> Sequence[MunicipalityRange]:
    """Where an answer is expected; a hint from a parent service is none that counts."""
    if service.coverage is ExpectedCoverage.AREAS:
        return _spans(work, service.coverage_areas)
    return (work.ledger.territory.whole,)


def _missing(
    work: WorkContext, uid: str, kind: FindingType, states: Iterable[LedgerState], spans: Limits
) -> Iterator[Finding]:
    entries = work.ledger.entries([uid], spans, states)
    found = tuple(entry.span for entry in entries)
    if found:
        yield _of_service(work, uid, kind, found)


def _of_service(
    work: WorkContext, uid: str, kind: FindingType, spans: tuple[MunicipalityRange, ...]
) -> Finding:
    count = sum(span.size for span in spans)
    node = work.facts.snapshot.nodes[uid]
    return Finding(kind, node, (uid,), spans=spans, municipalities=count, weight=count)


def _overlaps(work: WorkContext, uid: str, spans: Limits) -> Iterator[Finding]:
    """A service's overlaps: those that nobody excused, those no longer excused, those that are."""
    snapshot, ledger, day = work.facts.snapshot, work.ledger, work.facts.day
    parts: dict[FindingType, list[MunicipalityRange]] = {}
    records: dict[FindingType, dict[str, Record]] = {}
    for run, decision in snapshot.resolver.kernel.runs(uid, ledger.territory, ledger.today):
        if decision.state is not LedgerState.OVERLAP:
            continue
        won = decision.verdict.won[0]
        kind = _excused(won, day)
        parts.setdefault(kind, []).extend(_both(spans, (MunicipalityRange(run.start, run.end),)))
        records.setdefault(kind, {}).update((record.id, record) for record in won)
    for kind, found in parts.items():
        if found:
            yield _overlap(work, uid, kind, tuple(found), tuple(records[kind].values()))


def _excused(won: Iterable[Record], day: date) -> FindingType:
    if any(record.excused_on(day) for record in won):
        return FindingType.EXCUSED
    over = any(record.overlap_reason and record.overlap_until for record in won)
    return FindingType.EXCUSE_OVER if over else FindingType.OVERLAP


def _overlap(
    work: WorkContext,
    uid: str,
    kind: FindingType,
    spans: tuple[MunicipalityRange, ...],
    records: tuple[Record, ...],
) -> Finding:
    facts, count = work.facts, sum(span.size for span in spans)
    reasons = [record for record in records if record.overlap_reason and record.overlap_until]
    last = max((record.overlap_until for record in reasons if record.overlap_until), default=None)
    told = "; ".join(dict.fromkeys(record.overlap_reason for record in reasons))
    since = last + ONE_DAY if kind is FindingType.EXCUSE_OVER and last is not None else None
    return Finding(
        kind,
        facts.snapshot.nodes[uid],
        (uid,),
        spans=spans,
        municipalities=count,
        since=since,
        weight=count,
        told="" if kind is FindingType.OVERLAP else told,
        names=tuple(sorted(facts.titles(set(map(authority_of, records))), key=str.casefold)),
        holders=tuple(sorted({record.holder for record in records})),
        day=None if kind is FindingType.OVERLAP else last,
    )


def _of_records(work: WorkContext, _spans: object) -> Iterator[Finding]:
    """Records that are no longer law, with nothing since, and those not confirmed for too long."""
    facts, days = work.facts, work.settings.confirm_days
    for node in facts.nodes(RECORD):
        assert isinstance(node.payload, ResponsibilityPayload)
        ended = _ended(work, node)
        if (
            ended is not None
            and facts.snapshot.is_public(node.uid, facts.day)
            and not _followed(work, node)
        ):
            yield _record(work, node, FindingType.ENDED, ended)
        if unconfirmed(facts, node, days):
            confirmed = node.payload.record.confirmed_on
            due = confirmed + timedelta(days=days) if confirmed is not None else None
            yield _record(work, node, FindingType.UNCONFIRMED, due)


def _record(work: WorkContext, node: Node, kind: FindingType, since: date | None) -> Finding:
    facts = work.facts
    assert isinstance(node.payload, ResponsibilityPayload)
    holder = facts.holder(node)
    return Finding(
        kind,
        node,
        tuple(filter(facts.sees, node.payload.services)),
        facts.areas(node),
        since=since,
        weight=(facts.day - since).days if since is not None else LONG_AGO,
        names=(holder.title,) if holder is not None and facts.sees(holder.uid) else (),
    )


def _ended(work: WorkContext, node: Node) -> date | None:
    """The first day on which a record says nothing any more: its law has ended, or all its areas."""
    assert isinstance(node.payload, ResponsibilityPayload)
    facts, last = work.facts, node.payload.record.valid_to
    if last is not None and last < facts.day:
        return last + ONE_DAY
    ends = [_end(work, key) for key in facts.areas(node)]
    known = [end for end in ends if end is not None and end < facts.day]
    return max(known) + ONE_DAY if ends and len(known) == len(ends) else None


def _followed(work: WorkContext, node: Node) -> bool:
    """Whether others say what holds since, wherever the record did: then it is history, and no work."""
    assert isinstance(node.payload, ResponsibilityPayload)
    spans = _spans(work, work.facts.areas(node))
    open_states = (*MISSING, LedgerState.NOT_EXPECTED)
    return not any(work.ledger.entries(node.payload.services, spans, open_states))


def _end(work: WorkContext, key: str) -> date | None:
    try:
        return work.facts.snapshot.gazetteer.parse(key).valid_to
    except AreaError:
        return None


def _of_defects(work: WorkContext, _spans: object) -> Iterator[Finding]:
    """Records that the finder leaves out, since something in them cannot be read."""
    facts = work.facts
    rulebook = facts.snapshot.rulebook.services
    for service in facts.nodes(SERVICE):
        rules = rulebook.get(service.uid)
        for defect in rules.defects if rules is not None else ():
            if facts.sees(defect.record):
                node = facts.snapshot.nodes[defect.record]
                yield Finding(
                    FindingType.UNREADABLE,
                    node,
                    (service.uid,),
                    facts.areas(node),
                    told=defect.problem,
                    names=(service.title,),
                )


def _of_authorities(work: WorkContext, _spans: object) -> Iterator[Finding]:
    """Authorities that citizens are sent to, and do not know where to or how."""
    facts, sent = work.facts, _sent(work)
    for node in facts.nodes(AUTHORITY):
        payload = node.payload
        assert isinstance(payload, AuthorityPayload)
        address, contact = has_address(facts, node), bool(payload.phones or payload.emails)
        if node.uid in sent and not (address and contact):
            lack = NO_CONTACT if address else NO_ADDRESS if contact else NOTHING
            areas = (payload.area,) if payload.area else ()
            weight = sent[node.uid] + (0 if address else MANY)
            yield Finding(FindingType.NO_ADDRESS, node, (), areas, weight=weight, told=lack)


def _sent(work: WorkContext) -> Counter[str]:
    """The authorities that answers name today, each with in how many records."""
    day = work.facts.day
    return Counter(
        record.target
        for record, _areas in work.facts.snapshot.assigned.values()
        if record.role in FOR_CITIZENS
        and record.effect is not RecordEffect.NOT_OFFERED
        and record.target
        and record.shown_on(day)
        and record.valid_on(day)
    )


def _of_links(work: WorkContext, _spans: object) -> Iterator[Finding]:
    """Links that fail, and those that have moved, each once with all that it stands in."""
    facts, known = work.facts, dict(work.settings.links)
    if not known:
        return
    for address, nodes in standing(facts.snapshot, facts.day, known).items():
        seen = tuple(node for node in nodes if facts.sees(node.uid))
        if seen:
            result = known[address]
            kind = FindingType.LINK_FAILS if result.fails else FindingType.LINK_MOVED
            since = result.failing_since if result.fails else None
            yield Finding(
                kind,
                seen[0],
                tuple(n.uid for n in seen if isinstance(n.payload, ServicePayload)),
                tuple(_areas_of(work, seen)),
                since=since,
                weight=(facts.day - since).days if since is not None else 0,
                names=tuple(node.title for node in seen[1:]),
                address=address,
                nodes=seen,
                day=result.checked.date(),
                result=result,
            )


def _areas_of(work: WorkContext, nodes: Iterable[Node]) -> Iterator[str]:
    for node in nodes:
        holder = work.facts.holder(node)
        if holder is not None and isinstance(holder.payload, AuthorityPayload):
            yield from filter(None, (holder.payload.area,))
