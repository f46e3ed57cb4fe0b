"""Fixtures of content that is made once, not once per test.

Each test works on a storage stacked above the content it asks for; what it commits is gone after it.
"""

from functools import wraps
from inspect import signature

import pytest


def content_fixture(build):
    """A fixture of what ``build`` makes on the site, and on the content of other such fixtures.

    ``build`` takes ``portal``, content fixtures and ``clock``, and nothing else. It need not commit.
    What it returns may hold content objects; each test gets those of its own connection. Where it
    sets the clock, each test begins with the clock as it left it.
    """

    @pytest.fixture
    @wraps(build)
    def fixture(**needed):
        from .layer import CONTENT, FUNCTIONAL

        moment = CONTENT.moment(build.__name__)
        if moment is not None:
            needed["clock"](*moment)
        return CONTENT.value(build.__name__, FUNCTIONAL["portal"])

    build.makes_content = True
    return fixture


def content_of(request):
    """The builders of the content that a test asks for, by name; each after those it needs."""
    manager = request.config.pluginmanager.get_plugin("funcmanage")
    builders = {}

    def add(name):
        definitions = manager.getfixturedefs(name, request.node) or [None]
        build = getattr(getattr(definitions[-1], "func", None), "__wrapped__", None)
        if name in builders or not getattr(build, "makes_content", False):
            return
        for needed in signature(build).parameters:
            add(needed)
        builders[name] = build

    for name in request.fixturenames:
        add(name)
    return builders
