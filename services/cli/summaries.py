"""Reads what a command does off its source, so that listing all of them loads none of them."""

import ast
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path


def summary_of(place: str) -> str:
    """Return the first line about a command that is at `module:attribute`.

    A group of commands says it itself, by `help`, or by its callback.

    >>> summary_of("services.cli.check:check"), summary_of("services.cli.parked:parked_app")[:30]
    ('Find what is wrong with surveys in files.', 'List what could not be handled')
    """
    module, _, attribute = place.partition(":")
    spec = find_spec(module)
    if spec is None or spec.origin is None:
        raise LookupError(f"there is no module {module}")
    tree = ast.parse(Path(spec.origin).read_text(encoding="utf-8"))
    said = next((text for text in _said(tree, attribute) if text), None)
    if said is None:
        raise LookupError(f"nothing is said about {place}")
    return said.splitlines()[0]


def _said(tree: ast.Module, attribute: str) -> Iterator[str | None]:
    for node in tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == attribute:
            yield _help(node.value)
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            marks = [ast.unparse(mark) for mark in node.decorator_list]
            is_callback = any(mark.startswith(f"{attribute}.callback(") for mark in marks)
            if is_callback or node.name == attribute:
                yield ast.get_docstring(node)


def _help(value: ast.expr) -> str | None:
    keywords = value.keywords if isinstance(value, ast.Call) else []
    given = (one.value for one in keywords if one.arg == "help")
    return next((str(one.value) for one in given if isinstance(one, ast.Constant)), None)
