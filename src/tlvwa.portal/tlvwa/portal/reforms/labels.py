"""Labels for the effects of a reform."""

from tlvwa.portal.common.i18n import _
from tlvwa.portal.finder.reform.comparison import AnswerChange
from tlvwa.portal.finder.reform.proposals import ProposalReason, RecordFate
from tlvwa.portal.reforms import mentions

FATES = {
    RecordFate.CARRY: _("gilt weiter"),
    RecordFate.END: _("endet"),
    RecordFate.LEAVE: _("bleibt, wie es ist"),
    RecordFate.DECIDE: _("zu entscheiden"),
}
REASONS = {
    ProposalReason.MOVED: _("Dasselbe Gebiet unter neuem Schlüssel."),
    ProposalReason.ALIKE: _("Für alle Teile des neuen Gebiets war dieselbe Stelle zuständig."),
    ProposalReason.SAME: _("Dieselbe Stelle ist dort schon zuständig."),
    ProposalReason.RECEIVER: _("Die Verwaltung des aufnehmenden Gebiets ist zuständig."),
    ProposalReason.EXCEPTION: _(
        "Ausnahme: Die Aufgabe bleibt bis zum genannten Tag bei der alten Stelle."
    ),
    ProposalReason.NOWHERE: _("Niemand weiß, worin das Gebiet aufgeht."),
    ProposalReason.SPLIT: _("Das Gebiet wird geteilt."),
    ProposalReason.LEFT: _("Das Gebiet verlässt den Bezirk der Stelle."),
    ProposalReason.OTHER: _("Dort ist eine andere Stelle zuständig, und diese besteht weiter."),
    ProposalReason.MEET: _("Im neuen Gebiet treffen mehrere Stellen aufeinander."),
    ProposalReason.PART: _("Nur für einen Teil des neuen Gebiets war diese Stelle zuständig."),
    ProposalReason.CRITERION: _("Die Zuständigkeit gilt nur für bestimmte Fälle."),
    ProposalReason.SUPERVISING: _("Die Stelle führt die Aufsicht."),
    ProposalReason.INDISTINCT: _(
        "Ausnahme: Ein Teil einer Gemeinde lässt sich nur durch ein Kriterium (Anschrift) unterscheiden."
    ),
}
ANSWER_CHANGES = {
    AnswerChange.LOST: _("ohne Antwort"),
    AnswerChange.GAINED: _("neu beantwortet"),
    AnswerChange.DOUBLED: _("mehrere Stellen"),
    AnswerChange.WEAKER: _("nur noch ein Hinweis"),
    AnswerChange.OTHER: _("andere Stelle"),
    AnswerChange.SAME: _("unverändert"),
}
PARTS = {
    mentions.NAME: _("Name der Behörde"),
    mentions.ADDRESS: _("Anschrift"),
    mentions.AREA: _("Gebiet"),
    mentions.TEXT: _("Text"),
    mentions.LINK: _("Webadresse oder E-Mail"),
    mentions.DRAFT: _("Gebiet, nicht öffentlich"),
}
