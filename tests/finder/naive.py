"""The resolver once more, straight from the specification (spec:kernel): slow, obvious,
by trying everything.

It knows the gazetteer (what a postal code or a dissolved area means on a day) and the plain
classes of the finder's interface, and none of its logic: no places, no regions, no kernel. Facts
are tried one by one from a list of specimens that has one for every case the generated values can
tell apart; days are tried one by one in a short window outside which nothing changes.
"""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import product

from tlvwa.portal.finder.locations import LocationKind
from tlvwa.portal.finder.records import (
    Agreement,
    Certainty,
    ExpectedCoverage,
    RecordEffect,
    Role,
    Sphere,
)

NOTHING_KNOWN = {
    "status": "gap",
    "derived": False,
    "valid": (None, None),
    "rules": [[], [], [], []],
    "refused": [],
    "behalf": {},
    "certainty": None,
}
STREETS = ("Bahnhofstraße", "Am Markt")
NUMBERS = (1, 2, 3, 4, 5, 6, 9, 10)
ELSEWHERE = "Weg, den keiner nennt"
# What people type -> the streets that may be meant by it (of a similar one: another one, too), the number.
TYPED = {
    "Bahnhofstr.3 Hinterhaus": ((STREETS[0],), 3),
    "4a, am markt": ((STREETS[1],), 4),
    "Weimar, Bahnhof-Straße Nr. 6 (1. OG)": ((STREETS[0],), 6),
    "Bahnhofgasse 3": ((STREETS[0], ELSEWHERE), 3),
    "Marktgasse 4": ((STREETS[1], ELSEWHERE), 4),
    "Gartenweg 4": ((ELSEWHERE,), None),
    "5": ((*STREETS, ELSEWHERE), 5),
    "weiß nicht": ((*STREETS, ELSEWHERE), None),
}
NAMES = "A AB AZ B D K KZ L M R S SB SCA SCH SCHZ SCI SCZ SD ST STZ SU SZ T Z"
SPECIMENS = {
    "initial": tuple(re.findall(r"\w+", NAMES)),
    "address": (*product(STREETS, NUMBERS), (ELSEWHERE, 1)),
}


# -- facts ------------------------------------------------------------------------------------


def specimens(criterion):
    """A list of complete facts with every case in it that values can tell apart."""
    return criterion.options if criterion.kind == "choice" else SPECIMENS[criterion.kind]


def means(criterion, text, specimen):
    """Whether the text of a value or fact means the specimen."""
    separator = {"initial": ",", "address": ";", "choice": "\n"}[criterion.kind]
    one = {"initial": _initial, "address": _address, "choice": str.__eq__}[criterion.kind]
    return any(one(part.strip(), specimen) for part in text.split(separator))


def _initial(text, name):
    low, _, high = text.upper().replace("–", "-").partition("-")
    high = high or low
    return low.rstrip("A") <= name and name[: len(high)] <= high


def _address(text, house):
    street, number = house
    if text in TYPED:
        streets, typed = TYPED[text]
        return street in streets and (street == ELSEWHERE or typed in (None, number))
    if text == "*":
        return street == ELSEWHERE
    if text == street:
        return True
    if not text.startswith(street + " "):
        return False
    rest = text.removeprefix(street + " ")
    if (rest.endswith("odd") and number % 2 == 0) or (rest.endswith("even") and number % 2 == 1):
        return False
    found = re.match(r"(\d+)(-?)(\d*)", rest)
    if found is None:
        return True
    last = int(found[3]) if found[3] else number if found[2] else int(found[1])
    return int(found[1]) <= number <= last


# -- areas ------------------------------------------------------------------------------------


def lowest(key):
    """The lowest key of the same place: kreisfrei ends in zeros, verbandsfrei begins with one."""
    if len(key) == 5 and key in ("16051",):
        return key + "0000000"
    if len(key) == 9 and key[5] == "0":
        return key + (key[6:] if key[5:] != "0000" else "000")
    return key


def ladder(key, known):
    """12 -> 9 -> 5 -> 3 -> 2 -> Bund, levels that are the same place once."""
    rungs = [lowest(at) for at in (key, key[:9], key[:5], key[:3], key[:2]) if at in known]
    return [*dict.fromkeys(rungs), "00"]


# -- one service, one municipality, one day, all facts known -----------------------------------


@dataclass
class Naive:
    """Services by uid, records as (service uid, record, area keys), and the gazetteer."""

    services: dict
    records: list
    gazetteer: object
    first_day: date
    last_day: date

    def __post_init__(self):
        self.records = [(uid, r, [lowest(at) for at in keys]) for uid, r, keys in self.records]
        self.known = {area.key for area in self.gazetteer.areas()}
        self.chain = lru_cache(self.chain)
        self.criteria = lru_cache(self.criteria)

    def chain(self, uid, today):
        """The service, then its parents, generation by generation."""
        stages, seen, stage = [], {uid}, [uid]
        while stage:
            stages.append(stage)
            parents = {p for one in stage for p in self.parents(one, today)}
            stage = sorted(parents - seen)
            seen |= parents
        return stages

    def parents(self, uid, today):
        service = self.services[uid]
        if service.parent in self.services and shown(self.services[service.parent], today):
            return {service.parent}
        found = set()
        for key in service.leika_keys:
            above = [key[:11] + "000", key[:8] + "000000"]
            for at in [at for at in above if at != key]:
                sharing = {
                    other.uid
                    for other in self.services.values()
                    if at in other.leika_keys and shown(other, today)
                }
                found |= sharing
                if sharing:
                    break
        return found

    def criteria(self, uid, today):
        found = {}
        for stage in self.chain(uid, today):
            for one in stage:
                for criterion in self.services[one].criteria:
                    found.setdefault(criterion.name, criterion)
        return found

    def standing(self, uid, place, role, day, today):
        """The records of a service on one rung that may answer in a role."""
        for service, record, keys in self.records:
            if (
                service == uid
                and record.role == role
                and place in keys
                and (record.valid_from or date.min) <= day <= (record.valid_to or date.max)
                and shown(record, today)
                and not record.supervising
            ):
                yield record

    def climb(self, uid, municipality, role, day, today, facts):
        """The winning records of one service, and the rung on which they stand."""
        service = self.services[uid]
        rungs = [
            list(self.standing(uid, place, role, day, today))
            for place in ladder(municipality, self.known)
            if place != "00" or service.coverage == ExpectedCoverage.FEDERAL
        ]
        given_away = {
            r.principal
            for rung in rungs
            for r in rung
            if r.agreement != Agreement.NONE and not r.criterion and r.principal != r.holder
        }
        for rung in rungs:
            agreed = [r for r in rung if r.agreement != Agreement.NONE]
            others = [r for r in rung if r not in agreed and r.holder not in given_away]
            for here in (agreed, others):
                met = [
                    r
                    for r in here
                    if r.criterion and any(self.meets(service, r, v, facts) for v in r.values)
                ]
                rest = [r for r in here if not r.criterion]
                if met or rest:
                    return met or rest
        return []

    def meets(self, service, record, value, facts):
        criterion = next(c for c in service.criteria if c.name == record.criterion)
        return means(criterion, value, facts[record.criterion])

    def verdict(self, uid, municipality, role, day, today, facts):
        """(the winning records, whether another service answered)"""
        for number, stage in enumerate(self.chain(uid, today)):
            found = [
                r for one in stage for r in self.climb(one, municipality, role, day, today, facts)
            ]
            if found:
                return found, number > 0
        return [], False

    # -- facts unknown ------------------------------------------------------------------------

    def completions(self, uid, today, given):
        """All complete facts that agree with the given texts."""
        criteria = self.criteria(uid, today)
        used = {r.criterion for s, r, _ in self.records} & set(criteria)
        axes = []
        for name, criterion in criteria.items():
            fits = [
                s
                for s in specimens(criterion)
                if name not in given or means(criterion, given[name], s)
            ]
            axes.append(fits if name in used else fits[:1])
        return [dict(zip(criteria, combination, strict=True)) for combination in product(*axes)]

    def table(self, uid, municipality, day, today, given):
        """Complete facts -> what is said in each role; and whether any office is derived."""
        rows, derived = {}, False
        for facts in self.completions(uid, today, given):
            said = []
            for role in Role:
                winners, other = self.verdict(uid, municipality, role, day, today, facts)
                said.append(frozenset(map(says, winners)))
                derived = derived or (other and role == Role.RESPONSIBLE)
            rows[tuple(facts.items())] = tuple(said)
        return rows, derived

    def state(self, uid, municipality, day, today, land):
        """How the ledger counts a service in a municipality: the worst that can be the case."""
        rows, derived = self.table(uid, municipality, day, today, {})
        cases = {said[0] for said in rows.values()}
        if frozenset() in cases:
            expected = municipality in self.expected(self.services[uid], day, land)
            return "gap" if expected else "not_expected"
        if self.known_since(uid, [municipality], day, today, {}) > day:
            expected = municipality in self.expected(self.services[uid], day, land)
            return "gap" if expected else "not_expected"
        if max(map(len, cases)) > 1:
            return "overlap"
        if derived:
            return "derived"
        confirmed = self.certainty(uid, [municipality], day, today, {}) == "confirmed"
        if len(cases) > 1:
            return "conditional" if confirmed else "one_unconfirmed"
        ((effect, _target),) = cases.pop()
        if effect == "rule" and not confirmed:
            return "one_unconfirmed"
        return {"rule": "one", "not_offered": "not_offered", "referred": "referred"}[effect]

    def said(self, uid, municipality, day, today, given):
        """Statement -> the records of the office that make it, for any facts; whether one is derived."""
        by_statement, derived = {}, False
        for facts in self.completions(uid, today, given):
            winners, other = self.verdict(uid, municipality, Role.RESPONSIBLE, day, today, facts)
            derived = derived or (other and bool(winners))
            for record in winners:
                by_statement.setdefault(says(record), []).append(record)
        return by_statement, derived

    def known_since(self, uid, municipalities, day, today, given):
        """The first day for which all offices are known."""
        days = [date.min]
        for municipality in municipalities:
            by_statement, _ = self.said(uid, municipality, day, today, given)
            for records in by_statement.values():
                starts = [date.min if r.valid_from else r.known_since or date.min for r in records]
                days.append(min(starts))
        return max(days)

    def certainty(self, uid, municipalities, day, today, given):
        """The least sure of all statements; None if there are none."""
        levels, found = [*Certainty], []
        for municipality in municipalities:
            by_statement, derived = self.said(uid, municipality, day, today, given)
            found += [
                min(levels.index(record.certainty) for record in records)
                for records in by_statement.values()
            ]
            if derived and by_statement:
                found.append(1)
        return levels[max(found)] if found else None

    def expected(self, service, day, land):
        """The municipalities in which a service has to be answered."""
        areas = {
            "land": [land],
            "federal": ["00"],
            "areas": service.coverage_areas,
            "none": [],
        }[service.coverage]
        known = [lowest(key) for key in areas if lowest(key) in self.known]
        standing = [at for key in known for at in self.gazetteer.successors_on(key, day)]
        return {at for key in standing for at in self.gazetteer.municipalities(key, day)}

    def municipalities(self, place, day):
        if place.kind == LocationKind.POSTAL_CODE:
            return list(self.gazetteer.possible_municipalities(place.code, day))
        found = set()
        for key in self.gazetteer.successors_on(place.code, day):
            found |= set(self.gazetteer.municipalities(key, day))
        for key in self.lost(place.code, day):
            district = self.gazetteer.municipalities(lowest(key[:5]), day)
            found |= set(district or self.gazetteer.municipalities(key[:2], day))
        return sorted(found)

    def lost(self, key, day):
        """The areas that ended before the day, on the way from one, and nothing tells where they went."""
        area = self.gazetteer.area(lowest(key))
        if area.valid_to is None or area.valid_to >= day:
            return set()
        if not area.successors:
            return {area.key}
        return set().union(*(self.lost(link.key, day) for link in area.successors))

    def is_lost(self, place, day):
        """Whether a place has ended, and of no part of it anybody knows where it went."""
        is_area = place.kind == LocationKind.AREA
        return (
            is_area
            and bool(self.lost(place.code, day))
            and not self.gazetteer.successors_on(place.code, day)
        )

    def essence(self, uid, place, day, today, given):
        """What has to stay the same for the answer to be the same."""
        tables = {m: self.table(uid, m, day, today, given) for m in self.municipalities(place, day)}
        groups = {}
        for municipality, (rows, _) in tables.items():
            groups.setdefault(frozenset(rows.items()), set()).add(municipality)
        derived = any(derived for _, derived in tables.values())
        if len(groups) == 1:
            return next(iter(groups)), derived, groups
        if self.is_lost(place, day):
            return "lost", False, groups
        return frozenset((rows, frozenset(at)) for rows, at in groups.items()), derived, groups

    # -- the answer ---------------------------------------------------------------------------

    def answer(self, uid, place, day, today, given):
        """A dict of everything that is compared."""
        essence, derived, groups = self.essence(uid, place, day, today, given)
        valid = self.valid(uid, place, day, today, given, (essence, derived))
        found = {"valid": valid, "derived": False}
        if len(groups) > 1 and self.is_lost(place, day):
            return NOTHING_KNOWN | {"valid": valid, "known": date.min}
        if len(groups) > 1:
            options = sorted(sorted(group) for group in groups.values())
            return found | {"status": "question", "asked": ("place", "area"), "options": options}
        rows = dict(next(iter(groups), frozenset()))
        if len(set(rows.values())) > 1:
            name = self.best_question(uid, today, rows)
            return found | {"status": "question", "asked": ("criterion", name)}
        where = self.municipalities(place, day)
        known_since = self.known_since(uid, where, day, today, given)
        if known_since > day:
            return NOTHING_KNOWN | {"known": known_since}
        if valid[0] is not None and valid[0] <= known_since:
            found["valid"] = None, valid[1]
        said = next(iter(rows.values()), (frozenset(),) * 4)
        rules = [
            sorted(target for effect, target in one if effect == RecordEffect.RULE) for one in said
        ]
        refused = sorted(target for effect, target in said[0] if effect != RecordEffect.RULE)
        return found | {
            "status": status(said[0]),
            "derived": derived,
            "rules": rules,
            "refused": refused,
            "behalf": self.behalf(uid, place, day, today, given),
            "known": known_since,
            "certainty": self.certainty(uid, where, day, today, given),
        }

    def best_question(self, uid, today, rows):
        """The fact that matters and leaves the fewest outcomes on average."""
        best = None
        for name in self.criteria(uid, today):
            classes = {}
            for facts, said in rows.items():
                others = tuple(pair for pair in facts if pair[0] != name)
                classes.setdefault(dict(facts)[name], {})[others] = said
            alike = Counter(frozenset(one.items()) for one in classes.values())
            if len(alike) == 1:
                continue  # it makes no difference
            left = sum(len({said for _, said in one}) for one in alike) / len(alike)
            if best is None or left < best[0]:
                best = left, name
        return best[1]

    def behalf(self, uid, place, day, today, given):
        """Target -> the municipality the office acts for, where it is the same everywhere."""
        found = {}
        for municipality in self.municipalities(place, day):
            for facts in self.completions(uid, today, given):
                winners, _ = self.verdict(uid, municipality, Role.RESPONSIBLE, day, today, facts)
                for record in winners:
                    acts = self.acts_for(uid, record, municipality, day, today)
                    found.setdefault(record.target, set()).add(acts)
        return found

    def acts_for(self, uid, record, municipality, day, today):
        if record.agreement != Agreement.NONE:
            area = lowest(record.principal_area)
            mandated = record.agreement == Agreement.MANDATING and area in self.known
            return area if mandated else None
        if (
            record.sphere != Sphere.OWN
            or record.effect != RecordEffect.RULE
            or not record.holder_area
        ):
            return None
        own = [record.holder_area]
        if lowest(own[0]) in self.known:
            own += self.gazetteer.successors_on(lowest(own[0]), day)
        if lowest(municipality) in map(lowest, own):
            return None
        chain = [one for stage in self.chain(uid, today) for one in stage]
        for place in ladder(municipality, self.known):
            for service, other, keys in self.records:
                if service in chain and other.id == record.id and place in keys:
                    return municipality if len(place) in (9, 12) else None
        raise AssertionError("the record stands nowhere")

    def valid(self, uid, place, day, today, given, now):
        one, ends = timedelta(1), []
        for step, end in ((-one, self.first_day), (one, self.last_day)):
            at = day
            while at != end:
                at += step
                if self.essence(uid, place, at, today, given)[:2] != now:
                    ends.append(at - step)
                    break
            else:
                ends.append(None)
        return tuple(ends)


def status(said):
    if not said:
        return "gap"
    if len(said) > 1:
        return "candidates"
    ((effect, _),) = said
    return {"rule": "answered", "not_offered": "not_offered", "referred": "referred"}[effect]


def says(record):
    return record.effect, "" if record.effect == RecordEffect.NOT_OFFERED else record.target


def shown(thing, today):
    return (thing.shown_from or date.min) <= today < (thing.shown_to or date.max)
