"""`svar examples`: surveys to begin from, each with its dialogues; they are in `services/cli/examples`."""

import json
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import Annotated

import typer

from services.cli.dialogue_file import MARK, dialogues_beside
from services.cli.survey_file import load_survey_file
from services.runtime.errors import ConfigurationError

SCHEMA = "survey.schema.json"
"""The schema that the first line of each example names, so that editors know it."""
_FOR_EDITORS = "yaml-language-server:"
FOLDER = Path(__file__).with_name("examples")
"""Where the examples are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A survey that Svar ships; `about` is the comment that its file begins with."""

    path: Path
    name: str
    languages: tuple[str, ...]
    about: str


def example_surveys() -> tuple[Example, ...]:
    """Every example, by the name of its file."""
    paths = sorted(path for path in FOLDER.glob("*.yaml") if not path.stem.endswith(MARK))
    return tuple(_example(path) for path in paths)


def examples(
    folder: Annotated[
        Path | None,
        typer.Argument(help="Write them to this folder.", show_default=False, file_okay=False),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """List good surveys to begin from, or write them to a folder.

    Each comes in six languages and with dialogues, which show how it is answered; the schema
    beside them lets editors offer names and mark mistakes. A file
    that is there already is never overwritten: then nothing is written, and it exits 2.

    Example: svar examples surveys && svar test surveys/*.yaml
    """
    shipped = example_surveys()
    written = [] if folder is None else _write_out(shipped, folder)
    if as_json:
        typer.echo(json.dumps(_plain(shipped, written), indent=2, ensure_ascii=False))
        return
    for example in shipped:
        languages = ", ".join(example.languages)
        typer.echo(f"{example.path.stem}: {example.name} ({languages})\n  {example.about}\n")
    if folder is None:
        typer.echo("Write them out with: svar examples FOLDER")
    for path in written:
        typer.echo(f"Wrote {path}")


def _example(path: Path) -> Example:
    definition = load_survey_file(path)
    return Example(
        path=path,
        name=definition.name,
        languages=definition.languages,
        about=_opening_comment(path.read_text(encoding="utf-8")),
    )


def _opening_comment(text: str) -> str:
    r"""The comment that a file begins with, as one line, without what is for editors.

    >>> _opening_comment("# yaml-language-server: x\n# One,\n# two.\nname: A\n# three")
    'One, two.'
    """
    lines = [line.removeprefix("#").strip() for line in takewhile(_is_comment, text.splitlines())]
    return " ".join(line for line in lines if not line.startswith(_FOR_EDITORS))


def _is_comment(line: str) -> bool:
    return line.startswith("#")


def _write_out(shipped: tuple[Example, ...], folder: Path) -> list[Path]:
    """Copies each survey and its dialogues, and their schema; nothing at all when one of the files is there."""
    sources = [file for one in shipped for file in (one.path, dialogues_beside(one.path))]
    sources.append(FOLDER / SCHEMA)
    there = [target for source in sources if (target := folder / source.name).exists()]
    if there:
        raise ConfigurationError([f"{target} is there already." for target in there])
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return [_copied(source, folder / source.name) for source in sources]
    except OSError as error:
        raise ConfigurationError([f"{folder}: cannot be written: {error.strerror}."]) from error


def _copied(source: Path, target: Path) -> Path:
    target.write_text(source.read_text(encoding="utf-8"), encoding="utf-8")
    return target


def _plain(shipped: tuple[Example, ...], written: list[Path]) -> dict[str, object]:
    return {
        "examples": [
            {"id": one.path.stem, "name": one.name, "languages": one.languages, "about": one.about}
            for one in shipped
        ],
        "written": [str(path) for path in written],
    }
