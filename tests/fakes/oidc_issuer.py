"""An OpenID Connect issuer on a free port: discovery, keys that rotate, and tokens signed by them."""

import asyncio
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

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
        return web.json_response({"issuer": self.named or self.url, "jwks_uri": f"{self.url}/keys"})

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
    runner = web.AppRunner(app, shutdown_timeout=1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    issuer.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    started.set()
    await stop.wait()
    await runner.cleanup()
