"""From a reform's fields to its plan, its exceptions and its draft."""

from tlvwa.portal.areas.reforms.apply import PlanRefused
from tlvwa.portal.areas.reforms.plan import ReformPlan, ReformStep
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.content.reform.schema import keys_in
from tlvwa.portal.finder.reform.proposals import OfficeException
from tlvwa.portal.readmodels.gazetteer_store import known_data
from tlvwa.portal.reforms.draft import draft_of_plan, draft_of_register

UNKNOWN_SERVICE = _("Ausnahme ${number}: Keine Leistung heißt „${word}“.")
UNKNOWN_AREA = _("Ausnahme ${number}: Kein Gebiet hat den Schlüssel ${word}.")


def draft_of(reform):
    """What the reform does to the site's areas. Raises PlanRefused and RegisterError."""
    if reform.register is not None:
        content, name = reform.register.data, reform.register.filename or "GV100AD"
        return draft_of_register(known_data(), content, name, reform.land or None)
    return draft_of_plan(known_data(), plan_of(reform))


def plan_of(reform):
    """The plan that its steps are."""
    steps = tuple(
        ReformStep(keys_in(row["old"]), (row["key"] or "").strip(), (row.get("name") or "").strip())
        for row in reform.steps or ()
    )
    return ReformPlan(reform.day, steps, reform.law or "", reform.source or "")


def staying_of(reform, snapshot, today):
    """Its exceptions. Raises PlanRefused, naming what nobody knows."""
    wrong, found = [], []
    known = {area.key for area in snapshot.gazetteer.areas()}
    for number, row in enumerate(reform.staying or (), start=1):
        services = []
        for word in keys_in(row["services"]):
            named = _services(snapshot, word, today)
            services += named
            if not named:
                wrong.append(say(UNKNOWN_SERVICE, number=number, word=word))
        areas = keys_in(row["areas"])
        wrong += [say(UNKNOWN_AREA, number=number, word=key) for key in areas if key not in known]
        found.append(OfficeException(tuple(services), areas, row["until"]))
    if wrong:
        raise PlanRefused(wrong)
    return tuple(found)


def _services(snapshot, word, today):
    if word in snapshot.rulebook.services:
        return [word]
    return list(snapshot.rulebook.sharing(word, today))
