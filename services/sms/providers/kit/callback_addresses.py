"""The addresses that a provider calls: what it signs, and what it is told to call."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from services.sms.domain.provider import Callback, CallbackKind


@dataclass(frozen=True, slots=True, kw_only=True)
class CallbackAddresses:
    """Where one provider calls us. `public_url` is as configured, None where it is not."""

    name: str
    public_url: str | None

    def of(self, kind: CallbackKind) -> str | None:
        """Return the address for callbacks of a kind, None where no public one is configured."""
        if self.public_url is None:
            return None
        return f"{self.public_url}/v1/providers/{self.name}/{kind.value}"

    def called(self, callback: Callback) -> str:
        """Return the address that a callback came to, with its query: never made of its Host.

        >>> addresses = CallbackAddresses(name="t", public_url="https://svar.example.com/sms")
        >>> posted = Callback(kind="status", method="POST", target="/v1/x?a=b", headers={}, body=b"")
        >>> addresses.called(posted)
        'https://svar.example.com/sms/v1/x?a=b'
        """
        return f"{self.public_url or ''}{callback.target}"


def with_and_without_port(url: str) -> tuple[str, str]:
    """Return an address without a port, and with it (the scheme's own where none is given).

    >>> with_and_without_port("https://a.example/x?y=1")
    ('https://a.example/x?y=1', 'https://a.example:443/x?y=1')
    """
    parts = urlsplit(url)
    host = parts.netloc.rpartition(":")[0] if parts.port else parts.netloc
    port = parts.port or (443 if parts.scheme == "https" else 80)
    rest = url[len(f"{parts.scheme}://{parts.netloc}") :]
    return f"{parts.scheme}://{host}{rest}", f"{parts.scheme}://{host}:{port}{rest}"
