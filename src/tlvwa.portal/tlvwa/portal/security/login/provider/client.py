"""The conversation with a provider: discovery, code, tokens, claims (OpenID Connect Core 1.0, PKCE).

Plain Python: no site, no request. Every address of the provider is https, or on this machine.
"""

import math
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, cast
from urllib.parse import quote

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, KeySetSerialization
from requests import RequestException, Response, Session

from tlvwa.portal.common.clock import now
from tlvwa.portal.security.login.provider.addresses import is_safe_address
from tlvwa.portal.security.login.provider.errors import ProviderAway, ProviderRefused, WrongAnswer

ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]
SECONDS, SECONDS_BETWEEN, SECONDS_TO_KEEP, LEEWAY = 10, 10, 600, 60
LONGEST = 1_000_000  # bytes
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")
OPTIONAL = ("userinfo_endpoint", "end_session_endpoint")
BACK_CHANNEL = "http://schemas.openid.net/event/backchannel-logout"
Claims = dict[str, Any]


@dataclass
class Provider:
    """A provider as it describes itself; what it said is kept for ten minutes.

    Strangers can let the site ask it, so it is asked once in a few seconds only, also while it is away.
    """

    issuer: str
    metadata: Mapping[str, Any] = field(default_factory=dict)
    keys: KeySet | None = None
    read_at: float = -math.inf
    keys_read_at: float = -math.inf
    failed_at: float = -math.inf
    lock: Lock = field(default_factory=Lock)

    def described(self) -> Mapping[str, Any]:
        """Return the metadata of the provider. Raises ``ProviderAway``."""
        with self.lock:
            if not self.metadata or time.monotonic() - self.read_at > SECONDS_TO_KEEP:
                address = self.issuer.rstrip("/") + "/.well-known/openid-configuration"
                self.metadata = _checked_metadata(self.issuer, self._ask(address))
                self.keys, self.read_at = None, time.monotonic()
            return self.metadata

    def signed_claims(self, token: str) -> Claims:
        """Return the claims of a token that the provider signed. Raises ``WrongAnswer``."""
        try:
            return dict(jwt.decode(token, self._keys(), algorithms=ALGORITHMS).claims)
        except (JoseError, ValueError):
            pass  # the provider may have changed its keys since
        try:
            return dict(jwt.decode(token, self._keys(anew=True), algorithms=ALGORITHMS).claims)
        except (JoseError, ValueError) as error:
            raise WrongAnswer(f"token: {error}") from error

    def _keys(self, anew: bool = False) -> KeySet:
        address = self.described()["jwks_uri"]
        with self.lock:
            is_old = time.monotonic() - self.keys_read_at > SECONDS_BETWEEN
            if self.keys is None or (anew and is_old):
                try:
                    keys = cast(KeySetSerialization, self._ask(address))
                    self.keys = KeySet.import_key_set(keys)
                except (JoseError, ValueError, KeyError) as error:
                    raise ProviderAway(f"keys: {error}") from error
                self.keys_read_at = time.monotonic()
            return self.keys

    def _ask(self, address: str) -> Claims:
        if time.monotonic() - self.failed_at < SECONDS_BETWEEN:
            raise ProviderAway("it was away a moment ago")
        try:
            return _json(address)
        except ProviderAway:
            self.failed_at = time.monotonic()
            raise


@dataclass(frozen=True)
class Client:
    """This site at a provider."""

    provider: Provider
    client_id: str
    client_secret: str | None
    scope: str

    def begin(self, redirect_uri: str, state: str, nonce: str, verifier: str) -> str:
        """Return the address at which somebody logs in. Raises ``ProviderAway``."""
        endpoint = self.provider.described()["authorization_endpoint"]
        with self._session(redirect_uri) as session:
            address, _state = session.create_authorization_url(
                endpoint, state=state, nonce=nonce, code_verifier=verifier
            )
        return str(address)

    def claims(self, redirect_uri: str, code: str, nonce: str, verifier: str, claim: str) -> Claims:
        """Return what the provider says of who logged in; ``claim`` is asked for where it is missing.

        Raises ``ProviderAway``, ``ProviderRefused``, ``WrongAnswer``.
        """
        tokens = self._tokens(redirect_uri, code, verifier)
        claims = self.verified(str(tokens.get("id_token", "")), nonce)
        endpoint = self.provider.described().get("userinfo_endpoint")
        if claim not in claims and endpoint:
            headers = {"Authorization": f"Bearer {tokens.get('access_token', '')}"}
            more = _json(endpoint, headers)
            if more.get("sub") != claims["sub"]:
                raise WrongAnswer("userinfo is about somebody else")
            claims = more | claims
        return claims

    def verified(self, id_token: str, nonce: str) -> Claims:
        """Return the claims of an ID token that is for this site and this log-in. Raises ``WrongAnswer``."""
        claims = self._own_claims(id_token, "sub", "exp", "iat")
        if claims.get("nonce") != nonce:
            raise WrongAnswer("nonce")
        audience = claims["aud"] if isinstance(claims["aud"], list) else [claims["aud"]]
        if claims.get("azp", self.client_id) != self.client_id or (
            len(audience) > 1 and "azp" not in claims
        ):
            raise WrongAnswer("authorized party")
        return claims

    def logged_out(self, logout_token: str) -> str:
        """Return whose sessions end, as a token of the back-channel says. Raises ``WrongAnswer``."""
        claims = self._own_claims(logout_token, "sub", "iat", "jti")
        events = claims.get("events")
        if "nonce" in claims or not isinstance(events, dict) or BACK_CHANNEL not in events:
            raise WrongAnswer("no log-out token")
        if now().timestamp() - claims["iat"] > SECONDS_TO_KEEP:
            raise WrongAnswer("log-out token is too old")
        return str(claims["sub"])

    def _own_claims(self, token: str, *needed: str) -> Claims:
        claims = self.provider.signed_claims(token)
        asked: dict[str, Any] = {name: {"essential": True} for name in needed}
        asked["iss"] = {"essential": True, "value": self.provider.issuer}
        asked["aud"] = {"essential": True, "value": self.client_id}
        try:
            jwt.JWTClaimsRegistry(leeway=LEEWAY, **asked).validate(claims)
        except (JoseError, ValueError, TypeError) as error:
            raise WrongAnswer(f"claims: {error}") from error
        if not isinstance(claims.get("sub"), str) or not claims["sub"]:
            raise WrongAnswer("subject")
        return claims

    def _tokens(self, redirect_uri: str, code: str, verifier: str) -> Mapping[str, Any]:
        endpoint = self.provider.described()["token_endpoint"]
        try:
            with self._session(redirect_uri) as session:
                tokens = session.fetch_token(
                    endpoint,
                    code=code,
                    grant_type="authorization_code",
                    code_verifier=verifier,
                    timeout=SECONDS,
                    allow_redirects=False,
                )
        except AuthlibBaseError as error:
            raise ProviderRefused(f"code: {error.error}") from error
        except (RequestException, ValueError) as error:
            raise ProviderAway(f"token: {error}") from error
        if not isinstance(tokens, Mapping):
            raise ProviderAway("it gave no token")
        return tokens

    def _session(self, redirect_uri: str) -> OAuth2Session:
        # RFC 6749, 2.3.1: a secret is encoded before it becomes a password; authlib leaves that to us.
        return OAuth2Session(
            self.client_id,
            quote(self.client_secret, safe="") if self.client_secret else None,
            scope=self.scope,
            redirect_uri=redirect_uri,
            code_challenge_method="S256",
            token_endpoint_auth_method="client_secret_basic" if self.client_secret else "none",
        )


def _checked_metadata(issuer: str, metadata: Mapping[str, Any]) -> Mapping[str, Any]:
    if metadata.get("issuer") != issuer:
        raise ProviderAway(f"it calls itself {str(metadata.get('issuer'))[:200]!a}")
    needed = {name: metadata.get(name) for name in ENDPOINTS}
    optional = {name: metadata[name] for name in OPTIONAL if metadata.get(name)}
    for name, address in (needed | optional).items():
        if not isinstance(address, str) or not is_safe_address(address):
            raise ProviderAway(f"{name} is no address with https")
    return metadata


def _json(address: str, headers: Mapping[str, str] | None = None) -> Claims:
    """Return the JSON object at an address of the provider. Raises ``ProviderAway``."""
    try:
        with (
            Session() as session,
            session.get(
                address, headers=headers, timeout=SECONDS, allow_redirects=False, stream=True
            ) as response,
        ):
            return _object(response)
    except (RequestException, ValueError) as error:
        raise ProviderAway(f"{address}: {error}") from error


def _object(response: Response) -> Claims:
    if response.status_code != 200:
        raise ValueError(f"status {response.status_code}")
    content = response.raw.read(LONGEST + 1, decode_content=True)
    if len(content) > LONGEST:
        raise ValueError("too long")
    response._content = content
    answer = response.json()
    if not isinstance(answer, dict):
        raise ValueError("no object")
    return answer
