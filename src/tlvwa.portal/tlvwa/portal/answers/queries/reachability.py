"""Whether an answer has a way to the office: somebody to call or to write to, and a street to come to.

The telephone or the mailbox may be another's, as answers show it. The street is the office's own; without
one, its notice says why.
"""

import re
from datetime import date
from enum import StrEnum

from tlvwa.portal.answers.queries.contact_providers import contact_provider
from tlvwa.portal.readmodels.daily import once_a_day
from tlvwa.portal.readmodels.payloads import AuthorityPayload, Node, payload_of
from tlvwa.portal.readmodels.snapshot import Snapshot

# A notice says why there is no street if one sentence of it names the place and that it is lacking. Other
# notices are about other things.
PLACE = re.compile(
    r"(?<![\w-])(strasse|hausnummer|anschrift|postfach|publikumsverkehr|besucherverkehr)(?![\w-])"
)
LACK = re.compile(r"\b(nicht|kein\w*|nur|ohne|fehlt|folgt|unbekannt)\b")
END_OF_SENTENCE = re.compile(r"[.!?]\s")


class MissingWay(StrEnum):
    """What is missing on the way to an office."""

    PAGE = "page"  # the office is not public
    CONTACT = "contact"  # neither telephone nor e-mail, nor anybody's in its place
    STREET = "street"  # nor a reason why there is none


def says_why_no_street(notice: str) -> bool:
    """Return whether a notice says why an office has no street."""
    return any(
        PLACE.search(sentence) and LACK.search(sentence)
        for sentence in END_OF_SENTENCE.split(notice.casefold())
    )


def missing_ways(snapshot: Snapshot, office: Node, day: date) -> tuple[MissingWay, ...]:
    """Return what is missing on the way to an office on a day; nothing if it is reachable."""
    payload = payload_of(office, AuthorityPayload)
    checks = {
        MissingWay.PAGE: snapshot.is_public(office.uid, day),
        MissingWay.CONTACT: any(
            contact_provider(snapshot, office, piece, day) for piece in ("phones", "emails")
        ),
        MissingWay.STREET: bool(payload.address.street) or says_why_no_street(payload.notice),
    }
    return tuple(way for way, is_there in checks.items() if not is_there)


def reachable_offices(snapshot: Snapshot, day: date) -> frozenset[str]:
    """Return the UIDs of all authorities that are reachable on a day."""
    return once_a_day(_reachable_offices, snapshot, day)


def _reachable_offices(snapshot: Snapshot, day: date) -> frozenset[str]:
    return frozenset(
        uid
        for uid, node in snapshot.nodes.items()
        if isinstance(node.payload, AuthorityPayload) and not missing_ways(snapshot, node, day)
    )
