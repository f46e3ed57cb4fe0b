"""The question that stands in place of an answer: its heading, the places to choose, how a reply travels."""

from collections.abc import Callable
from functools import cached_property

from tlvwa.portal.answers.pages.finder.addresses import FinderAddresses
from tlvwa.portal.answers.pages.finder.criterion import CriterionQuestion
from tlvwa.portal.answers.pages.finder.form import HiddenField, hidden_fields
from tlvwa.portal.answers.pages.finder.place_groups import PlaceGroup, place_groups
from tlvwa.portal.answers.queries.finder_query import FACT
from tlvwa.portal.answers.queries.finder_result import FinderResult
from tlvwa.portal.answers.serializers.entries import AnswerEntry, QuestionEntry
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.finder.answer import Answer, QuestionKind
from tlvwa.portal.finder.locations import LocationKind

SEVERAL_OF_CODE = _("Zur Postleitzahl ${code} gehören mehrere Gemeinden. Welche ist es?")
WHERE_NOW = _("${name} gibt es so nicht mehr. In welcher Gemeinde liegt Ihr Ort an diesem Tag?")


class QuestionSection:
    """The question of an answer; ``entry`` is the answer in the shape of ``@responsible``."""

    def __init__(
        self, result: FinderResult, entry: AnswerEntry, addresses: FinderAddresses
    ) -> None:
        self._result = result
        self._entry = entry
        self._addresses = addresses

    @property
    def _answer(self) -> Answer:
        assert self._result.answer is not None
        return self._result.answer

    @property
    def _question(self) -> QuestionEntry:
        question = self._entry["question"]
        assert question is not None
        return question

    @property
    def title(self) -> str:
        """The heading of the question."""
        if self._question["kind"] == QuestionKind.CRITERION.value:
            return self.criterion.title
        if not self._result.asks_for_location:
            return self._question["label"]
        if self._answer.location.kind is LocationKind.POSTAL_CODE:
            return say(SEVERAL_OF_CODE, code=self._answer.location.code)
        if became := self._entry["became"]:
            return say(WHERE_NOW, name=became["area"]["name"])
        where = self._result.where
        return say(_("${where} umfasst mehrere Gemeinden. Welche ist es?"), where=where)

    @property
    def criterion(self) -> CriterionQuestion:
        """What is shown of a question for a criterion."""
        given = self._result.facts.get(self._question["name"], "")
        return CriterionQuestion(self._question, self._answer, given)

    @property
    def method(self) -> str:
        """How the reply travels: a choice in the address, what is personal in a body."""
        is_choice = self._question["input"] == "choice"
        return "get" if is_choice and not self._result.has_personal_facts else "post"

    @property
    def replies(self) -> list[HiddenField]:
        """The replies so far, to be sent on with the next one, which replaces one of the same name."""
        asked = self._question["name"]
        return hidden_fields(
            {FACT + name: str(value) for name, value in self._answer.facts.items() if name != asked}
        )

    @cached_property
    def known_places(self) -> list[PlaceGroup]:
        """The places to choose from; of a postal code those that are known to use it."""
        known = self._known_keys
        return self._places(lambda key: not known or key in known)

    @cached_property
    def further_places(self) -> list[PlaceGroup]:
        """Places that may use the postal code, though it is not known that they do."""
        known = self._known_keys
        return self._places(lambda key: bool(known) and key not in known)

    @cached_property
    def _known_keys(self) -> frozenset[str]:
        resolver = self._result.snapshot.resolver
        return resolver.place_resolver.known(self._answer.location, self._answer.day)

    def _places(self, is_shown: Callable[[str], bool]) -> list[PlaceGroup]:
        options = self._question["options"]
        return place_groups(options, is_shown, lambda key: self._addresses.state_url(area=key))

    def service_url(self, uid: str) -> str:
        """The address of the answer for one of several services."""
        return self._addresses.service_url(uid)
