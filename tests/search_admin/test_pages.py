"""The search in editors' hands: words are tried first, then hold; queries; why a page is found."""

import csv
import io

import pytest
import transaction
from bs4 import BeautifulSoup
from plone import api
from webtest import Upload

from ..content_fixtures import content_fixture
from ..factories import DOG_TAX, outside_a_request, service, withdraw
from ..readmodels.object_loads import content_loads, writes

WORDS, BETS, QUERIES = "@@suche-woerter", "@@suche-empfehlungen", "@@suche-pruefen"
COUNTS, WHY = "@@suche-anfragen", "@@suche-erklaeren"
TRADE = "99006007012000"
SET = f"""id,kind,audience,query,gold,related,note
1,colloquial,,wauwau,{DOG_TAX},,
2,name,,Hundesteuer,{DOG_TAX},,
3,none,,qwertz,,,
"""
RULES, PINS = "tlvwa.portal.search_rules", "tlvwa.portal.search_best_bets"
COMPOUNDS = "tlvwa.portal.search_compounds"
SETTINGS = "@controlpanels/tlvwa-suche"


def setting(name):
    """A record as it is now: a request keeps what it read first."""
    transaction.begin()
    return outside_a_request(api.portal.get_registry_record, name)


def put(name, value):
    """Set a record."""
    api.portal.set_registry_record(name, value)
    transaction.commit()


@content_fixture
def services(portal):
    """A few services, and queries about them."""
    put("tlvwa.portal.search_queries", SET)
    return {
        "tax": service(portal, title="Hundesteuer", leika_keys=[DOG_TAX]),
        "trade": service(portal, "gewerbe", title="Gewerbe anmelden", leika_keys=[TRADE]),
    }


@pytest.fixture
def editor(visitor, services):
    """A central editor."""
    return visitor("editor")


def text(response):
    """What a page says."""
    assert response.status_int == 200, response.text[:2000]
    content = BeautifulSoup(response.text, "html.parser").select_one("#content")
    return " ".join(content.get_text(" ").split())


def standing(response):
    """What a page tells of the rules as they are, for its forms."""
    return BeautifulSoup(response.text, "html.parser").select_one("[name=stand]")["value"]


def propose(editor, page=WORDS, **fields):
    """The preview of what a form proposes."""
    stand = standing(editor.get(page))
    return editor.send(page, {"do": "preview", "stand": stand} | fields)


def decide(editor, preview, do="apply", multipart=False):
    """The answer to a button of a preview; ``multipart`` as browsers send that form."""
    form = next(
        form for form in preview.forms.values() if "_authenticator" in dict(form.submit_fields())
    )

    files = [("", Upload("", b""))] if multipart else []
    return editor.send(form.action, [*form.submit_fields(), ("do", do), *files])


def found(anybody, words):
    """The titles that anybody finds, best first."""
    return [item["title"] for item in anybody.json("@service-search", q=words)["items"]]


def test_a_rule_is_tried_then_holds(editor, anybody):
    before = found(anybody, "wauwau")
    preview = propose(editor, step="add", begriff="wauwau", richtung=">", bedeutet="Hundesteuer")
    assert "Neue Regel: wauwau → Hundesteuer" in text(preview)
    assert "1 besser, 0 schlechter, 2 gleich" in text(preview)
    assert "wauwau colloquial nicht gefunden Platz 1 besser" in text(preview)
    assert "richtig auf Platz 1 50,0 % 100,0 %" in text(preview)
    assert not setting(RULES)
    assert found(anybody, "wauwau") == before == []
    assert decide(editor, preview).status_int == 302
    assert setting(RULES).splitlines()[1] == "wauwau,>,Hundesteuer"
    assert found(anybody, "wauwau") == ["Hundesteuer"]
    assert "wauwau führt zu Hundesteuer" in text(editor.get(WORDS))


def test_what_becomes_worse_is_said(editor):
    preview = propose(editor, step="add", begriff="qwertz", richtung=">", bedeutet="Gewerbe")
    assert "0 besser, 1 schlechter, 2 gleich" in text(preview)
    assert "nichts Genaues etwas Genaues, obwohl es nichts gibt schlechter" in text(preview)


def test_discarding_writes_nothing(editor):
    preview = propose(editor, step="add", begriff="wauwau", richtung=">", bedeutet="Hundesteuer")
    with writes() as registered:
        assert decide(editor, preview, "discard").status_int == 302
    assert not setting(RULES)
    assert not [each for each in registered if "registry" in type(each).__module__]


def test_what_changed_meanwhile_is_not_overwritten(editor):
    preview = propose(editor, step="add", begriff="wauwau", richtung=">", bedeutet="Hundesteuer")
    put(RULES, "begriff,richtung,bedeutet\nbello,>,Hund\n")
    assert "Inzwischen hat jemand anderes" in text(decide(editor, preview))
    assert "wauwau" not in setting(RULES)


def test_rules_are_changed_removed_and_switched_off(editor):
    put(RULES, "begriff,richtung,bedeutet\nbello,>,Hund\nmieze,=,Katze\n")
    page = text(editor.get(WORDS, number="1"))
    assert "Regel ändern" in page
    change = {
        "step": "change",
        "number": "1",
        "begriff": "miez",
        "richtung": ">",
        "bedeutet": "Katze",
    }
    decide(editor, propose(editor, **change))
    decide(editor, propose(editor, step="remove", number="0"))
    decide(editor, propose(editor, step="off", begriff="müll"))
    assert setting(RULES).splitlines()[1:] == ["miez,>,Katze", "müll,-,"]
    assert "müll abschalten" in text(editor.get(WORDS))
    assert "abgeschaltet" in text(editor.get(WORDS, wort="müll"))


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"step": "add", "begriff": "", "richtung": ">", "bedeutet": "x"}, "Kein Begriff."),
        ({"step": "add", "begriff": "x", "richtung": ">", "bedeutet": ""}, "Keine Bedeutung."),
        (
            {"step": "add", "begriff": "x", "richtung": "?", "bedeutet": "y"},
            "Richtung „?“ gibt es nicht",
        ),
        ({"step": "remove", "number": "7"}, "Diese Regel gibt es nicht mehr."),
        ({"step": "table"}, "Wählen Sie bitte eine CSV-Datei aus."),
        ({}, "Es ist nichts gewählt."),
    ],
)
def test_what_cannot_be_done_says_why_and_keeps_what_was_entered(editor, fields, why):
    response = propose(editor, **fields)
    assert why in text(response)
    entered = BeautifulSoup(response.text, "html.parser").select_one("#bedeutet")["value"]
    assert entered == fields.get("bedeutet", "")


def upload(editor, page, content, **fields):
    """The answer to a file."""
    given = {"stand": standing(editor.get(page))} if page == WORDS else {}
    return editor.send(page, given | fields | {"file": Upload("regeln.csv", content)})


def test_a_table_is_taken_with_all_its_rows(editor):
    put(RULES, "begriff,richtung,bedeutet\nbello,>,Hund\n")
    table = "\ufeffbegriff;richtung;bedeutet\r\nwauwau;>;Hundesteuer\r\n'=x;=;Hund\r\n".encode()
    for mode, kept in (("add", ["bello,>,Hund"]), ("replace", [])):
        put(RULES, "begriff,richtung,bedeutet\nbello,>,Hund\n")
        preview = upload(editor, WORDS, table, do="preview", step="table", mode=mode)
        assert "1 besser" in text(preview)
        decide(editor, preview)
        assert setting(RULES).splitlines()[1:] == [*kept, "wauwau,>,Hundesteuer", "=x,=,Hund"]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"begriff,richtung,bedeutet\na,>,b\nc,!,d\n", "Zeile 3: Richtung „!“ gibt es nicht"),
        (b"a,b\n", "Zeile 1: die Spalten heißen begriff,richtung,bedeutet"),
        (b"begriff,richtung,bedeutet\n\x81,>,b\n", "Zeile 2: weder UTF-8 noch Windows-1252"),
        (b'begriff,richtung,bedeutet\n"a,>,b', "kein CSV"),
        (b"x" * 500_001, "höchstens 500 Kilobyte"),
    ],
)
def test_a_table_that_is_wrong_names_row_and_reason(editor, content, why):
    response = upload(editor, WORDS, content, do="preview", step="table", mode="replace")
    assert why in text(response)
    assert not setting(RULES)


def test_a_large_table_goes_through_the_preview(editor):
    rows = "".join(f"wort{number} müßig,>,Bedeutung der Sache\n" for number in range(9_000))
    content = f"begriff,richtung,bedeutet\n{rows}".encode()
    assert len(content) < 500_000
    preview = upload(editor, WORDS, content, do="preview", step="table", mode="replace")
    assert decide(editor, preview, multipart=True).status_int == 302
    assert setting(RULES).count("\n") == 9_001


def test_tables_are_taken_away_and_read_back(editor):
    put(RULES, "begriff,richtung,bedeutet\n=cmd|bello,>,-Hund\n")
    answer = editor.get(WORDS, file="own")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    rows = list(csv.reader(io.StringIO(answer.body.decode("utf-8-sig")), delimiter=";"))
    assert rows == [["begriff", "richtung", "bedeutet"], ["'=cmd|bello", ">", "'-Hund"]]
    put(RULES, "")
    preview = upload(editor, WORDS, answer.body, do="preview", step="table", mode="replace")
    decide(editor, preview)
    assert setting(RULES).splitlines()[1] == "=cmd|bello,>,-Hund"
    everything = editor.get(WORDS, file="all").body.decode("utf-8-sig").splitlines()
    assert len(everything) > 100


def test_compounds_are_tried_too(editor):
    put(COMPOUNDS, ["Fahr Lehrer Schein"])
    assert "Fahr Lehrer Schein" in text(editor.get(WORDS))
    lines = "Fahr Lehrer Schein\r\n\r\nHunde  steuer\r\n"
    preview = propose(editor, step="split", compounds=lines)
    assert "2 zusammengesetzte Wörter" in text(preview)
    assert "0 besser, 0 schlechter, 3 gleich" in text(preview)
    decide(editor, preview)
    assert setting(COMPOUNDS) == ["Fahr Lehrer Schein", "Hunde steuer"]
    assert "„?!“ ist kein Wort." in text(propose(editor, step="split", compounds="?!"))


def test_rules_are_sought_and_paged(editor):
    rows = "".join(f"wort{number},>,sache{number}\n" for number in range(60))
    put(RULES, f"begriff,richtung,bedeutet\n{rows}")
    assert "Seite 1 von 2" in text(editor.get(WORDS))
    assert "wort59" in text(editor.get(WORDS, b_start="50"))
    assert "wort59 führt zu sache59" in text(editor.get(WORDS, q="SACHE59"))
    assert "Keine Regel enthält dieses Wort." in text(editor.get(WORDS, q="xyzzy"))


def test_shipped_rules_are_looked_up(editor):
    page = text(editor.get(WORDS, wort="Müll"))
    assert "müll" in page
    assert "Abfall" in page
    assert "Dazu sagen die mitgelieferten Regeln nichts." in text(editor.get(WORDS, wort="xyzzy"))


def test_html_is_shown_as_it_is_written(editor):
    put(RULES, 'begriff,richtung,bedeutet\n<b>fett</b>,>,"<script>x</script>"\n')
    for response in (editor.get(WORDS), editor.get(WHY, q="<script>alert(1)</script>")):
        assert response.status_int == 200
        assert "<script>x" not in response.text
        assert "<b>fett" not in response.text
        assert "<script>alert" not in response.text


def test_best_bets_are_chosen_ordered_tried_and_removed(editor, anybody, services):
    tax, trade = services["tax"].UID(), services["trade"].UID()
    chosen = {"step": "pin", "query": "Wauwau", "services-empty-marker": "1"}
    typed = editor.send(BETS, chosen | {"services-search": "gewerbe", "services-find": "1"})
    assert "Gewerbe anmelden" in text(typed)
    both = [*chosen.items(), ("services", tax), ("services", trade)]
    moved = editor.send(BETS, [*both, ("up", trade)])
    boxes = BeautifulSoup(moved.text, "html.parser").select(".choosing-chosen input")
    assert [box["value"] for box in boxes] == [trade, tax]
    stand = standing(editor.get(BETS))
    both = [*chosen.items(), ("services", trade), ("services", tax), ("stand", stand)]
    preview = editor.send(BETS, [*both, ("do", "preview")])
    assert "Empfehlung zu „Wauwau“" in text(preview)
    assert "1 besser, 0 schlechter, 2 gleich" in text(preview)
    decide(editor, preview)
    assert setting(PINS) == [f"Wauwau|{trade}|{tax}"]
    assert found(anybody, "wauwau") == ["Gewerbe anmelden", "Hundesteuer"]
    page = editor.get(BETS, query="wauwau")
    boxes = BeautifulSoup(page.text, "html.parser").select(".choosing-chosen input")
    assert [box["value"] for box in boxes] == [trade, tax]
    decide(editor, propose(editor, BETS, step="unpin", query="Wauwau"))
    assert setting(PINS) == []


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"query": "", "uids": "a"}, "Geben Sie bitte Suchworte ein"),
        ({"query": "a|b", "uids": "a"}, "Geben Sie bitte Suchworte ein"),
        ({"query": "a", "uids": ""}, "Wählen Sie bitte eine bis 10 Leistungen."),
        ({"query": "a", "uids": "a|b"}, "Wählen Sie bitte eine bis 10 Leistungen."),
    ],
)
def test_best_bets_that_cannot_be(editor, fields, why):
    assert why in text(propose(editor, BETS, step="pin", **fields))


def test_queries_are_replaced_and_evaluated(editor, services):
    page = text(editor.get(QUERIES))
    assert "Die Website hat eigene Prüfanfragen: 3" in page
    assert "richtig auf Platz 1 50,0 % (9,4 % – 90,5 %)" in page
    assert "wauwau colloquial nicht gefunden" in page
    form = editor.get(QUERIES).forms
    token = next(
        dict(each.submit_fields()) for each in form.values() if "_authenticator" in each.fields
    )
    one = "\n".join(SET.splitlines()[:3]).encode()
    assert upload(editor, QUERIES, one, do="replace", **token).status_int == 302
    assert setting("tlvwa.portal.search_queries").count("\n") == 3
    assert "Zeile 2: " in text(upload(editor, QUERIES, one[:60] + b"\nx", do="replace", **token))
    answer = editor.get(QUERIES, file="csv")
    assert len(answer.body.decode("utf-8-sig").splitlines()) == 3
    assert editor.send(QUERIES, token | {"do": "reset"}).status_int == 302
    assert not setting("tlvwa.portal.search_queries")
    assert "mitgelieferten Prüfanfragen" in text(editor.get(QUERIES))


def test_nothing_is_written_without_the_form_of_ours(editor):
    fields = {"step": "add", "begriff": "wauwau", "richtung": ">", "bedeutet": "Hundesteuer"}
    stand = standing(editor.get(WORDS))
    assert editor.send(WORDS, fields | {"do": "apply", "stand": stand}).status_int == 403
    assert editor.get(WORDS, **fields, do="apply", stand=stand).status_int == 200
    assert editor.send(QUERIES, {"do": "reset"}).status_int == 403
    assert editor.send(COUNTS, {"do": "off"}).status_int == 403
    assert not setting(RULES)
    assert setting("tlvwa.portal.search_counts") is True


@pytest.mark.parametrize("page", [WORDS, BETS, QUERIES, COUNTS, f"{WHY}?q=hund"])
def test_a_look_writes_nothing_and_loads_no_content(editor, portal, page):
    editor.get(page)
    with content_loads(portal) as loaded, writes() as registered:
        assert editor.get(page).status_int == 200
    assert not [each for each in loaded if each.portal_type.startswith("tlvwa")]
    assert not registered


@pytest.mark.parametrize("page", [WORDS, BETS, QUERIES, COUNTS])
def test_only_those_who_manage_settings(visitor, portal, page):
    for who in ("", "member", "reader", "municipality", "reviewer"):
        assert visitor(who).get(page).status_int in (302, 401)
        assert visitor(who).send(page, {"do": "preview"}).status_int in (302, 401)


def test_the_ways_to_the_pages(visitor, portal):
    for who, names in (("editor", [WORDS, BETS, QUERIES, COUNTS, WHY]), ("municipality", [WHY])):
        page = BeautifulSoup(visitor(who).get("@@redaktion").text, "html.parser")
        links = [
            link["href"].rpartition("/")[2] for link in page.select("[aria-labelledby=suche] a")
        ]
        assert links == names


def test_why_a_page_is_where_it_is(editor, visitor, services):
    put(RULES, "begriff,richtung,bedeutet\nwauwau|bello,>,Hundesteuer\n")
    page = text(visitor("municipality").get(WHY, q="Wo melde ich den Wauwau"))
    assert "wo weggelassen" in page
    assert "Regel der Website: wauwau | bello → Hundesteuer" in page
    assert "Titel: „Hundesteuer“" in page
    assert "Summe" in page


def test_why_a_service_is_not_found(editor, services):
    page = text(editor.get(WHY, q="Hundesteuer", service=services["trade"].UID()))
    assert "Die erwartete Leistung" in page
    assert "Nicht gefunden." in page
    typed = {"service-search": "gewerbe", "service-empty-marker": "1"}
    assert "Die erwartete Leistung" in text(editor.get(WHY, q="Hundesteuer", **typed))


def test_why_tells_nothing_of_what_is_hidden(visitor, services):
    withdraw(services["trade"])
    transaction.commit()
    hidden = {"service": services["trade"].UID()}
    page = visitor("member").get(WHY, q="Gewerbe anmelden", **hidden).text
    assert "<strong>Gewerbe anmelden" not in page
    assert "Die Suche kennt sie nicht" not in page


@pytest.mark.parametrize("query", ["", "?", "der", "x" * 10_000, "\x00", "§ 34", "🐕"])
def test_why_bears_anything(editor, query):
    assert editor.get(WHY, q=query).status_int == 200


def test_settings_of_the_search_as_json(visitor, portal):
    manager = visitor("manager")
    assert manager.json(SETTINGS)["data"]["search_counts"] is True
    rules = "begriff,richtung,bedeutet\nwauwau,>,Hund\n"
    assert manager.patch(SETTINGS, {"search_rules": rules}).status_int == 204
    assert setting(RULES) == rules
    for wrong in (
        {"search_rules": "a,b"},
        {"search_queries": "a,b"},
        {"search_best_bets": ["ohne Leistung"]},
    ):
        answer = manager.patch(SETTINGS, wrong)
        assert answer.status_int == 400, wrong
    assert "Zeile 1: die Spalten" in manager.patch(SETTINGS, {"search_rules": "a,b"}).text
    assert setting(RULES) == rules
    for who in ("", "member", "municipality", "reviewer"):
        assert visitor(who).get(SETTINGS, "application/json").status_int in (401, 403)


def test_rules_that_cannot_be_read_are_told(editor):
    registry = api.portal.get_tool("portal_registry")
    registry.records._values[RULES] = "kaputt"
    transaction.commit()
    assert "Zeile 1: die Spalten heißen" in text(editor.get(WORDS))
