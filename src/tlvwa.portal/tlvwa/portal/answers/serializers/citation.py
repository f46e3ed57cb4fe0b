"""The citation: what the reason of an answer cites, as plain values, and its content hash."""

from tlvwa.portal.answers.queries.finder_query import shareable_facts
from tlvwa.portal.areas.dissolved import dissolved_area
from tlvwa.portal.common.dates import iso_day
from tlvwa.portal.common.fingerprint import fingerprint
from tlvwa.portal.finder.answer import Answer, NamedOffice
from tlvwa.portal.finder.explanation import ExplanationStep
from tlvwa.portal.finder.locations import LocationKind
from tlvwa.portal.finder.records import Agreement, Record
from tlvwa.portal.readmodels.payloads import ServicePayload, payload_of
from tlvwa.portal.readmodels.snapshot import Snapshot

EDITION = 1  # of the shape below: another shape gives another hash

Entry = dict[str, object]  # values over which the hash is computed


def content_hash(snapshot: Snapshot, answer: Answer) -> str:
    """Return the SHA-256 (64 hexadecimal digits) of what the reason of an answer cites.

    It is computed over the canonical JSON (``common.fingerprint``) of exactly this:

    * the service: UID, title in its own language, LeiKa keys, place of reference;
    * the location as it was asked for (kind and code), the day, and facts that are choices;
    * the day and law of the change, if the location does not exist on the day;
    * the municipalities it means on the day, with key and names, and the ladder of the first one;
    * the result: status, whether derived, first and last day of the valid interval, fallback;
    * the offices, role by role: UID, title, for whom each acts, and the record that names it;
    * every step of the explanation, won or lost, with its reason and its record: id, area, authority,
      law, effect, sphere, criterion and values, days of law, when and against what it was checked,
      known exceptions, agreement.

    Not included: journal number, software version, addresses, anything in the language of the request,
    contact data, personal data, answers elsewhere or on other days. A question is not cited. See
    spec:reason.
    """
    return fingerprint(citation(snapshot, answer))


def citation(snapshot: Snapshot, answer: Answer) -> Entry:
    """Return the values over which the hash is computed. The answer must not be a question."""
    assert answer.service is not None  # it is None only in the question which service is meant
    service = snapshot.nodes[answer.service]
    definition = payload_of(service, ServicePayload).definition
    return {
        "edition": EDITION,
        "service": {
            "uid": answer.service,
            "title": service.title,
            "leika_keys": list(definition.leika_keys),
            "place_of_reference": definition.place_of_reference,
        },
        "place": {"kind": answer.location.kind.value, "code": answer.location.code},
        "day": answer.day.isoformat(),
        "facts": shareable_facts(snapshot, answer.service, answer.facts),
        "became": _became(snapshot, answer),
        "municipalities": [_area(snapshot, key) for key in answer.municipalities],
        "ladder": [_area(snapshot, key) for key in ladder(snapshot, answer)],
        "status": answer.status.value,
        "derived": answer.derived,
        "valid": [iso_day(day) for day in answer.valid],
        "outcomes": [_office(snapshot, office) for office in _offices(answer)],
        "fallback": list(answer.fallback) if answer.fallback else None,
        "steps": [_step(snapshot, step) for step in snapshot.resolver.explain(answer)],
    }


def ladder(snapshot: Snapshot, answer: Answer) -> tuple[str, ...]:
    """Return the ladder of the answer's first municipality, on which the rules were looked for.

    Where a part of the place is lost, only the levels that all its municipalities share.
    """
    if not answer.municipalities:
        return ()
    ladder = snapshot.gazetteer.ancestors(answer.municipalities[0])
    if not answer.lost:
        return ladder
    others = [set(snapshot.gazetteer.ancestors(key)) for key in answer.municipalities]
    return tuple(key for key in ladder if all(key in other for other in others))


def _became(snapshot: Snapshot, answer: Answer) -> Entry | None:
    if answer.location.kind is not LocationKind.AREA:
        return None
    dissolved = dissolved_area(snapshot.gazetteer, answer.location.code, answer.day)
    if dissolved is None:
        return None
    became: Entry = {"since": iso_day(dissolved.since), "law": dissolved.law}
    # Without a lost area the value stays as it was, and so do the hashes that were cited.
    if dissolved.lost:
        became["unknown"] = [area.key for area in dissolved.lost]
    return became


def _offices(answer: Answer) -> tuple[NamedOffice, ...]:
    return (
        *answer.offices,
        *answer.refusals,
        *answer.contact_points,
        *answer.online_services,
        *answer.forms,
        *answer.supervising,
    )


def _area(snapshot: Snapshot, key: str) -> Entry:
    area = snapshot.gazetteer.area(key)
    return {"key": key, "name": area.name, "official_name": area.official_name}


def _office(snapshot: Snapshot, office: NamedOffice) -> Entry:
    return {
        "uid": office.target,
        "title": _title(snapshot, office.target),
        "role": office.role.value,
        "record": office.record.id,
        "on_behalf_of": office.on_behalf_of,
        "derived": office.derived,
    }


def _step(snapshot: Snapshot, step: ExplanationStep) -> Entry:
    record = step.record
    return {
        "outcome": step.outcome.value,
        "reason": step.reason.value,
        "area": step.area,
        "service": step.service,
        "authority": step.authority,
        "authority_title": _title(snapshot, step.authority),
        "record": _record(record) if record is not None else None,
    }


def _record(record: Record) -> Entry:
    entry: Entry = {
        "id": record.id,
        "role": record.role.value,
        "effect": record.effect.value,
        "target": record.target,
        "holder": record.holder,
        "holder_area": record.holder_area,
        "valid_from": iso_day(record.valid_from),
        "valid_to": iso_day(record.valid_to),
        "criterion": record.criterion,
        "values": list(record.values),
        "sphere": record.sphere.value,
        "supervising": record.supervising,
        "legal_basis": record.legal_basis,
        "reason": record.reason,
        "confirmed_on": iso_day(record.confirmed_on),
    }
    # What came to be cited later is left out where it is empty, so that older hashes stay the same.
    more: Entry = {
        "checked_against": record.checked_against,
        "source_date": iso_day(record.source_date),
        "exceptions_possible": record.exceptions_possible,
        "known_exceptions": record.known_exceptions,
        "known_since": iso_day(record.known_since),
        "agreement": record.agreement.value if record.agreement is not Agreement.NONE else "",
        "principal": record.principal,
    }
    return entry | {name: value for name, value in more.items() if value}


def _title(snapshot: Snapshot, uid: str) -> str:
    node = snapshot.nodes.get(uid)
    return node.title if node is not None else ""
