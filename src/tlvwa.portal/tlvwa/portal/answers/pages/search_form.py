"""The finder's form where nothing has been asked yet: on the start page and in the portals."""

from dataclasses import dataclass

from tlvwa.portal.common.urls import finder_url, root_url


@dataclass(frozen=True, slots=True)
class SearchForm:
    """What the form's macro reads of a state of the finder, still empty."""

    audience: str = ""
    query: str = ""
    where: str = ""

    @property
    def form_url(self):
        """Where the form goes."""
        return finder_url()

    @property
    def endpoints_url(self):
        """Below which the fields find suggestions, in the language of the request."""
        return root_url()

    @property
    def errors(self):
        """None yet."""
        return {}

    @property
    def hidden(self):
        """For whom services are sought, if that is known."""
        return [{"name": "audience", "value": self.audience}] if self.audience else []
