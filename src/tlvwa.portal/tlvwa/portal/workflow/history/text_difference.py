"""Differences of two texts, word by word. Plain Python."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from html.parser import HTMLParser

SAME, REMOVED, ADDED = "same", "removed", "added"
TOKEN = re.compile(r"\s+|\w+|[^\w\s]")
LONGEST_SAME, EDGE = 160, 60
BLOCKS = frozenset(
    ("p", "div", "li", "ul", "ol", "tr", "br", "table", "dd", "dt", "dl", "blockquote", "pre")
) | {f"h{level}" for level in range(1, 7)}
SKIPPED = frozenset(("script", "style"))


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text: the same in both, removed, or added."""

    kind: str
    text: str


def compare_words(old: str, new: str) -> list[Piece]:
    """Return the pieces of two texts: changed lines word by word, unchanged text shortened."""
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    pieces: list[Piece] = []
    # autojunk is off: it would take words that occur often for noise and report more as changed.
    for tag, low, high, start, end in SequenceMatcher(None, before, after, False).get_opcodes():
        if tag == "replace":
            pieces += _words("".join(before[low:high]), "".join(after[start:end]))
        else:
            pieces += _pieces(tag, before[low:high], after[start:end])
    last = len(pieces) - 1
    return [
        Piece(piece.kind, _shortened(piece.text, position > 0, position < last))
        if piece.kind == SAME
        else piece
        for position, piece in enumerate(pieces)
    ]


def compare_lines(old: list[str], new: list[str]) -> list[Piece]:
    """Return the removed and the added lines, without those that are the same."""
    opcodes = SequenceMatcher(None, old, new, False).get_opcodes()
    return [
        Piece(kind, line)
        for tag, low, high, start, end in opcodes
        if tag != "equal"
        for kind, lines in ((REMOVED, old[low:high]), (ADDED, new[start:end]))
        for line in lines
    ]


def html_text(html: str) -> str:
    """Return the words of an HTML text, a line for each block, with the addresses of its links."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.parts).splitlines())
    return "\n".join(filter(None, lines))


def _words(old: str, new: str) -> list[Piece]:
    before, after = TOKEN.findall(old), TOKEN.findall(new)
    return [
        piece
        for tag, low, high, start, end in SequenceMatcher(None, before, after, False).get_opcodes()
        for piece in _pieces(tag, before[low:high], after[start:end])
    ]


def _pieces(tag: str, old: list[str], new: list[str]) -> list[Piece]:
    if tag == "equal":
        return [Piece(SAME, "".join(old))]
    pairs = ((REMOVED, "".join(old)), (ADDED, "".join(new)))
    return [Piece(kind, text) for kind, text in pairs if text]


def _shortened(text: str, has_before: bool, has_after: bool) -> str:
    """Return unchanged text beside a change, without the middle of a long one."""
    if len(text) <= LONGEST_SAME:
        return text
    head = text[:EDGE] + " " if has_before else ""
    tail = " " + text[-EDGE:] if has_after else ""
    return f"{head}…{tail}"


class _Reader(HTMLParser):
    """Collects the words of HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._links: list[str] = []
        self._skipped_depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line at a block; remember the address of a link for its end."""
        if tag in BLOCKS:
            self.parts.append("\n")
        if tag in SKIPPED:
            self._skipped_depth += 1
        if tag == "a":
            self._links.append(dict(attrs).get("href") or "")

    def handle_endtag(self, tag: str) -> None:
        """End the line of a block; write the address after a link."""
        if tag in BLOCKS:
            self.parts.append("\n")
        if tag in SKIPPED:
            self._skipped_depth = max(0, self._skipped_depth - 1)
        if tag == "a" and self._links:
            href = self._links.pop()
            self.parts.append(f" [{href}]" if href else "")

    def handle_data(self, data: str) -> None:
        """Collect the words outside of scripts and styles."""
        if not self._skipped_depth:
            self.parts.append(data)
