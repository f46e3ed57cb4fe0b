"""The work list as an overview: its columns and filters over findings instead of objects."""

from collections import Counter
from dataclasses import dataclass, replace

from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.common.settings import site_topics
from tlvwa.portal.tables.overviews.filters import YES, ChosenFilter, CodeFilter, TextFilter
from tlvwa.portal.tables.overviews.model import TableColumn
from tlvwa.portal.tables.overviews.overview import Overview, TableQuery
from tlvwa.portal.tables.worklist.checks import findings
from tlvwa.portal.tables.worklist.finding_types import KINDS
from tlvwa.portal.tables.worklist.labels import detail, where

AREA, MINE, KIND = "area", "mine", "kind"


@dataclass(frozen=True)
class WorkList(Overview):
    """All that one person sees to be done; ``facts`` are a ``Work`` here, rows are findings."""

    def seen(self, facts, inside=""):
        """All findings, wherever they are."""
        return _gathered(facts, ())

    def found(self, facts, asked, inside=""):
        """Those asked for; of the ledger's, only what lies in the area asked for counts."""
        return self.fitting(facts, asked, _gathered(facts, _within(facts, asked)))

    def counts(self, facts, asked):
        """How many findings of each kind there are, whatever kind is asked for."""
        values = {name: each for name, each in asked.values.items() if name != KIND}
        return Counter(each.kind for each in self.found(facts, replace(asked, values=values)))


def _gathered(work, within):
    """The findings within some areas, gathered once for all that is asked about them."""
    if within not in work.gathered:
        work.gathered[within] = list(findings(work, *within))
    return work.gathered[within]


def _within(work, asked: TableQuery):
    """What limits the ledger: the area asked for, the areas of one's own, or both."""
    area = ((asked.values[AREA],),) if AREA in asked.values else ()
    return (*area, work.own_areas) if MINE in asked.values else area


def _texts(work, finding):
    services = work.facts.titles(finding.services)
    return finding.title, *finding.names, *services, finding.address, say(finding.told)


def _has_topic(work, finding, topic):
    nodes = work.facts.snapshot.nodes
    return any(topic in nodes[uid].payload.topics for uid in finding.services)


def _is_of_authority(work, finding, uid):
    """Whether it is about an authority, something in it, or a contradiction that it takes part in."""
    facts = work.facts
    around = facts.snapshot.nodes.get(uid)
    if around is None or not facts.sees(uid):
        return False
    holders = (facts.snapshot.nodes[holder] for holder in finding.holders)
    nodes = (*(finding.nodes or (finding.node,)), *holders)
    return any(f"{node.path}/".startswith(f"{around.path}/") for node in nodes)


def _lies_in(work, finding, key):
    """Whether it matters in an area; the ledger's findings hold no others then."""
    return bool(finding.spans) or any(work.facts.lies_in(each, key) for each in finding.areas)


def _is_mine(work, finding, _yes):
    nodes = finding.nodes or (finding.node,)
    return bool(finding.spans) or any(map(work.is_own, nodes))


MINE_ONLY = CodeFilter(
    MINE,
    _("Mein Gebiet"),
    lambda work: ((YES, _("nur meine Behörden und ihr Gebiet")),),
    _is_mine,
)
WORK_LIST = WorkList(
    name="arbeitsliste",
    portal_type="",
    title=_("Arbeitsliste"),
    caption=_("Was zu tun ist, das Dringendste zuerst"),
    columns=(
        TableColumn("title", _("Was"), lambda work, finding: finding.title),
        TableColumn(
            KIND,
            _("Befund"),
            lambda work, finding: say(KINDS[finding.kind].title),
            lambda work, finding: finding.urgency,
        ),
        TableColumn("detail", _("Im Einzelnen"), detail),
        TableColumn("where", _("Wo"), where),
        TableColumn("municipalities", _("Gemeinden"), lambda work, finding: finding.municipalities),
        TableColumn("since", _("Seit"), lambda work, finding: finding.since),
    ),
    filters=(
        TextFilter("q", _("Suchwort"), _texts, _("Titel, Behörde, Leistung oder Webadresse")),
        CodeFilter(
            KIND,
            _("Befund"),
            lambda work: [(kind, words.title) for kind, words in KINDS.items()],
            lambda work, finding, kind: finding.kind == kind,
        ),
        CodeFilter(
            "topic", _("Lebens- oder Unternehmenslage"), lambda work: site_topics(), _has_topic
        ),
        MINE_ONLY,
        ChosenFilter(
            "authority",
            _("Behörde, mit ihren Teilen"),
            "authorities",
            _is_of_authority,
            lambda work, uid: "".join(work.facts.titles([uid])),
        ),
        ChosenFilter(
            AREA,
            _("Gebiet, mit allem darin"),
            "areas",
            _lies_in,
            lambda work, key: work.facts.area_name(key),
        ),
    ),
    first=KIND,
)
NOBODYS = replace(WORK_LIST, filters=tuple(f for f in WORK_LIST.filters if f is not MINE_ONLY))


def list_for(work):
    """The list with the filters that make sense to a person: one's own area only where there is one."""
    return WORK_LIST if work.own else NOBODYS
