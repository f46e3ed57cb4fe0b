"""Texts for the application state of a funding programme."""

from tlvwa.portal.common.formatting import day_text, period_text
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.content.funding_programme.periods import (
    ApplicationPeriod,
    ApplicationState,
    programme_state,
)

STATE_LABELS = {
    ApplicationState.OPEN: _("offen"),
    ApplicationState.ONGOING: _("laufend"),
    ApplicationState.PLANNED: _("geplant"),
    ApplicationState.CLOSED: _("beendet"),
}
STATE_SENTENCES = {
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
    """Texts on whether people can apply for a programme on a day, from its payload."""

    def __init__(self, payload, day):
        self.periods = [ApplicationPeriod(*row) for row in payload.periods]
        self.programme_state = programme_state(self.periods, day)
        self._day = day

    @property
    def state(self):
        """The label of the state."""
        return say(STATE_LABELS[self.programme_state.state])

    @property
    def badge(self):
        """The style of the badge."""
        return BADGES[self.programme_state.state]

    @property
    def when(self):
        """Until or from when people can apply, as a sentence."""
        day = day_text(self.programme_state.next) if self.programme_state.next else ""
        return say(STATE_SENTENCES[self.programme_state.state], day=day)

    @property
    def rows(self):
        """All periods with label, days and state."""
        return [
            {
                "label": period.label,
                "days": period_text(period.opens, period.closes),
                "state": say(STATE_LABELS[period.state(self._day)]),
            }
            for period in self.periods
        ]
