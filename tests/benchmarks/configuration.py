"""The SMS configuration of the benchmark: two senders of one provider, one of which may flood."""

from pathlib import Path
from typing import Final

import yaml

from tests.e2e.configuration import TOKEN, WEBHOOK_TOKEN

FIRST_PHONE: Final = 47_90_000_000
FIRST_FLOODING_PHONE: Final = 46_700_000_000
FLOODING: Final = "+46"
"""What the phones of the flooding sender begin with."""


def write_configuration(folder: Path, provider_url: str) -> str:
    """Send to Norway from 1963 and to Sweden from 1964, both with subnumbers; returns the path."""
    plain = {"type": "http", "url": provider_url, "token": TOKEN, "webhook_token": WEBHOOK_TOKEN}
    senders = [
        {
            "tenant": "default",
            "address": address,
            "provider": "plain",
            "serves": [country],
            "subnumbers": {"digits": 10},
        }
        for address, country in (("1963", "+47"), ("1964", "+46"))
    ]
    path = folder / "sms.yaml"
    path.write_text(yaml.safe_dump({"providers": {"plain": plain}, "senders": senders}))
    return str(path)
