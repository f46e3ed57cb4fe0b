"""A rehearsal for the console: as lines, and as one value for programs."""

MOST = 40  # lines of one part; the whole is in the JSON


def rehearsal_values(told):
    """Everything, for programs."""
    return {
        "day": told.day,
        "counts": told.counts,
        "changes": told.changes,
        "rules": told.proposals,
        "services": told.services,
        "violations": told.violations,
        "mentions": told.mentions,
    }


def rehearsal_lines(told):
    """The same in German, the longest parts cut."""
    counts = told.counts
    yield (
        f"Zum {told.day:%d.%m.%Y}: {counts['ending']} Gebiete enden, {counts['beginning']} beginnen, "
        f"{counts['moving']} wechseln den Verband."
    )
    yield from _some(told.changes)
    yield (
        f"{counts['touched']} Zuständigkeiten betroffen: {counts['carried']} gelten weiter, "
        f"{counts['ended']} enden, {counts['open']} sind zu entscheiden."
    )
    yield from _some([_rule(row) for row in told.proposals])
    yield f"{counts['lost']} Antworten fehlen, die es vorher gab."
    yield from _some([_violation(row) for row in told.violations])
    yield f"{len(told.mentions)} Stellen nennen ein altes Gebiet."
    yield from _some([_mention(row) for row in told.mentions])


def _some(lines):
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
