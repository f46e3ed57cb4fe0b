"""The overview of services."""

from tlvwa.portal.content.topics import site_topics
from tlvwa.portal.content.vocabularies import AUDIENCES, COVERAGES
from tlvwa.portal.editorial.overviews.facts import SERVICE
from tlvwa.portal.editorial.overviews.filters import Code, Text, flag
from tlvwa.portal.editorial.overviews.model import Column
from tlvwa.portal.editorial.overviews.overview import Overview
from tlvwa.portal.editorial.overviews.wording import CHANGED, STATE, TITLE, by_state, labels, pairs
from tlvwa.portal.i18n import _


def _texts(facts, node):
    payload = node.payload
    return node.title, payload.leika_name, *payload.synonyms, *payload.definition.leika_keys


def _topics(facts, node):
    known = dict(site_topics())
    return tuple(known.get(topic, topic) for topic in node.payload.topics)


SERVICES = Overview(
    name="leistungen-uebersicht",
    portal_type=SERVICE,
    title=_("Leistungen"),
    caption=_("Alle Leistungen, die Sie sehen dürfen"),
    columns=(
        TITLE,
        Column("keys", _("Schlüssel"), lambda facts, node: node.payload.definition.leika_keys),
        Column("type", _("Typ"), lambda facts, node: node.payload.leika_type),
        Column(
            "audience", _("Für wen"), lambda facts, node: labels(AUDIENCES, node.payload.audience)
        ),
        Column("topics", _("Lage"), _topics),
        Column(
            "coverage",
            _("Erwartete Abdeckung"),
            lambda facts, node: labels(COVERAGES, [node.payload.definition.coverage])[0],
        ),
        Column("reviewed", _("Geprüft"), lambda facts, node: node.payload.reviewed),
        Column("records", _("Zuständigkeiten"), lambda facts, node: facts.records(node.uid)),
        STATE,
        CHANGED,
    ),
    filters=(
        Text("q", _("Suchwort"), _texts, _("Titel, Schlüssel oder ein anderes Wort dafür")),
        by_state(),
        Code(
            "topic",
            _("Lebens- oder Unternehmenslage"),
            lambda facts: site_topics(),
            lambda facts, node, topic: topic in node.payload.topics,
        ),
        Code(
            "audience",
            _("Für wen"),
            lambda facts: pairs(AUDIENCES),
            lambda facts, node, code: code in node.payload.audience,
        ),
        Code(
            "coverage",
            _("Erwartete Abdeckung"),
            lambda facts: pairs(COVERAGES),
            lambda facts, node, code: node.payload.definition.coverage == code,
        ),
        flag("reviewed", _("Von der Redaktion geprüft"), lambda facts, node: node.payload.reviewed),
        flag("records", _("Mit Zuständigkeiten"), lambda facts, node: facts.records(node.uid) > 0),
    ),
)
