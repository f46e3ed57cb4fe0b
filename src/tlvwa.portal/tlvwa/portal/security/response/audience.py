"""Notes for whom a response is made, while the request is published."""

from AccessControl import getSecurityManager
from Products.CMFCore.interfaces import ISiteRoot
from zope.component import adapter
from ZPublisher.HTTPRequest import HTTPRequest
from ZPublisher.interfaces import IPubBeforeAbort, IPubBeforeCommit, IPubFailure, IPubSuccess

from tlvwa.portal.interfaces import IPortalLayer
from tlvwa.portal.security.media.addresses import is_host
from tlvwa.portal.security.media.allowed import named_hosts
from tlvwa.portal.security.response.inline import script_hashes, style_hashes
from tlvwa.portal.security.response.policy import Audience, ResponseFacts

FACTS = "tlvwa.portal.response"
# What Plone serves files by that are the same for everybody.
STATIC = ("++resource++", "++plone++", "++theme++", "++webresource++")
# Pages that somebody logs in, logs out or sets a password by, and their endpoints in REST.
OF_LOGIN = frozenset(
    (
        *("login", "login-form", "login_form", "login-help", "failsafe_login", "require_login"),
        *("logout", "logged_out", "mail_password", "mail_password_form", "passwordreset"),
        *("pwreset_form", "pwreset_finish", "register", "@login", "@login-renew", "@logout"),
    )
)


@adapter(IPubBeforeCommit)
def note_success(event: IPubBeforeCommit) -> None:
    """Note the audience of what was rendered, and what its texts may load."""
    facts = _note(event.request)
    if facts and facts.audience in (Audience.PUBLIC, Audience.EDITORS):
        facts.media_hosts = tuple(f"https://{host}" for host in named_hosts() if is_host(host))


@adapter(IPubBeforeAbort)
def note_failure(event: IPubBeforeAbort) -> None:
    """Note the audience of an error page or a redirect that was raised.

    Nothing is read from the database, which may be what failed.
    """
    _note(event.request)


@adapter(IPubSuccess)
def note_page(event: IPubSuccess) -> None:
    """Note what a page has in its markup, when nothing changes it any more."""
    _note_inline(event.request)


@adapter(IPubFailure)
def note_error_page(event: IPubFailure) -> None:
    """Note what an error page has in its markup."""
    _note_inline(event.request)


def _note_inline(request: HTTPRequest) -> None:
    facts = request.environ.get(FACTS)
    body = getattr(request.response, "body", b"")
    if isinstance(facts, ResponseFacts) and isinstance(body, bytes) and _is_page(request):
        page = body.decode("utf-8", "replace")
        facts.scripts, facts.styles = script_hashes(page), style_hashes(page)


def _note(request: HTTPRequest) -> ResponseFacts | None:
    facts = request.environ.get(FACTS)
    if not isinstance(facts, ResponseFacts):
        return None  # published without the handler: a test, or a request within a request
    is_logged_in = getSecurityManager().getUser().getUserName() != "Anonymous User"
    names = [name for name in request.environ.get("PATH_INFO", "").split("/") if name]
    last = names[-1].removeprefix("@@") if names else ""
    facts.https = facts.https or request.get("SERVER_URL", "").startswith("https:")
    facts.is_static = any(name.startswith(STATIC) for name in names) and not _is_page(request)
    facts.is_private = facts.is_private or is_logged_in or last in OF_LOGIN
    facts.audience = _audience(request, is_logged_in)
    return facts


def _audience(request: HTTPRequest, is_logged_in: bool) -> Audience:
    is_site = any(map(ISiteRoot.providedBy, request.get("PARENTS") or ()))
    if is_logged_in and (_is_management(request) or not is_site):
        return Audience.MANAGEMENT
    if not is_site:
        return Audience.UNKNOWN
    if not IPortalLayer.providedBy(request):
        return Audience.OTHER_SITE
    return Audience.EDITORS if is_logged_in else Audience.PUBLIC


def _is_management(request: HTTPRequest) -> bool:
    """True for what Zope's management interface consists of: ``manage``, ``manage_main`` and so on."""
    name = getattr(request.get("PUBLISHED"), "__name__", None) or ""
    return name == "manage" or name.startswith("manage_")


def _is_page(request: HTTPRequest) -> bool:
    return (request.response.getHeader("Content-Type") or "").startswith("text/html")
