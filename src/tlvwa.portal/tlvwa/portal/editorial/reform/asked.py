"""From a reform's fields to its plan, its exceptions and its draft."""

from tlvwa.portal.areas.enacting import PlanRefused
from tlvwa.portal.areas.plan import Plan, Step
from tlvwa.portal.content.reform.schema import keys_in
from tlvwa.portal.editorial.reform.draft import of_plan, of_register
from tlvwa.portal.finder.reform.proposals import Staying
from tlvwa.portal.i18n import _, say
from tlvwa.portal.projection.area_import import known_data

UNKNOWN_SERVICE = _("Ausnahme ${number}: Keine Leistung heißt „${word}“.")
UNKNOWN_AREA = _("Ausnahme ${number}: Kein Gebiet hat den Schlüssel ${word}.")


def draft_of(reform):
    """What the reform does to the site's areas. Raises PlanRefused and RegisterError."""
    if reform.register is not None:
        content, name = reform.register.data, reform.register.filename or "GV100AD"
        return of_register(known_data(), content, name, reform.land or None)
    return of_plan(known_data(), plan_of(reform))


def plan_of(reform):
    """The plan that its steps are."""
    steps = tuple(
        Step(keys_in(row["old"]), (row["key"] or "").strip(), (row.get("name") or "").strip())
        for row in reform.steps or ()
    )
    return Plan(reform.day, steps, reform.law or "", reform.source or "")


def staying_of(reform, models, today):
    """Its exceptions. Raises PlanRefused, naming what nobody knows."""
    wrong, found = [], []
    known = {area.key for area in models.gazetteer.areas()}
    for number, row in enumerate(reform.staying or (), start=1):
        services = []
        for word in keys_in(row["services"]):
            named = _services(models, word, today)
            services += named
            if not named:
                wrong.append(say(UNKNOWN_SERVICE, number=number, word=word))
        areas = keys_in(row["areas"])
        wrong += [say(UNKNOWN_AREA, number=number, word=key) for key in areas if key not in known]
        found.append(Staying(tuple(services), areas, row["until"]))
    if wrong:
        raise PlanRefused(wrong)
    return tuple(found)


def _services(models, word, today):
    if word in models.rulebook.services:
        return [word]
    return list(models.rulebook.sharing(word, today))
