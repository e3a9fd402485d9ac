"""What the gateway can be told by environment variables (`api.md` section 9)."""

import ipaddress

from pydantic import Field

from services.runtime.config import ProcessSettings


class GatewaySettings(ProcessSettings):
    """Where to listen, whom to call, and who may call."""

    http_host: str = Field(default="127.0.0.1", min_length=1)
    http_port: int = Field(default=8080, ge=0, le=65535)
    """0 takes a free port, which is logged."""
    api_keys_file: str = ""
    """YAML; empty for the development key, which works from this machine only."""
    surveys_port: int = Field(default=7001, ge=1, le=65535)
    sessions_port: int = Field(default=7002, ge=1, le=65535)
    sms_port: int = Field(default=7003, ge=1, le=65535)
    surveys_address: str = ""
    """`host:port`; empty for this machine and the port above."""
    sessions_address: str = ""
    sms_address: str = ""

    def addresses(self) -> dict[str, str]:
        """Return where each service answers, by its name."""
        return {
            "surveys": self.surveys_address or f"127.0.0.1:{self.surveys_port}",
            "sessions": self.sessions_address or f"127.0.0.1:{self.sessions_port}",
            "sms": self.sms_address or f"127.0.0.1:{self.sms_port}",
        }


def is_loopback(host: str) -> bool:
    """Say whether a host name or address means this machine only.

    >>> is_loopback("127.0.0.1"), is_loopback("::1"), is_loopback("localhost"), is_loopback("0.0.0.0")
    (True, True, True, False)
    """
    if host == "localhost":
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return (mapped or address).is_loopback
