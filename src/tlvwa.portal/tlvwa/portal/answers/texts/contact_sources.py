"""Source and day of a piece of contact data, as a text beside it."""

from typing import TypedDict

from tlvwa.portal.common.formatting import short_day_text
from tlvwa.portal.common.i18n import _, content_language, say
from tlvwa.portal.common.vocabularies import CONTACT_PIECES, label
from tlvwa.portal.readmodels.payloads import ContactSource, WebsiteTrial

EDITORS = _("Redaktion")
AS_OF = _("Stand ${day}")
UNKNOWN = _("Stand unbekannt")
TO_TRY = _("${address} (${source}): wird geprüft, bevor es die Webadresse wird.")
FAILED = _("${address} (${source}): ließ sich am ${day} nicht aufrufen und ist deshalb kein Link.")


class ContactNote(TypedDict):
    """What stands beside a piece: its day in words, its source with address and language."""

    as_of: str
    source: str
    language: str | None
    url: str


def contact_note(source: ContactSource | None) -> ContactNote:
    """Return the note beside a piece of which ``source`` is known, or nothing."""
    if source is None:
        return {"as_of": say(UNKNOWN), "source": "", "language": None, "url": ""}
    day = source.as_of
    return {
        "as_of": say(AS_OF, day=short_day_text(day)) if day is not None else say(UNKNOWN),
        "source": source.source or say(EDITORS),
        "language": content_language() if source.source else None,
        "url": source.url,
    }


def source_text(source: ContactSource | None) -> str:
    """Return day and source as one text: Stand 31.01.2026, Statistische Ämter."""
    note = contact_note(source)
    return ", ".join(filter(None, (note["as_of"], note["source"])))


def piece_text(source: ContactSource) -> str:
    """Return the piece with its day and source: Anschrift: Stand 31.01.2026, Statistische Ämter."""
    return f"{label(CONTACT_PIECES, source.piece)}: {source_text(source)}"


def trial_text(trial: WebsiteTrial) -> str:
    """Return which web address is to be tried, or could not be reached, as a sentence for editors."""
    host, source = trial.address.removeprefix("https://"), source_text(trial.source)
    if trial.tried is None:
        return say(TO_TRY, address=host, source=source)
    return say(FAILED, address=host, source=source, day=short_day_text(trial.tried))
