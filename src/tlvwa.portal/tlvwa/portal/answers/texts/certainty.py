"""How sure an answer is, and as of when it is known, in plain sentences (spec:certainty)."""

from datetime import date

from tlvwa.portal.common.formatting import day_text
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.finder.answer import Answer
from tlvwa.portal.finder.certainty import Assurance
from tlvwa.portal.finder.records import Certainty

CHECKED = _("Geprüft am ${day} anhand von: ${source}.")
SOURCE_OF = _("${source}, Stand ${day}")
UNCHECKED = _(
    "Diese Zuständigkeit ist eingetragen, aber noch nicht an einer amtlichen Quelle geprüft."
)
EXCEPTIONS = _(
    "Diese Regel gilt allgemein. Es gibt Ausnahmen, und nicht alle sind bekannt: "
    "Hier kann auch eine andere Stelle zuständig sein."
)
KNOWN_EXCEPTIONS = _("Bekannt ist: ${exceptions}")
ONLY_A_HINT = _(
    "Diese Auskunft stammt von der übergeordneten Leistung; für diese selbst ist nichts geprüft."
)
ASK_OFFICE = _("Fragen Sie vor dem Weg dorthin nach: ${office}, Telefon ${phone}.")
ASK_CENTRAL = _("Fragen Sie vor dem Weg dorthin nach, zum Beispiel unter ${phone}.")
NOT_KNOWN_BEFORE = _("So viel wissen wir: seit ${first}. Was davor galt, ist hier nicht bekannt.")
NOT_KNOWN_AFTER = _("So viel wissen wir: bis ${last}. Was danach gilt, kann heute niemand sagen.")
KNOWN_SINCE = _("Bekannt ist das seit ${first}; was davor galt, wissen wir nicht.")


def certainty_text(assurance: Assurance) -> str:
    """Return how sure an answer is, as one or two sentences."""
    record = assurance.record
    if assurance.level is Certainty.CONFIRMED:
        assert record.confirmed_on is not None  # else it would not be confirmed
        return checked_text(record.confirmed_on, record.checked_against, record.source_date)
    if assurance.level is Certainty.UNCONFIRMED:
        is_checked = record.certainty is Certainty.CONFIRMED
        return say(ONLY_A_HINT if is_checked else UNCHECKED)
    sentences = [say(EXCEPTIONS)]
    if record.known_exceptions:
        sentences.append(say(KNOWN_EXCEPTIONS, exceptions=_sentence(record.known_exceptions)))
    return " ".join(sentences)


def checked_text(day: date, source: str, source_date: date | None) -> str:
    """Return when and against what something was checked."""
    return say(CHECKED, day=day_text(day), source=source_text(source, source_date))


def source_text(source: str, source_date: date | None) -> str:
    """Return a source with its day; empty if there is none."""
    if source_date is None or not source:
        return source
    return say(SOURCE_OF, source=source, day=day_text(source_date))


def way_to_check(assurance: Assurance, office: str, phone: str, central_phone: str) -> str:
    """Return how to make sure; empty where the answer is confirmed, or there is nobody to ask."""
    if assurance.level is Certainty.CONFIRMED:
        return ""
    if office and phone:
        return say(ASK_OFFICE, office=office, phone=phone)
    return say(ASK_CENTRAL, phone=central_phone) if central_phone else ""


def unknown_day_text(answer: Answer) -> str:
    """Return as of when, or until when, anything is known; empty where the day is known."""
    first, last = answer.known
    if answer.is_day_known:
        return ""
    if first is not None and answer.day < first:
        return say(NOT_KNOWN_BEFORE, first=day_text(first))
    assert last is not None  # else the day would be known
    return say(NOT_KNOWN_AFTER, last=day_text(last))


def known_since_text(first: date | None) -> str:
    """Return since when an answer is known whose first day is not; empty if that is not limited."""
    return say(KNOWN_SINCE, first=day_text(first)) if first is not None else ""


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."
