"""`svar takeout`: writes everything of a tenant into a folder, before it is deleted say."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from services.cli.export_responses import download
from services.cli.pages import every, said
from services.cli.rest import RestClient, survey_path
from services.runtime.errors import ConfigurationError

ALL: Final = ("includeTests", "true")
CONTENTS: Final = "contents.json"
"""Written last: a folder without it is not whole."""


def takeout(
    folder: Annotated[
        Path, typer.Argument(help="Made where it is not there; else empty.", show_default=False)
    ],
) -> None:
    """Write all of a tenant into a folder: every version of its surveys, all responses, the opt-outs.

    Of each survey there are `draft.json`, `version-1.json` and so on, and `responses.jsonl`, a response a
    line with everything that was said, tests and suppressed ones among them. `opt-outs.jsonl` has the phones
    that want nothing. `contents.json` says how many there are of each; it is written last, so a folder without
    it is not whole.

    Talks to the gateway at SVAR_URL (default: the one of `svar up` on this machine) with the key
    in SVAR_API_KEY, which needs the scopes surveys, results and contacts, and numbers for whole phone numbers.
    Exits 0 when it is written, 1 when something was refused, 2 when nobody answers, the key is no good, or
    the folder is not empty.

    Example: svar takeout ./acme
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ConfigurationError([f"{folder} is not an empty folder."])
    client = RestClient.from_environment()
    surveys = [_survey(client, folder, one) for one in every(client, "/v1/surveys", "surveys")]
    opt_outs = _write_lines(folder / "opt-outs.jsonl", every(client, "/v1/opt-outs", "optOuts"))
    _write(folder / CONTENTS, {"surveys": surveys, "optOuts": opt_outs})
    for one in surveys:
        typer.echo(f"{one['responses']:>8} responses, {one['versions']} versions: {one['name']}")
    typer.echo(f"{opt_outs:>8} opt-outs")


def _survey(client: RestClient, folder: Path, survey: dict[str, Any]) -> dict[str, Any]:
    own, versions = folder / survey["id"], survey["latestVersion"] or 0
    for version in range(versions + 1):
        name = f"version-{version}.json" if version else "draft.json"
        path = f"{survey_path(survey['id'])}?version={version}"
        _write(own / name, said(client.get(path))["definition"])
    responses = own / "responses.jsonl"
    refused = download(client, survey["id"], format="jsonl", where=[ALL], out=responses)
    if refused is not None:
        typer.echo(refused.problem(), err=True)
        raise typer.Exit(1)
    with responses.open("rb") as lines:
        count = sum(1 for _ in lines)
    return {
        "id": survey["id"],
        "name": survey["name"],
        "versions": versions,
        "responses": count,
    }


def _write_lines(path: Path, items: Iterator[dict[str, Any]]) -> int:
    count = 0
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as file:
        for item in items:
            file.write(json.dumps(item, ensure_ascii=False) + "\n")
            count += 1
    return count


def _write(path: Path, content: dict[str, Any] | Sequence[Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
