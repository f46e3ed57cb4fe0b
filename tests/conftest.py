"""Fixtures of the integration tests.

The layer is imported when a test first asks for a site, so that tests in plain Python never
pay for Plone; that is why its fixtures are not made by ``pytest_plone.fixtures_factory``.
"""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from zope.pytestlayer.fixture import function_fixture, session_fixture

from .clock import settable_clock
from .content_fixtures import content_of

# No test depends on the clock; CI draws the same examples each time, so that red stays red. EXAMPLES is how
# many are drawn where a test does not say it itself.
settings.register_profile(
    "tlvwa",
    deadline=None,
    max_examples=int(os.environ.get("EXAMPLES", "100")),
    derandomize="CI" in os.environ,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("tlvwa")

BESIDE_THE_REPOSITORY = Path(__file__).resolve().parents[2] / "shared" / "data"
# What is more than Python: the site, the demo site behind a server, a browser, PostgreSQL, pip.
HEAVY_FIXTURES = {
    "functional_session",
    "server",
    "chromium",
    "deployments",
    "dsn",
    "storage",
    "wheel",
}


def pytest_configure(config):
    """Compile each template once, for all processes of this run and for the next runs."""
    cache = getattr(config, "cache", None)
    if cache is not None:
        os.environ.setdefault("CHAMELEON_CACHE", str(cache.mkdir("templates")))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Keep together what shares a site, under ``--dist loadfile``."""
    if config.getvalue("dist") != "loadfile":
        return None
    from .scheduling import Scheduling

    return Scheduling(config, log)


def pytest_collection_modifyitems(items):
    """Mark tests in plain Python."""
    for item in items:
        if HEAVY_FIXTURES.isdisjoint(item.fixturenames) and "acceptance" not in item.location[0]:
            item.add_marker("unit")


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of official data; tests that need it are skipped where it is absent."""
    folder = Path(os.environ.get("TLVWA_DATA", BESIDE_THE_REPOSITORY))
    if not folder.is_dir():
        pytest.skip(
            "official data not found: set TLVWA_DATA to the folder that holds gv100ad/, plz/"
        )
    return folder


def bases_first(layer):
    """A layer after all that it builds on, in the order in which they are set up."""
    for base in layer.__bases__:
        if base is not object:
            yield from bases_first(base)
    yield layer


@pytest.fixture(scope="session")
def functional_session(request):
    """The layer, set up once, its bases before it."""
    from .layer import FUNCTIONAL

    for each in bases_first(FUNCTIONAL):
        session_fixture(request, each)
    return FUNCTIONAL


@pytest.fixture
def functional(request, functional_session):
    """A database of its own for one test; what the test commits is gone after it."""
    from .layer import CONTENT

    CONTENT.choose(content_of(request))
    for each in bases_first(functional_session):
        function_fixture(request, each)
    return functional_session


@pytest.fixture
def portal(functional):
    """The site; the test acts as its manager."""
    return functional["portal"]


@pytest.fixture
def visitor(portal):
    """Asks the site over HTTP; without a name, as anybody."""
    from .http_client import Visitor
    from .layer import PASSWORD

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
    return settable_clock(monkeypatch)
