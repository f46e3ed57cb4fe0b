"""Checks that produce the findings, by type, from the snapshot alone."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from tlvwa.portal.answers.queries.contact_age import overdue_sources
from tlvwa.portal.answers.queries.reachability import missing_ways
from tlvwa.portal.areas.model import AreaError
from tlvwa.portal.common.dates import ONE_DAY
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
from tlvwa.portal.linkcheck.sources import nodes_by_address
from tlvwa.portal.readmodels.payloads import (
    AuthorityPayload,
    Node,
    ResponsibilityPayload,
    ServicePayload,
    UnreadablePayload,
    payload_of,
)
from tlvwa.portal.readmodels.visibility import filter_for_editors
from tlvwa.portal.tables.overviews.authorities import has_address
from tlvwa.portal.tables.overviews.responsibilities import is_unconfirmed
from tlvwa.portal.tables.overviews.row_context import AUTHORITY, RECORD, SERVICE
from tlvwa.portal.tables.worklist.finding import Finding, WorkContext
from tlvwa.portal.tables.worklist.finding_types import FindingType

Limits = Sequence[MunicipalityRange] | None  # where the ledger is looked at; all of it
LONG_AGO = 36_500  # days: what never was
MORE_THAN_RECORDS = 1_000_000  # more records than an authority has
NO_ANSWER = (LedgerState.GAP, LedgerState.DERIVED)
FOR_CITIZENS = (Role.RESPONSIBLE, Role.CONTACT_POINT)
NOTHING, NO_ADDRESS, NO_CONTACT = "nothing", "address", "contact"


def findings(work: WorkContext, *within: Iterable[str]) -> Iterator[Finding]:
    """Yield all findings of a person, type by type.

    Findings of the ledger are limited to areas that are in all of ``within``. Each of ``within``
    are area keys in any form; unknown keys contain nothing.
    """
    spans: Limits = None
    for keys in within:
        spans = _intersection(spans, _spans(work, keys))
    for check in (
        _broken_findings,
        _service_findings,
        _record_findings,
        _defect_findings,
        _unreachable_findings,
        _authority_findings,
        _contact_findings,
        _link_findings,
    ):
        yield from check(work, spans)


def _spans(work: WorkContext, keys: Iterable[str]) -> tuple[MunicipalityRange, ...]:
    gazetteer, known_keys = work.row_context.snapshot.gazetteer, []
    for key in keys:
        try:
            known_keys.append(gazetteer.parse(key).key)
        except AreaError:
            continue
    return work.ledger.territory.municipality_ranges(known_keys)


def _intersection(some: Limits, others: Sequence[MunicipalityRange]) -> Sequence[MunicipalityRange]:
    """Return the intersection of ranges."""
    if some is None:
        return others
    common = (
        MunicipalityRange(max(a.start, b.start), min(a.end, b.end)) for a in some for b in others
    )
    return tuple(span for span in common if span.size > 0)


def _broken_findings(work: WorkContext, _spans: object) -> Iterator[Finding]:
    """Yield objects that the models leave out because they cannot be read."""
    nodes = work.row_context.snapshot.nodes.values()
    broken = [node for node in nodes if isinstance(node.payload, UnreadablePayload)]
    for node in filter_for_editors(broken):
        reason = payload_of(node, UnreadablePayload).reason
        yield Finding(FindingType.BROKEN, node, note=reason)


def _service_findings(work: WorkContext, spans: Limits) -> Iterator[Finding]:
    """Yield overlaps, tolerated or not, gaps, and services without any rules."""
    context, ledger = work.row_context, work.ledger
    rulebook = context.snapshot.rulebook
    for uid, counts in ledger.by_service.items():
        if not (
            counts[LedgerState.OVERLAP] or counts[LedgerState.GAP] or counts[LedgerState.DERIVED]
        ):
            continue
        if not context.sees(uid):
            continue
        rules = rulebook.services[uid]
        if counts[LedgerState.OVERLAP]:
            yield from _overlaps(work, uid, spans)
        if rules.records_by_area and counts[LedgerState.GAP]:
            yield from _missing(work, uid, FindingType.GAP, (LedgerState.GAP,), spans)
        elif not rules.records_by_area and rules.service.coverage is not ExpectedCoverage.NONE:
            expected = _intersection(spans, _expected(work, rules.service))
            yield from _missing(work, uid, FindingType.NO_RULES, NO_ANSWER, expected)


def _expected(work: WorkContext, service: ServiceDefinition) -> Sequence[MunicipalityRange]:
    """Return where an answer is expected."""
    if service.coverage is ExpectedCoverage.AREAS:
        return _spans(work, service.coverage_areas)
    return (work.ledger.territory.whole,)


def _missing(
    work: WorkContext, uid: str, kind: FindingType, states: Iterable[LedgerState], spans: Limits
) -> Iterator[Finding]:
    entries = work.ledger.runs([uid], spans, states)
    ranges = tuple(entry.municipalities for entry in entries)
    if ranges:
        yield _service_finding(work, uid, kind, ranges)


def _service_finding(
    work: WorkContext, uid: str, kind: FindingType, spans: tuple[MunicipalityRange, ...]
) -> Finding:
    count = sum(span.size for span in spans)
    node = work.row_context.snapshot.nodes[uid]
    return Finding(kind, node, (uid,), spans=spans, municipalities=count, weight=count)


def _overlaps(work: WorkContext, uid: str, spans: Limits) -> Iterator[Finding]:
    """Yield a service's overlaps: not tolerated, tolerated in the past, and tolerated."""
    snapshot, ledger, day = work.row_context.snapshot, work.ledger, work.row_context.day
    parts: dict[FindingType, list[MunicipalityRange]] = {}
    records: dict[FindingType, dict[str, Record]] = {}
    for run, decision in snapshot.resolver.kernel.runs(uid, ledger.territory, ledger.today):
        if decision.state is not LedgerState.OVERLAP:
            continue
        records_named = decision.verdict.records[0]
        kind = _overlap_type(records_named, day)
        parts.setdefault(kind, []).extend(
            _intersection(spans, (MunicipalityRange(run.start, run.end),))
        )
        records.setdefault(kind, {}).update((record.id, record) for record in records_named)
    for kind, ranges in parts.items():
        if ranges:  # the overlap may be outside of the area asked for
            yield _overlap_finding(work, uid, kind, tuple(ranges), tuple(records[kind].values()))


def _overlap_type(records: Iterable[Record], day: date) -> FindingType:
    if any(record.is_overlap_tolerated_on(day) for record in records):
        return FindingType.EXCUSED
    is_over = any(record.overlap_reason and record.overlap_until for record in records)
    return FindingType.EXCUSE_OVER if is_over else FindingType.OVERLAP


def _overlap_finding(
    work: WorkContext,
    uid: str,
    kind: FindingType,
    spans: tuple[MunicipalityRange, ...],
    records: tuple[Record, ...],
) -> Finding:
    context, count = work.row_context, sum(span.size for span in spans)
    reasons = [record for record in records if record.overlap_reason and record.overlap_until]
    last = max((record.overlap_until for record in reasons if record.overlap_until), default=None)
    reason = "; ".join(dict.fromkeys(record.overlap_reason for record in reasons))
    since = last + ONE_DAY if kind is FindingType.EXCUSE_OVER and last is not None else None
    return Finding(
        kind,
        context.snapshot.nodes[uid],
        (uid,),
        spans=spans,
        municipalities=count,
        since=since,
        weight=count,
        note="" if kind is FindingType.OVERLAP else reason,
        names=tuple(sorted(context.titles(set(map(authority_of, records))), key=str.casefold)),
        holders=tuple(sorted({record.holder for record in records})),
        day=None if kind is FindingType.OVERLAP else last,
    )


def _record_findings(work: WorkContext, _spans: object) -> Iterator[Finding]:
    """Yield records that have ended without a successor, and those not confirmed for too long."""
    context, days = work.row_context, work.settings.confirm_days
    for node in context.nodes(RECORD):
        assert isinstance(node.payload, ResponsibilityPayload)
        ended = _first_day_without_effect(work, node)
        if (
            ended is not None
            and context.snapshot.is_public(node.uid, context.day)
            and not _has_successor(work, node)
        ):
            yield _record_finding(work, node, FindingType.ENDED, ended)
        if is_unconfirmed(context, node, days):
            confirmed = node.payload.record.confirmed_on
            due = confirmed + timedelta(days=days) if confirmed is not None else None
            yield _record_finding(work, node, FindingType.UNCONFIRMED, due)


def _record_finding(
    work: WorkContext, node: Node, kind: FindingType, since: date | None
) -> Finding:
    context = work.row_context
    assert isinstance(node.payload, ResponsibilityPayload)
    holder = context.holder(node)
    return Finding(
        kind,
        node,
        tuple(filter(context.sees, node.payload.services)),
        context.areas(node),
        since=since,
        weight=(context.day - since).days if since is not None else LONG_AGO,
        names=(holder.title,) if holder is not None and context.sees(holder.uid) else (),
    )


def _first_day_without_effect(work: WorkContext, node: Node) -> date | None:
    """Return the first day on which a record has no effect: after its law or all its areas ended."""
    assert isinstance(node.payload, ResponsibilityPayload)
    context, last = work.row_context, node.payload.record.valid_to
    if last is not None and last < context.day:
        return last + ONE_DAY
    ends = [_last_day(work, key) for key in context.areas(node)]
    known = [end for end in ends if end is not None and end < context.day]
    return max(known) + ONE_DAY if ends and len(known) == len(ends) else None


def _has_successor(work: WorkContext, node: Node) -> bool:
    """True if other records cover all places of an ended one: then nothing is left to do."""
    assert isinstance(node.payload, ResponsibilityPayload)
    spans = _spans(work, work.row_context.areas(node))
    open_states = (*NO_ANSWER, LedgerState.NOT_EXPECTED)
    return not any(work.ledger.runs(node.payload.services, spans, open_states))


def _last_day(work: WorkContext, key: str) -> date | None:
    try:
        return work.row_context.snapshot.gazetteer.parse(key).valid_to
    except AreaError:
        return None


def _defect_findings(work: WorkContext, _spans: object) -> Iterator[Finding]:
    """Yield records that the finder ignores because something in them cannot be read."""
    context = work.row_context
    rulebook = context.snapshot.rulebook.services
    for service in context.nodes(SERVICE):
        rules = rulebook.get(service.uid)
        for defect in rules.defects if rules is not None else ():
            if context.sees(defect.record):
                node = context.snapshot.nodes[defect.record]
                yield Finding(
                    FindingType.UNREADABLE,
                    node,
                    (service.uid,),
                    context.areas(node),
                    note=defect.problem,
                    names=(service.title,),
                )


def _unreachable_findings(work: WorkContext, _spans: object) -> Iterator[Finding]:
    """Yield offices that are not reachable, with the number of answers of today's ledger that name them."""
    context, answers = work.row_context, work.ledger.answers_by_office
    for node in context.nodes(AUTHORITY):
        if not answers[node.uid]:
            continue
        missing = missing_ways(context.snapshot, node, context.day)
        if missing:
            area = payload_of(node, AuthorityPayload).area
            yield Finding(
                FindingType.UNREACHABLE,
                node,
                (),
                (area,) if area else (),
                weight=answers[node.uid],
                note=",".join(missing),
            )


def _authority_findings(work: WorkContext, _spans: object) -> Iterator[Finding]:
    """Yield authorities that answers name and that have no address or no contact."""
    context, named = work.row_context, _record_counts(work)
    for node in context.nodes(AUTHORITY):
        payload = node.payload
        assert isinstance(payload, AuthorityPayload)
        address, contact = has_address(context, node), bool(payload.phones or payload.emails)
        if node.uid in named and not (address and contact):
            missing = NO_CONTACT if address else NO_ADDRESS if contact else NOTHING
            areas = (payload.area,) if payload.area else ()
            # A missing address is worse than a missing contact, however many records name the authority.
            weight = named[node.uid] + (0 if address else MORE_THAN_RECORDS)
            yield Finding(FindingType.NO_ADDRESS, node, (), areas, weight=weight, note=missing)


def _contact_findings(work: WorkContext, _spans: object) -> Iterator[Finding]:
    """Yield authorities whose contact data are old, for which others are proposed, or whose website fails."""
    context, months = work.row_context, work.settings.contact_months
    for node in context.nodes(AUTHORITY):
        payload = payload_of(node, AuthorityPayload)
        trial = payload.website_trial
        days: dict[FindingType, list[date | None]] = {
            FindingType.CONTACT_PROPOSED: [row.as_of for row in payload.contact_proposals],
            FindingType.CONTACT_OVERDUE: [
                since for since, _ in overdue_sources(payload, context.day, months)
            ],
            FindingType.WEBSITE_FAILS: [trial.failing_since] if trial is not None else [],
        }
        for kind, firsts in days.items():
            known = [first for first in firsts if first is not None]
            if known:
                yield _contact_finding(context.day, kind, node, min(known))


def _contact_finding(day: date, kind: FindingType, node: Node, since: date) -> Finding:
    area = payload_of(node, AuthorityPayload).area
    areas = (area,) if area else ()
    return Finding(kind, node, (), areas, since=since, weight=(day - since).days)


def _record_counts(work: WorkContext) -> Counter[str]:
    """Return how many records name an authority in answers today."""
    day = work.row_context.day
    return Counter(
        record.target
        for record, _areas in work.row_context.snapshot.records_by_responsibility.values()
        if record.role in FOR_CITIZENS
        and record.effect is not RecordEffect.NOT_OFFERED
        and record.target
        and record.shown_on(day)
        and record.valid_on(day)
    )


def _link_findings(work: WorkContext, _spans: object) -> Iterator[Finding]:
    """Yield failing and moved links, each once with all nodes that contain it."""
    context, states = work.row_context, dict(work.settings.links)
    if not states:
        return
    for address, nodes in nodes_by_address(context.snapshot, context.day, states).items():
        visible = tuple(node for node in nodes if context.sees(node.uid))
        if visible:
            result = states[address]
            kind = FindingType.LINK_FAILS if result.fails else FindingType.LINK_MOVED
            since = result.failing_since if result.fails else None
            yield Finding(
                kind,
                visible[0],
                tuple(n.uid for n in visible if isinstance(n.payload, ServicePayload)),
                tuple(_areas_of(work, visible)),
                since=since,
                weight=(context.day - since).days if since is not None else 0,
                names=tuple(node.title for node in visible[1:]),
                address=address,
                nodes=visible,
                day=result.checked.date(),
                result=result,
            )


def _areas_of(work: WorkContext, nodes: Iterable[Node]) -> Iterator[str]:
    for node in nodes:
        holder = work.row_context.holder(node)
        if holder is not None and isinstance(holder.payload, AuthorityPayload):
            yield from filter(None, (holder.payload.area,))
