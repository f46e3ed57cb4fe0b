"""„Warum steht diese Seite hier?“: the steps of a query and the scores of its hits."""

from functools import cached_property

from tlvwa.portal.common import request_params
from tlvwa.portal.common.clock import today
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.common.urls import finder_url, url_of
from tlvwa.portal.readmodels.follower import site_snapshot
from tlvwa.portal.readmodels.visibility import visible_node
from tlvwa.portal.search.explanation import explain
from tlvwa.portal.search.query import Way
from tlvwa.portal.search_admin.base import WHY, SearchPage
from tlvwa.portal.search_admin.formatting import (
    ABSENCES,
    FIELDS,
    MATCHES,
    TREATMENTS,
    WAYS,
    rounded_to_sum,
)
from tlvwa.portal.search_admin.proposals import rule_text
from tlvwa.portal.widgets.picker.widget import ChooseServices, single_picker

SERVICE, SERVICE_TYPE = "service", "tlvwa.portal.Service"
MOST_HITS, LONGEST_QUERY = 10, 400
MOST_ALTERNATIVES = 12  # of one word that are explanation


class WhyPage(SearchPage):
    """Explains a query, and the rank or absence of one service."""

    name = WHY

    def __call__(self):
        """Return the page. Raises BadRequest for a malformed parameter."""
        self.prepare()
        self.query = request_params.text(self.request.form, "q")[:LONGEST_QUERY]
        self.widget = _picker(self.request)
        return self.index()

    @cached_property
    def explanation(self):
        """The explanation; ``None`` without a query."""
        if not self.query:
            return None
        uid = self.widget.value[-1] if self.widget.value else ""
        service = uid if uid and visible_node(uid, (SERVICE_TYPE,)) else ""
        return explain(site_snapshot().service_index, self.query, today(), service, MOST_HITS)

    @property
    def unclear(self):
        """The text typed to choose a service if it matches several or none."""
        return self.widget.search_text if self.widget.search_text and not self.widget.value else ""

    @property
    def finder_url(self):
        """The address of the same search for visitors."""
        return finder_url(q=self.query)

    def words(self, explained_words):
        """Yield the words with their treatment, their weight, and their alternatives."""
        for word in explained_words:
            ways = [self._way(way) for way in word.ways]
            yield {
                "word": word.word,
                "fate": TREATMENTS[word.treatment],
                "weight": word.weight,
                "ways": ways[:MOST_ALTERNATIVES],
                "more": max(0, len(ways) - MOST_ALTERNATIVES),
            }

    def _way(self, explained):
        alternative = explained.alternative
        return {
            "how": WAYS.get(alternative.way, str(alternative.way)),
            "said": alternative.words,
            "weight": alternative.weight,
            "rules": _rules(explained),
        }

    @property
    def match(self):
        """The attempt that found the hits, as text."""
        return MATCHES[self.explanation.match]

    @cached_property
    def hits(self):
        """The first hits."""
        return [self.hit(hit) for hit in self.explanation.hits]

    @cached_property
    def named(self):
        """The chosen service if it is not among the first hits; else ``None``."""
        service = self.explanation.named
        return self.hit(service) if service and not 0 < service.rank <= MOST_HITS else None

    def hit(self, explained):
        """Return a hit, or a service that is none, for the page."""
        node = site_snapshot().nodes.get(explained.document.uid)
        met, *others = rounded_to_sum(explained.parts)
        return {
            "id": f"treffer-{explained.rank or 'gesucht'}",
            "rank": explained.rank,
            "title": node.title if node else explained.document.title,
            "url": f"{url_of(self.request, node)}/view" if node else "",
            "absence": ABSENCES.get(explained.absence),
            "mentioned": explained.is_mentioned,
            "beyond": explained.is_unranked,
            "pinned": explained.pinned,
            "variant": explained.entry.document.title
            if explained.entry and explained.entry.document.is_variant
            else "",
            "parts": (met, *others),
            "sum": explained.sum_of_parts,
            "share": explained.share,
            "covered": explained.covered,
            "evidence": list(_evidence(explained, met)),
        }

    def points(self, value):
        """Return a part of a score as text; a dash if it adds nothing."""
        return self.decimal(value) if round(value, 3) else "–"


def _evidence(explained, met):
    """Yield the words of the query as a hit matches them; their points add up to those of all words."""
    whole = sum(evidence.share for evidence in explained.evidence) or 1.0
    points = rounded_to_sum([evidence.share / whole * met for evidence in explained.evidence])
    for evidence, worth in zip(explained.evidence, points, strict=True):
        way = evidence.alternative
        yield {
            "word": evidence.concept.word,
            "how": WAYS.get(way.way, str(way.way)) if way else None,
            "said": way.words if way and way.way is not Way.WORD else "",
            "weight": way.weight if way else 0.0,
            "places": [
                {
                    "field": FIELDS[place.field],
                    "words": ", ".join(place.words),
                    "inside": place.is_inside,
                    "level": place.level,
                }
                for place in evidence.places
            ],
            "share": evidence.share,
            "points": worth,
            "optional": say(_("muss nicht vorkommen")) if evidence.concept.optional else "",
        }


def _picker(request):
    """Return the picker for the service that is expected."""
    return single_picker(ChooseServices, request, SERVICE, _("Leistung, die Sie dort erwarten"))


def _rules(explained):
    """Return the rules behind an alternative, each once: several of its terms may have been typed."""
    rules = dict.fromkeys((used.rule, used.is_own) for used in explained.rules)
    return [{"rule": rule_text(rule), "own": is_own} for rule, is_own in rules]
