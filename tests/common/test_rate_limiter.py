"""How often one sender may send."""

from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tlvwa.portal.common.rate_limiter import RateLimiter, hashed_key

STEPS = st.lists(st.tuples(st.sampled_from("abc"), st.floats(0, 30, allow_nan=False)), max_size=60)


def test_the_limit_holds_and_ends():
    limiter = RateLimiter(limit=2, seconds=10)
    assert [limiter.take("a", now) for now in (0, 1)] == [0, 0]
    assert limiter.take("a", 4) == 6
    assert limiter.take("b", 4) == 0
    assert limiter.take("a", 10) == 0
    assert limiter.take("a", 10.5) == 0.5


@given(STEPS, st.integers(1, 4), st.integers(1, 20))
def test_never_more_than_the_limit_in_any_window(steps, limit, seconds):
    limiter, now, taken = RateLimiter(limit, seconds), 0.0, {}
    for key, pause in steps:
        now += pause
        mine = taken.setdefault(key, [])
        inside = [each for each in mine if now - each < seconds]
        wait = limiter.take(key, now)
        assert (wait == 0) is (len(inside) < limit)
        if wait == 0:
            mine.append(now)
        else:
            assert 0 < wait <= seconds


@given(st.lists(st.text(max_size=5), max_size=80), st.integers(1, 9))
def test_no_more_is_remembered_than_it_may(keys, capacity):
    limiter = RateLimiter(limit=1, seconds=1000, capacity=capacity)
    for now, key in enumerate(keys):
        limiter.take(key, now)
        assert len(limiter) <= capacity


def test_threads_share_the_turns():
    limiter, given_turns = RateLimiter(limit=50, seconds=100), []

    def ask():
        given_turns.extend(limiter.take("a", 1) == 0 for _ in range(40))

    threads = [Thread(target=ask) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(given_turns) == 50


@pytest.mark.parametrize("wrong", [(0, 1, 1), (1, 0, 1), (1, 1, 0)])
def test_nonsense_is_refused(wrong):
    with pytest.raises(ValueError, match="positive"):
        RateLimiter(*wrong)


def test_a_key_does_not_tell_the_address():
    assert hashed_key(b"salt", "192.0.2.1") == hashed_key(b"salt", "192.0.2.1")
    assert hashed_key(b"salt", "192.0.2.1") != hashed_key(b"other", "192.0.2.1")
    assert hashed_key(b"salt", "192.0.2.1") != hashed_key(b"salt", "192.0.2.2")
    assert (
        "192" not in hashed_key(b"salt", "192.0.2.1") or len(hashed_key(b"salt", "192.0.2.1")) == 32
    )
