"""The tables of a rehearsal, for the page and as files."""

from collections.abc import Callable
from typing import Any, NamedTuple

from tlvwa.portal.common.formatting import short_day_text
from tlvwa.portal.common.i18n import _


class ReportTable(NamedTuple):
    """A table with its name in addresses, title, column headings and rows."""

    name: str
    title: Any
    head: tuple[Any, ...]
    rows: Callable[[Any], list[tuple[str, ...]]]


def _rules(report):
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
        for row in report.proposals
    ]


def _services(report):
    return [
        (
            row["title"],
            *(row[change] for change in ("lost", "doubled", "weaker", "other", "gained")),
            *(_before_and_after(row, state) for state in ("one", "overlap", "gap")),
        )
        for row in report.services
    ]


def _before_and_after(row, state):
    before, after = row["before"].get(state, 0), row["after"].get(state, 0)
    return f"{before} → {after}"


def _violations(report):
    return [
        (
            row["words"],
            row["title"],
            f"{row['old_name']} ({row['old']})",
            f"{row['new_name']} ({row['new']})" if row["new"] else "–",
            short_day_text(row["day"]),
        )
        for row in report.violations
    ]


def _mentions(report):
    return [
        (row["words"], row["title"], ", ".join(row["names"]), row["path"])
        for row in report.mentions
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
