"""What `svar up` tells people when everything runs: where it is, and three commands to copy."""

from collections.abc import Sequence

from services.access.keys import DEVELOPMENT_KEY
from services.cli.settings import DEMO_SURVEY_ID, UpSettings
from services.cli.system import Servers
from services.runtime.addresses import LOOPBACK, SERVICES, Process

PHONE = "+4790000001"
READY = "Svar is ready"
"""How the line begins that says so; programs that start `svar up` wait for it."""


def welcome(
    settings: UpSettings,
    servers: Servers,
    *,
    seconds: float,
    with_console: bool = True,
    more_gateways: Sequence[str] = (),
    with_handset: bool = True,
) -> str:
    """Return the whole text. Passwords in URLs given from outside are not in it.

    `with_handset` says whether the demo's phone is one on this machine.
    """
    return "\n".join(
        [
            "",
            f"{READY} after {seconds:.1f} seconds.",
            "",
            *(_console(settings) if with_console else ()),
            *_addresses(settings, servers),
            *([f"  And REST  {', '.join(more_gateways)}"] if more_gateways else ()),
            "",
            *(_commands(settings) if with_handset else _elsewhere(settings)),
            "",
            "Ctrl-C stops it and keeps the data.",
        ]
    )


def _console(settings: UpSettings) -> list[str]:
    address = f"http://{LOOPBACK}:{settings.addresses.port(Process.CONSOLE)}"
    key = f"a key of {settings.api_keys_file}" if settings.api_keys_file else DEVELOPMENT_KEY
    return [f"  Console   {address}   (sign in with {key})"]


def _addresses(settings: UpSettings, servers: Servers) -> list[str]:
    gateway = f"http://{LOOPBACK}:{settings.addresses.port(Process.GATEWAY)}"
    services = [f"{one} {LOOPBACK}:{settings.addresses.port(one)}" for one in SERVICES]
    own_key = f"one of {settings.api_keys_file}"
    return [
        f"  REST      {gateway}   (documentation: {gateway}/docs)",
        f"  gRPC      {', '.join(services)}",
        f"  Postgres  {'as in SVAR_DATABASE_URL' if settings.database_url else servers.database_url}",
        f"  Redis     {'as in SVAR_REDIS_URL' if settings.redis_url else servers.redis_url}",
        f"  Key       {own_key if settings.api_keys_file else DEVELOPMENT_KEY}",
    ]


def _commands(settings: UpSettings) -> list[str]:
    gateway = f"http://{LOOPBACK}:{settings.addresses.port(Process.GATEWAY)}"
    key = "$SVAR_API_KEY" if settings.api_keys_file else DEVELOPMENT_KEY
    header = f"-H 'X-API-Key: {key}'" if key == DEVELOPMENT_KEY else f'-H "X-API-Key: {key}"'
    json = "-H 'Content-Type: application/json'"
    sent = f'{{"identifier": "{PHONE}", "identifierType": "Phone", "channel": "SMS"}}'
    return [
        f"Send the demo survey to {PHONE}, look at that phone, reply from it:",
        "",
        f"  curl {header} {json} -d '{sent}' {gateway}/v1/surveys/{DEMO_SURVEY_ID}/send",
        f"  curl {header} '{gateway}/v1/handset/{PHONE}?wait=10'",
        f'  curl {header} {json} -d \'{{"text": "8"}}\' {gateway}/v1/handset/{PHONE}',
    ]


def _elsewhere(settings: UpSettings) -> list[str]:
    return [
        f"Messages go out as {settings.sms_config} says. The demo survey goes to a phone of yours with:",
        "",
        f"  svar send {DEMO_SURVEY_ID} +47…",
    ]
