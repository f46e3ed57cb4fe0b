"""The tables of a rehearsal, for the page and as files."""

from collections.abc import Callable
from typing import Any, NamedTuple

from tlvwa.portal.common.i18n import _


class ReportTable(NamedTuple):
    """A table: its name in addresses, its title, the heads of its columns, and its rows."""

    name: str
    title: Any
    head: tuple[Any, ...]
    rows: Callable[[Any], list[tuple]]


def _rules(told):
    return [
        (
            row["title"],
            row["office"],
            row["area_name"],
            row["successor_name"] or "–",
            row["words"],
            row["until_words"],
            row["why"],
            ", ".join(row["rivals"]),
            ", ".join(row["services"]),
        )
        for row in told.proposals
    ]


def _services(told):
    return [
        (
            row["title"],
            *(row[turn] for turn in ("lost", "doubled", "weaker", "other", "gained")),
            *(_counted(row, state) for state in ("one", "overlap", "gap")),
        )
        for row in told.services
    ]


def _counted(row, state):
    before, after = row["before"].get(state, 0), row["after"].get(state, 0)
    return f"{before} → {after}"


def _violations(told):
    return [
        (
            row["words"],
            row["title"],
            f"{row['old_name']} ({row['old']})",
            f"{row['new_name']} ({row['new']})" if row["new"] else "–",
            f"{row['day']:%d.%m.%Y}",
        )
        for row in told.violations
    ]


def _mentions(told):
    return [
        (row["words"], row["title"], ", ".join(row["names"]), row["path"]) for row in told.mentions
    ]


TABLES = (
    ReportTable(
        "violations",
        _("Wo eine Antwort schlechter wird"),
        (_("Was"), _("Leistung"), _("Bisheriges Gebiet"), _("Neues Gebiet"), _("Am")),
        _violations,
    ),
    ReportTable(
        "services",
        _("Leistungen vorher und nachher"),
        (
            _("Leistung"),
            _("ohne Antwort"),
            _("mehrere Stellen"),
            _("nur noch ein Hinweis"),
            _("andere Stelle"),
            _("neu beantwortet"),
            _("eine Stelle: vorher → nachher"),
            _("mehrere: vorher → nachher"),
            _("keine: vorher → nachher"),
        ),
        _services,
    ),
    ReportTable(
        "rules",
        _("Betroffene Zuständigkeiten"),
        (
            _("Zuständigkeit"),
            _("Stelle"),
            _("Bisheriges Gebiet"),
            _("Neues Gebiet"),
            _("Was geschieht"),
            _("Bis"),
            _("Warum"),
            _("Dort auch"),
            _("Leistungen"),
        ),
        _rules,
    ),
    ReportTable(
        "mentions",
        _("Was ein altes Gebiet nennt"),
        (_("Wo"), _("Titel"), _("Gebiet"), _("Pfad")),
        _mentions,
    ),
)
