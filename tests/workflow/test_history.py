"""Who changed what, when: every type has versions, and their differences are told in words."""

from datetime import date, time

import pytest
import transaction
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from plone import api
from plone.app.textfield import RichTextValue
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent

from tlvwa.portal.workflow.history.text_difference import (
    ADDED,
    REMOVED,
    SAME,
    compare_lines,
    compare_words,
    html_text,
)

from ..factories import (
    JENA,
    WEIMAR,
    online_service,
    responsibility,
    service,
    service_form,
    text_variant,
)
from ..readmodels.object_loads import writes


def change(obj, who="editor", **values):
    """Change fields of an object as somebody, in a transaction of its own."""
    with api.env.adopt_user(who):
        for name, value in values.items():
            setattr(obj, name, value)
        notify(ObjectModifiedEvent(obj))
    transaction.commit()


def newest(response):
    """The differences that the newest entry of a page tells: label, what was removed, what was added."""
    assert response.status_int == 200, response.text[:2000]
    entry = BeautifulSoup(response.text, "html.parser").select_one(".editors-history > li")
    for hidden in entry.select(".visually-hidden"):
        hidden.extract()
    return {
        label.get_text(strip=True): tuple(
            [each.get_text() for each in label.find_next_sibling("dd").find_all(tag)]
            for tag in ("del", "ins")
        )
        for label in entry.find_all("dt")
    }


def test_every_type_has_versions(portal, dog_tax, jena):
    made = [
        dog_tax,
        jena,
        jena["zustaendig"],
        online_service(jena),
        service_form(jena),
        text_variant(dog_tax),
    ]
    for obj in made:
        change(obj, title="Neuer Titel")
        assert len(portal.portal_repository.getHistory(obj)) == 2, obj.portal_type


def test_a_record_in_words(visitor, jena, weimar, dog_tax):
    record = jena["zustaendig"]
    other = service(api.portal.get(), "b", title="Zweitwohnungsteuer")
    change(
        record,
        effect="not_offered",
        services=[dog_tax.UID(), other.UID()],
        areas=[JENA, WEIMAR],
        valid_to=date(2026, 12, 31),
        legal_basis="§ 5",
        example=True,
    )
    assert newest(visitor("municipality").get("jena/zustaendig/@@verlauf")) == {
        "Aussage": (["ist zuständig"], ["wird hier nicht angeboten"]),
        "Leistungen": ([], ["Zweitwohnungsteuer"]),
        "Gebiete": ([], ["Weimar (kreisfreie Stadt), 160550000000"]),
        "Gilt bis": ([], ["31.12.2026"]),
        "Rechtsgrundlage der Zuständigkeit": ([], ["§ 5"]),
        "Nur ein Beispiel": (["nein"], ["ja"]),
    }


def test_a_service_that_is_not_seen_stays_unnamed(visitor, portal, jena, dog_tax):
    hidden = service(portal, "geheim", title="Geheimleistung", publish=False)
    change(jena["zustaendig"], services=[hidden.UID()])
    answer = visitor("municipality").get("jena/zustaendig/@@verlauf")
    assert "Geheimleistung" not in answer.text
    assert hidden.UID() not in answer.text
    assert newest(answer)["Leistungen"] == (["hundesteuer"], ["ein Eintrag, den Sie nicht sehen"])
    assert "Geheimleistung" in visitor("editor").get("jena/zustaendig/@@verlauf").text


def test_rows_texts_and_topics(visitor, portal, dog_tax):
    fee = {"kind": "fixed", "amount": "10", "description": "je Hund"}
    change(
        dog_tax,
        fees=[fee],
        full_text=RichTextValue("<p>Wer einen Hund hält, zahlt.</p><p>Zweiter Absatz.</p>"),
    )
    change(
        dog_tax,
        fees=[fee | {"amount": "12"}],
        full_text=RichTextValue(
            "<p>Wer einen <b>großen</b> Hund hält, zahlt.</p><p>Zweiter Absatz.</p>"
            "<script>alert(1)</script>"
        ),
        audience=["citizens"],
    )
    answer = visitor("editor").get("hundesteuer/@@verlauf")
    assert newest(answer) == {
        "Für wen": ([], ["Bürgerinnen und Bürger"]),
        "Kosten": (
            ["Art: fester Betrag; Betrag (€): 10; Wofür, für wen: je Hund"],
            ["Art: fester Betrag; Betrag (€): 12; Wofür, für wen: je Hund"],
        ),
        "Beschreibung": ([], [" großen"]),
    }
    assert "alert(1)" not in answer.text


def test_opening_hours_in_words(visitor, jena):
    change(jena, opening_hours=[{"weekday": 0, "opens": time(9), "closes": time(12, 30)}])
    assert newest(visitor("editor").get("jena/@@verlauf")) == {
        "Öffnungszeiten": ([], ["Wochentag: Montag; von: 09:00; bis: 12:30"])
    }


def test_no_html_gets_through(visitor, jena):
    evil = '<img src=x onerror="alert(1)">'
    record = jena["zustaendig"]
    change(record, title=evil, legal_basis=evil, reason=evil)
    with api.env.adopt_user("editor"):
        api.content.transition(record, "submit", comment=evil)
    transaction.commit()
    page = visitor("editor").get("jena/zustaendig/@@verlauf")
    content = BeautifulSoup(page.text, "html.parser").select_one("#content")
    assert content.find("img") is None
    assert evil in content.get_text()


def test_steps_and_versions_together(visitor, jena):
    record = jena["zustaendig"]
    api.user.get(userid="municipality").setMemberProperties({"fullname": "Kim Kommune"})
    change(record, "municipality", legal_basis="§ 5")
    with api.env.adopt_user("municipality"):
        api.content.transition(record, "submit", comment="Bitte prüfen.")
    transaction.commit()
    page = visitor("municipality").get("jena/zustaendig/@@verlauf")
    found = BeautifulSoup(page.text, "html.parser").select(".editors-history > li")
    said = [" ".join(each.get_text(" ").split()) for each in found]
    assert len(said) == 3
    assert "Zur Prüfung geben" in said[0]
    assert "Kim Kommune, danach „In Prüfung“ Bitte prüfen." in said[0]
    assert "Geändert" in said[1]
    assert "Angelegt" in said[2]


def test_nothing_but_markup_is_said(visitor, dog_tax):
    change(dog_tax, full_text=RichTextValue("<p>Ein Wort</p>"))
    change(dog_tax, full_text=RichTextValue("<p>Ein <b>Wort</b></p>"))
    assert newest(visitor("editor").get("hundesteuer/@@verlauf")) == {
        "Beschreibung": ([], ["nur die Gestaltung"])
    }


@pytest.mark.parametrize("page", ["@@verlauf", "@@historyview"])
def test_who_sees_which_history(visitor, portal, jena, weimar, dog_tax, page):
    responsibility(weimar, dog_tax, name="offen")
    transaction.commit()
    seen = {
        path: {
            who
            for who in ("", "member", "municipality", "reader", "reviewer", "editor")
            if visitor(who).get(f"{path}/{page}").status_int == 200
        }
        for path in ("jena/zustaendig", "weimar/z", "weimar/offen", "hundesteuer")
    }
    staff = {"reader", "reviewer", "editor"}
    assert seen == {
        "jena/zustaendig": staff | {"municipality"},
        "weimar/z": staff,
        "weimar/offen": staff,
        "hundesteuer": staff,
    }


def test_long_histories_come_page_by_page_and_write_nothing(visitor, jena):
    record = jena["zustaendig"]
    for number in range(25):
        change(record, legal_basis=f"§ {number}")
    asked = visitor("municipality").get
    asked("jena/zustaendig/@@verlauf")
    with writes() as registered:
        page = asked("jena/zustaendig/@@verlauf")
    assert registered == []
    shown = BeautifulSoup(page.text, "html.parser")
    assert len(shown.select(".editors-history > li")) == 20
    paging = shown.select_one(".tlvwa-paging")
    assert paging.p.get_text(" ", strip=True) == "Seite 1 von 2"
    (link,) = paging.select("a")
    assert (link["rel"], link.get_text(strip=True)) == (["next"], "Ältere Einträge")
    older = asked(link["href"])
    assert len(BeautifulSoup(older.text, "html.parser").select(".editors-history > li")) == 6


def test_versions_that_are_gone_are_left_out(visitor, portal, jena):
    record = jena["zustaendig"]
    for number in range(3):
        change(record, legal_basis=f"§ {number}")
    portal.portal_repository.purge(record, 1, countPurged=True)
    transaction.commit()
    answer = visitor("editor").get("jena/zustaendig/@@verlauf")
    assert newest(answer) == {"Rechtsgrundlage der Zuständigkeit": (["§ 1"], ["§ 2"])}
    assert "§ 0" not in answer.text


LINES = st.lists(st.text("ab <&\n.ä", max_size=12), max_size=6)


@given(old=LINES, new=LINES)
def test_the_lines_that_changed_lead_from_one_to_the_other(old, new):
    pieces = compare_lines(old, new)
    assert (pieces == []) is (old == new)
    removed = [piece.text for piece in pieces if piece.kind == REMOVED]
    added = [piece.text for piece in pieces if piece.kind == ADDED]
    assert sorted([*old, *added]) == sorted([*new, *removed])


@given(old=st.text("ab c\n.", max_size=60), new=st.text("ab c\n.", max_size=60))
def test_the_pieces_of_a_text_make_both_texts(old, new):
    pieces = compare_words(old, new)  # shorter than what is shortened
    assert "".join(each.text for each in pieces if each.kind in (SAME, REMOVED)) == old
    assert "".join(each.text for each in pieces if each.kind in (SAME, ADDED)) == new


@given(html=st.text("<>/abp =\"'&;!-\n", max_size=80))
def test_any_markup_is_read(html):
    assert isinstance(html_text(html), str)


def test_the_words_of_html():
    html = '<h2>Titel</h2><p>Ein <a href="https://example.org">Link</a>&amp;</p><style>x</style>'
    assert html_text(html) == "Titel\nEin Link [https://example.org]&"
