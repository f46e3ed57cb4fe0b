"""Delays after failures, in plain Python."""

from hypothesis import given
from hypothesis import strategies as st

from tlvwa.portal.security.login.backoff import Attempts, Backoff

OFFICE, HOME = "198.51.100.1", "203.0.113.9"


def fail(attempts, account, address, now):
    """Fail once; the seconds to wait if it was not allowed."""
    return attempts.begin(account, address, now)


def test_the_first_failures_cost_nothing_and_each_further_one_twice_as_much():
    backoff = Backoff(free=3, longest=60, forgiving=1000)
    delays = []
    for _number in range(12):
        backoff.fail("a", 0)
        delays.append(round(backoff.end_of_delay("a", 0)))
    assert delays == [0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60, 60]
    assert backoff.end_of_delay("b", 0) == 0


def test_failures_are_forgotten_with_time():
    backoff = Backoff(free=3, longest=60, forgiving=10)
    for _number in range(100):
        backoff.fail("a", 0)
    assert backoff.end_of_delay("a", 0) == 60
    for moment in (100, 200, 300):
        backoff.fail("a", moment)
    assert backoff.end_of_delay("a", 300) <= 301


def test_the_memory_is_bounded():
    backoff = Backoff(free=1, longest=60, forgiving=10, capacity=5)
    for number in range(100):
        backoff.fail(str(number), number)
    assert len(backoff) == 5
    assert backoff.end_of_delay("99", 99) > 99


def test_guessing_with_one_account_from_one_address():
    attempts, now, tries = Attempts(), 0.0, 0
    while now < 24 * 3600:
        wait = fail(attempts, "anna", OFFICE, now)
        tries += not wait
        now += wait or 0.001
    assert tries < 300


def test_guessing_with_many_accounts_from_one_address():
    attempts = Attempts()
    waits = [fail(attempts, f"konto{number}", OFFICE, number / 10) for number in range(100)]
    assert sum(not wait for wait in waits) < 40
    assert fail(attempts, "konto1", HOME, 11) == 0


def test_guessing_with_one_account_from_many_addresses():
    attempts = Attempts()
    waits = [fail(attempts, "anna", f"192.0.2.{number}", 0) for number in range(100)]
    assert sum(not wait for wait in waits) == 10
    assert max(waits) <= 60
    assert fail(attempts, "bernd", "192.0.2.1", 0) == 0


def test_nobody_is_locked_out_by_somebody_who_guesses_with_their_name():
    attempts, now = Attempts(), 0.0
    for number in range(2000):
        fail(attempts, "anna", f"192.0.2.{number % 200}", now)
        now += 0.05
    wait = fail(attempts, "anna", HOME, now)
    assert 0 < wait <= 60
    for number in range(2000):  # it goes on meanwhile
        fail(attempts, "anna", f"192.0.2.{number % 200}", now + wait * number / 2000)
    assert fail(attempts, "anna", HOME, now + wait) == 0
    attempts.succeed("anna", HOME)


def test_who_succeeds_is_not_slowed():
    attempts = Attempts()
    for moment in range(1000):
        assert attempts.begin("anna", OFFICE, moment) == 0
        attempts.succeed("anna", OFFICE)


def test_an_attempt_counts_before_it_is_known_how_it_ends():
    attempts = Attempts()
    assert [attempts.begin("anna", OFFICE, 0) > 0 for _number in range(6)] == [False] * 5 + [True]


@given(
    st.lists(
        st.tuples(st.sampled_from("ab"), st.sampled_from("xyz"), st.floats(0, 100)), max_size=80
    )
)
def test_what_is_told_is_kept(steps):
    attempts, now = Attempts(), 0.0
    for account, address, seconds in steps:
        wait = attempts.begin(account, address, now)
        assert wait <= 15 * 60
        if wait and address == "z":  # nobody else comes from there meanwhile
            assert attempts.begin(account, address, now + wait) == 0
            now += wait
        now += seconds
