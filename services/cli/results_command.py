"""`svar results`: the figures of a survey in the terminal."""

import time
from collections.abc import Mapping
from typing import Annotated, Any
from urllib.parse import urlencode

import typer
from rich.console import Console
from rich.table import Table

from services.cli.export_responses import parameter_of
from services.cli.publication_file import survey_named
from services.cli.rest import RestClient, survey_path
from services.cli.results_rebuild import rebuild

_BAR = 24
"""Characters of the longest bar."""
_REBUILD = "rebuild"


def results(
    survey: Annotated[
        str,
        typer.Argument(
            help="A survey's id, or its file; `rebuild` reads all sessions anew.",
            show_default=False,
        ),
    ],
    by: Annotated[
        str, typer.Option(help="Also by this variable, `version` or `languageCode`.")
    ] = "",
    bucket: Annotated[str, typer.Option(help="Also by `day`, `week` or `month`.")] = "",
    where: Annotated[
        list[str] | None,
        typer.Option(
            help="Narrow: from=2026-11-01, to=…, var.agentId=1234, answer.score=0..6, state=expired."
        ),
    ] = None,
    tests: Annotated[bool, typer.Option("--tests", help="Count tests, too.")] = False,
) -> None:
    """Print the figures of a survey: how many answered, and what.

    `svar results rebuild` has the results service of this system read all sessions anew; figures stay
    up meanwhile.

    Talks to the gateway at SVAR_URL (default: the one of `svar up` on this machine) with the key
    in SVAR_API_KEY, which needs the scope results. Exits 0 when they are printed, 1 when there is no
    such survey or the request is wrong, 2 when nobody answers or the key is no good.

    Example: svar results 11111111-1111-4111-8111-111111111111 --by agentId
    """
    if survey == _REBUILD:
        rebuild(say=typer.echo, wait=time.sleep)
        return
    parameters = [parameter_of(one) for one in where or ()]
    parameters += [("groupBy", by)] * bool(by) + [("bucket", bucket)] * bool(bucket)
    parameters += [("includeTests", "true")] * tests
    client = RestClient.from_environment()
    path = f"{survey_path(survey_named(survey, client))}/results?{urlencode(parameters)}"
    answer = client.get(path)
    if not answer.ok:
        typer.echo(answer.problem(), err=True)
        raise typer.Exit(1)
    show(answer.body, Console(highlight=False))


def show(figures: Mapping[str, Any], console: Console) -> None:
    """Print figures as tables."""
    console.print(_summary(figures))
    left_out = figures["leftOut"]
    if any(left_out.values()):
        tests, suppressed = left_out["tests"], left_out["suppressed"]
        console.print(f"Not counted: {tests} tests (--tests counts them), {suppressed} suppressed.")
    for question in figures["questions"]:
        versions = f" (versions {_list(question['versions'])})" if question["split"] else ""
        console.print(f"\n{question['elementId']}{versions}: {_headline(question)}")
        console.print(_question(question))
    if figures["groups"]:
        console.print(_groups(figures["groups"]))


def _summary(figures: Mapping[str, Any]) -> Table:
    table = Table("Sent", "Delivered", "Answered", "Completed", "Opted out", "SMS", box=None)
    table.add_row(
        str(figures["sent"]),
        _rate(figures["deliveryRate"]),
        f"{figures['answered']}, {_rate(figures['responseRate'])}",
        f"{figures['completed']}, {_rate(figures['completionRate'])}",
        str(figures["optedOut"]),
        str(figures["segments"]),
    )
    return table


def _question(question: Mapping[str, Any]) -> Table:
    table = Table("", "", "", box=None, show_header=False)
    most = max((one["count"] for one in question["counts"]), default=0)
    for one in question["counts"]:
        bar = "█" * round(_BAR * one["count"] / most) if most else ""
        table.add_row(str(one["label"] or _word(one["value"])), bar, str(one["count"]))
    return table


def _headline(question: Mapping[str, Any]) -> str:
    asked = f"{question['answered']} of {question['shown']} answered"
    parts = [asked]
    if question["value"] is not None:
        metric = question["metric"].upper()
        interval = f" ({_number(question['low'])} to {_number(question['high'])})"
        shown = interval if question["low"] is not None else ""
        parts.append(f"{metric} {_number(question['value'])}{shown}")
    if question["mean"] is not None:
        parts.append(f"mean {_number(question['mean'])}")
    if question["left"]:
        parts.append(f"{question['left']} left here")
    if question["small"]:
        parts.append("few answers")
    return ", ".join(parts)


def _groups(groups: list[dict[str, Any]]) -> Table:
    metrics = {
        question["elementId"]: question["metric"].upper()
        for group in groups
        for question in group["questions"]
    }
    names = [f"{element} {metric}" for element, metric in metrics.items()]
    table = Table("", "", "Sent", "Answered", *names, "", box=None)
    for group in groups:
        values = {one["elementId"]: _number(one["value"]) for one in group["questions"]}
        table.add_row(
            group["key"] or "–",
            group["bucket"] or "",
            str(group["sent"]),
            _rate(group["responseRate"]),
            *(values.get(one, "–") for one in metrics),
            "few" if group["small"] else "",
        )
    return table


def _rate(figure: Mapping[str, Any]) -> str:
    return "–" if figure["value"] is None else f"{figure['value']:.1f} % (n {figure['n']})"


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f}".removesuffix(".0")


def _word(value: object) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _list(numbers: list[int]) -> str:
    return ", ".join(map(str, numbers))
