"""One log-in of one browser: begun, kept in a signed cookie of minutes, ended."""

import secrets
from functools import cache

import jwt
from plone.keyring.interfaces import IKeyManager
from zope.component import getUtility
from ZPublisher.HTTPRequest import HTTPRequest

from tlvwa.portal.common.clock import now
from tlvwa.portal.security.login.provider.client import Claims, Client, Provider
from tlvwa.portal.security.login.provider.errors import ProviderRefused, WrongAnswer
from tlvwa.portal.security.login.provider.settings import LoginSettings

COOKIE = "tlvwa_login"
MINUTES = 10
PURPOSE = "tlvwa.portal.login|"


@cache
def provider_at(issuer: str) -> Provider:
    """Return what this process knows of a provider."""
    return Provider(issuer)


def client_of(settings: LoginSettings) -> Client:
    """Return this site at its provider."""
    provider = provider_at(settings.issuer)
    return Client(provider, settings.client_id, settings.client_secret, settings.scope)


def begin(request: HTTPRequest, settings: LoginSettings, redirect_uri: str, target: str) -> str:
    """Return the provider's address for a log-in, and set its cookie. Raises ``ProviderAway``."""
    flow = {name: secrets.token_urlsafe(48) for name in ("state", "nonce", "verifier")}
    address = client_of(settings).begin(redirect_uri, **flow)
    claims = flow | {"target": target, "exp": int(now().timestamp()) + MINUTES * 60}
    cookie = jwt.encode(claims, PURPOSE + getUtility(IKeyManager).secret(), algorithm="HS256")
    request.response.setCookie(COOKIE, cookie, path="/", http_only=True, same_site="Lax")
    return address


def end(request: HTTPRequest, settings: LoginSettings, redirect_uri: str) -> tuple[Claims, str]:
    """Return what the provider says of who logged in, and where they wanted to go.

    Raises ``ProviderAway``, ``ProviderRefused``, ``WrongAnswer``.
    """
    flow = _flow(request)
    request.response.expireCookie(COOKIE, path="/")
    answer = {
        name: value
        for name in ("state", "code", "iss", "error")
        if isinstance(value := request.form.get(name), str)
    }
    if not secrets.compare_digest(answer.get("state", "").encode(), flow["state"].encode()):
        raise WrongAnswer("state")
    if answer.get("iss", settings.issuer) != settings.issuer:
        raise WrongAnswer("another provider")
    if "code" not in answer:
        raise ProviderRefused(f"error: {answer.get('error', '')[:100]!a}")
    claims = client_of(settings).claims(
        redirect_uri, answer["code"], flow["nonce"], flow["verifier"], settings.groups_claim
    )
    return claims, flow["target"]


def _flow(request: HTTPRequest) -> dict[str, str]:
    """Return what the cookie keeps; keys are changed now and then, so the ones before count too."""
    problem: Exception | None = None
    for key in filter(None, getUtility(IKeyManager)["_system"]):
        try:
            flow: dict[str, str] = jwt.decode(
                request.cookies.get(COOKIE, ""),
                PURPOSE + key,
                algorithms=["HS256"],
                options={"require": ["exp", "state", "nonce", "verifier", "target"]},
            )
        except jwt.InvalidTokenError as error:
            problem = error
        else:
            return flow
    raise WrongAnswer(f"cookie: {problem}")
