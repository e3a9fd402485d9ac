"""Signature Version 4 of AWS, for requests with a body and no query (docs.aws.amazon.com: signing requests)."""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from urllib.parse import quote, urlsplit

ALGORITHM: Final = "AWS4-HMAC-SHA256"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """Who signs, for which service of which region."""

    access_key_id: str
    secret_access_key: str = field(repr=False)
    region: str
    service: str

    def headers(
        self, method: str, url: str, signed: Mapping[str, str], body: bytes, *, now: datetime
    ) -> Mapping[str, str]:
        """Return the headers that a request needs besides the `signed` ones; `now` is in UTC.

        What is signed: the method, the path, `signed`, the host, the time and the body.
        """
        at = now.strftime("%Y%m%dT%H%M%SZ")
        parts = urlsplit(url)
        covered = {name.lower(): value.strip() for name, value in signed.items()}
        covered |= {"host": parts.netloc, "x-amz-date": at}
        names = ";".join(sorted(covered))
        canonical = "\n".join(
            [
                method,
                quote(parts.path or "/", safe="/-_.~"),
                "",
                *(f"{name}:{covered[name]}" for name in sorted(covered)),
                "",
                names,
                hashlib.sha256(body).hexdigest(),
            ]
        )
        scope = f"{at[:8]}/{self.region}/{self.service}/aws4_request"
        digest = hashlib.sha256(canonical.encode()).hexdigest()
        signature = _hmac(self._key(at[:8]), f"{ALGORITHM}\n{at}\n{scope}\n{digest}").hex()
        return {
            "X-Amz-Date": at,
            "Authorization": f"{ALGORITHM} Credential={self.access_key_id}/{scope},"
            f" SignedHeaders={names}, Signature={signature}",
        }

    def _key(self, day: str) -> bytes:
        key = f"AWS4{self.secret_access_key}".encode()
        for step in (day, self.region, self.service, "aws4_request"):
            key = _hmac(key, step)
        return key


def _hmac(key: bytes, text: str) -> bytes:
    return hmac.new(key, text.encode(), hashlib.sha256).digest()
