"""Somebody who asks the site over HTTP, through the whole WSGI publisher, without a socket."""

from base64 import b64encode
from contextlib import contextmanager

import transaction
from AccessControl.SecurityManagement import getSecurityManager, setSecurityManager
from paste.translogger import TransLogger
from webtest import TestApp
from zope.component.hooks import getSite, setSite
from zope.globalrequest import getRequest, setRequest
from ZPublisher.httpexceptions import HTTPExceptionHandler
from ZPublisher.WSGIPublisher import publish_module

MANAGER, MANAGERS_PASSWORD = "site-manager", "geheim-und-lang-genug"
HTML, JSON = "text/html", "application/json"
# With the access log that buildout's instances write, so that tests can read what would be in it.
APPLICATION = TransLogger(HTTPExceptionHandler(publish_module), setup_console_handler=False)


class Visitor:
    """Asks for pages and JSON, as anonymous or with the name of a user."""

    def __init__(self, portal, user="", password=""):
        self._portal = portal
        self._site = portal.absolute_url()
        self._headers = {}
        if user:
            token = b64encode(f"{user}:{password}".encode()).decode()
            self._headers["Authorization"] = f"Basic {token}"

    def get(self, path="", accept=HTML, **parameters):
        """The response to GET; any status."""
        return self._ask("get", path, accept, params=parameters)

    def ask_with(self, headers, path, **parameters):
        """The response to GET with further headers; any status."""
        return self._ask("get", path, HTML, parameters, headers)

    def json(self, path="", status=200, **parameters):
        """The JSON of a GET that is answered with ``status``."""
        response = self.get(path, JSON, **parameters)
        assert response.status_int == status, response.text[:2000]
        return response.json

    def post_json(self, path, body, status=200):
        """The JSON of a POST of JSON that is answered with ``status``."""
        response = self.post(path, body)
        assert response.status_int == status, response.text[:2000]
        return response.json

    def post(self, path, body):
        """The response to a POST of JSON; any status."""
        return self._ask("post_json", path, JSON, params=body)

    def send(self, path, fields):
        """The response to a form that is sent by POST; any status."""
        return self._ask("post", path, HTML, params=fields)

    def patch(self, path, body):
        """The response to a PATCH of JSON; any status."""
        return self._ask("patch_json", path, JSON, params=body)

    def submit(self, path, **fields):
        """The response to a form sent by POST; any status, and no redirect is followed."""
        return self._ask("post", path, HTML, params=fields)

    def request(self, method, path, accept=HTML, body=b"", kind=None):
        """The response to any method, also one that HTTP does not know; any status."""
        headers = {"Accept": accept} | ({"Content-Type": kind} if kind else {})
        app = TestApp(APPLICATION.application, lint=False)
        with self._kept():
            return app.request(
                self._url(path),
                method=method,
                headers=self._headers | headers,
                body=body,
                expect_errors=True,
            )

    def _ask(self, method, path, accept, params, more=()):
        headers = self._headers | {"Accept": accept} | dict(more)
        with self._kept():
            return getattr(TestApp(APPLICATION), method)(
                self._url(path), params, headers=headers, expect_errors=True
            )

    def _url(self, path):
        return path if path.startswith("http") else f"{self._site}/{path}".rstrip("/")

    @contextmanager
    def _kept(self):
        """Commit, and keep what a request of its own would leave behind in this thread."""
        kept = getSecurityManager(), getSite(), getRequest()
        transaction.commit()
        try:
            yield
        finally:
            setSecurityManager(kept[0])
            setSite(kept[1])
            setRequest(kept[2])
            self._portal._p_jar.sync()


def manager(portal):
    """A visitor who may do everything in a site."""
    if portal.acl_users.getUser(MANAGER) is None:
        portal.acl_users.userFolderAddUser(MANAGER, MANAGERS_PASSWORD, ["Manager"], [])
    return Visitor(portal, MANAGER, MANAGERS_PASSWORD)
