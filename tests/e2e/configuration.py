"""An SMS configuration with a provider of each kind, as a file."""

from pathlib import Path

import yaml

TOKEN = "outgoing-secret"
WEBHOOK_TOKEN = "incoming-secret"


def write_sms_configuration(folder: Path, provider_url: str, centre_url: str = "") -> str:
    """Send to Norway through `plain`, with subnumbers, and elsewhere to handsets; returns the path.

    Where there is an SMS centre, Denmark is reached through it, with subnumbers as well.
    """
    plain: dict[str, object] = {
        "type": "http",
        "url": provider_url,
        "token": TOKEN,
        "webhook_token": WEBHOOK_TOKEN,
    }
    norway: dict[str, object] = {
        "address": "1963",
        "provider": "plain",
        "serves": ["+47"],
        "subnumbers": {"digits": 10},
    }
    elsewhere: dict[str, object] = {
        "address": "+46730000001",
        "provider": "phones",
        "serves": ["*"],
    }
    providers = {"plain": plain, "phones": {"type": "handset"}}
    senders = [norway, elsewhere]
    if centre_url:
        providers["centre"] = {
            "type": "smpp",
            "url": centre_url,
            "system_id": "svar",
            "password": "secret",
            "message_ids": "hex_then_decimal",
        }
        senders.append({**norway, "address": "1204", "provider": "centre", "serves": ["+45"]})
    path = folder / "sms.yaml"
    path.write_text(
        yaml.safe_dump(
            {
                "providers": providers,
                "senders": [{"tenant": "default", **sender} for sender in senders],
            }
        )
    )
    return str(path)
