"""Session variables as they are typed behind a command: `--variable agentId=1234`."""

from collections.abc import Sequence
from typing import Annotated, Final, TypeAlias

import typer

from services.runtime.errors import ConfigurationError

MOST_VARIABLES: Final = 50
LONGEST_KEY: Final = 64
LONGEST_VALUE: Final = 512

Variables: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--variable",
        metavar="KEY=VALUE",
        help="Something known about the customer or the call; may be repeated.",
        show_default=False,
    ),
]
"""The option of a command."""


def variables_of(typed: Sequence[str] | None) -> dict[str, str]:
    """Return the variables; raises ConfigurationError with a sentence for each that is none.

    >>> variables_of(["agentId=1234", "note=a=b"])
    {'agentId': '1234', 'note': 'a=b'}
    """
    pairs = [one.partition("=") for one in typed or ()]
    problems = [_said("".join(pair)) for pair in pairs if not _fits(*pair)]
    if len(pairs) > MOST_VARIABLES:
        problems.append(f"--variable may be given {MOST_VARIABLES} times at most.")
    if problems:
        raise ConfigurationError(problems)
    return {key: value for key, _, value in pairs}


def _said(typed: str) -> str:
    return (
        f"--variable {typed}: write KEY=VALUE, such as agentId=1234, "
        f"with at most {LONGEST_KEY} and {LONGEST_VALUE} characters."
    )


def _fits(key: str, sign: str, value: str) -> bool:
    return bool(sign) and 1 <= len(key) <= LONGEST_KEY and len(value) <= LONGEST_VALUE
