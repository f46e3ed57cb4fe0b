"""Open a page of each kind before anybody else does, so that nobody waits for what is made only once.

The first request makes the read models. The first page of a kind compiles its templates, which are
kept in ``var/chameleon`` for the next start.
"""

import base64
import http.client
import json
import urllib.parse
import urllib.request

SECONDS_A_PAGE = 120
# With an „@“ it could be personal, and is not counted among what visitors search.
SEARCH = urllib.parse.quote("Hundesteuer @")
PLACE = "postal_code=99423"
PAGES = (
    ("answers", f"@suggest?q={SEARCH}"),
    ("start page", "de"),
    ("finder", "de/zustaendigkeitsfinder"),
    ("services found", f"de/zustaendigkeitsfinder?q={SEARCH}"),
    ("search", f"de/@@search?SearchableText={SEARCH}"),
    ("services", "leistungen"),
    ("authorities", "behoerden"),
    ("publications", "de/publikationen"),
    ("form", "formulare/kontakt"),
    ("page that is not there", "nicht-vorhanden"),
    ("log-in", "login"),
)
EDITORS_PAGES = (
    ("editors' start page", "@@redaktion"),
    ("contents of a folder", "leistungen/folder_contents"),
    ("form for a service", "leistungen/++add++tlvwa.portal.Service"),
)


class Visitor:
    """Asks the site at an address; with a password as its admin."""

    def __init__(self, site, password=""):
        self.site = site
        self.password = password

    def open(self, path, accept="text/html"):
        """The body of a page; nothing where there is none: not every site has what the demo has."""
        headers = {"Accept": accept, "Accept-Language": "de"}
        if self.password:
            account = base64.b64encode(f"admin:{self.password}".encode()).decode()
            headers["Authorization"] = f"Basic {account}"
        address = urllib.parse.urljoin(f"{self.site}/", path)
        request = urllib.request.Request(address, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=SECONDS_A_PAGE) as answer:
                return answer.read()
        except (OSError, http.client.HTTPException):
            return b""

    def json(self, path):
        """What a REST service answers; nothing where it does not."""
        return json.loads(self.open(path, "application/json") or "{}")


def pages(visitor, editor):
    """Yields ``(who asks, what it is, where it is)``; the editors' pages only where the password is right."""
    yield from ((visitor, name, path) for name, path in PAGES)
    for service in visitor.json("@service-search?b_size=1").get("items", ()):
        asked = f"service={service['UID']}&{PLACE}"
        yield visitor, "service", service["@id"]
        yield visitor, "answer", f"de/zustaendigkeitsfinder?{asked}"
        for office in visitor.json(f"@responsible?{asked}").get("offices", ()):
            yield visitor, "authority", office["@id"]
    if editor.json("@users/admin"):
        yield from ((editor, name, path) for name, path in EDITORS_PAGES)


def warm_up(site, password, tell):
    """Open a page of each kind; ``tell`` is called with what it is before each."""
    for who, name, path in pages(Visitor(site), Visitor(site, password)):
        tell(name)
        who.open(path)
