"""The report on questions: how many there are until the answer, over all services and postal codes."""

from tlvwa.portal.common.clock import today
from tlvwa.portal.finder.question_statistics import (
    QuestionCounter,
    count_questions,
    mean,
    percentile,
)
from tlvwa.portal.readmodels.follower import site_snapshot

MOST_NAMED = 10


def questions_report(day):
    """The numbers for the services that are public today, by the law of a day, ready for JSON."""
    models = site_snapshot()
    services = [
        uid for uid, rules in models.rulebook.services.items() if rules.service.shown_on(today())
    ]
    codes = sorted(row.code for row in models.gazetteer.postal_codes())
    counted, most = QuestionCounter(), []
    for asked in count_questions(models.resolver.kernel, services, codes, day, today()):
        counted.add(asked)
        if asked.ours:
            most.append(asked)
    most.sort(key=lambda asked: (-asked.ours, asked.code, models.nodes[asked.service].title))
    return {
        "date": day,
        "services": len(services),
        "postal_codes": len(codes),
        "ours": _figures(counted.ours),
        "always_asking": _figures(counted.always),
        "most": [
            {
                "title": models.nodes[each.service].title,
                "postal_code": each.code,
                "count": each.ours,
            }
            for each in most[:MOST_NAMED]
        ],
    }


def question_lines(report):
    """The report for the console."""
    yield f"{report['services']} Leistungen × {report['postal_codes']} Postleitzahlen, {report['date']}"
    for name, title in (
        ("ours", "So wird gefragt"),
        ("always_asking", "Immer nach dem Ort fragen"),
    ):
        figures = report[name]
        yield (
            f"{title}: im Mittel {figures['mean']:.3f}, 95 von 100 höchstens {figures['p95']}, "
            f"höchstens {figures['worst']} Fragen"
        )
    for each in report["most"]:
        yield f"  {each['count']}: {each['title']}, {each['postal_code']}"


def _figures(counts):
    return {
        "mean": mean(counts),
        "p95": percentile(counts),
        "worst": max(counts, default=0),
        "counts": {str(number): counts[number] for number in sorted(counts)},
    }
