"""Tokens in the name of a provider: what is forged, for somebody else or too old is refused."""

import base64
import json
import time

import pytest
from joserfc.jwk import OctKey

from tlvwa.portal.security.login.provider.addresses import is_issuer
from tlvwa.portal.security.login.provider.client import SECONDS_BETWEEN, Client, Provider
from tlvwa.portal.security.login.provider.errors import ProviderAway, WrongAnswer
from tlvwa.portal.security.login.provider.rules import is_group_line

from .described_provider import (
    KEY,
    NEW,
    NONCE,
    OTHER,
    DescribedProvider,
    end_of_sessions,
    token,
)

FAR = 32_503_680_000  # the year 3000, in seconds since 1970


@pytest.fixture
def described():
    """A server that describes a provider."""
    with DescribedProvider() as provider:
        yield provider


@pytest.fixture
def client(described):
    """A site at this provider."""
    return Client(Provider(described.issuer), "portal", None, "openid")


def unsigned(described):
    """A token without a signature."""
    head, body, _signature = token(described).split(".")
    head = base64.urlsafe_b64encode(b'{"alg":"none"}').rstrip(b"=").decode()
    return f"{head}.{body}."


def test_a_right_token_is_taken(described, client):
    assert client.verified(token(described), NONCE)["sub"] == "anna"
    assert client.verified(token(described, aud=["portal", "x"], azp="portal"), NONCE)
    assert client.verified(token(described, algorithm="PS256"), NONCE)


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://evil.example"},
        {"aud": "anderes"},
        {"aud": []},
        {"aud": ["portal", "anderes"]},
        {"azp": "anderes"},
        *({"exp": 1}, {"iat": FAR}, {"nbf": FAR}),
        {"nonce": "x"},
        {"sub": ""},
        {"sub": 5},
        *({"without": (name,)} for name in ("iss", "aud", "exp", "iat", "nonce", "sub")),
    ],
    ids=str,
)
def test_a_token_for_something_else_is_refused(described, client, claims):
    with pytest.raises(WrongAnswer):
        client.verified(token(described, **claims), NONCE)


def test_a_forged_token_is_refused(described, client):
    public = json.dumps(KEY.as_dict(private=False)).encode()
    forged = [
        token(described, OTHER),
        unsigned(described),
        token(described, OctKey.import_key(public), "HS256"),
        token(described)[:-6] + "AAAAAA",
        *("", "x", "a.b.c", "." * 50),
    ]
    for each in forged:
        with pytest.raises(WrongAnswer):
            client.verified(each, NONCE)


def test_new_keys_of_the_provider_are_read(described, client):
    client.verified(token(described), NONCE)
    described.has_keys(NEW)
    client.provider.keys_read_at -= SECONDS_BETWEEN
    assert client.verified(token(described, NEW), NONCE)
    with pytest.raises(WrongAnswer):
        client.verified(token(described), NONCE)


def test_a_log_out_token_names_somebody(described, client):
    assert client.logged_out(end_of_sessions(described)) == "anna"
    wrong = [
        *({"events": {}}, {"events": "x"}, {"nonce": "x"}, {"aud": "x"}, {"iss": "x"}),
        *({"iat": int(time.time()) - 6000}, {"without": ("jti",)}, {"without": ("sub",)}),
    ]
    for claims in wrong:
        with pytest.raises(WrongAnswer):
            client.logged_out(end_of_sessions(described, **claims))
    with pytest.raises(WrongAnswer):
        client.logged_out(token(described))


@pytest.mark.parametrize(
    "metadata",
    [
        {"issuer": "https://evil.example"},
        {"token_endpoint": "http://evil.example/token"},
        {"jwks_uri": None},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"userinfo_endpoint": "ftp://127.0.0.1/"},
    ],
    ids=str,
)
def test_what_a_provider_says_of_itself_is_looked_at(described, client, metadata):
    described.metadata |= metadata
    with pytest.raises(ProviderAway):
        client.begin("https://portal.example/back", "s", "n", "v" * 48)


def test_a_provider_is_asked_once_in_a_while(described, client):
    for _number in range(5):
        client.verified(token(described), NONCE)
    assert len(described.asked) == 2


@pytest.mark.parametrize(
    ("address", "is_good"),
    [
        *(
            ("https://login.example.org/realms/land", True),
            ("http://127.0.0.1:9000", True),
            ("", True),
        ),
        *(("http://login.example.org", False), ("https://", False), ("ftp://localhost", False)),
        *(("https://login.example.org?x", False), ("http://127.0.0.1.evil.example", False)),
    ],
)
def test_only_https_or_this_machine(address, is_good):
    assert is_issuer(address) is is_good


def test_forged_tokens_do_not_let_the_site_ask_again_and_again(described, client):
    for _number in range(20):
        with pytest.raises(WrongAnswer):
            client.verified(token(described, OTHER), NONCE)
    assert len(described.asked) == 2


def test_a_provider_that_is_away_is_not_waited_for_again_and_again(described, client):
    described.answers.clear()
    for _number in range(20):
        with pytest.raises(ProviderAway):
            client.begin("https://portal.example/back", "s", "n", "v" * 48)
    assert len(described.asked) == 1


def test_a_line_of_groups():
    assert is_group_line("a|b")
    assert not is_group_line("a")
    assert not is_group_line("|b")
