"""Opens the Zope instance for the console command, beside the running site or without it."""

import logging
import os
import re
import socket
import sys
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import click

MISSING_DATABASE = (
    "Die Datenbank ist nicht erreichbar ({address}). "
    "Starten Sie sie mit „make run“ oder „bin/zeoserver start“."
)
# The line of a ``zope.conf`` that names a storage server on a local socket.
LOCAL_SERVER = re.compile(r"^\s*server\s+(\S*/\S+)\s*$", re.MULTILINE)


def default_configuration():
    """The ``zope.conf`` of the checkout around this virtual environment; ``None`` where there is none."""
    checkout = Path(sys.prefix).parent
    instance = Path(os.environ.setdefault("TLVWA_INSTANCE", str(checkout / "instance")))
    os.environ.setdefault("TLVWA_VAR", str(checkout / "var"))
    configuration = instance / "zope.conf"
    return configuration if configuration.exists() else None


def open_application(configuration):
    """The application root of the instance that ``configuration`` (a path) describes.

    Raises ClickException where there is no such instance or its database does not answer.
    """
    path = Path(configuration) if configuration else default_configuration()
    if path is None or not path.exists():
        raise click.ClickException(
            "Keine Instanz gefunden: Nennen Sie ihre zope.conf mit --zope-conf oder ZOPE_CONF."
        )
    _require_storage_server(path)

    import Zope2
    from Testing.makerequest import makerequest
    from Zope2.Startup.run import configure_wsgi

    logging.getLogger().setLevel(logging.ERROR)
    configure_wsgi(str(path))
    return makerequest(Zope2.app(), environ=_public_address())


def _public_address():
    """Where the instance is reached, for the links the command prints: ``TLVWA_URL``."""
    address = urlsplit(os.environ.get("TLVWA_URL", "http://127.0.0.1:8080"))
    port = address.port or {"http": 80, "https": 443}.get(address.scheme, 80)
    return {
        "SERVER_NAME": address.hostname or "127.0.0.1",
        "SERVER_PORT": str(port),
        "HTTPS": "on" if address.scheme == "https" else "off",
        "HTTP_ACCEPT_LANGUAGE": "de",  # the console speaks German, like its own words
    }


def _require_storage_server(configuration):
    """Say at once that a local storage server is not running, instead of waiting for it."""
    server = LOCAL_SERVER.search(configuration.read_text(encoding="utf-8"))
    if server is None:
        return
    address = server[1].replace("$VAR", os.environ.get("TLVWA_VAR", "$VAR"))
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(address)
        except OSError as error:
            raise click.ClickException(MISSING_DATABASE.format(address=address)) from error


@contextmanager
def open_site(configuration, name):
    """The Plone site ``name``, as the current site, with the add-on installed.

    Raises ClickException where there is none. The transaction is the caller's.
    """
    from zope.component.hooks import setSite
    from zope.globalrequest import setRequest

    from tlvwa.portal.readmodels.journal import site_journal

    app = open_application(configuration)
    site = app.unrestrictedTraverse(name, None)
    if site is None or getattr(site, "portal_type", "") != "Plone Site":
        raise click.ClickException(f"In dieser Instanz gibt es keine Website „{name}“.")
    app.REQUEST.set("LANGUAGE", "de")
    setRequest(app.REQUEST)
    setSite(site)
    if site_journal() is None:
        raise click.ClickException(f"In der Website „{name}“ ist tlvwa.portal nicht installiert.")
    try:
        yield site
    finally:
        setSite(None)
        setRequest(None)
        app._p_jar.close()
