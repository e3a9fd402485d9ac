"""Our numbers and our customers' in the model: who writes to whom from where.

Each kind of phone shows another rule of reply addresses: ten subnumbers of one sender, two bare
senders, one bare sender of a tenant that leaves people alone for a while.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from tests.model.questionnaires import HELP, NOT_FOUND, STARTED, STOPPED

NORWEGIAN = ("+4790000001", "+4790000002")
SWEDISH = ("+46700000001",)
DANISH = ("+4522345678",)
PHONES = (*NORWEGIAN, *SWEDISH, *DANISH)

CALM = "calm"
CALM_DAYS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """A number of ours, and whether it has subnumbers (one digit: ten of them)."""

    address: str
    has_subnumbers: bool = False


SENDERS: dict[str, tuple[Sender, ...]] = {
    "+47": (Sender(address="1960", has_subnumbers=True),),
    "+46": (Sender(address="+46730000001"), Sender(address="+46730000002")),
    "+45": (Sender(address="+4530000001"),),
}
SUBNUMBERS = 10
SUBNUMBER_RESTS = timedelta(days=14)


def senders_of(phone: str) -> tuple[Sender, ...]:
    """Return the senders that serve a phone, in their order."""
    return SENDERS[phone[:3]]


def tenant_of(phone: str) -> str:
    """Return whose customer a phone is."""
    return CALM if phone in DANISH else "default"


def calm_for(phone: str) -> timedelta:
    """Return for how long a phone is left alone after a survey."""
    return timedelta(days=CALM_DAYS) if phone in DANISH else timedelta(0)


def configuration() -> dict[str, Any]:
    """Return the SMS configuration file of all this."""
    texts = {
        "not_found": NOT_FOUND,
        "opt_out_confirmation": STOPPED,
        "start_confirmation": STARTED,
        "help": HELP,
    }
    tenant = {name: {"en": text, "no": text} for name, text in texts.items()}
    return {
        "providers": {
            "plain": {"type": "http", "url": "http://h", "token": "t", "webhook_token": "w"}
        },
        "senders": [
            {
                "tenant": CALM if prefix == "+45" else "default",
                "address": sender.address,
                "provider": "plain",
                "serves": [prefix],
                **({"subnumbers": {"digits": 1}} if sender.has_subnumbers else {}),
            }
            for prefix, senders in SENDERS.items()
            for sender in senders
        ],
        "tenants": {"default": tenant, CALM: {**tenant, "quarantine_days": CALM_DAYS}},
    }
