"""What the words of a search already say is a fact: it is not asked, it is shown, and can be changed."""

from urllib.parse import parse_qs, urlsplit

import pytest

from tlvwa.portal.content.service.payload import option_lines, option_words

from ..content_fixtures import content_fixture
from ..factories import authority, folder, models, responsibility, service
from .test_finder import FINDER

OPTIONS = (
    "neu|eine neue Stiftung anerkennen lassen|gründen, errichten\n"
    "aufsicht|Aufsicht über eine bestehende Stiftung|führen, Aufsicht\n"
    "ja"
)
PURPOSE = {"name": "anliegen", "label": "Worum geht es?", "kind": "choice", "options": OPTIONS}
INITIAL = {"name": "anfang", "label": "Anfangsbuchstabe?", "kind": "initial"}


@content_fixture
def foundation(portal):
    """A service that asks what it is about; the ministry founds, another one supervises."""
    purpose = service(
        folder(portal, "leistungen"),
        "stiftung",
        title="Stiftung gründen und führen",
        criteria=[PURPOSE, INITIAL],
    )
    offices = folder(portal, "behoerden")
    ministry = authority(offices, "tmikl", title="Ministerium", area="16")
    office = authority(offices, "tlvwa", title="Stiftungsaufsicht", area="16")
    responsibility(ministry, purpose, criterion="anliegen", values=["neu"])
    responsibility(office, purpose, criterion="anliegen", values=["aufsicht", "ja"])
    return purpose


def test_lines_have_values_labels_and_search_words():
    assert option_lines(OPTIONS) == (
        ("neu", "eine neue Stiftung anerkennen lassen"),
        ("aufsicht", "Aufsicht über eine bestehende Stiftung"),
        ("ja", "ja"),
    )
    assert option_words(OPTIONS) == (
        ("neu", ("gründen", "errichten")),
        ("aufsicht", ("führen", "Aufsicht")),
    )
    assert option_words(None) == ()
    assert option_words("a||\nb|B| , ") == ()


@pytest.mark.parametrize(
    ("words", "given"),
    [
        ("Stiftung gründen", "neu"),
        ("stiftung GRUENDEN weimar", "neu"),
        ("eine neue Stiftung anerkennen lassen", "neu"),
        ("Aufsicht Stiftung", "aufsicht"),
        ("Stiftung gründen und führen", None),
        ("Stiftung begründen", None),
        ("Stiftung neu", None),
        ("Stiftung ja", None),
        ("Stiftung", None),
        ("", None),
    ],
)
def test_only_one_option_that_is_said_is_a_fact(foundation, words, given):
    from tlvwa.portal.answers.queries.facts_in_words import facts_in_words

    facts = facts_in_words(models(), foundation.UID(), words)
    assert facts == ({"anliegen": given} if given else {})


def link_of(page, service):
    return next(
        link["href"]
        for link in page.html.select(".tlvwa-hits a, .tlvwa-results a")
        if service.UID() in link["href"]
    )


def test_the_result_of_a_search_leads_to_the_answer(anybody, foundation):
    page = anybody.get(FINDER, q="Stiftung gründen")
    link = link_of(page, foundation)
    assert parse_qs(urlsplit(link).query)["fact.anliegen"] == ["neu"]
    answer = anybody.get(link)
    assert answer.html.select_one(".tlvwa-answer")
    assert "Ministerium" in answer.html.select_one(".tlvwa-answer").text
    known = answer.html.select_one(".tlvwa-answer .tlvwa-known")
    assert "eine neue Stiftung anerkennen lassen" in known.text
    again = anybody.get(known.select_one("a")["href"])
    assert again.html.select_one(".tlvwa-question input[name='fact.anliegen']")
    assert not again.html.select_one(".tlvwa-question .tlvwa-known")


def test_without_such_words_it_is_asked(anybody, foundation):
    link = link_of(anybody.get(FINDER, q="Stiftung"), foundation)
    assert "fact" not in link
    assert anybody.get(link).html.select_one(".tlvwa-question input[name='fact.anliegen']")


def test_the_console_knows_it_too(portal, foundation):
    from tlvwa.portal.cli.answer_lines import answer_from_words
    from tlvwa.portal.common.clock import today

    told = answer_from_words("Stiftung gründen", "Weimar", today())
    assert [office["title"] for office in told["offices"]] == ["Ministerium"]
