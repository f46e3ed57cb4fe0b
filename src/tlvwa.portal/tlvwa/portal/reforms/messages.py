"""The words for problems of plans and for changes of areas, in the language of the request."""

from tlvwa.portal.areas.area_changes import AreaChange, AreaChangeKind
from tlvwa.portal.areas.reforms.problems import PlanProblem, PlanProblemCode
from tlvwa.portal.common.formatting import day_text
from tlvwa.portal.common.i18n import _, say

# ``${area}`` is the name with the key, ``${others}`` are the keys of further areas.
PROBLEMS = {
    PlanProblemCode.NO_STEP: _("Die Reform hat noch keinen Schritt."),
    PlanProblemCode.LISTED_TWICE: _("${key} steht zweimal darin"),
    PlanProblemCode.UNKNOWN_KEY: _("kein Gebiet hat den Schlüssel ${key}"),
    PlanProblemCode.OTHER_LEVEL: _("${area} steht nicht auf derselben Ebene wie ${others}"),
    PlanProblemCode.MISSING_ON_EVE: _("${area} besteht am ${day} nicht"),
    PlanProblemCode.ENDS_ALREADY: _("${area} endet schon am ${day}"),
    PlanProblemCode.BEGINS_ON_DAY: _("${area} beginnt erst am ${day}"),
    PlanProblemCode.ONLY_INTO_ITSELF: _("${key} geht nur in sich selbst auf"),
    PlanProblemCode.MALFORMED_KEY: _("„${key}“ ist kein Gebietsschlüssel (5, 9 oder 12 Ziffern)"),
    PlanProblemCode.WRONG_LEVEL: _("${key} ist weder Gemeinde noch Verband noch Kreis"),
    PlanProblemCode.NAME_MISSING: _("der Name des neuen Gebiets ${key} fehlt"),
    PlanProblemCode.WITHOUT_ORIGIN: _("die neue Gemeinde ${key} entsteht aus keiner anderen"),
    PlanProblemCode.KEY_TAKEN: _("der Schlüssel ${key} war oder ist für ${name} vergeben"),
    PlanProblemCode.RECEIVES_AND_ENDS: _("${area} nimmt auf und endet zugleich"),
    PlanProblemCode.EXISTS_ALREADY: _("${area} besteht schon"),
    PlanProblemCode.FITS_NO_VERBAND: _(
        "${key} passt zu keinem Verband und ist nicht wie eine verbandsfreie Gemeinde gebildet"
    ),
    PlanProblemCode.AREA_ABOVE_MISSING: _(
        "${key} liegt in ${others}; dieses Gebiet gibt es am ${day} nicht"
    ),
    PlanProblemCode.SEVERAL_STEPS: _(
        "${key} steht in ${count} Schritten als neues Gebiet: zusammenfassen oder anders nummerieren"
    ),
    PlanProblemCode.LEVEL_WITHOUT_MUNICIPALITY: _("in ${key} liegt am ${day} keine Gemeinde"),
    PlanProblemCode.AREAS_DIFFER: _(
        "Die Gebiete sind nicht mehr so, wie die Reform sie hinterlassen hat."
    ),
    PlanProblemCode.CHANGED_SINCE: _("${area} ist seither selbst Teil einer anderen Änderung."),
    PlanProblemCode.CEDES_SINCE: _("${area} geht inzwischen auch in ${others} auf."),
    PlanProblemCode.AREA_GONE: _("Das Gebiet ${key} gibt es nicht mehr."),
    PlanProblemCode.IN_LATER_REGISTER: _("Das Verzeichnis vom ${day} nennt ${key} noch."),
}
OF_STEP = _("Schritt ${number}: ${reason}")
CHANGES = {
    AreaChangeKind.ADDED: _("${area} aufgenommen"),
    AreaChangeKind.OPENED: _("${area} besteht ab ${day}"),
    AreaChangeKind.CLOSED: _("${area} bestand bis ${day}"),
    AreaChangeKind.RENAMED: _("${area} hieß vorher ${other}"),
    AreaChangeKind.MOVED: _("${area} wechselt den Verband, neuer Schlüssel ${other}"),
    AreaChangeKind.LINKED: _("${area} geht auf in ${other}"),
}
DAY_INFERRED = _("${change} (Tag erschlossen)")
LINK_INFERRED = _("${change} (vermutet)")


def problem_text(problem: PlanProblem) -> str:
    """Return the reason why a plan cannot be applied or withdrawn, with the number of its step."""
    reason = say(
        PROBLEMS[problem.code],
        key=problem.key,
        name=problem.name,
        area=f"{problem.name} ({problem.key})",
        others=", ".join(problem.others),
        day=day_text(problem.day) if problem.day else "",
        count=problem.count,
    )
    return say(OF_STEP, number=problem.step, reason=reason) if problem.step else reason


def area_change_text(change: AreaChange) -> str:
    """Return the change of an area as a sentence without its full stop."""
    text = say(
        CHANGES[change.kind],
        area=f"{change.name} ({change.key})",
        day=day_text(change.day) if change.day else "",
        other=change.other,
    )
    if change.inferred:
        return say(DAY_INFERRED, change=text)
    return text if change.certain else say(LINK_INFERRED, change=text)
