"""The words for what a reform does."""

from tlvwa.portal.editorial.reform import mentions
from tlvwa.portal.finder.reform.keeping import Turn
from tlvwa.portal.finder.reform.proposals import Fate, Why
from tlvwa.portal.i18n import _

FATES = {
    Fate.CARRY: _("gilt weiter"),
    Fate.END: _("endet"),
    Fate.LEAVE: _("bleibt, wie es ist"),
    Fate.DECIDE: _("zu entscheiden"),
}
REASONS = {
    Why.MOVED: _("Dasselbe Gebiet unter neuem Schlüssel."),
    Why.ALIKE: _("Für alle Teile des neuen Gebiets war dieselbe Stelle zuständig."),
    Why.SAME: _("Dieselbe Stelle ist dort schon zuständig."),
    Why.RECEIVER: _("Die Verwaltung des aufnehmenden Gebiets ist zuständig."),
    Why.EXCEPTION: _("Ausnahme: Die Aufgabe bleibt bis zum genannten Tag bei der alten Stelle."),
    Why.NOWHERE: _("Niemand weiß, worin das Gebiet aufgeht."),
    Why.SPLIT: _("Das Gebiet wird geteilt."),
    Why.LEFT: _("Das Gebiet verlässt den Bezirk der Stelle."),
    Why.OTHER: _("Dort ist eine andere Stelle zuständig, und diese besteht weiter."),
    Why.MEET: _("Im neuen Gebiet treffen mehrere Stellen aufeinander."),
    Why.PART: _("Nur für einen Teil des neuen Gebiets war diese Stelle zuständig."),
    Why.CRITERION: _("Die Zuständigkeit gilt nur für bestimmte Fälle."),
    Why.SUPERVISING: _("Die Stelle führt die Aufsicht."),
    Why.INDISTINCT: _(
        "Ausnahme: Ein Teil einer Gemeinde lässt sich nur durch ein Kriterium (Anschrift) unterscheiden."
    ),
}
TURNS = {
    Turn.LOST: _("ohne Antwort"),
    Turn.GAINED: _("neu beantwortet"),
    Turn.DOUBLED: _("mehrere Stellen"),
    Turn.WEAKER: _("nur noch ein Hinweis"),
    Turn.OTHER: _("andere Stelle"),
    Turn.SAME: _("unverändert"),
}
PARTS = {
    mentions.NAME: _("Name der Behörde"),
    mentions.ADDRESS: _("Anschrift"),
    mentions.AREA: _("Gebiet"),
    mentions.TEXT: _("Text"),
    mentions.LINK: _("Webadresse oder E-Mail"),
    mentions.DRAFT: _("Gebiet, nicht öffentlich"),
}
