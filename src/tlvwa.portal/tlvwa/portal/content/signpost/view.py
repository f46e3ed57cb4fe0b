"""The page of a signpost."""

from Products.Five.browser import BrowserView

from tlvwa.portal.answers.pages.no_results_help import NoResultsHelp
from tlvwa.portal.common.vocabularies import DIRECTIONS
from tlvwa.portal.content.texts import html
from tlvwa.portal.readmodels.follower import site_snapshot


class SignpostView(BrowserView):
    """Shows what is done here first, then what is done elsewhere."""

    @property
    def text(self):
        """The sanitised introduction."""
        return html(self.context.full_text, self.context)

    @property
    def not_us_url(self):
        """The list of services of others; empty if the site does not say whose it is."""
        return NoResultsHelp(site_snapshot()).not_us_url

    @property
    def groups(self):
        """The matters by who handles them; only groups that have any."""
        entries = self.context.entries or ()
        groups = [
            {
                "id": term.value,
                "title": term.title,
                "entries": [entry for entry in entries if entry["direction"] == term.value],
            }
            for term in DIRECTIONS
        ]
        return [group for group in groups if group["entries"]]
