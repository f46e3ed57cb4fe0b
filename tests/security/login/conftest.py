"""Attempts of one test are forgotten before the next."""

import pytest


@pytest.fixture(autouse=True)
def forgotten_attempts():
    """No attempt to log in is remembered."""
    from tlvwa.portal.security.login.attempts import attempts, log_limiters

    attempts.cache_clear()
    log_limiters.cache_clear()
