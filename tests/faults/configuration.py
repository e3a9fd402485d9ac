"""How the system under faults is told about its provider, its senders, and the second of each service."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import yaml

from services.runtime.addresses import LOOPBACK, SERVICES
from tests.e2e.configuration import TOKEN, WEBHOOK_TOKEN

NO_RATE_LIMIT: Final = {"SVAR_REQUESTS_PER_SECOND": "0"}
"""One key makes all the load here; how much one may make is not what is looked at."""

CONSOLE_SECRET: Final = {"SVAR_CONSOLE_SECRET": "the same for every replica of the console"}
"""What seals the cookies of both."""


def write_sms_configuration(folder: Path, provider_url: str) -> str:
    """Send everything through one provider: to Norway with subnumbers, elsewhere without."""
    plain = {
        "type": "http",
        "url": provider_url,
        "token": TOKEN,
        "webhook_token": WEBHOOK_TOKEN,
        # A provider that hangs is given up sooner than the usual one, and not before this machine,
        # on which everything runs at once, gets to answer.
        "deadline": 5,
    }
    norway = {"address": "1963", "serves": ["+47"], "subnumbers": {"digits": 10}}
    elsewhere = {"address": "+46730000001", "serves": ["*"]}
    senders = [
        {"tenant": "default", "provider": "plain", **sender} for sender in (norway, elsewhere)
    ]
    path = folder / "sms.yaml"
    path.write_text(yaml.safe_dump({"providers": {"plain": plain}, "senders": senders}))
    return str(path)


def both_addresses(first: Mapping[str, str], second: Mapping[str, str]) -> dict[str, str]:
    """Return the variables that name both processes of each service, by the ports of each."""
    return {
        service.address_variable: ",".join(
            f"{LOOPBACK}:{ports[service.port_variable]}" for ports in (first, second)
        )
        for service in SERVICES
    }
