"""The plan, the exceptions and the draft in the fields of a reform."""

from tlvwa.portal.areas.reforms.plan import ReformPlan, ReformStep
from tlvwa.portal.areas.reforms.problems import PlanRefused
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.content.reform.schema import keys_in
from tlvwa.portal.finder.reform.proposals import OfficeException
from tlvwa.portal.readmodels.gazetteer_store import read_gazetteer_table
from tlvwa.portal.reforms.draft import draft_of_plan, draft_of_register
from tlvwa.portal.reforms.messages import problem_text

UNKNOWN_SERVICE = _("Ausnahme ${number}: Keine Leistung heißt „${word}“.")
UNKNOWN_AREA = _("Ausnahme ${number}: Kein Gebiet hat den Schlüssel ${word}.")


class ReformRefused(Exception):
    """Nothing was done; ``reasons`` are sentences."""

    def __init__(self, *reasons: str) -> None:
        self.reasons = reasons
        super().__init__("; ".join(reasons))

    @classmethod
    def from_plan(cls, refused: PlanRefused) -> "ReformRefused":
        """Return the refusal of a plan with words for its problems."""
        return cls(*map(problem_text, refused.problems))


def draft_of(reform):
    """Return the effect of the reform on the areas. Raises ReformRefused and AreaError."""
    if reform.register is not None:
        content, name = reform.register.data, reform.register.filename or "GV100AD"
        return draft_of_register(read_gazetteer_table(), content, name, reform.land or None)
    try:
        return draft_of_plan(read_gazetteer_table(), plan_of(reform))
    except PlanRefused as refused:
        raise ReformRefused.from_plan(refused) from None


def plan_of(reform):
    """Return the plan in the steps of a reform."""
    steps = tuple(
        ReformStep(keys_in(row["old"]), (row["key"] or "").strip(), (row.get("name") or "").strip())
        for row in reform.steps or ()
    )
    return ReformPlan(reform.day, steps, reform.law or "", reform.source or "")


def exceptions_of(reform, snapshot, today):
    """Return the exceptions of a reform. Raises ReformRefused with all unknown services and areas."""
    problems, exceptions = [], []
    known_keys = {area.key for area in snapshot.gazetteer.areas()}
    for number, row in enumerate(reform.staying or (), start=1):
        services = []
        for word in keys_in(row["services"]):
            uids = _services(snapshot, word, today)
            services += uids
            if not uids:
                problems.append(say(UNKNOWN_SERVICE, number=number, word=word))
        areas = keys_in(row["areas"])
        problems += [
            say(UNKNOWN_AREA, number=number, word=key) for key in areas if key not in known_keys
        ]
        exceptions.append(OfficeException(tuple(services), areas, row["until"]))
    if problems:
        raise ReformRefused(*problems)
    return tuple(exceptions)


def _services(snapshot, word, today):
    """Return the UIDs of services for a UID or a LeiKa key."""
    if word in snapshot.rulebook.services:
        return [word]
    return list(snapshot.rulebook.services_with_key(word, today))
