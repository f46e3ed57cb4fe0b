"""The catalogues of messages: whole in every language, and no more than whole."""

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

CHECKOUT = Path(__file__).parents[1]
SLOT = re.compile(r"\$\{\w+\}")
SLOT_IN_TEMPLATE = re.compile(r"\$\{[^}]*\}")
FORMATS = {"CSV", "XLSX (Excel)"}  # the same in all languages
UMLAUT = re.compile("[äöüÄÖÜß„]")
# German words that stay German in English, because that is what is written on the door.
GERMAN = re.compile("Thüringen|Südeichsfeld|ThürKO|Hauptstraße|Sammeländerung|erfüllende Gemeinde")


@pytest.fixture(scope="module")
def tool():
    """``make i18n`` as a module."""
    place = CHECKOUT / ".ci" / "catalogues.py"
    spec = importlib.util.spec_from_file_location("catalogues", place)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def source(tool):
    """The messages in the source."""
    return set(tool.found())


def test_messages_come_from_code_templates_profiles_and_zcml(source):
    for message in (
        "Jetzt geschlossen.",  # Python
        "${place}, Ortsteil von ${area}",  # a room that knows nothing of translations
        "Alle Filter löschen",  # a template
        "Zurückziehen",  # a workflow
        "Zuständigkeitsfinder entfernen",  # zcml
        "Behördennummer 115",  # a text that editors may change
    ):
        assert message in source, message


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_catalogue_has_every_message_and_no_other(tool, source, language):
    texts = tool.translations(language)
    assert source - set(texts) == set(), "run make i18n"
    assert set(texts) - source == set(), "run make i18n"
    assert [message for message, text in texts.items() if not text] == []


@pytest.mark.parametrize("language", ["de", "en"])
def test_slots_and_surroundings_agree(tool, language):
    for message, text in tool.translations(language).items():
        assert set(SLOT.findall(message)) == set(SLOT.findall(text)), message
        assert message[:1].isspace() == text[:1].isspace(), message
        assert message[-1:].isspace() == text[-1:].isspace(), message


@pytest.mark.parametrize("language", ["de", "en"])
def test_nothing_is_unsure_or_left_over(tool, language):
    with tool.catalogue(language).open("rb") as file:
        catalogue = read_po(file)
    assert [message.id for message in catalogue if message.fuzzy and message.id] == []
    assert not catalogue.obsolete


def test_the_german_catalogue_says_what_the_source_says(tool):
    assert all(message == text for message, text in tool.translations("de").items())


def test_english_is_not_german(tool):
    texts = tool.translations("en").values()
    assert [text for text in texts if UMLAUT.search(GERMAN.sub("", text))] == []


def test_running_it_again_changes_nothing(tool, tmp_path, monkeypatch):
    before = {language: tool.catalogue(language).read_bytes() for language in tool.LANGUAGES}
    template = tool.TEMPLATE.read_bytes()
    monkeypatch.setattr(tool, "LOCALES", tmp_path)
    monkeypatch.setattr(tool, "TEMPLATE", tmp_path / "messages.pot")
    for language, content in before.items():
        tool.catalogue(language).parent.mkdir(parents=True)
        tool.catalogue(language).write_bytes(content)
    assert tool.main() == 0
    assert tool.TEMPLATE.read_bytes() == template
    assert {each: tool.catalogue(each).read_bytes() for each in before} == before


def test_templates_have_no_words_that_cannot_be_translated():
    templates = sorted((CHECKOUT / "src").rglob("*.pt"))
    command = [Path(sys.executable).parent / "i18ndude", "find-untranslated", "-n", *templates]
    told = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    texts = re.findall(r'"""\n(.*?)"""', told, flags=re.DOTALL)
    assert len(templates) > 40
    words = {" ".join(SLOT_IN_TEMPLATE.sub("", text).split()) for text in texts}
    assert {each for each in words - FORMATS if re.search(r"[^\W\d_]{2}", each)} == set()
