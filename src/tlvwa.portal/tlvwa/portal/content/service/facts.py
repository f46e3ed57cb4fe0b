"""What a service takes: documents, costs, deadlines and time, in words."""

from tlvwa.portal.content import wording
from tlvwa.portal.content.texts import html


class ServiceFacts:
    """Documents, costs, deadlines and processing time of a service, in words."""

    def __init__(self, service):
        self.service = service

    @property
    def documents(self):
        """What to bring."""
        return self.service.documents or ()

    @property
    def documents_text(self):
        """What the list of documents does not say."""
        return html(self.service.documents_text)

    @property
    def fees(self):
        """Amounts, and what they are for: ``(amount, text)``, one of which may be empty."""
        return [wording.fee_line(fee) for fee in self.service.fees or ()]

    @property
    def deadlines(self):
        """Deadlines in words."""
        return self._durations(self.service.deadlines)

    @property
    def processing_times(self):
        """How long it takes, in words."""
        return self._durations(self.service.processing_times)

    def _durations(self, rows):
        found = [(wording.duration_text(row), row.get("description") or "") for row in rows or ()]
        return [": ".join(filter(None, pair)) for pair in found if any(pair)]

    def __bool__(self):
        return bool(
            self.documents
            or self.documents_text
            or self.fees
            or self.deadlines
            or self.processing_times
        )
