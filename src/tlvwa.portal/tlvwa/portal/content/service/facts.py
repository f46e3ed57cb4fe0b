"""Documents, costs, deadlines and processing times as text."""

from tlvwa.portal.common import formatting
from tlvwa.portal.content.texts import html


class ServiceFacts:
    """Documents, costs, deadlines and processing times of a service or a specialisation."""

    def __init__(self, source):
        self.source = source

    @property
    def documents(self):
        """The documents to bring."""
        return self.source.documents or ()

    @property
    def documents_text(self):
        """The sanitised text beside the list of documents."""
        return html(self.source.documents_text)

    @property
    def fees(self):
        """The fees as ``(amount, text)``, one of which may be empty."""
        return [formatting.fee_line(fee) for fee in self.source.fees or ()]

    @property
    def deadlines(self):
        """The deadlines as sentences."""
        return self._durations(self.source.deadlines)

    @property
    def processing_times(self):
        """The processing times as sentences."""
        return self._durations(self.source.processing_times)

    def _durations(self, rows):
        pairs = [
            (formatting.duration_text(row), row.get("description") or "") for row in rows or ()
        ]
        return [": ".join(filter(None, pair)) for pair in pairs if any(pair)]
