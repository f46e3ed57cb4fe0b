"""The replies that are known already, each with the address that asks again."""

from typing import TypedDict

from tlvwa.portal.answers.pages.finder.addresses import FinderAddresses
from tlvwa.portal.answers.queries.finder_query import FACT
from tlvwa.portal.answers.queries.finder_result import FinderResult
from tlvwa.portal.readmodels.payloads import ServicePayload, payload_of


class KnownReply(TypedDict):
    """A question, the reply to it, and the address without the reply."""

    label: str
    reply: str
    url: str


def known_replies(result: FinderResult, addresses: FinderAddresses) -> list[KnownReply]:
    """Return the replies that stand in the address of an answer or question; they are choices."""
    if result.service is None or result.answer is None:
        return []
    payload = payload_of(result.service, ServicePayload)
    texts, facts = dict(payload.criterion_texts), result.shareable_facts
    return [
        {
            "label": criterion.label,
            "reply": texts[criterion.name].label(str(facts[criterion.name])),
            "url": addresses.state_url(**{FACT + criterion.name: ""}),
        }
        for criterion in payload.definition.criteria
        if criterion.name in facts
    ]
