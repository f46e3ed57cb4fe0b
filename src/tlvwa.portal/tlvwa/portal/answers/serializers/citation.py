"""What the reason of an answer cites, as plain values, and its content hash."""

from tlvwa.portal.answers.queries.finder_query import shareable
from tlvwa.portal.areas.dissolved import dissolved_area
from tlvwa.portal.common.fingerprint import fingerprint
from tlvwa.portal.finder.locations import LocationKind

EDITION = 1  # of the shape below: another shape is another hash


def content_hash(models, answer):
    """The SHA-256 (64 hexadecimal digits) of what the reason of an answer cites.

    Over the canonical JSON (``finder.fingerprint``) of exactly this:

    * the service: UID, title as it is kept, LeiKa keys, place of reference;
    * the place as asked for (kind and code), the day, choices given as facts;
    * of a place that does not exist on that day the day of the change and the law;
    * the municipalities it means then, with key and names, and the first one's ladder of areas;
    * the outcome: status, whether derived, first and last day on which it holds, the way on;
    * whom it names, role by role: UID, title, for whom it acts, and the record that does;
    * every record on the way, won or lost, with its reason: id, area, authority, law, effect, sphere,
      criterion and values, days of law, day of confirmation.

    Not in it: journal number, software version, addresses, anything in the language of the request,
    contact data, what is personal, what would be the answer elsewhere or on other days. A question is
    nothing to cite. See spec:reason.
    """
    return fingerprint(citation(models, answer))


def citation(models, answer):
    """The values over which the hash is made."""
    service = models.nodes[answer.service]
    return {
        "edition": EDITION,
        "service": {
            "uid": answer.service,
            "title": service.title,
            "leika_keys": list(service.payload.definition.leika_keys),
            "place_of_reference": service.payload.definition.place_of_reference,
        },
        "place": {"kind": answer.place.kind.value, "code": answer.place.code},
        "day": answer.day.isoformat(),
        "facts": dict(shareable(models, answer.service, answer.facts)),
        "became": _became(models, answer),
        "municipalities": [_area(models, key) for key in answer.municipalities],
        "ladder": [_area(models, key) for key in ladder(models, answer)],
        "status": answer.status.value,
        "derived": answer.derived,
        "valid": [_iso(day) for day in answer.valid],
        "outcomes": [_outcome(models, outcome) for outcome in _outcomes(answer)],
        "fallback": list(answer.fallback) if answer.fallback else None,
        "steps": [_step(models, step) for step in models.resolver.explain(answer)],
    }


def ladder(models, answer):
    """The keys of the areas over which the rules were looked for; of several municipalities the first's."""
    return models.gazetteer.ancestors(answer.municipalities[0]) if answer.municipalities else ()


def _became(models, answer):
    if answer.place.kind is not LocationKind.AREA:
        return None
    found = dissolved_area(models.gazetteer, answer.place.code, answer.day)
    return found and {"since": _iso(found.since), "law": found.law}


def _outcomes(answer):
    return (
        *answer.offices,
        *answer.refusals,
        *answer.contact_points,
        *answer.online_services,
        *answer.forms,
        *answer.supervising,
    )


def _area(models, key):
    area = models.gazetteer.area(key)
    return {"key": key, "name": area.name, "official_name": area.official_name}


def _outcome(models, outcome):
    return {
        "uid": outcome.target,
        "title": _title(models, outcome.target),
        "role": outcome.role.value,
        "record": outcome.record.id,
        "on_behalf_of": outcome.on_behalf_of,
        "derived": outcome.derived,
    }


def _step(models, step):
    record = step.record
    return {
        "outcome": step.outcome.value,
        "reason": step.reason.value,
        "area": step.area,
        "service": step.service,
        "authority": step.authority,
        "authority_title": _title(models, step.authority),
        "record": _record(record) if record is not None else None,
    }


def _record(record):
    return {
        "id": record.id,
        "role": record.role.value,
        "effect": record.effect.value,
        "target": record.target,
        "holder": record.holder,
        "holder_area": record.holder_area,
        "valid_from": _iso(record.valid_from),
        "valid_to": _iso(record.valid_to),
        "criterion": record.criterion,
        "values": list(record.values),
        "sphere": record.sphere.value,
        "supervising": record.supervising,
        "legal_basis": record.legal_basis,
        "reason": record.reason,
        "confirmed_on": _iso(record.confirmed_on),
    }


def _title(models, uid):
    node = models.nodes.get(uid)
    return node.title if node is not None else ""


def _iso(day):
    return day.isoformat() if day else None
