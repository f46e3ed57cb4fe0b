"""Facts among the words of a search: what somebody already said need not be asked."""

from tlvwa.portal.finder.criteria import CriterionKind
from tlvwa.portal.readmodels.payloads import ServicePayload, payload_of
from tlvwa.portal.readmodels.snapshot import Snapshot
from tlvwa.portal.search.normalize import normalize_word

SHORTEST = 3  # letters of a word that says something: „ja“ in a search is no reply


def facts_in_words(snapshot: Snapshot, service: str, words: str) -> dict[str, str]:
    """Return the replies to choices of a service that the words of a search already give.

    A reply is given if the label of its option, or one of the option's search words, stands among the
    words, and that of no other option does. ``service`` is a UID. See spec:facts-in-words.
    """
    node = snapshot.nodes.get(service)
    said = f" {normalize_word(words)} "
    if node is None or not said.strip():
        return {}
    payload = payload_of(node, ServicePayload)
    texts = dict(payload.criterion_texts)
    facts: dict[str, str] = {}
    for criterion in payload.definition.criteria:
        if criterion.kind is CriterionKind.CHOICE:
            given = [
                value
                for value in criterion.options
                if any(_is_said(phrase, said) for phrase in texts[criterion.name].phrases(value))
            ]
            if len(given) == 1:
                facts[criterion.name] = given[0]
    return facts


def _is_said(phrase: str, said: str) -> bool:
    normalized = normalize_word(phrase)
    return len(normalized) >= SHORTEST and f" {normalized} " in said
