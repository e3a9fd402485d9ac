"""An OpenID Connect issuer on a free port: discovery, keys that rotate, and tokens signed by them."""

import asyncio
import base64
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import jwt
from aiohttp import web
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


class FakeIssuer:
    """Signs with `keys[key_id]`; shows the public halves of those in `shown`. `down` answers 503."""

    def __init__(self) -> None:
        self.url = ""
        self.named = ""
        self.down = False
        self.reads = 0
        self.keys: dict[str, PrivateKey] = {}
        self.shown: list[str] = []
        self.codes: dict[str, tuple[dict[str, str], str]] = {}
        self.rotate("first")

    def rotate(self, key_id: str, *, kind: str = "RSA") -> None:
        """Make a new key, and show no other."""
        self.keys[key_id] = (
            ec.generate_private_key(ec.SECP256R1())
            if kind == "EC"
            else rsa.generate_private_key(public_exponent=65537, key_size=2048)
        )
        self.shown = [key_id]

    def token(
        self,
        *,
        key_id: str = "first",
        kind: str | None = "at+jwt",
        without: str = "",
        **claims: Any,
    ) -> str:
        """Sign a token that is good but for the claims given; times are seconds from now.

        `kind` is the header's `typ`, None for none.
        """
        key = self.keys[key_id]
        algorithm = "ES256" if isinstance(key, ec.EllipticCurvePrivateKey) else "RS256"
        return jwt.encode(
            self.claims(without=without, **claims),
            key,
            algorithm,
            headers={"kid": key_id, "typ": kind},
        )

    def claims(self, *, without: str = "", **changes: Any) -> dict[str, Any]:
        """Return the claims of a good token, changed."""
        claims: dict[str, Any] = {
            "iss": self.url,
            "aud": "svar",
            "sub": "flow",
            "exp": 300,
            "tenant": "acme",
            "svar_scopes": ["send", "surveys"],
        } | changes
        now = int(time.time())
        moved = {name: now + claims[name] for name in ("exp", "nbf") if name in claims}
        return {name: value for name, value in (claims | moved).items() if name != without}

    def public_pem(self, key_id: str) -> bytes:
        """Return the public half of a key as text, which anybody could take for a shared secret."""
        return (
            self.keys[key_id]
            .public_key()
            .public_bytes(
                serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
            )
        )

    def key_set(self) -> dict[str, Any]:
        """Return the JSON Web Key Set."""
        return {"keys": [_shown(key_id, self.keys[key_id]) for key_id in self.shown]}

    async def describe(self, _request: web.Request) -> web.Response:
        """Answer discovery."""
        if self.down:
            return web.Response(status=503)
        return web.json_response(
            {
                "issuer": self.named or self.url,
                "jwks_uri": f"{self.url}/keys",
                "authorization_endpoint": f"{self.url}/authorize",
                "token_endpoint": f"{self.url}/token",
            }
        )

    def agree(self, address: str, **claims: Any) -> tuple[str, str]:
        """Sign somebody in who was led to an address; returns the state and the code to come back with."""
        asked = dict(parse_qsl(urlsplit(address).query))
        code = f"code-{len(self.codes)}"
        token = self.token(kind="JWT", aud=asked["client_id"], nonce=asked["nonce"], **claims)
        self.codes[code] = asked, token
        return asked["state"], code

    async def exchange(self, request: web.Request) -> web.Response:
        """Give the ID token of a code, once, to whoever has the verifier (RFC 7636 section 4.6)."""
        given = await request.post()
        asked, token = self.codes.pop(str(given.get("code")), ({}, ""))
        digest = sha256(str(given.get("code_verifier")).encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if (
            challenge != asked.get("code_challenge")
            or given.get("redirect_uri") != asked["redirect_uri"]
        ):
            return web.json_response({"error": "invalid_grant"}, status=400)
        return web.json_response({"id_token": token, "token_type": "Bearer"})

    async def show_keys(self, _request: web.Request) -> web.Response:
        """Answer with the keys."""
        self.reads += 1
        return web.json_response(self.key_set())


def _shown(key_id: str, key: PrivateKey) -> dict[str, Any]:
    match key:
        case ec.EllipticCurvePrivateKey():
            written = ECAlgorithm.to_jwk(key.public_key())
        case _:
            written = RSAAlgorithm.to_jwk(key.public_key())
    return {**json.loads(written), "kid": key_id, "use": "sig"}


@contextmanager
def running_issuer() -> Iterator[FakeIssuer]:
    """Run an issuer for a while, in a thread of its own."""
    issuer = FakeIssuer()
    started = threading.Event()
    loop = asyncio.new_event_loop()
    stop = asyncio.Event()
    thread = threading.Thread(target=loop.run_until_complete, args=(_serve(issuer, started, stop),))
    thread.start()
    started.wait(10)
    try:
        yield issuer
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()
        loop.close()


async def _serve(issuer: FakeIssuer, started: threading.Event, stop: asyncio.Event) -> None:
    app = web.Application()
    app.router.add_get("/.well-known/openid-configuration", issuer.describe)
    app.router.add_get("/keys", issuer.show_keys)
    app.router.add_post("/token", issuer.exchange)
    runner = web.AppRunner(app, shutdown_timeout=1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    issuer.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    started.set()
    await stop.wait()
    await runner.cleanup()
