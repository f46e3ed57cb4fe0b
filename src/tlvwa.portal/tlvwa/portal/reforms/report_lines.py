"""The report of a rehearsal as lines for the console, and as one value for programs."""

MOST = 40  # lines of one part; the whole is in the JSON


def rehearsal_values(report):
    """Return the whole report for programs."""
    return {
        "day": report.day,
        "counts": report.counts,
        "changes": report.changes,
        "rules": report.proposals,
        "services": report.services,
        "violations": report.violations,
        "mentions": report.mentions,
    }


def rehearsal_lines(report):
    """Return the report in German; long parts are cut to ``MOST`` lines."""
    counts = report.counts
    yield (
        f"Zum {report.day_text}: {counts['ending']} Gebiete enden, {counts['beginning']} beginnen, "
        f"{counts['moving']} wechseln den Verband."
    )
    yield from _first_lines(report.changes)
    yield (
        f"{counts['touched']} Zuständigkeiten betroffen: {counts['carried']} gelten weiter, "
        f"{counts['ended']} enden, {counts['open']} sind zu entscheiden."
    )
    yield from _first_lines([_rule(row) for row in report.proposals])
    yield f"{counts['lost']} Antworten fehlen, die es vorher gab."
    yield from _first_lines([_violation(row) for row in report.violations])
    yield f"{len(report.mentions)} Stellen nennen ein altes Gebiet."
    yield from _first_lines([_mention(row) for row in report.mentions])


def _first_lines(lines):
    yield from (f"  {line}" for line in lines[:MOST])
    if len(lines) > MOST:
        yield f"  … und {len(lines) - MOST} weitere (--json zeigt alle)"


def _rule(row):
    into = row["successor_name"] or "?"
    return f"{row['words']}: {row['title']} ({row['office']}), {row['area_name']} → {into}. {row['why']}"


def _violation(row):
    into = f" → {row['new_name']} ({row['new']})" if row["new"] else ""
    return f"{row['words']}: {row['title']}, {row['old_name']} ({row['old']}){into}"


def _mention(row):
    return f"{row['words']}: {row['title']} ({', '.join(row['names'])})"
