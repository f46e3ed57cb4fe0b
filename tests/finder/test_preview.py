"""What a change would do, against looking at every municipality on every day, before and after."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from tlvwa.portal.finder.criteria_check import CriterionProblem, check_place, check_record
from tlvwa.portal.finder.kernel import Kernel
from tlvwa.portal.finder.ledger import Ledger
from tlvwa.portal.finder.ledger_states import LedgerState
from tlvwa.portal.finder.preview import (
    DatedStateChange,
    RulesBeforeAfter,
    StateChange,
    state_changes,
)
from tlvwa.portal.finder.territory import Territory

from .examples import (
    ADDRESS,
    DAY,
    EISENBERG,
    ERFURT,
    GAZETTEER,
    GOESEN,
    KREIS,
    LAND,
    NAME,
    VERBAND,
    book,
    rule,
    service,
)
from .generators import LAST, ONE, worlds
from .test_agreement import CASES

NEXT = DAY + timedelta(days=39)


def change(before, after, areas, **more):
    rules = (book((service(**more), *rows)) for rows in (before, after))
    return state_changes(RulesBeforeAfter(*rules, GAZETTEER), ["s"], areas, DAY, LAND)


def test_closing_gaps_from_a_day_on():
    new = rule("r", "a", VERBAND, valid_from=NEXT)
    turn = StateChange("s", LedgerState.GAP, LedgerState.ONE)
    assert change([], [new], [VERBAND]) == (
        DatedStateChange(turn, NEXT, None, (EISENBERG, GOESEN)),
    )


def test_a_rule_that_ends_says_until_when():
    new = rule("r", "a", ERFURT, valid_to=NEXT)
    turn = StateChange("s", LedgerState.GAP, LedgerState.ONE)
    assert change([], [new], [ERFURT]) == (DatedStateChange(turn, DAY, NEXT, (ERFURT,)),)


def test_an_overlap_that_begins_when_another_rule_does():
    old, later = rule("r", "a", KREIS, valid_to=NEXT), rule("q", "b", KREIS, valid_from=NEXT)
    (only,) = change([later], [later, old], [KREIS])[1:]
    assert (only.change.contradicts, only.day, only.until) == (True, NEXT, NEXT)


def test_another_office_is_a_turn_without_another_state():
    found = change([rule("r", "a", ERFURT)], [rule("r", "b", ERFURT)], [ERFURT])
    assert [shift.change for shift in found] == [StateChange("s", LedgerState.ONE, LedgerState.ONE)]
    assert change([rule("r", "a", ERFURT)], [rule("q", "a", ERFURT)], [ERFURT]) == ()


def test_a_wider_overlap_contradicts_and_a_narrower_does_not():
    rows = [rule(name, name, ERFURT) for name in "abc"]
    (wider,) = change(rows[:2], rows, [ERFURT])
    (narrower,) = change(rows, rows[:2], [ERFURT])
    assert wider.change == StateChange(
        "s", LedgerState.OVERLAP, LedgerState.OVERLAP, contradicts=True
    )
    assert narrower.change == StateChange("s", LedgerState.OVERLAP, LedgerState.OVERLAP)


@CASES
@given(worlds(), worlds(), st.data())
def test_every_turn_is_told_with_its_days(world, other, data):
    uids = sorted(data.draw(st.sets(st.sampled_from(list(world.rulebook.services)))))
    after = world.rulebook.replace({uid: other.rulebook.services.get(uid) for uid in uids})
    touched = world.rulebook.dependents(uids) | after.dependents(uids)
    rules = RulesBeforeAfter(world.rulebook, after, world.gazetteer)
    told = {
        (shift.change.service, day, at): (shift.change.before, shift.change.after)
        for shift in state_changes(rules, touched, ["00"], world.today, LAND)
        for day in _days(world.today)
        if shift.day <= day <= (shift.until or day)
        for at in shift.municipalities
        if world.gazetteer.area(at).exists_on(day) and shift.change.before is not shift.change.after
    }
    assert told == {
        (uid, day, at): states
        for day in _days(world.today)
        for (uid, at), states in _states(rules, touched, day).items()
        if states[0] is not states[1]
    }


def _days(today):
    return [today + n * ONE for n in range((LAST - today).days + 4)]


def _states(rules, uids, day):
    ledgers = [
        Ledger.build(Kernel(each, rules.gazetteer), Territory(rules.gazetteer, day), day, LAND)
        for each in rules[:2]
    ]
    return {
        (uid, at): tuple(
            each.state(uid, at) if uid in each.rows else LedgerState.NOT_EXPECTED
            for each in ledgers
        )
        for uid in uids
        for at in ledgers[0].territory.keys
    }


# -- criteria ----------------------------------------------------------------------------------


def decided(*rows, criteria=(NAME,)):
    kernel = Kernel(book((service(criteria=criteria), *rows)), GAZETTEER)
    return kernel.decide("s", GOESEN, DAY, DAY)


def split(*values, name="name"):
    return [
        rule(f"r{n}", f"o{n}", KREIS, criterion=name, values=tuple(each))
        for n, each in enumerate(values)
    ]


def told(findings):
    return [(each.problem, each.text, each.records) for each in findings]


def test_letters_that_nobody_or_two_have():
    found = told(check_place(decided(*split(["A-R"], ["S-Sch", "St"], ["Sci-Z"]))))
    assert (CriterionProblem.OVERLAP, "St", ("r1", "r2")) in found
    assert len(found) == 1
    (gap,) = told(check_place(decided(*split(["A-K"], ["M-Z"]))))
    assert gap[:2] == (CriterionProblem.GAP, "L")


def test_umlauts_belong_to_their_letter():
    assert check_place(decided(*split(["A-N"], ["O-Z"]))) == ()
    (found,) = check_record({"name": NAME}, split(["A-K", "Ä"])[0][0])
    assert (found.problem, found.text) == (CriterionProblem.TWICE, "Ä")


def test_house_numbers_odd_and_even():
    rows = split(["Bahnhofstraße 1-99 odd"], ["Bahnhofstraße 2-98 even"], ["*"], name=ADDRESS.name)
    found = check_place(decided(*rows, criteria=(ADDRESS,)))
    assert {each.problem for each in found} == {CriterionProblem.GAP}  # beyond 99
    assert all("Bahnhofstraße" in each.text for each in found)


def test_values_nobody_can_read():
    findings = check_record({"name": NAME}, split(["A-K", "Z-A", "?"])[0][0])
    assert {each.text for each in findings if each.problem is CriterionProblem.UNREADABLE} == {
        "Z-A",
        "?",
    }
    (unknown,) = check_record({}, split(["A"])[0][0])
    assert unknown.problem is CriterionProblem.UNKNOWN


def test_nothing_is_wrong_where_facts_do_not_decide():
    assert check_place(decided(rule("r", "a", LAND))) == ()
    assert check_record({"name": NAME}, rule("r", "a", LAND)[0]) == ()
