"""Specimens, upgraded once; each test has a storage of its own above it."""

from dataclasses import dataclass

import pytest
import transaction
from ZODB.DB import DB
from ZODB.DemoStorage import DemoStorage
from ZODB.FileStorage import FileStorage

from .specimen import SPECIMENS, unpack, version_of

PROFILE = "tlvwa.portal:default"


@dataclass(frozen=True)
class Upgraded:
    """A specimen after the upgrade; before it, the version of its profile and our settings."""

    database: DB
    version: str
    settings: dict


@pytest.fixture(scope="module", params=SPECIMENS, ids=version_of)
def specimen(request):
    """The file of each specimen."""
    return request.param


@pytest.fixture(scope="module")
def upgraded(specimen, functional_session, tmp_path_factory):
    """The specimen, upgraded in its own file as the control panel of add-ons does it."""
    from ..layer import site
    from .comparison import our_settings

    data = unpack(specimen, tmp_path_factory.mktemp("specimen"))
    database = DB(FileStorage(str(data)))
    with site(database) as portal:
        setup = portal.portal_setup
        version = ".".join(setup.getLastVersionForProfile(PROFILE))
        settings = our_settings(portal)
        setup.upgradeProfile(PROFILE)
    yield Upgraded(database, version, settings)
    database.close()


@pytest.fixture
def old_site(upgraded):
    """The upgraded site; what a test changes is gone after it."""
    from ..layer import site

    changes = DemoStorage(base=upgraded.database.storage, close_base_on_close=False)
    database = DB(changes)
    try:
        with site(database) as portal:
            yield portal
            transaction.abort()
    finally:
        database.close()


@pytest.fixture(scope="module")
def fresh(upgraded):
    """The description of a fresh site, in which the same was set by hand as in the specimen."""
    from ..layer import site
    from .comparison import description
    from .content import SETTINGS

    with site() as portal:
        for name in SETTINGS.keys() & upgraded.settings.keys():
            portal.portal_registry[name] = upgraded.settings[name]
        described = description(portal)
        transaction.abort()
    return described
