"""The empty form of the finder, for the start page and the portals."""

from dataclasses import dataclass

from tlvwa.portal.common.urls import finder_url, root_url


@dataclass(frozen=True, slots=True)
class SearchForm:
    """The attributes that the macro of the form reads, for a finder without a query."""

    audience: str = ""
    query: str = ""
    where: str = ""

    @property
    def form_url(self) -> str:
        """The address to which the form is sent."""
        return finder_url()

    @property
    def endpoints_url(self) -> str:
        """The address below which the REST endpoints for suggestions are, in the request's language."""
        return root_url()

    @property
    def errors(self) -> dict[str, str]:
        """No errors."""
        return {}

    @property
    def hidden(self) -> list[dict[str, str]]:
        """The hidden field for the audience, if there is one."""
        return [{"name": "audience", "value": self.audience}] if self.audience else []
