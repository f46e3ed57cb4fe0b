"""The work list as an overview: its columns and filters over findings instead of objects."""

from collections import Counter
from dataclasses import dataclass, replace

from tlvwa.portal.content.topics import site_topics
from tlvwa.portal.editorial.overviews.filters import YES, Chosen, Code, Text
from tlvwa.portal.editorial.overviews.model import Column
from tlvwa.portal.editorial.overviews.overview import Asked, Overview
from tlvwa.portal.editorial.worklist.gathering import findings
from tlvwa.portal.editorial.worklist.kinds import KINDS
from tlvwa.portal.editorial.worklist.wording import detail, where
from tlvwa.portal.i18n import _, say

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


def _within(work, asked: Asked):
    """What limits the ledger: the area asked for, the areas of one's own, or both."""
    area = ((asked.values[AREA],),) if AREA in asked.values else ()
    return (*area, work.own_areas) if MINE in asked.values else area


def _texts(work, finding):
    services = work.facts.titles(finding.services)
    return finding.title, *finding.names, *services, finding.address, say(finding.told)


def _has_topic(work, finding, topic):
    nodes = work.facts.models.nodes
    return any(topic in nodes[uid].payload.topics for uid in finding.services)


def _is_of_authority(work, finding, uid):
    """Whether it is about an authority, something in it, or a contradiction that it takes part in."""
    facts = work.facts
    around = facts.models.nodes.get(uid)
    if around is None or not facts.sees(uid):
        return False
    holders = (facts.models.nodes[holder] for holder in finding.holders)
    nodes = (*(finding.nodes or (finding.node,)), *holders)
    return any(f"{node.path}/".startswith(f"{around.path}/") for node in nodes)


def _lies_in(work, finding, key):
    """Whether it matters in an area; the ledger's findings hold no others then."""
    return bool(finding.spans) or any(work.facts.lies_in(each, key) for each in finding.areas)


def _is_mine(work, finding, _yes):
    nodes = finding.nodes or (finding.node,)
    return bool(finding.spans) or any(map(work.is_own, nodes))


MINE_ONLY = Code(
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
        Column("title", _("Was"), lambda work, finding: finding.title),
        Column(
            KIND,
            _("Befund"),
            lambda work, finding: say(KINDS[finding.kind].title),
            lambda work, finding: finding.urgency,
        ),
        Column("detail", _("Im Einzelnen"), detail),
        Column("where", _("Wo"), where),
        Column("municipalities", _("Gemeinden"), lambda work, finding: finding.municipalities),
        Column("since", _("Seit"), lambda work, finding: finding.since),
    ),
    filters=(
        Text("q", _("Suchwort"), _texts, _("Titel, Behörde, Leistung oder Webadresse")),
        Code(
            KIND,
            _("Befund"),
            lambda work: [(kind, words.title) for kind, words in KINDS.items()],
            lambda work, finding, kind: finding.kind == kind,
        ),
        Code("topic", _("Lebens- oder Unternehmenslage"), lambda work: site_topics(), _has_topic),
        MINE_ONLY,
        Chosen(
            "authority",
            _("Behörde, mit ihren Teilen"),
            "authorities",
            _is_of_authority,
            lambda work, uid: "".join(work.facts.titles([uid])),
        ),
        Chosen(
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
