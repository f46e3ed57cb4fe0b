"""The report on questions: how many lead to an answer, over all services and postal codes."""

from tlvwa.portal.common.clock import today
from tlvwa.portal.finder.question_statistics import (
    QuestionCounter,
    count_questions,
    mean,
    percentile,
)
from tlvwa.portal.readmodels.follower import site_snapshot

MOST_NAMED = 10  # pairs with the most questions that the report lists


def questions_report(day):
    """Return the numbers for the services that are public today, by the law of ``day``, JSON-ready."""
    snapshot = site_snapshot()
    services = [
        uid for uid, rules in snapshot.rulebook.services.items() if rules.service.shown_on(today())
    ]
    rows = {row.code: row for row in snapshot.gazetteer.postal_codes()}
    codes = sorted(rows)
    counter, in_use, most = QuestionCounter(), QuestionCounter(), []
    for count in count_questions(snapshot.resolver.kernel, services, codes, day, today()):
        counter.add(count)
        if not rows[count.code].is_retired:
            in_use.add(count)
        if count.questions:
            most.append(count)
    most.sort(key=lambda count: (-count.questions, count.code, snapshot.nodes[count.service].title))
    return {
        "date": day,
        "services": len(services),
        "postal_codes": len(codes),
        "ours": _figures(counter.ours),
        "codes_in_use": _figures(in_use.ours),
        "always_asking": _figures(counter.always),
        "most": [
            {
                "title": snapshot.nodes[count.service].title,
                "postal_code": count.code,
                "count": count.questions,
            }
            for count in most[:MOST_NAMED]
        ],
    }


def question_lines(report):
    """Yield the lines of the report for the console."""
    yield f"{report['services']} Leistungen × {report['postal_codes']} Postleitzahlen, {report['date']}"
    for name, title in (
        ("ours", "So wird gefragt"),
        ("codes_in_use", "… bei Postleitzahlen, die es noch gibt"),
        ("always_asking", "Immer nach dem Ort fragen"),
    ):
        figures = report[name]
        yield (
            f"{title}: im Mittel {figures['mean']:.3f}, 95 von 100 höchstens {figures['p95']}, "
            f"höchstens {figures['worst']} Fragen"
        )
    for row in report["most"]:
        yield f"  {row['count']}: {row['title']}, {row['postal_code']}"


def _figures(counts):
    return {
        "mean": mean(counts),
        "p95": percentile(counts),
        "worst": max(counts, default=0),
        "counts": {str(number): counts[number] for number in sorted(counts)},
    }
