"""„Warum steht diese Seite hier?“: the steps of a query, and the score of its hits, in words and numbers."""

from functools import cached_property

from tlvwa.portal.common import request_params
from tlvwa.portal.common.clock import today
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.common.urls import finder_url, url_of
from tlvwa.portal.readmodels.follower import site_snapshot
from tlvwa.portal.readmodels.visibility import node_for_editors
from tlvwa.portal.search.explanation import explain
from tlvwa.portal.search.query import Way
from tlvwa.portal.search_admin.base import WHY, SearchPage
from tlvwa.portal.search_admin.formatting import (
    ABSENCES,
    FATES,
    FIELDS,
    MATCHES,
    WAYS,
    adding_up,
)
from tlvwa.portal.search_admin.proposals import write_proposal
from tlvwa.portal.widgets.picker.widget import ChooseServices, single_picker

SERVICE, SERVICE_TYPE = "service", "tlvwa.portal.Service"
MOST_HITS, LONGEST_QUERY = 10, 400
MOST_WAYS = 12  # of one word that are told


class WhyPage(SearchPage):
    """Explains a query; and one service, found or not."""

    name = WHY

    def __call__(self):
        """The page. Raises BadRequest for a malformed parameter."""
        self.prepare()
        self.query = request_params.text(self.request.form, "q")[:LONGEST_QUERY]
        self.widget = _chooser(self.request)
        return self.index()

    @cached_property
    def told(self):
        """The explanation; ``None`` where nothing is asked."""
        if not self.query:
            return None
        uid = self.widget.value[-1] if self.widget.value else ""
        named = uid if uid and node_for_editors(uid, (SERVICE_TYPE,)) else ""
        return explain(site_snapshot().index, self.query, today(), named, MOST_HITS)

    @property
    def unclear(self):
        """What was typed to choose a service by, and means several or none."""
        return self.widget.sought if self.widget.sought and not self.widget.value else ""

    @property
    def finder_url(self):
        """The same search, as visitors see it."""
        return finder_url(q=self.query)

    def words(self, words):
        """What became of each word: its fate, how rare it is, and by what it is met."""
        for each in words:
            ways = [self._way(way) for way in each.ways]
            yield {
                "word": each.word,
                "fate": FATES[each.fate],
                "weight": each.weight,
                "ways": ways[:MOST_WAYS],
                "more": max(0, len(ways) - MOST_WAYS),
            }

    def _way(self, told):
        alternative = told.alternative
        return {
            "how": WAYS.get(alternative.way, str(alternative.way)),
            "said": alternative.said,
            "weight": alternative.weight,
            "rules": _rules(told),
        }

    @property
    def match(self):
        """Which attempt answered, in words."""
        return MATCHES[self.told.match]

    @cached_property
    def hits(self):
        """The first hits."""
        return [self.hit(each) for each in self.told.hits]

    @cached_property
    def named(self):
        """The service that was named, where it is not among the first hits; else ``None``."""
        named = self.told.named
        return self.hit(named) if named and not 0 < named.rank <= MOST_HITS else None

    def hit(self, each):
        """A hit for the page, or what is none."""
        node = site_snapshot().nodes.get(each.document.uid)
        met, covered, step, name = adding_up(each.parts)
        return {
            "id": f"treffer-{each.rank or 'gesucht'}",
            "rank": each.rank,
            "title": node.title if node else each.document.title,
            "url": f"{url_of(self.request, node)}/view" if node else "",
            "absence": ABSENCES.get(each.absence),
            "beyond": each.is_beyond,
            "pinned": each.pinned,
            "variant": each.entry.document.title
            if each.entry and each.entry.document.is_variant
            else "",
            "parts": (met, covered, step, name),
            "sum": each.reckoned,
            "share": each.share,
            "covered": each.covered,
            "evidence": list(_evidence(each, met)),
        }

    def points(self, value):
        """A part of a score; nothing where it adds nothing."""
        return self.decimal(value) if round(value, 3) else "–"


def _evidence(explained, met):
    """The words of the query as a hit meets them; their points add up to those of all words."""
    whole = sum(each.share for each in explained.evidence) or 1.0
    points = adding_up([each.share / whole * met for each in explained.evidence])
    for each, worth in zip(explained.evidence, points, strict=True):
        way = each.alternative
        yield {
            "word": each.concept.word,
            "how": WAYS.get(way.way, str(way.way)) if way else None,
            "said": way.said if way and way.way is not Way.WORD else "",
            "weight": way.weight if way else 0.0,
            "places": [
                {
                    "field": FIELDS[place.field],
                    "words": ", ".join(place.words),
                    "inside": place.is_inside,
                    "level": place.level,
                }
                for place in each.places
            ],
            "share": each.share,
            "points": worth,
            "optional": say(_("muss nicht vorkommen")) if each.concept.optional else "",
        }


def _chooser(request):
    """The widget for the service that is expected."""
    return single_picker(ChooseServices, request, SERVICE, _("Leistung, die Sie dort erwarten"))


def _rules(told):
    """The rules behind an alternative, each once: several of its terms may have been typed."""
    rules = dict.fromkeys((used.rule, used.is_own) for used in told.rules)
    return [{"rule": write_proposal(rule), "own": is_own} for rule, is_own in rules]
