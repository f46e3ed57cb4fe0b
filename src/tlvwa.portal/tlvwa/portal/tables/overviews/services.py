"""The overview of services."""

from tlvwa.portal.common.i18n import _
from tlvwa.portal.common.settings import site_topics
from tlvwa.portal.common.vocabularies import AUDIENCES, COVERAGES
from tlvwa.portal.readmodels.payloads import Node, ServicePayload, payload_of
from tlvwa.portal.tables.overviews.filters import CodeFilter, TextFilter, flag_filter
from tlvwa.portal.tables.overviews.labels import CHANGED, STATE, TITLE, by_state, labels, pairs
from tlvwa.portal.tables.overviews.model import TableColumn
from tlvwa.portal.tables.overviews.overview import Overview
from tlvwa.portal.tables.overviews.row_context import SERVICE, RowContext


def _payload(node: Node) -> ServicePayload:
    return payload_of(node, ServicePayload)


def _texts(context: RowContext, node: Node) -> tuple[str, ...]:
    payload = _payload(node)
    return node.title, payload.leika_name, *payload.synonyms, *payload.definition.leika_keys


def _topics(context: RowContext, node: Node) -> tuple[str, ...]:
    titles = dict(site_topics())
    return tuple(titles.get(topic, topic) for topic in _payload(node).topics)


SERVICES: Overview[RowContext, Node] = Overview(
    name="leistungen-uebersicht",
    portal_type=SERVICE,
    title=_("Leistungen"),
    caption=_("Alle Leistungen, die Sie sehen dürfen"),
    columns=(
        TITLE,
        TableColumn(
            "keys", _("Schlüssel"), lambda context, node: _payload(node).definition.leika_keys
        ),
        TableColumn("type", _("Typ"), lambda context, node: _payload(node).leika_type),
        TableColumn(
            "audience",
            _("Für wen"),
            lambda context, node: labels(AUDIENCES, _payload(node).audience),
        ),
        TableColumn("topics", _("Lage"), _topics),
        TableColumn(
            "coverage",
            _("Erwartete Abdeckung"),
            lambda context, node: labels(COVERAGES, [_payload(node).definition.coverage])[0],
        ),
        TableColumn("reviewed", _("Geprüft"), lambda context, node: _payload(node).reviewed),
        TableColumn(
            "records", _("Zuständigkeiten"), lambda context, node: context.records(node.uid)
        ),
        STATE,
        CHANGED,
    ),
    filters=(
        TextFilter("q", _("Suchwort"), _texts, _("Titel, Schlüssel oder ein anderes Wort dafür")),
        by_state(),
        CodeFilter(
            "topic",
            _("Lebens- oder Unternehmenslage"),
            lambda context: site_topics(),
            lambda context, node, topic: topic in _payload(node).topics,
        ),
        CodeFilter(
            "audience",
            _("Für wen"),
            lambda context: pairs(AUDIENCES),
            lambda context, node, code: code in _payload(node).audience,
        ),
        CodeFilter(
            "coverage",
            _("Erwartete Abdeckung"),
            lambda context: pairs(COVERAGES),
            lambda context, node, code: _payload(node).definition.coverage == code,
        ),
        flag_filter(
            "reviewed",
            _("Von der Redaktion geprüft"),
            lambda context, node: _payload(node).reviewed,
        ),
        flag_filter(
            "records", _("Mit Zuständigkeiten"), lambda context, node: context.records(node.uid) > 0
        ),
    ),
)
