"""The work list as an overview: columns and filters over findings instead of objects."""

from collections import Counter
from dataclasses import dataclass, replace

from tlvwa.portal.answers.queries.contact_age import overdue_months
from tlvwa.portal.areas.model import THUERINGEN
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.common.settings import setting, site_topics
from tlvwa.portal.content.authority.own_authorities import own_authorities
from tlvwa.portal.linkcheck.store import site_links
from tlvwa.portal.readmodels.payloads import ServicePayload, payload_of
from tlvwa.portal.tables.overviews.filters import YES, ChosenFilter, CodeFilter, TextFilter
from tlvwa.portal.tables.overviews.model import TableColumn
from tlvwa.portal.tables.overviews.overview import Overview, TableQuery
from tlvwa.portal.tables.overviews.row_context import AUTHORITY
from tlvwa.portal.tables.overviews.view import site_row_context
from tlvwa.portal.tables.worklist.checks import findings
from tlvwa.portal.tables.worklist.finding import Finding, WorkContext, WorkSettings
from tlvwa.portal.tables.worklist.finding_types import KINDS, FindingType
from tlvwa.portal.tables.worklist.labels import detail, where

AREA, MINE, KIND = "area", "mine", "kind"


@dataclass(frozen=True)
class WorkList(Overview[WorkContext, Finding]):
    """All findings of a person; the context is a ``WorkContext``, the rows are findings."""

    def visible(self, context: WorkContext, inside: str = "") -> list[Finding]:
        """Return all findings in all areas."""
        return _gathered(context, ())

    def matching(self, context: WorkContext, query: TableQuery, inside: str = "") -> list[Finding]:
        """Return the findings that match; those of the ledger count only in the area asked for."""
        return self.filter_rows(context, query, _gathered(context, _within(context, query)))

    def counts(self, context: WorkContext, query: TableQuery) -> Counter[FindingType]:
        """Return the number of findings of each type, whatever type is asked for."""
        values = {name: value for name, value in query.values.items() if name != KIND}
        return Counter(
            finding.kind for finding in self.matching(context, replace(query, values=values))
        )


def _gathered(work: WorkContext, within: tuple[tuple[str, ...], ...]) -> list[Finding]:
    """Return the findings within some areas, gathered once per context."""
    if within not in work.gathered:
        work.gathered[within] = list(findings(work, *within))
    return work.gathered[within]


def _within(work: WorkContext, query: TableQuery) -> tuple[tuple[str, ...], ...]:
    """Return the limits of the ledger: the area asked for, the person's own areas, or both."""
    area = ((query.values[AREA],),) if AREA in query.values else ()
    return (*area, work.own_areas) if MINE in query.values else area


def _texts(work: WorkContext, finding: Finding) -> tuple[str, ...]:
    services = work.row_context.titles(finding.services)
    return finding.title, *finding.names, *services, finding.address, say(finding.note)


def _has_topic(work: WorkContext, finding: Finding, topic: str) -> bool:
    nodes = work.row_context.snapshot.nodes
    return any(topic in payload_of(nodes[uid], ServicePayload).topics for uid in finding.services)


def _is_of_authority(work: WorkContext, finding: Finding, uid: str) -> bool:
    """True if a finding concerns an authority, something in it, or its contradiction with others."""
    context = work.row_context
    authority = context.snapshot.nodes.get(uid)
    if authority is None or not context.sees(uid):
        return False
    holders = (context.snapshot.nodes[holder] for holder in finding.holders)
    nodes = (*(finding.nodes or (finding.node,)), *holders)
    return any(f"{node.path}/".startswith(f"{authority.path}/") for node in nodes)


def _is_in_area(work: WorkContext, finding: Finding, key: str) -> bool:
    """True if a finding concerns an area; findings of the ledger are limited to it already."""
    return bool(finding.spans) or any(
        work.row_context.is_in_area(area, key) for area in finding.areas
    )


def _is_mine(work: WorkContext, finding: Finding, _yes: str) -> bool:
    nodes = finding.nodes or (finding.node,)
    return bool(finding.spans) or any(map(work.is_own, nodes))


MINE_ONLY: CodeFilter[WorkContext, Finding] = CodeFilter(
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
            lambda work, uid: "".join(work.row_context.titles([uid])),
        ),
        ChosenFilter(
            AREA,
            _("Gebiet, mit allem darin"),
            "areas",
            _is_in_area,
            lambda work, key: work.row_context.area_name(key),
        ),
    ),
    first=KIND,
)
LIST_WITHOUT_OWN = replace(
    WORK_LIST, filters=tuple(f for f in WORK_LIST.filters if f is not MINE_ONLY)
)


def list_for(work: WorkContext) -> WorkList:
    """Return the list with the filters that suit a person: the own area only if there is one."""
    return WORK_LIST if work.own else LIST_WITHOUT_OWN


def work_context() -> WorkContext:
    """The work as the current user sees it today."""
    context, store = site_row_context(), site_links()
    settings = WorkSettings(
        setting("land", THUERINGEN),
        setting("confirm_within_days", 365),
        overdue_months(),
        store.troubled() if store is not None else (),
    )
    return WorkContext(context, settings, own_authorities(context.nodes(AUTHORITY)))
