"""The search over the whole site: services first, then everything else."""

from urllib.parse import urlencode

from plone import api
from Products.CMFPlone.browser.search import Search
from zope.interface import implementer

from tlvwa.portal.answers.counting import count_search
from tlvwa.portal.answers.finding import find_services
from tlvwa.portal.answers.links import finder_url, has_root_folders, home_url
from tlvwa.portal.answers.parameters import LARGEST_START, whole_number
from tlvwa.portal.answers.telling import told_of
from tlvwa.portal.browser.theme.interfaces import IPublicPage
from tlvwa.portal.content.settings import last_resort
from tlvwa.portal.i18n import _, content_language, current_language
from tlvwa.portal.projection.reader import site_models

PAGE = 20
MOST_SERVICES = 5
LONGEST_QUERY = 200
SERVICE = "tlvwa.portal.Service"
FOR_ALL_LANGUAGES = ""  # as the catalog has it


@implementer(IPublicPage)
class SearchView(Search):
    """Plone's own search, and beside it what the finder knows of services."""

    page_size = PAGE

    @property
    def query(self):
        """What was typed, in bounds."""
        typed = self.request.form.get("SearchableText", "")
        return typed.strip()[:LONGEST_QUERY] if isinstance(typed, str) else ""

    @property
    def page_title(self):
        """The title of the page."""
        if not self.query:
            return _("Suche")
        return _("Suche: ${words}", mapping={"words": self.query})

    @property
    def services(self):
        """The services that fit best, and how many there are: no object is loaded."""
        if not self.query:
            return {"found": [], "total": 0}
        models = site_models()
        result = find_services(models, self.query)
        count_search(self.request, self.query, result)
        found = result.documents
        nodes = [models.nodes[document.uid] for document in found[:MOST_SERVICES]]
        return {
            "found": [
                {"title": told.title, "text": told.description, "language": told.language,
                 "url": finder_url(service=told.service)}
                for told in (told_of(models, node) for node in nodes)
            ],
            "total": len(found),
        }  # fmt: skip

    @property
    def all_services_url(self):
        """The finder's own list of the same words."""
        return finder_url(q=self.query)

    @property
    def pages(self):
        """The batch of everything else that the visitor may see."""
        start = whole_number(self.request.form, "b_start", 0, LARGEST_START)
        return self.results(query=self._asked, b_size=PAGE, b_start=start)

    @property
    def _asked(self):
        """In the whole site: pages in the language of the request, and what is for all languages."""
        query = {"path": "/".join(api.portal.get().getPhysicalPath())}
        if self.query:
            query["SearchableText"] = self.query
        if has_root_folders():
            query["Language"] = [current_language(), FOR_ALL_LANGUAGES]
        return query

    def language_of(self, brain):
        """The language to mark a title with: what is for all languages is written in the site's own."""
        return content_language() if brain.Language == FOR_ALL_LANGUAGES else None

    def filter_types(self, types):
        """All types that may be searched but services, which have a list of their own."""
        return [name for name in super().filter_types(types) if name != SERVICE]

    def page_url(self, start):
        """The address of another page of the same search."""
        return (
            f"{home_url()}/@@search?{urlencode({'SearchableText': self.query, 'b_start': start})}"
        )

    @property
    def last_resort(self):
        """Whom to ask where nothing is found."""
        return last_resort()
