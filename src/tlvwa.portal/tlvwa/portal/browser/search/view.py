"""The search over the whole site: services, authorities, publications, funding and pages."""

from functools import cached_property

from Products.Five.browser import BrowserView
from zope.interface import implementer

from tlvwa.portal.answers.pages.no_results_help import NoResultsHelp
from tlvwa.portal.answers.pages.service_results import ServiceResults
from tlvwa.portal.answers.pages.site_results import BY_NAME, FIRST, KINDS, SiteResults
from tlvwa.portal.answers.queries.finder_query import location_parameter
from tlvwa.portal.answers.queries.place_query import place_in_words
from tlvwa.portal.answers.queries.service_search import ServiceFilters
from tlvwa.portal.common.clock import today
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.common.paging import page_links
from tlvwa.portal.common.request_params import start
from tlvwa.portal.common.urls import finder_url, home_url, root_url, with_query
from tlvwa.portal.interfaces import IPublicPage
from tlvwa.portal.readmodels.follower import site_snapshot
from tlvwa.portal.search_admin.usage_log import count_search

LONGEST_QUERY = 200
WORDS, KIND, EXACT = "SearchableText", "art", "genau"


@implementer(IPublicPage)
class SearchView(BrowserView):
    """Shows results from the snapshot: no object is loaded, and only public content is found."""

    @cached_property
    def query(self):
        """The text typed, limited in length."""
        typed = self.request.form.get(WORDS, "")
        return " ".join(typed[:LONGEST_QUERY].split()) if isinstance(typed, str) else ""

    @cached_property
    def kind(self):
        """The kind whose own page is shown; ``None`` for all."""
        name = self.request.form.get(KIND, "")
        return BY_NAME.get(name) if isinstance(name, str) else None

    @property
    def page_title(self):
        """The title of the page."""
        if not self.query:
            return _("Suche")
        if self.kind is None:
            return _("Suche: ${words}", mapping={"words": self.query})
        words = {"words": self.query, "kind": say(self.kind.title)}
        return _("Suche: ${words} (${kind})", mapping=words)

    @property
    def endpoints_url(self):
        """The address of the endpoints of suggestions, in the language of the request."""
        return root_url()

    @property
    def _is_exact(self):
        return self.request.form.get(EXACT) == "1"

    def url(self, **changes):
        """Return the address of this search with changed parameters; empty ones are removed."""
        state = {
            WORDS: self.query,
            KIND: self.kind.name if self.kind else "",
            EXACT: "1" if self._is_exact else "",
        }
        return with_query(f"{home_url()}/@@search", **(state | changes))

    @cached_property
    def services(self):
        """The services that match; ``None`` for another kind, and without a match."""
        if not self.query or self.kind is not None:
            return None
        matches = self._services
        return matches if matches.total and not self._is_outmatched(matches.result) else None

    @property
    def searched_services(self):
        """The services, found or not: what only mentions the words is offered apart."""
        return self._services

    @cached_property
    def _services(self):
        def url(q=self.query, genau="", objekt="", b_start=""):
            if objekt:
                return finder_url(q=q, objekt=objekt)
            return self.url(**{WORDS: q, EXACT: genau, "b_start": b_start})

        results = ServiceResults(
            site_snapshot(),
            self.query,
            ServiceFilters(),
            url,
            lambda uid: finder_url(service=uid),
            exact=self._is_exact,
        )
        count_search(self.request, self.query, results.result)
        return results

    @cached_property
    def _site(self):
        return SiteResults(site_snapshot(), self.query, correcting=not self._is_exact)

    def _is_outmatched(self, result):
        """True if another result matches the words much better, so that this one would distract."""
        best = max(match_strength(self._services.result), match_strength(self._site.result))
        return match_strength(result) < best

    @cached_property
    def first_services(self):
        """The first services."""
        return self.services.rows[:FIRST]

    @property
    def all_services_url(self):
        """The finder's own list for the same words."""
        return finder_url(q=self.query, genau="1" if self._is_exact else "")

    @cached_property
    def groups(self):
        """Other results by kind: the first ones of each, or a page of the one asked for."""
        if not self.query or (self.kind is None and self._is_outmatched(self._site.result)):
            return []
        groups = [self._group(kind) for kind in ([self.kind] if self.kind else KINDS)]
        return [group for group in groups if group["total"]]

    def _group(self, kind):
        batch = self._site.page(kind, start(self.request.form) if self.kind else 0)
        shown = list(batch) if self.kind else list(batch)[:FIRST]
        total = batch.sequence_length
        return {
            "name": kind.name,
            "title": kind.title,
            "total": total,
            "rows": self._site.rows(shown),
            "all_url": self.url(**{KIND: kind.name}) if total > len(shown) else "",
            "texts_url": self.texts_url if kind.code == "publication" else "",
            "pages": page_links(batch, self._page_url) if self.kind else None,
        }

    def _page_url(self, first):
        return self.url(b_start=first)

    @property
    def texts_url(self):
        """The list of publications, which also searches the text of their files."""
        return with_query(f"{home_url()}/@@publikationen", q=self.query)

    @cached_property
    def results(self):
        """The attempt that found the results, for the line above them; ``None`` without results."""
        if self.services is not None:
            return self.services
        return SearchSummary(self._site.result, self) if self.groups else None

    @cached_property
    def place(self):
        """A place among the words: its name, the other words and the finder's address; ``None`` without."""
        found = self._place
        if found is None:
            return None
        location = found.match.location
        where = {"wo": found.typed} if location is None else location_parameter(location)
        return {
            "name": found.typed,
            "words": found.rest,
            "url": finder_url(q=found.rest, **where),
        }

    @cached_property
    def _place(self):
        return place_in_words(site_snapshot(), self.query, today()) if self.query else None

    @cached_property
    def no_results_help(self):
        """What helps if nothing is found."""
        result = self._services.result if self.query else None
        location = self._place.match.location if self._place else None
        return NoResultsHelp(site_snapshot(), self.query, result, location)


class SearchSummary:
    """The values of the line above a list: see ``ServiceResults``."""

    def __init__(self, result, view):
        self.match = result.match.value
        self.corrected = result.corrected
        self.corrected_url = view.url(**{WORDS: self.corrected, EXACT: ""})
        self.exact_url = view.url(**{EXACT: "1"})


def match_strength(result):
    """Return how well a search matched: 3 all words, 2 with corrections, 1 some words, 0 none."""
    return {"exact": 3, "all_words": 3, "corrected": 2, "some_words": 1}.get(result.match.value, 0)
