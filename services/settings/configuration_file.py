"""Reading a YAML configuration file: secrets put in, every mistake named with its place.

What the sections of the file mean is known to whoever reads them, not here.
"""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from services.runtime.errors import ConfigurationError
from services.runtime.validation_sentences import sentence_of
from services.runtime.yaml_reader import YamlError, read_yaml_file

Section = Mapping[str, object]

_reference: Final = re.compile(r"\$\{([^}]*)\}?")
_is_variable: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*").fullmatch
_FILE: Final = "file:"

_SENTENCES: Final = {
    "extra_forbidden": "is not a known setting",
    "string_type": "must be text (numbers and times of day need quotes)",
    "dict_type": "must be a mapping",
    "model_type": "must be a mapping",
}
"""Where YAML says it otherwise than JSON."""


def read_configuration_file(path: str) -> Section:
    """Return the mapping that a YAML file holds; an empty file is an empty mapping.

    Raises ConfigurationError when it cannot be read, is no YAML, or holds something else.
    """
    try:
        content = read_yaml_file(Path(path))
    except YamlError as exc:
        raise ConfigurationError([f"{path}: {exc}."]) from exc
    if content is None:
        return {}
    if not isinstance(content, dict) or not all(isinstance(key, str) for key in content):
        raise ConfigurationError([f"{path}: must be a mapping with names as keys."])
    return content


def put_in_secrets(
    value: object, place: str, *, environment: Mapping[str, str], problems: list[str]
) -> object:
    """Return the value with each `${NAME}` and `${file:/path}` in its texts replaced.

    What cannot be found is added to `problems` and stays as it was written.
    """

    def secret(found: re.Match[str]) -> str:
        text, problem = _secret(found, environment)
        if problem is not None:
            problems.append(f"{place}: {problem}.")
        return text

    def inside(part: object, key: str) -> object:
        return put_in_secrets(part, place + key, environment=environment, problems=problems)

    return _replaced(value, secret, inside)


def mistakes(exc: ValidationError, place: str) -> list[str]:
    """Return a sentence for each mistake that pydantic found, none of them with the value."""
    return [
        f"{place}{_place(error['loc'], first=not place)}: {_sentence(error)}."
        for error in exc.errors(include_input=False, include_url=False)
    ]


def _replaced(
    value: object,
    secret: Callable[[re.Match[str]], str],
    inside: Callable[[object, str], object],
) -> object:
    match value:
        case str():
            return _reference.sub(secret, value)
        case list():
            return [inside(item, f"[{index}]") for index, item in enumerate(value)]
        case dict():
            return {key: inside(item, f".{key}") for key, item in value.items()}
        case _:
            return value


def _secret(found: re.Match[str], environment: Mapping[str, str]) -> tuple[str, str | None]:
    name = found.group(1)
    if name.startswith(_FILE):
        return _file_secret(found.group(), Path(name.removeprefix(_FILE)))
    if not _is_variable(name) or not found.group().endswith("}"):
        return found.group(), "a secret is written ${NAME} or ${file:/path}"
    if name not in environment:
        return found.group(), f"the environment has no {name}"
    return environment[name], None


def _file_secret(written: str, path: Path) -> tuple[str, str | None]:
    try:
        return path.read_text(encoding="utf-8").rstrip("\r\n"), None
    except (OSError, UnicodeDecodeError, ValueError) as exc:
        return written, f"{path} cannot be read ({_why(exc)})"


def _why(exc: Exception) -> str:
    return (exc.strerror or "unknown") if isinstance(exc, OSError) else "not UTF-8 text"


def _place(location: tuple[int | str, ...], *, first: bool) -> str:
    # "[key]" is how pydantic says that a key itself is wrong; the key stands before it.
    known = [part for part in location if part != "[key]"]
    parts = [f"[{part}]" if isinstance(part, int) else f".{part}" for part in known]
    written = "".join(parts)
    return written.removeprefix(".") if first else written


def _sentence(error: Mapping[str, Any]) -> str:
    return _SENTENCES.get(error["type"]) or sentence_of(error)
