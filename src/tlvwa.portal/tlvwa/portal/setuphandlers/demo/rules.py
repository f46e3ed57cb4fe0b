"""From the rules of the services' data files to responsibilities, one for each authority and wording."""

from typing import Any

from tlvwa.portal.content.authority.schema import Authority
from tlvwa.portal.content.service.schema import Service
from tlvwa.portal.finder.records import Agreement, RecordEffect, Role, Sphere

Grouped = dict[
    tuple[str, tuple[tuple[str, str], ...]], tuple[Authority, dict[str, Any], list[Service]]
]

# Since when a rule is known, when and against what it was checked, and what is known of exceptions.
CHECKS = (
    *("known_since", "confirmed_on", "checked_against", "source_date"),
    *("exceptions_possible", "known_exceptions"),
)
CLASSES = frozenset({"kreis", "landkreis", "kreisfrei", "gemeinde", "gesundheitsamt"})


def responsibilities(services, named, generated, targets):
    """Yields ``(holder, title, fields)`` of every responsibility.

    ``services`` maps ids to ``(entry, object)``, ``named`` ids to authorities, ``generated`` are
    ``(office, authority)`` pairs and ``targets`` ``(entry, role, object)`` of online services and
    forms. Rules that differ in nothing but the service become one responsibility.
    """
    grouped: Grouped = {}
    for entry, service in services.values():
        for rule in entry.get("rules", ()):
            for holder, areas in _holders(rule, named, generated):
                fields = _fields(rule, areas, named)
                _collect(grouped, holder, fields, service)
    for entry, role, target in targets:
        fields = {
            "effect": RecordEffect.RULE.value,
            "role": role,
            "target": target.UID(),
            "areas": tuple(entry["areas"]),
        }
        for service in entry["services"]:
            _collect(grouped, target.__parent__, fields, services[service][1])
    for holder, fields, named_services in grouped.values():
        titles = sorted(service.title for service in named_services)
        rest = f" und {len(titles) - 1} weitere" if len(titles) > 1 else ""
        uids = sorted(service.UID() for service in named_services)
        lists = {name: list(value) for name, value in fields.items() if isinstance(value, tuple)}
        yield holder, titles[0] + rest, fields | lists | {"services": uids}


def _holders(rule, named, generated):
    """Who holds a rule, and where: a class of administrations each where it serves, or some only.

    Any other office is a named authority, or the administration of the area with that key.
    """
    office, only = rule["office"], rule.get("areas", ())
    if office not in CLASSES:
        return [(named[office], tuple(only))]
    of_class = [
        (administration, holder)
        for administration, holder in generated
        if office in administration.classes
    ]
    if not only:
        return [(holder, (administration.serves,)) for administration, holder in of_class]
    holders = {
        administration.area: holder
        for administration, holder in of_class
        if administration.area in only
    }
    missing = set(only) - set(holders)
    if missing:
        raise ValueError(f"no administration of the class {office!r} for {sorted(missing)}")
    return [(holder, (key,)) for key, holder in holders.items()]


def _fields(rule, areas, named):
    refers_to, principal = rule.get("refers_to"), rule.get("principal")
    return {
        "effect": rule.get("effect", RecordEffect.RULE.value),
        "role": rule.get("role", Role.RESPONSIBLE.value),
        "areas": areas,
        "sphere": rule.get("sphere", Sphere.NONE.value),
        "criterion": rule.get("criterion") or None,
        "values": tuple(rule.get("values", ())),
        "legal_basis": rule.get("legal_basis", ""),
        "valid_from": rule.get("valid_from"),
        "valid_to": rule.get("valid_to"),
        "reason": rule.get("reason", ""),
        "example": rule.get("example", False),
        "refers_to": named[refers_to].UID() if refers_to else None,
        "agreement": rule.get("agreement", Agreement.NONE.value),
        "principal": named[principal].UID() if principal else None,
        **{name: rule.get(name) for name in CHECKS},
    }


def _collect(grouped: Grouped, holder: Authority, fields: dict[str, Any], service: Service) -> None:
    key = (holder.UID(), tuple(sorted((name, str(value)) for name, value in fields.items())))
    grouped.setdefault(key, (holder, fields, []))[2].append(service)
