"""What a service takes: documents, costs, deadlines and time, in words."""

from tlvwa.portal.common import formatting
from tlvwa.portal.content.texts import html


class ServiceFacts:
    """Documents, costs, deadlines and processing time of a service or a specialisation, in words."""

    def __init__(self, source):
        self.source = source

    @property
    def documents(self):
        """What to bring."""
        return self.source.documents or ()

    @property
    def documents_text(self):
        """What the list of documents does not say."""
        return html(self.source.documents_text)

    @property
    def fees(self):
        """Amounts, and what they are for: ``(amount, text)``, one of which may be empty."""
        return [formatting.fee_line(fee) for fee in self.source.fees or ()]

    @property
    def deadlines(self):
        """Deadlines in words."""
        return self._durations(self.source.deadlines)

    @property
    def processing_times(self):
        """How long it takes, in words."""
        return self._durations(self.source.processing_times)

    def _durations(self, rows):
        found = [
            (formatting.duration_text(row), row.get("description") or "") for row in rows or ()
        ]
        return [": ".join(filter(None, pair)) for pair in found if any(pair)]
