"""Brings the message catalogues up to date: what the source says, nothing else, in every language.

i18ndude finds the messages (it knows templates, profiles and zcml). babel writes them, since i18ndude
breaks what has several lines and dates its files anew each time. The messages are German, so the
German catalogue is filled in by itself; what lacks a translation is listed, and the exit status is 1.
"""

import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from i18ndude.catalog import GSReader, PTReader, PYReader, ZCMLReader

DOMAIN = "tlvwa.portal"
PACKAGE = Path(__file__).parents[1] / "src" / DOMAIN / "tlvwa" / "portal"
LOCALES = PACKAGE / "locales"
TEMPLATE = LOCALES / f"{DOMAIN}.pot"
OWN = "de"
LANGUAGES = {"de": "Deutsch", "en": "English"}
HEADER = """\
# The messages of tlvwa.portal, written in German in the code. "make i18n" finds them.
msgid ""
msgstr ""
"Project-Id-Version: tlvwa.portal\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"Language-Code: {code}\\n"
"Language-Name: {name}\\n"
"Domain: tlvwa.portal\\n"

"""


def catalogue(language):
    """The file of a language's messages."""
    return LOCALES / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def found():
    """All messages in the source: ``{message: files, as seen from the package}``."""
    messages = {}
    for reader in (PTReader, PYReader, GSReader, ZCMLReader):
        reading = reader(str(PACKAGE), DOMAIN, exclude=(), include_line_numbers=False)
        reading.read()
        for message, entry in reading.catalogs.get(DOMAIN, {}).items():
            messages.setdefault(str(message), set()).update(map(_below_package, entry.references))
    return messages


def translations(language):
    """What a catalogue has: ``{message: text}``; empty where there is no catalogue yet."""
    path = catalogue(language)
    if not path.exists():
        return {}
    with path.open("rb") as file:
        return {message.id: message.string for message in read_po(file) if message.id}


def write(path, language, messages, texts):
    """Write a catalogue of some messages, with the texts there are."""
    written = Catalog(locale=None, charset="utf-8")
    for message, files in messages.items():
        locations = [(name, None) for name in sorted(files)]
        added = written.add(message, texts.get(message, ""), locations=locations)
        added.flags.clear()  # babel takes our ${slots} for Python's
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(HEADER.format(code=language, name=LANGUAGES[language]).encode())
        write_po(file, written, width=110, sort_output=True, omit_header=True, include_lineno=False)


def _below_package(reference):
    """A file as seen from the package; some readers already name it from the source root on."""
    return reference.partition(":")[0].partition(f"{DOMAIN}/tlvwa/portal/")[2] or reference


def main():
    """Find the messages and write all catalogues; returns the exit status."""
    messages = found()
    write(TEMPLATE, OWN, messages, {})
    missing = []
    for language in LANGUAGES:
        texts = {each: each for each in messages} if language == OWN else translations(language)
        write(catalogue(language), language, messages, texts)
        missing += [f"{language}: {each}" for each in sorted(messages) if not texts.get(each)]
    for each in missing:
        print(each)
    if missing:
        print(
            f"{len(missing)} messages lack a text: write it into {LOCALES.relative_to(PACKAGE.parents[3])}."
        )
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
