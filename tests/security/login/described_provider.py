"""A server that describes a provider, and tokens that it signs, or that somebody forges in its name."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer

from joserfc import jwt
from joserfc.jwk import RSAKey

from tlvwa.portal.security.login.provider.client import BACK_CHANNEL

NONCE = "nonce"
KEY = RSAKey.generate_key(2048, {"kid": "eins"})
OTHER = RSAKey.generate_key(2048, {"kid": "eins"})
NEW = RSAKey.generate_key(2048, {"kid": "zwei"})


class DescribedProvider:
    """A server that describes a provider; its answers are set by tests."""

    def __init__(self):
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                provider.asked.append(self.path)
                body = json.dumps(provider.answers.get(self.path, {})).encode()
                self.send_response(200 if self.path in provider.answers else 404)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *arguments):
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.issuer = f"http://127.0.0.1:{self.server.server_address[1]}"
        self.asked = []
        self.metadata = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/auth",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
        }
        self.answers = {"/.well-known/openid-configuration": self.metadata}
        self.has_keys(KEY)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def has_keys(self, *keys):
        """Let it publish keys."""
        self.answers["/keys"] = {"keys": [key.as_dict(private=False) for key in keys]}

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.server.shutdown()
        self.server.server_close()


def token(described, key=KEY, algorithm="RS256", without=(), **claims):
    """An ID token; ``claims`` differ from a right one."""
    now = int(time.time())
    right = {"iss": described.issuer, "aud": "portal", "sub": "anna", "iat": now, "exp": now + 60}
    payload = right | {"nonce": NONCE} | claims
    payload = {name: value for name, value in payload.items() if name not in without}
    header = {"alg": algorithm, "kid": "eins" if key is not NEW else "zwei"}
    return jwt.encode(header, payload, key, algorithms=[algorithm])


def end_of_sessions(described, **claims):
    """A token that ends sessions."""
    told = {"events": {BACK_CHANNEL: {}}, "jti": "1"} | claims
    without = {"nonce", *told.pop("without", ())} - set(claims)
    return token(described, without=without, **told)
