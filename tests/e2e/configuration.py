"""An SMS configuration with a provider of each kind, as a file."""

from pathlib import Path

import yaml

TOKEN = "outgoing-secret"
WEBHOOK_TOKEN = "incoming-secret"


def write_sms_configuration(folder: Path, provider_url: str) -> str:
    """Send to Norway through `plain`, with subnumbers, and elsewhere to handsets; returns the path."""
    plain = {"type": "http", "url": provider_url, "token": TOKEN, "webhook_token": WEBHOOK_TOKEN}
    norway = {
        "address": "1963",
        "provider": "plain",
        "serves": ["+47"],
        "subnumbers": {"digits": 10},
    }
    elsewhere = {"address": "+46730000001", "provider": "phones", "serves": ["*"]}
    path = folder / "sms.yaml"
    path.write_text(
        yaml.safe_dump(
            {
                "providers": {"plain": plain, "phones": {"type": "handset"}},
                "senders": [{"tenant": "default", **sender} for sender in (norway, elsewhere)],
            }
        )
    )
    return str(path)
