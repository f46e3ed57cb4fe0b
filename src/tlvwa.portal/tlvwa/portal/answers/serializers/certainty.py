"""How sure an answer is, and what days it is known for, as JSON-ready values (spec:certainty)."""

from tlvwa.portal.answers.serializers.entries import CertaintyEntry, ValidEntry
from tlvwa.portal.answers.texts.certainty import certainty_text, source_text, way_to_check
from tlvwa.portal.common.dates import iso_day
from tlvwa.portal.common.settings import last_resort
from tlvwa.portal.finder.answer import Answer
from tlvwa.portal.readmodels.payloads import AuthorityPayload
from tlvwa.portal.readmodels.snapshot import Snapshot


def certainty_entry(snapshot: Snapshot, answer: Answer) -> CertaintyEntry | None:
    """Return how sure the offices or refusals of an answer are; ``None`` where it names none."""
    assurance = answer.assurance
    if assurance is None:
        return None
    record = assurance.record
    office, phone = _contact(snapshot, record.target)
    return {
        "level": assurance.level.value,
        "text": certainty_text(assurance),
        "checked_on": iso_day(record.confirmed_on),
        "source": source_text(record.checked_against, record.source_date),
        "way_to_check": way_to_check(assurance, office, phone, last_resort()["phone"]),
    }


def valid_entry(answer: Answer) -> ValidEntry:
    """Return since when and until when an answer holds, and is known; ``None`` is open or not known."""
    (first, last), (known_since, known_until) = answer.valid, answer.known
    return {
        "from": iso_day(first),
        "to": iso_day(last),
        "known_since": iso_day(known_since),
        "known_until": iso_day(known_until),
    }


def _contact(snapshot: Snapshot, uid: str) -> tuple[str, str]:
    """Return name and first telephone number of an authority; empty for anything else."""
    node = snapshot.nodes.get(uid)
    if node is None or not isinstance(node.payload, AuthorityPayload):
        return "", ""
    phones = node.payload.phones
    return node.title, phones[0][0] if phones else ""
