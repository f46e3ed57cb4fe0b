"""The demo content is sound: its format, its references, its honesty."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace

import pytest

import tlvwa.portal
from tlvwa.portal.areas.table import load_thueringen
from tlvwa.portal.content.publication.files.pdf import read_pdf
from tlvwa.portal.controlpanels.settings.schema import PUBLICATION_KINDS
from tlvwa.portal.finder.addresses import read_value
from tlvwa.portal.finder.criteria import Criterion, CriterionKind
from tlvwa.portal.finder.kernel import Kernel
from tlvwa.portal.finder.ledger_states import LedgerState
from tlvwa.portal.finder.records import (
    Agreement,
    ExpectedCoverage,
    Record,
    RecordEffect,
    Role,
    ServiceDefinition,
    Sphere,
)
from tlvwa.portal.finder.rulebook import RuleBook, compile_service
from tlvwa.portal.openinghours import from_json
from tlvwa.portal.setuphandlers.demo import data
from tlvwa.portal.setuphandlers.demo.offices import (
    Office,
    district_offices,
    health_offices,
    municipal_offices,
)
from tlvwa.portal.setuphandlers.demo.referrals import service_entry
from tlvwa.portal.setuphandlers.demo.rules import responsibilities

DATA = Path(tlvwa.portal.__file__).parent / "profiles" / "demo" / "data"
ENOUGH = 60
DAY = date(2026, 11, 23)
MUNICIPALITIES = 605
GROUPS = {"kreis", "landkreis", "kreisfrei", "gemeinde", "gesundheitsamt"}
KNOWN_PHONES = {"(0361) 57 332 1414"}
KNOWN_EMAILS = {"geschaeftsstelle_verwaltung4.0@tlvwa.thueringen.de"}
ALLOWED_TAGS = {"p", "ul", "ol", "li", "strong", "a", "h3"}
UNITS = {"day", "workday", "week", "month", "year"}
MODULES = {"05", "06", "07", "08", "09", "11", "14", "15", "16", "18", "22", "23", "25"}
MUST_HAVE = {
    *("hundesteuer", "personalausweis", "reisepass", "meldebescheinigung", "wohnsitz-anmelden"),
    *("kfz-zulassung", "fuehrerschein", "wohngeld", "gewerbe-anmelden", "baugenehmigung"),
    *("eheschliessung", "bildungsfreistellung", "elterngeld", "kindergeld", "fuehrungszeugnis"),
    *("schwerbehindertenausweis", "jagdschein", "fischereischein", "sondernutzung"),
    *("geburtsurkunde", "briefwahl", "einbuergerung", "bafoeg", "wohnberechtigungsschein"),
    *("waffenbesitzkarte", "gaststaette", "foerderung-e-government", "ozg-beratung"),
    *("handwerksrolle", "reisegewerbekarte", "denkmal-erlaubnis", "grundsteuer", "gewerbesteuer"),
    *("abfall-anmelden", "feuerwerk", "kita-platz", "grundschule", "aufenthaltserlaubnis"),
    *("beglaubigung", "wohnsitz-abmelden", "stiftung", "planfeststellung", "kommunalaufsicht"),
}
SAME_EVERYWHERE = {
    *("approbation-arzt", "apostille", "bildungsfreistellung", "ermessenseinbuergerung"),
    *("feuerwerk", "foerderung-e-government", "kuendigung-schwerbehinderter-menschen"),
    *("liegenschaftskarte", "opferentschaedigung", "ozg-beratung", "pflegeberuf-anerkennung"),
    *("planfeststellung", "stiftung"),
}
TYPES = {
    *("1", "2", "2a", "2b", "3", "3a", "3b", "2/3", "2/3a", "2/3b", "4", "4a", "4b"),
    *("5", "6", "7", "8", "9", "10", "11", "12"),
}

# field -> type; a field with "?" may be missing
SERVICE = {
    "id": str,
    "title": str,
    "name": str,
    "leika_keys": list,
    "teaser": str,
    "audience": list,
    "topics": list,
    "typisierung": str,
    "place_of_reference": str,
    "coverage": str,
    "synonyms": list,
    "related?": list,
    "online?": bool,
    "modules": dict,
    "documents?": list,
    "fees?": list,
    "deadlines": list,
    "processing_time": dict,
    "legal_basis": list,
    "criteria?": list,
    "rules": list,
    "variants?": list,
}
SPAN = {"description": str, "duration?": int, "unit?": str}
PARTS = {
    "documents": {"title": str, "description": str, "required": bool},
    "fees": {
        "kind": str,
        "amount?": str,
        "amount_from?": str,
        "amount_to?": str,
        "description": str,
    },
    "deadlines": SPAN,
    "legal_basis": {"title": str, "url": str},
    "criteria": {"name": str, "label": str, "kind": str, "help": str, "options?": list},
    "rules": {
        "office": str,
        "areas?": list,
        "role": str,
        "effect": str,
        "refers_to?": str,
        "sphere": str,
        "criterion?": str,
        "values?": list,
        "legal_basis": str,
        "valid_from?": date,
        "valid_to?": date,
        "known_since?": date,
        "confirmed_on?": date,
        "checked_against?": str,
        "source_date?": date,
        "exceptions_possible?": bool,
        "known_exceptions?": str,
        "agreement?": str,
        "principal?": str,
        "reason?": str,
        "example?": bool,
    },
    "variants": {"language": str, "title": str, "teaser": str, "synonyms?": list, "text": str},
}
REFERRAL = {
    "id": str,
    "title": str,
    "name?": str,
    "leika_keys": list,
    "teaser": str,
    "office": str,
    "who": str,
    "next": str,
    "law?": str,
    "confirmed_on?": date,
    "checked_against?": str,
    "coverage?": str,
    "place_of_reference?": str,
    "audience": list,
    "topics": list,
    "synonyms": list,
    "related?": list,
    "english": dict,
}
ENGLISH = {"title": str, "teaser": str, "text": str, "synonyms": list}
AUTHORITY = {
    "id": str,
    "title": str,
    "kind": str,
    "parent?": str,
    "area?": str,
    "members?": list,
    "supervising?": bool,
    "street?": str,
    "postal_code?": str,
    "town?": str,
    "postal_address?": str,
    "phone?": str,
    "email?": str,
    "url?": str,
    "source": str,
    "description": str,
    "opening_hours?": dict,
    "opening_hours_source?": str,
    "example?": bool,
    "notice?": str,
}
ONLINE_SERVICE = {
    "id": str,
    "title": str,
    "services": list,
    "areas": list,
    "provider?": str,
    "url": str,
    "description": str,
}
SPECIALISATION = {
    "id": str,
    "title": str,
    "service": str,
    "office": str,
    "areas?": list,
    "replaces?": list,
    "modules": dict,
    "documents?": list,
    "fees?": list,
    "deadlines?": list,
    "example": bool,
}
PUBLICATION = {
    "id": str,
    "title": str,
    "subtitle?": str,
    "description": str,
    "kind": str,
    "publisher": str,
    "issued?": date,
    "valid_from?": date,
    "keywords": list,
    "services?": list,
    "orderable?": bool,
    "file?": str,
    "abstract": str,
    "notice": str,
}
FUNDING = {
    "id": str,
    "title": str,
    "description": str,
    "purpose": str,
    "applicants": str,
    "objects": str,
    "directive": str,
    "team": str,
    "legal_basis": list,
    "notice": str,
}
TOPIC = {"id": str, "label": str, "en": str, "audience": list, "pvlagen": str}
DISTRICT = {"key": str, "kind": str, "title": str, "url": str, "source": str}


def load(name: str) -> dict:
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))


SERVICES = {path.stem: load(f"services/{path.name}") for path in DATA.glob("services/*.toml")}
REFERRALS = {referral["id"]: referral for referral in data.referrals()}
REFERRED = {name: service_entry(referral) for name, referral in REFERRALS.items()}
AUTHORITIES = data.authorities()
AUTHORITY_IDS = {authority["id"] for authority in AUTHORITIES}
DISTRICTS = data.districts()
ONLINE_SERVICES = load("online_services.toml")["online_services"]
PUBLICATIONS = load("publications.toml")["publications"]
PROGRAMMES = load("funding.toml")["funding"]
SPECIALISATIONS = load("specialisations.toml")["specialisations"]
TOPICS = load("topics.toml")["topics"]

every_referral = pytest.mark.parametrize("referral", REFERRALS.values(), ids=REFERRALS)
every_service = pytest.mark.parametrize("service", SERVICES.values(), ids=SERVICES)


def wrong_fields(item: dict, fields: dict) -> list[str]:
    """What is missing, unknown or of the wrong type."""
    known = {name.rstrip("?"): kind for name, kind in fields.items()}
    wrong = [f"missing: {name}" for name in fields if not name.endswith("?") and name not in item]
    wrong += [f"unknown: {name}" for name in item.keys() - known.keys()]
    return wrong + [
        f"not of type {known[name].__name__}: {name}"
        for name, value in item.items()
        if name in known and type(value) is not known[name]
    ]


def wrong_parts(item: dict) -> list[str]:
    return [
        f"{part}[{number}] {wrong}"
        for part, fields in PARTS.items()
        for number, row in enumerate(item.get(part, []))
        for wrong in wrong_fields(row, fields)
    ]


class Fragment(HTMLParser):
    """Reads a fragment of HTML and notes what is not allowed in it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.feed(text)
        self.close()
        self.wrong += [f"not closed: {tag}" for tag in self.open]

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)
        if tag not in ALLOWED_TAGS:
            self.wrong.append(f"not allowed: {tag}")
        for name, value in attrs:
            if (tag, name) != ("a", "href") or not (value or "").startswith("https://"):
                self.wrong.append(f"not allowed: {tag} {name}")

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"closed in the wrong place: {tag}")

    def handle_data(self, data):
        if data.strip() and not self.open:
            self.wrong.append(f"text outside of a paragraph: {data.strip()[:30]}")


def fragments(service: dict) -> Iterator[str]:
    yield from service.get("modules", {}).values()
    yield from (variant["text"] for variant in service.get("variants", []))


def area_key(text: str) -> bool:
    return text == "00" or bool(re.fullmatch(r"16(\d{3}(\d{4}(\d{3})?)?)?", text))


# Services


def test_enough_services_and_the_promised_ones():
    assert len(SERVICES) >= ENOUGH
    assert not MUST_HAVE - SERVICES.keys()


@every_service
def test_service_has_exactly_the_known_fields(service):
    assert wrong_fields(service, SERVICE) == []
    assert wrong_fields(service["processing_time"], SPAN) == []
    assert wrong_parts(service) == []


def test_an_unknown_field_is_found():
    service = SERVICES["hundesteuer"] | {"colour": "red"}
    assert wrong_fields(service, SERVICE) == ["unknown: colour"]
    broken = {"rules": [SERVICES["hundesteuer"]["rules"][0] | {"areas": "16"}]}
    assert wrong_parts(broken) == ["rules[0] not of type list: areas"]


@pytest.mark.parametrize("name", SERVICES)
def test_file_is_named_after_the_id(name):
    assert SERVICES[name]["id"] == name
    assert re.fullmatch(r"[a-z][a-z0-9-]*", name)


@pytest.mark.parametrize("entry", (SERVICES | REFERRED).values(), ids=SERVICES | REFERRED)
def test_related_services_exist(entry):
    related = entry.get("related", [])
    assert set(related) <= (SERVICES | REFERRED).keys() - {entry["id"]}
    assert len(set(related)) == len(related)


@every_service
def test_codes_of_a_service(service):
    assert all(re.fullmatch(r"99\d{12}", key) for key in service["leika_keys"])
    assert service["typisierung"] in TYPES
    assert service["place_of_reference"] in {"home", "establishment", "plot", "event"}
    assert service["coverage"] in {"land", "federal", "areas", "none"}
    assert service["audience"]
    assert set(service["audience"]) <= {"citizens", "businesses", "others"}
    assert service["topics"]
    assert set(service["topics"]) <= {topic["id"] for topic in TOPICS}
    assert service["modules"].keys() <= MODULES


@every_service
def test_service_has_texts_synonyms_and_law(service):
    assert service["teaser"].endswith((".", "?"))
    assert len(service["modules"].get("06", "")) > 100
    assert len(service["synonyms"]) >= 5
    assert len({word.casefold() for word in service["synonyms"]}) == len(service["synonyms"])
    assert service["legal_basis"]
    assert service["deadlines"]
    assert all(rule["legal_basis"] for rule in service["rules"])


@every_service
def test_html_has_only_allowed_tags(service):
    assert [wrong for text in fragments(service) for wrong in Fragment(text).wrong] == []


@pytest.mark.parametrize(
    "text",
    ["<div>a</div>", "<p>a", "a", "<p onclick='x'>a</p>", "<p><a href='javascript:x'>a</a></p>"],
)
def test_wrong_html_is_found(text):
    assert Fragment(text).wrong


@every_service
def test_spans_have_a_unit_and_fees_an_amount(service):
    for span in [*service["deadlines"], service["processing_time"]]:
        assert ("duration" in span) == ("unit" in span)
        assert span.get("unit", "day") in UNITS
    for fee in service.get("fees", []):
        assert fee["kind"] in {"fixed", "free", "variable"}
        assert ("amount" in fee) == (fee["kind"] == "fixed")
        assert re.fullmatch(r"\d+\.\d\d", fee.get("amount", "0.00"))


# Rules


def test_there_is_an_example_of_everything():
    rules = [rule for service in SERVICES.values() for rule in service["rules"]]
    assert {rule["effect"] for rule in rules} == {"rule", "not_offered", "referred"}
    assert {rule["role"] for rule in rules} == {"01", "03"}
    assert sum(bool(service.get("criteria")) for service in SERVICES.values()) >= 2
    assert any(service["coverage"] == "federal" for service in SERVICES.values())


@every_service
def test_rules_name_known_offices_and_areas(service):
    for rule in service["rules"]:
        assert rule["office"] in GROUPS | AUTHORITY_IDS or area_key(rule["office"])
        assert rule["role"] in {"01", "03"}
        assert rule["sphere"] in {"own", "transferred", "none"}
        assert all(area_key(area) for area in rule.get("areas", []))
        if rule["office"] not in GROUPS:
            assert rule.get("areas"), "a named authority needs areas"
        if rule.get("areas") == ["00"]:
            assert service["coverage"] == "federal"


@every_service
def test_effects_have_what_they_need(service):
    for rule in service["rules"]:
        assert rule["effect"] in {"rule", "not_offered", "referred"}
        assert ("refers_to" in rule) == (rule["effect"] == "referred")
        assert rule.get("refers_to", "tlvwa") in AUTHORITY_IDS
        if rule["effect"] != "rule":
            assert rule["reason"]
        assert rule.get("valid_from", date.min) <= rule.get("valid_to", date.max)
        assert not ("valid_from" in rule and "known_since" in rule)
        assert ("agreement" in rule) == ("principal" in rule)
        assert ("confirmed_on" in rule) == ("checked_against" in rule)
        assert "known_exceptions" not in rule or rule["exceptions_possible"]


def test_supervising_authorities_stand_beside_those_who_answer():
    supervising = {authority["id"] for authority in AUTHORITIES if authority.get("supervising")}
    for service in SERVICES.values():
        rules = [rule for rule in service["rules"] if rule["office"] in supervising]
        assert not rules or len(rules) < len(service["rules"]), service["id"]
        assert all(rule["effect"] == "rule" and rule["role"] == "01" for rule in rules)


@every_service
def test_criteria_and_their_values(service):
    criteria = {criterion["name"]: criterion for criterion in service.get("criteria", [])}
    used: list[tuple[str, str, str]] = []
    for rule in service["rules"]:
        values = [(rule.get("criterion", ""), value) for value in rule.get("values", [])]
        assert bool(values) == bool(rule.get("criterion"))
        used += [(*value, place) for place in rule.get("areas", ["all"]) for value in values]
    assert {name for name, *_ in used} == criteria.keys()
    assert max(Counter(used).values(), default=1) == 1, "values must be disjoint in a place"
    for name, value, _ in used:
        if criteria[name]["kind"] == "address":
            assert read_value(value)
        else:
            assert value in values_of(criteria[name])


def values_of(criterion: dict) -> set[str]:
    """The values a rule may name; of initials every range of two letters."""
    if criterion["kind"] == "choice":
        assert all(
            wrong_fields(option, {"value": str, "label": str}) == []
            for option in criterion["options"]
        )
        return {option["value"] for option in criterion["options"]}
    assert criterion["kind"] == "initial"
    letters = [chr(code) for code in range(ord("A"), ord("Z") + 1)]
    return {f"{low}-{high}" for low in letters for high in letters if low <= high}


@every_service
def test_every_answer_of_a_choice_leads_somewhere(service):
    for criterion in service.get("criteria", []):
        if criterion["kind"] == "choice":
            values = {value for rule in service["rules"] for value in rule.get("values", [])}
            assert values == values_of(criterion)


def test_examples_are_marked_in_words():
    examples = {authority["id"] for authority in AUTHORITIES if authority.get("example")}
    for authority in AUTHORITIES:
        if authority.get("example"):
            assert authority["notice"].startswith("Beispiel:")
        else:
            assert "opening_hours" not in authority
    for service in SERVICES.values():
        for rule in service["rules"]:
            assert rule.get("example", False) == (rule["office"] in examples)
            if rule.get("example"):
                assert rule["reason"].startswith("Beispiel:")


# Referrals


def test_enough_referrals_each_once_and_none_of_what_is_a_service():
    assert len(REFERRALS) >= ENOUGH
    assert len(REFERRALS) == len(data.referrals())
    assert not REFERRALS.keys() & SERVICES.keys()
    keys = [key for referral in REFERRALS.values() for key in referral["leika_keys"]]
    assert len(keys) == len(set(keys))
    assert not set(keys) & {key for service in SERVICES.values() for key in service["leika_keys"]}


@every_referral
def test_referral_is_sound(referral):
    assert wrong_fields(referral, REFERRAL) == []
    assert wrong_fields(referral["english"], ENGLISH) == []
    assert re.fullmatch(r"[a-z][a-z0-9-]*", referral["id"])
    assert all(re.fullmatch(r"99\d{12}", key) for key in referral["leika_keys"])
    assert ("name" in referral) == bool(referral["leika_keys"])
    assert ("confirmed_on" in referral) == ("checked_against" in referral)
    assert referral["office"] in AUTHORITY_IDS - {"tlvwa"}
    assert referral.get("coverage", "land") == "land"
    assert referral.get("place_of_reference", "home") in {"home", "establishment", "plot", "event"}
    assert set(referral["audience"]) <= {"citizens", "businesses", "others"}
    assert referral["audience"]
    assert referral["topics"]
    assert set(referral["topics"]) <= {topic["id"] for topic in TOPICS}


@every_referral
def test_referral_says_who_and_what_to_do_next_in_both_languages(referral):
    english = referral["english"]
    for text in (referral["teaser"], referral["next"], english["teaser"], english["text"]):
        assert text.endswith((".", "!"))
    assert not referral["who"].endswith(".")
    for words, least in ((referral["synonyms"], 4), (english["synonyms"], 2)):
        assert len(words) >= least
        assert len({word.casefold() for word in words}) == len(words)
    assert [
        wrong for text in fragments(REFERRED[referral["id"]]) for wrong in Fragment(text).wrong
    ] == []


def test_those_referred_to_are_named_for_a_referral():
    referred = {referral["office"] for referral in REFERRALS.values()}
    others = data.table("other_authorities")["authorities"]
    assert {authority["id"] for authority in others} <= referred


@pytest.mark.parametrize("name", REFERRALS)
def test_a_referral_is_the_same_everywhere_and_asks_nothing(kernel, thueringen, name):
    _, municipalities = thueringen
    decisions = set(kernel.decisions(name, municipalities, DAY, DAY).values())
    (decision,) = decisions
    assert decision.state is LedgerState.REFERRED
    assert [won.target for won in decision.verdict.records[0]] == [REFERRALS[name]["office"]]


# What the rules say in all of Thüringen


class Stub(SimpleNamespace):
    """Stands for a content object: all that the rules ask of it is its UID."""

    def UID(self) -> str:
        return self.uid


@pytest.fixture(scope="module")
def thueringen():
    """The areas, and the municipalities of the day."""
    gazetteer = load_thueringen().gazetteer()
    municipalities = gazetteer.municipalities("16", DAY)
    assert len(municipalities) == MUNICIPALITIES
    return gazetteer, municipalities


def administrations(gazetteer) -> list[Office]:
    return [*district_offices(gazetteer, DISTRICTS), *municipal_offices(gazetteer, DAY)]


@pytest.fixture(scope="module")
def kernel(thueringen):
    """The rules of all services, as the demo site makes them, without a site."""
    gazetteer, _ = thueringen
    named = {authority["id"]: Stub(uid=authority["id"]) for authority in AUTHORITIES}
    offices = administrations(gazetteer)
    generated = [(office, Stub(uid=office.id)) for office in offices]
    named |= {key: holder for office, holder in generated for key in (office.area, office.district)}
    parts = health_offices(data.rows("health_offices"), offices)
    generated += [(office, Stub(uid=office.id)) for office in parts]
    entries = SERVICES | REFERRED
    services = {name: (entry, Stub(uid=name, title=name)) for name, entry in entries.items()}
    records: dict[str, list] = {name: [] for name in entries}
    found = responsibilities(services, named, generated, [])
    for number, (holder, _title, fields) in enumerate(found):
        row = record(f"r{number}", holder.uid, fields), fields["areas"]
        for name in fields["services"]:
            records[name].append(row)
    book = [
        compile_service(of_finder(entry), records[name], gazetteer)
        for name, entry in entries.items()
    ]
    assert [rules.defects for rules in book if rules.defects] == []
    return Kernel(RuleBook(book), gazetteer)


def record(number: str, holder: str, fields: dict) -> Record:
    return Record(
        number,
        Role(fields["role"]),
        RecordEffect(fields["effect"]),
        fields["refers_to"] or holder,
        holder,
        valid_from=fields["valid_from"],
        valid_to=fields["valid_to"],
        criterion=fields["criterion"] or "",
        values=tuple(fields["values"]),
        sphere=Sphere(fields["sphere"]),
        agreement=Agreement(fields["agreement"]),
        principal=fields["principal"] or "",
        known_since=fields["known_since"],
        confirmed_on=fields["confirmed_on"],
        checked_against=fields["checked_against"] or "",
        exceptions_possible=bool(fields["exceptions_possible"]),
    )


def of_finder(entry: dict) -> ServiceDefinition:
    criteria = tuple(
        Criterion(
            row["name"],
            row["label"],
            CriterionKind(row["kind"]),
            tuple(option["value"] for option in row.get("options", ())),
        )
        for row in entry.get("criteria", ())
    )
    keys, coverage = tuple(entry["leika_keys"]), ExpectedCoverage(entry["coverage"])
    return ServiceDefinition(entry["id"], keys, coverage, criteria=criteria)


@pytest.mark.parametrize("name", SERVICES)
def test_every_municipality_has_one_answer_or_a_question(kernel, thueringen, name):
    _, municipalities = thueringen
    decisions = kernel.decisions(name, municipalities, DAY, DAY)
    assert len(decisions) == MUNICIPALITIES
    states = {decision.state for decision in decisions.values()}
    assert states <= {
        LedgerState.ONE,
        LedgerState.ONE_UNCONFIRMED,
        LedgerState.CONDITIONAL,
        LedgerState.NOT_OFFERED,
    }
    asks = any(decision.split is not None for decision in decisions.values())
    assert asks == bool(SERVICES[name].get("criteria"))


def test_what_the_land_does_is_the_same_everywhere(kernel, thueringen):
    _, municipalities = thueringen
    same = {
        name
        for name, entry in SERVICES.items()
        if entry["coverage"] == "land"
        and len(
            {
                (decision.state, decision.verdict.records[0])
                for decision in kernel.decisions(name, municipalities, DAY, DAY).values()
            }
        )
        == 1
    }
    assert same == SAME_EVERYWHERE


@pytest.mark.parametrize(
    ("name", "place", "office"),
    [
        ("handwerksrolle", "160700029029", "hwk-erfurt"),  # Ilmenau
        ("handwerksrolle", "160530000000", "hwk-ostthueringen"),
        ("handwerksrolle", "160630105105", "hwk-suedthueringen"),  # Eisenach
        ("grundsicherung-arbeitsuchende", "160530000000", "stadtverwaltung-jena"),
        ("grundsicherung-arbeitsuchende", "160540000000", "jobcenter-suhl"),
        ("denkmal-erlaubnis", "160630105105", "stadtverwaltung-eisenach-063"),
        ("kita-platz", "160745052025", "stadtverwaltung-eisenberg-074"),  # Gösen
        ("kommunalaufsicht", "160510000000", "tlvwa-kommunalaufsicht"),
    ],
)
def test_who_is_responsible_here(kernel, name, place, office):
    (won, *more) = kernel.decide(name, place, DAY, DAY).verdict.records[0]
    assert (won.target, more) == (office, [])


TRADE = ("gewerbe-anmelden", "gewerbe-ummelden", "gaststaette", "reisegewerbekarte")
BUILDING = ("baugenehmigung", "bauvorbescheid", "denkmal-erlaubnis")
WITH_TRADE_OFFICE = {
    "160630105105": "stadtverwaltung-eisenach-063",
    "160670029029": "stadtverwaltung-gotha-067",
    "160635051003": "stadtverwaltung-bad-salzungen-063",
    "160640003003": "stadtverwaltung-bad-langensalza-064",
    "160700029029": "stadtverwaltung-ilmenau-070",
    "160620041041": "stadtverwaltung-nordhausen-062",
    "160640046046": "stadtverwaltung-muhlhausen-thuringen-064",
    "160700004004": "landratsamt-des-ilm-kreises",  # Arnstadt has none
    "160650067067": "landratsamt-des-kyffhauserkreises",  # Sondershausen, since 2026
}
BUILDING_OFFICES = {
    "160640046046": "stadtverwaltung-muhlhausen-thuringen-064",
    "160630105105": "stadtverwaltung-eisenach-063",
    "160640003003": "landratsamt-des-unstrut-hainich-kreises",
}
WASTE = {
    "160750085085": "zaso",  # Pößneck
    "160730077077": "zaso",  # Saalfeld
    "160520000000": "awv-ostthueringen",  # Gera
    "160760022022": "awv-ostthueringen",  # Greiz
    "160630105105": "azv-wartburgkreis-eisenach",
    "160635051003": "azv-wartburgkreis-eisenach",
    "160510000000": "stadtverwaltung-erfurt",
    "160640046046": "landratsamt-des-unstrut-hainich-kreises",
}
REGISTRY = {
    "160700058058": "stadtverwaltung-ilmenau-070",  # Großbreitenbach
    "160745053003": "verwaltungsgemeinschaft-hermsdorf",  # Bad Klosterlausnitz
    "160745053001": "verwaltungsgemeinschaft-hermsdorf",  # Albersdorf, for which it acts
    "160760089089": "verwaltungsgemeinschaft-hermsdorf",  # Kraftsdorf, in another district
    "160745052025": "stadtverwaltung-eisenberg-074",  # Gösen
}
REGISTERED = ("eheschliessung", "geburtsurkunde", "sterbeurkunde", "kirchenaustritt")
CORRECTED = [
    *((name, place, office) for name in REGISTERED for place, office in REGISTRY.items()),
    *((name, place, office) for name in TRADE for place, office in WITH_TRADE_OFFICE.items()),
    *((name, place, office) for name in BUILDING for place, office in BUILDING_OFFICES.items()),
    *(("abfall-anmelden", place, office) for place, office in WASTE.items()),
]


@pytest.mark.parametrize(("name", "place", "office"), CORRECTED)
def test_towns_and_associations_that_answer_instead_of_a_district(kernel, name, place, office):
    (won, *more) = kernel.decide(name, place, DAY, DAY).verdict.records[0]
    assert (won.target, more) == (office, [])


def test_the_town_was_responsible_until_the_agreement(kernel):
    decision = kernel.decide(TRADE[0], "160650067067", date(2025, 12, 31), DAY)
    assert [won.target for won in decision.verdict.records[0]] == [
        "stadtverwaltung-sondershausen-065"
    ]


def test_where_exceptions_may_be_the_answer_says_so(kernel):
    for name, place, certainty in (
        (TRADE[0], "160770001001", "exceptions_possible"),  # Altenburg: not established
        (TRADE[0], "160650067067", "confirmed"),
        ("denkmal-erlaubnis", "160770001001", "exceptions_possible"),
        ("eheschliessung", "160745052025", "exceptions_possible"),
        ("eheschliessung", "160700058058", "confirmed"),
        ("abfall-anmelden", "160710001001", "exceptions_possible"),
        (TRADE[0], "160510000000", "unconfirmed"),  # a kreisfreie Stadt is no exception
        ("abfall-anmelden", "160520000000", "confirmed"),
        ("hundesteuer", "160745052025", "unconfirmed"),
    ):
        assert kernel.decide(name, place, DAY, DAY).assurance.level == certainty, (name, place)


def test_what_is_said_of_eisenach_names_both_days():
    texts = [rule.get("reason", "") for entry in SERVICES.values() for rule in entry["rules"]]
    of_eisenach = [text for text in texts if text.startswith("Eisenach gehört")]
    assert len(of_eisenach) == len(BUILDING)
    assert all("1. Juli 2021" in text and "1. Januar 2022" in text for text in of_eisenach)


@pytest.mark.parametrize(
    ("typed", "office"),
    [
        ("Marktstraße 5", "beispiel-veranstaltungen-marktstrasse"),
        ("Schillerstr. 3", "beispiel-veranstaltungen-marktstrasse"),
        ("Marktstraße 21", "stadtverwaltung-weimar"),
        ("Hauptweg", "stadtverwaltung-weimar"),
        *((typed, None) for typed in ("Marktsraße 5", "Schilerstraße 3", "Markt 5", "5")),
    ],
)
def test_an_example_asks_for_the_street(kernel, typed, office):
    weimar, name = "160550000000", "veranstaltung-anzeigen"
    fact = kernel.criteria(name, DAY)["strasse"].fact(typed)
    decision = kernel.decide(name, weimar, DAY, DAY, {"strasse": fact})
    found = [won.target for won in decision.verdict.records[0]]
    assert found == [office] if office else decision.split is not None


# Authorities and the rest


@pytest.mark.parametrize("authority", AUTHORITIES, ids=lambda authority: authority["id"])
def test_authority(authority):
    assert wrong_fields(authority, AUTHORITY) == []
    kinds = {"federal", "land", "special_purpose_association", "unit", "team", "other"}
    assert authority["kind"] in kinds
    assert ("area" in authority) != ("members" in authority)
    assert all(map(area_key, authority.get("members") or [authority["area"]]))
    parents = AUTHORITY_IDS | {district["key"] for district in DISTRICTS}
    assert "parent" not in authority or authority["parent"] in parents - {authority["id"]}
    assert authority.get("url", "https://").startswith("https://")
    if authority["source"].startswith("by-hand"):
        assert authority.get("phone") in {None, *KNOWN_PHONES}
        assert authority.get("email") in {None, *KNOWN_EMAILS}


def test_ids_are_unique():
    lists = (AUTHORITIES, ONLINE_SERVICES, SPECIALISATIONS, TOPICS)
    for ids in ([item["id"] for item in items] for items in lists):
        assert len(set(ids)) == len(ids)
    assert not AUTHORITY_IDS & GROUPS


def test_no_phone_number_hides_in_a_text():
    written = "".join(path.read_text(encoding="utf-8") for path in DATA.rglob("*.toml"))
    numbers = {authority["phone"] for authority in AUTHORITIES if "phone" in authority}
    for known in KNOWN_PHONES | numbers:
        written = written.replace(f'"{known}"', "")
    assert re.findall(r"\(?\b0\d{2,5}\)?[ /-]\d[\d ]{3,}|\+49", written) == []


def test_one_example_has_opening_hours():
    hours = [from_json(item["opening_hours"]) for item in AUTHORITIES if "opening_hours" in item]
    assert hours
    assert all(each.rows for each in hours)


def test_the_known_address_in_weimar():
    centre = next(item for item in AUTHORITIES if item["id"] == "tlvwa-kompetenzzentrum")
    assert (centre["street"], centre["postal_code"]) == ("Jorge-Semprún-Platz 4", "99423")
    assert centre["parent"] == "tlvwa"
    teams = {item["title"] for item in AUTHORITIES if item.get("parent") == centre["id"]}
    assert teams == {"Team Consulting Kommunen", "Team Verwaltung Fördermittel"}


def test_districts_are_the_22():
    assert all(wrong_fields(district, DISTRICT) == [] for district in DISTRICTS)
    keys = [district["key"] for district in DISTRICTS]
    assert keys == [*(f"160{number}" for number in [*range(51, 56), *range(61, 78)])]
    for district in DISTRICTS:
        city = district["key"] < "16060"
        assert district["kind"] == ("city" if city else "district")
        assert district["title"].startswith("Stadtverwaltung" if city else "Landratsamt")
        assert district["url"].startswith("https://") or not district["url"]


@pytest.mark.parametrize("item", SPECIALISATIONS, ids=lambda item: item["id"])
def test_specialisation(thueringen, item):
    gazetteer, _ = thueringen
    assert wrong_fields(item, SPECIALISATION) == []
    assert wrong_parts(item) == []
    assert item["service"] in SERVICES
    (office,) = [office for office in administrations(gazetteer) if office.area == item["office"]]
    assert set(item.get("areas", [])) <= {office.serves}
    assert item["modules"].keys() <= {"06", "08", "09", "11", "16"}
    structured = {"08": "documents", "98": "fees", "97": "deadlines"}
    said = item["modules"].keys() | {code for code, name in structured.items() if name in item}
    assert said
    assert set(item.get("replaces", [])) <= said


@pytest.mark.parametrize("item", SPECIALISATIONS, ids=lambda item: item["id"])
def test_a_specialisation_is_an_example_and_says_so(item):
    assert item["example"]
    rows = [*item.get("fees", []), *item.get("deadlines", [])]
    words = [row["description"] for row in rows]
    words += [row["title"] for row in item.get("documents", [])]
    words += [re.sub(r"(<\w+>)+", "", html, count=1) for html in item["modules"].values()]
    assert [text for text in words if not text.startswith("Beispiel: ")] == []
    assert [wrong for html in item["modules"].values() for wrong in Fragment(html).wrong] == []


def test_topics_and_online_services():
    assert all(wrong_fields(topic, TOPIC) == [] for topic in TOPICS)
    used = {topic for entry in (SERVICES | REFERRED).values() for topic in entry["topics"]}
    assert used == {topic["id"] for topic in TOPICS}
    for online in ONLINE_SERVICES:
        assert wrong_fields(online, ONLINE_SERVICE) == []
        assert set(online["services"]) <= SERVICES.keys()
        assert online.get("provider", "tlvwa") in AUTHORITY_IDS
        assert online["url"].startswith("https://")
        assert all(area_key(area) for area in online["areas"])
    assert load("forms.toml") == {"forms": []}


def test_signposts_lead_to_services():
    signposts = load("portal.toml")["signposts"]
    assert signposts
    for entry in signposts:
        assert entry["service"] in SERVICES | REFERRED
        assert "{link}" in entry["text"]


# Publications and funding


def test_publications_are_sound_and_marked():
    kinds = {line.partition("|")[0] for line in PUBLICATION_KINDS}
    for entry in PUBLICATIONS:
        assert wrong_fields(entry, PUBLICATION) == []
        assert entry["kind"] in kinds
        assert entry["publisher"] in AUTHORITY_IDS
        assert set(entry.get("services", [])) <= SERVICES.keys()
        assert Fragment(entry["abstract"]).wrong == []
        assert entry["notice"].startswith("Beispiel:")


def test_files_of_publications_can_be_read():
    named = {entry["file"] for entry in PUBLICATIONS if "file" in entry}
    assert named == {path.name for path in DATA.glob("files/*.pdf")}
    for name in named:
        with (DATA / "files" / name).open("rb") as file:
            reading = read_pdf(file)
        (entry,) = (entry for entry in PUBLICATIONS if entry.get("file") == name)
        assert reading.title == entry["title"]
        assert len(reading.text) > 500


def test_funding_programmes_are_sound_and_marked():
    known = {entry["id"] for entry in PUBLICATIONS}
    for entry in PROGRAMMES:
        assert wrong_fields(entry, FUNDING) == []
        assert wrong_parts({"legal_basis": entry["legal_basis"]}) == []
        assert entry["directive"] in known
        assert entry["team"] in AUTHORITY_IDS
        for name in ("purpose", "applicants", "objects"):
            assert Fragment(entry[name]).wrong == []
        assert entry["notice"].startswith("Beispiel:")


# Other languages

EASY = {"personalausweis", "wohnsitz-anmelden", "kindergeld", "schwerbehindertenausweis"}
LONGEST_EASY_SENTENCE = 14  # words


def variant(service: dict, language: str) -> dict | None:
    return next((v for v in service.get("variants", []) if v["language"] == language), None)


@every_service
def test_each_language_once(service):
    languages = [each["language"] for each in service.get("variants", [])]
    assert len(languages) == len(set(languages))


@every_service
def test_everything_is_found_in_english(service):
    english = variant(service, "en")
    assert english is not None
    assert len(english["synonyms"]) >= 2
    assert len({word.casefold() for word in english["synonyms"]}) == len(english["synonyms"])


def test_some_is_told_in_easy_language():
    assert all(variant(SERVICES[name], "de-simple") for name in EASY)


@every_service
def test_easy_sentences_are_short(service):
    easy = variant(service, "de-simple")
    if easy is None:
        return
    text = re.sub(r"<[^>]+>", "\n", easy["text"])
    sentences = [each.split() for each in re.split(r"[.?!:\n]+", text)]
    assert [each for each in sentences if len(each) > LONGEST_EASY_SENTENCE] == []
