"""Attempts of one test are forgotten before the next, and no host is refused before its log-in."""

import pytest

from tlvwa.portal.security.hosts.known import HOSTS


@pytest.fixture(autouse=True)
def forgotten_attempts():
    """No attempt to log in is remembered."""
    from tlvwa.portal.security.login.attempts import attempts, log_limiters

    attempts.cache_clear()
    log_limiters.cache_clear()


@pytest.fixture(autouse=True)
def known_hosts(monkeypatch):
    """The site is reached by all names that are tried: what is refused is not refused for its name."""
    of_this_machine = "nohost localhost 127.0.0.1 [::1]"
    monkeypatch.setenv(HOSTS, f"{of_this_machine} portal.example 127.0.0.1.portal.example 10.0.0.1")
