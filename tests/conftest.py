"""Fixtures of the integration tests.

The layer is imported when a test first asks for a site, so that tests in plain Python never
pay for Plone; that is why its fixtures are not made by ``pytest_plone.fixtures_factory``.
"""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from zope.pytestlayer.fixture import function_fixture, session_fixture

# No test depends on the clock; CI draws the same examples each time, so that red stays red.
settings.register_profile(
    "tlvwa",
    deadline=None,
    derandomize="CI" in os.environ,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("tlvwa")


BESIDE_THE_REPOSITORY = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of official data; tests that need it are skipped where it is absent."""
    folder = Path(os.environ.get("TLVWA_DATA", BESIDE_THE_REPOSITORY))
    if not folder.is_dir():
        pytest.skip(
            "official data not found: set TLVWA_DATA to the folder that holds gv100ad/, plz/"
        )
    return folder


def _bases_first(layer):
    for base in layer.__bases__:
        if base is not object:
            yield from _bases_first(base)
    yield layer


@pytest.fixture(scope="session")
def functional_session(request):
    """The layer, set up once, its bases before it."""
    from .layer import FUNCTIONAL

    for each in _bases_first(FUNCTIONAL):
        session_fixture(request, each)
    return FUNCTIONAL


@pytest.fixture
def functional(request, functional_session):
    """A database of its own for one test; what the test commits is gone after it."""
    for each in _bases_first(functional_session):
        function_fixture(request, each)
    return functional_session


@pytest.fixture
def portal(functional):
    """The site; the test acts as its manager."""
    return functional["portal"]


@pytest.fixture
def visitor(portal):
    """Asks the site over HTTP; without a name, as anybody."""
    from .layer import PASSWORD
    from .visitor import Visitor

    def visitor(name=""):
        return Visitor(portal, name, PASSWORD if name else "")

    return visitor


@pytest.fixture
def browser_of(functional, portal):
    """A browser, without scripts, of somebody who is logged in: ``browser_of("editor")``."""
    import transaction
    from plone.testing.zope import Browser

    from .layer import PASSWORD

    def browser_of(user):
        transaction.commit()
        browser = Browser(functional["app"])
        browser.handleErrors = False
        browser.addHeader("Authorization", f"Basic {user}:{PASSWORD}")
        return browser

    return browser_of


@pytest.fixture
def anybody(visitor):
    """An anonymous visitor."""
    return visitor()


@pytest.fixture
def clock(monkeypatch):
    """Sets the one clock of the faces to a moment: ``clock(2026, 3, 29, 0, 30)``, Berlin's time."""
    from datetime import datetime

    from tlvwa.portal.common import clock as module

    def set_to(*moment, tzinfo=module.BERLIN):
        fixed = datetime(*moment, tzinfo=tzinfo)

        class Fixed(datetime):
            @classmethod
            def now(cls, tz=None):
                return fixed.astimezone(tz)

        monkeypatch.setattr(module, "datetime", Fixed)

    return set_to
