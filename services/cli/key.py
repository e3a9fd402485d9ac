"""`svar key`: makes API keys. Only a key's hash is ever written down; the key is shown once."""

import json
import re
import secrets
from datetime import UTC, date, datetime
from typing import Annotated, Any

import typer
import yaml

from services.access.keys import digest_of
from services.access.keys_file import HIGHEST_RATE, LONGEST_NAME
from services.access.scopes import Scope
from services.runtime.errors import ConfigurationError

_NAMES_A_TENANT = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")

key_app = typer.Typer(help="API keys for the REST interface.", no_args_is_help=True)


@key_app.callback()
def keys() -> None:
    """Make API keys for the REST interface."""


@key_app.command()
def new(
    tenant: Annotated[str, typer.Option(help="Whose surveys and sessions the key opens.")],
    scopes: Annotated[
        str, typer.Option(help=f"Comma-separated: {', '.join(Scope)}; admin is all of them.")
    ],
    name: Annotated[str, typer.Option(help="What to call the key in logs.")] = "",
    rate: Annotated[
        float | None,
        typer.Option(
            min=0,
            max=HIGHEST_RATE,
            help="Requests per second, 0 for no limit; else SVAR_REQUESTS_PER_SECOND.",
        ),
    ] = None,
    burst: Annotated[
        int | None,
        typer.Option(
            min=1,
            max=HIGHEST_RATE,
            help="Requests that may come at once, with --rate; else those of one second.",
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Make a new API key and its entry for the keys file.

    The key is shown once. Put the entry into the file that SVAR_API_KEYS_FILE names; a running
    gateway takes it up by itself. The file holds a hash, so a lost key cannot be looked up: make
    a new one.

    A call of send-many counts as many requests as it has recipients. Limits are counted by each
    gateway for itself. Exits 2, and makes no key, when the gateway would refuse its entry.

    Example: svar key new --tenant acme --scopes send,results --name call-centre --rate 20 --burst 100
    """
    _require_names(tenant, name)
    key = new_key()
    entry = keys_file_entry(
        key,
        name=name or tenant,
        tenant=tenant,
        scopes=read_scopes(scopes),
        today=datetime.now(UTC).date(),
    ) | limits(rate, burst)
    if as_json:
        typer.echo(json.dumps({"key": key, **entry}, ensure_ascii=False))
        return
    typer.echo(f"The key, shown only now:\n\n  {key}\n\nIts entry in the keys file:\n")
    typer.echo(yaml.safe_dump([entry], sort_keys=False, allow_unicode=True), nl=False)


def new_key() -> str:
    """Return a key with 256 bits that nobody can guess."""
    return f"svar_{secrets.token_urlsafe(32)}"


def keys_file_entry(
    key: str, *, name: str, tenant: str, scopes: tuple[Scope, ...], today: date
) -> dict[str, Any]:
    """Return what the keys file says about a key.

    >>> made = {"name": "a", "tenant": "acme", "scopes": (Scope.SEND,), "today": date(2026, 11, 29)}
    >>> keys_file_entry("abc", **made)["hash"][:8]
    'ba7816bf'
    """
    return {
        "name": name,
        "tenant": tenant,
        "scopes": [scope.value for scope in scopes],
        "hash": digest_of(key.encode()),
        "made": today.isoformat(),
    }


def _require_names(tenant: str, name: str) -> None:
    if not _NAMES_A_TENANT.fullmatch(tenant):
        raise ConfigurationError(
            ["--tenant: at most 64 of A-Z a-z 0-9 _ . -, a letter or digit first."]
        )
    if len(name) > LONGEST_NAME:
        raise ConfigurationError([f"--name: at most {LONGEST_NAME} characters."])


def limits(rate: float | None, burst: int | None) -> dict[str, float | int]:
    """Return what the keys file says about a key's limits; a burst alone is a ConfigurationError.

    >>> limits(2.5, 10), limits(20.0, None), limits(None, None)
    ({'rate': 2.5, 'burst': 10}, {'rate': 20}, {})
    """
    if rate is None:
        if burst is not None:
            raise ConfigurationError(["--burst: needs --rate beside it."])
        return {}
    plain = int(rate) if rate.is_integer() else rate
    return {"rate": plain} if burst is None else {"rate": plain, "burst": burst}


def read_scopes(written: str) -> tuple[Scope, ...]:
    """Read comma-separated scopes; raises ConfigurationError naming each that is none.

    >>> read_scopes("send, results")
    (<Scope.SEND: 'send'>, <Scope.RESULTS: 'results'>)
    """
    names = [name.strip() for name in written.split(",") if name.strip()]
    wrong = [name for name in names if name not in set(Scope)]
    if wrong or not names:
        said = ", ".join(wrong) or "nothing"
        raise ConfigurationError([f"--scopes: {said} is none of {', '.join(Scope)}."])
    return tuple(dict.fromkeys(Scope(name) for name in names))
