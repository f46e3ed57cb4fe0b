"""The page of a signpost."""

from Products.Five.browser import BrowserView

from tlvwa.portal.content.texts import html
from tlvwa.portal.content.vocabularies import DIRECTIONS


class SignpostView(BrowserView):
    """What is done here first, then what is done elsewhere."""

    @property
    def text(self):
        """The introduction, sanitised."""
        return html(self.context.full_text, self.context)

    @property
    def groups(self):
        """The matters by who does them; only groups that have any."""
        entries = self.context.entries or ()
        groups = [
            {
                "id": term.value,
                "title": term.title,
                "entries": [each for each in entries if each["direction"] == term.value],
            }
            for term in DIRECTIONS
        ]
        return [group for group in groups if group["entries"]]
