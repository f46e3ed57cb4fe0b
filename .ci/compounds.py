"""Writes down of which parts the shipped words are made, so that no process has to find out again.

To be run after a change of the word lists or of how compounds are split; a test tells when it is due.
"""

from pathlib import Path

from tlvwa.portal.search import words
from tlvwa.portal.search.configuration import shipped_words
from tlvwa.portal.search.lexicon import Lexicon

FILE = Path(words.__file__).parent / "splits.txt"
HEAD = "# Made by „make words“: the shipped compounds and their parts; -s is a link between two.\n"


def line(word, parts):
    """The word with its parts marked in it: „abfall|beseitigung-s|anlage“."""
    written = parts[0]
    start = len(parts[0])
    for part in parts[1:]:
        found = word.index(part, start)
        link = word[start:found]
        written += f"-{link}|{part}" if link else f"|{part}"
        start = found + len(part)
    return f"{written}\n"


def main():
    """Write the file."""
    shipped = shipped_words()
    lexicon = Lexicon(shipped.known_words, shipped.parts)
    lines = sorted(line(word, parts) for word, parts in lexicon.compounds.items())
    FILE.write_text(HEAD + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
