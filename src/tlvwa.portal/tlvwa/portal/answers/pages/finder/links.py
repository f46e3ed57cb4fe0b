"""Where a page with a result of the finder leads: the service, its changes, the reason, feedback."""

from ZPublisher.HTTPRequest import HTTPRequest

from tlvwa.portal.answers.form_urls import form_url
from tlvwa.portal.answers.pages.finder.addresses import FinderAddresses
from tlvwa.portal.answers.pages.finder.place import PlaceLink
from tlvwa.portal.answers.pages.other_authorities import own_authority
from tlvwa.portal.answers.queries.finder_result import FinderResult
from tlvwa.portal.answers.queries.municipalities import short_name
from tlvwa.portal.answers.serializers.answer import answer_parameters
from tlvwa.portal.answers.texts.localized import localize
from tlvwa.portal.common.urls import (
    changes_url,
    feed_links,
    municipality_url,
    other_authorities_url,
    reason_url,
    url_of,
)
from tlvwa.portal.finder.answer import Status


class FinderLinks:
    """The links of one result; each is empty where it leads nowhere."""

    def __init__(
        self, result: FinderResult, addresses: FinderAddresses, request: HTTPRequest
    ) -> None:
        self._result = result
        self._addresses = addresses
        self._request = request

    @property
    def service_page(self) -> str:
        """The service page in the language of the request, else its own, with the place kept."""
        if self._result.service is None:
            return ""
        node = localize(self._result.snapshot, self._result.service).node
        area = self._addresses.place.get("area", "")
        return url_of(self._request, node) + (f"?area={area}" if area else "")

    @property
    def municipality(self) -> PlaceLink | None:
        """The page of the one municipality that the answer is for; ``None`` where there are several."""
        answer, snapshot = self._result.answer, self._result.snapshot
        if answer is None or len(answer.municipalities) != 1:
            return None
        (key,) = answer.municipalities
        name = short_name(snapshot, key)
        if not name:
            return None
        return {"name": snapshot.gazetteer.area(key).name, "url": municipality_url(name)}

    @property
    def reason(self) -> str:
        """The page with the reason that can be cited; none where it rests on something personal."""
        result = self._result
        if result.answer is None or result.has_personal_facts:
            return ""
        return reason_url(**answer_parameters(result.snapshot, result.answer))

    @property
    def other_authorities(self) -> str:
        """What others do, from A to Z: only where the answer is that it is not here."""
        answer = self._result.answer
        if answer is None or answer.status not in (Status.GAP, Status.REFERRED):
            return ""
        return other_authorities_url() if own_authority(self._result.snapshot) else ""

    @property
    def feedback(self) -> str:
        """Where somebody says whether the answer helped, or what is wrong; none without a form."""
        service = self._addresses.service
        return form_url("feedback", leistung=service) if service else ""

    @property
    def changes(self) -> str:
        """Where somebody follows what changes of the service, at the place if there is one."""
        return changes_url(**self._followed) if self._addresses.service else ""

    @property
    def feeds(self) -> list[dict[str, str]]:
        """The feeds of that; none without a service."""
        return feed_links(**self._followed) if self._addresses.service else []

    @property
    def _followed(self) -> dict[str, str]:
        return {
            "area": self._addresses.place.get("area", ""),
            "service": self._addresses.service,
        }
