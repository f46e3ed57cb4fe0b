"""How a programme stands, in words."""

from tlvwa.portal.common.formatting import day_text, period_text
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.content.funding_programme.periods import (
    ApplicationPeriod,
    ApplicationState,
    programme_standing,
)

WORDS = {
    ApplicationState.OPEN: _("offen"),
    ApplicationState.ONGOING: _("laufend"),
    ApplicationState.PLANNED: _("geplant"),
    ApplicationState.CLOSED: _("beendet"),
}
NEXT = {
    ApplicationState.OPEN: _("Anträge bis ${day}"),
    ApplicationState.ONGOING: _("Anträge jederzeit"),
    ApplicationState.PLANNED: _("Anträge ab ${day}"),
    ApplicationState.CLOSED: _("Anträge waren bis ${day} möglich"),
}
BADGES = {
    ApplicationState.OPEN: "success",
    ApplicationState.ONGOING: "success",
    ApplicationState.PLANNED: "info",
    ApplicationState.CLOSED: "warning",
}


class ApplicationTexts:
    """Whether one can apply for a programme on a day, from its payload."""

    def __init__(self, payload, day):
        self.periods = [ApplicationPeriod(*row) for row in payload.periods]
        self.standing = programme_standing(self.periods, day)
        self._day = day

    @property
    def state(self):
        """The state in a word."""
        return say(WORDS[self.standing.state])

    @property
    def badge(self):
        """The look of the badge."""
        return BADGES[self.standing.state]

    @property
    def when(self):
        """Until or from when, in words."""
        day = day_text(self.standing.next) if self.standing.next else ""
        return say(NEXT[self.standing.state], day=day)

    @property
    def rows(self):
        """All periods: label, days and state."""
        return [
            {
                "label": period.label,
                "days": period_text(period.opens, period.closes),
                "state": say(WORDS[period.state(self._day)]),
            }
            for period in self.periods
        ]
