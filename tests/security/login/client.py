"""A program that keeps cookies and sets any header, as browsers and attackers do; no redirect is followed."""

from urllib.parse import urlsplit

from Products.SiteAccess.VirtualHostMonster import VirtualHostMonster
from webtest import TestApp

from ...http_client import APPLICATION, HTML, Visitor

HERE = "127.0.0.1"


class Client(Visitor):
    """Asks the site from an address, with the cookies that it was given."""

    def __init__(self, portal, address="203.0.113.7", **environ):
        super().__init__(portal)
        self.app = TestApp(APPLICATION, extra_environ={"REMOTE_ADDR": address, **environ})

    @property
    def cookies(self):
        """Name -> value of the cookies that are kept."""
        return self.app.cookies

    def ask(self, method, path, body=b"", **headers):
        """The response to a request; ``Content_Type`` stands for the header ``Content-Type``."""
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        with self._kept():
            return self.app.request(
                self._url(path),
                method=method,
                headers=self._usual_headers(path) | self._headers | headers,
                body=body,
                expect_errors=True,
            )

    def log_in(self, name, password, path="login", **fields):
        """The response to the log-in form."""
        form = {"__ac_name": name, "__ac_password": password, "buttons.login": "Anmelden"}
        with self._kept():
            return self.app.post(
                self._url(path),
                form | fields,
                headers=self._usual_headers(path),
                expect_errors=True,
            )

    def _usual_headers(self, path):
        """What a browser sends: a host without the usual port, which webtest would name."""
        return {"Accept": HTML, "Host": urlsplit(self._url(path)).netloc}

    def is_known(self):
        """Whether the site takes its cookies for somebody."""
        return self.ask("GET", "@@change-password").status_int == 200


def over_https(portal, **environ):
    """A client that comes by https."""
    client = Client(portal, **environ)
    client._site = client._site.replace("http:", "https:", 1)
    return client


def virtual_host(portal, scheme, host, path=""):
    """The address of a page as a proxy asks for it; the root rewrites such addresses afterwards."""
    root = portal.__parent__
    if "virtual_hosting" not in root.objectIds():
        root._setObject("virtual_hosting", VirtualHostMonster())
    return f"http://localhost/VirtualHostBase/{scheme}/{host}/plone/VirtualHostRoot/{path}"


def set_cookies(response):
    """The headers ``Set-Cookie`` of a response by name."""
    lines = response.headers.getall("Set-Cookie")
    return {line.partition("=")[0]: line for line in lines}
