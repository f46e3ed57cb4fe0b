"""How a programme stands, in words."""

from tlvwa.portal.content.funding_programme.periods import Period, State, standing
from tlvwa.portal.content.wording import day_text, period_text
from tlvwa.portal.i18n import _, say

WORDS = {
    State.OPEN: _("offen"),
    State.ONGOING: _("laufend"),
    State.PLANNED: _("geplant"),
    State.CLOSED: _("beendet"),
}
NEXT = {
    State.OPEN: _("Anträge bis ${day}"),
    State.ONGOING: _("Anträge jederzeit"),
    State.PLANNED: _("Anträge ab ${day}"),
    State.CLOSED: _("Anträge waren bis ${day} möglich"),
}
BADGES = {
    State.OPEN: "success",
    State.ONGOING: "success",
    State.PLANNED: "info",
    State.CLOSED: "warning",
}


class Applying:
    """Whether one can apply for a programme on a day, from its payload."""

    def __init__(self, payload, day):
        self.periods = [Period(*row) for row in payload.periods]
        self.standing = standing(self.periods, day)
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
