"""The bounds of scales and numbers, and the figures that answers count towards."""

from collections.abc import Iterator

from services.engine.definition import ElementDefinition, ElementType, Metric
from services.engine.elements.scale import FIXED_RANGES
from services.engine.problems.examined import Examined
from services.engine.problems.finding import Finding
from services.engine.replies import unit_named

_LARGEST = 2_000_000_000
_NUMERIC = (ElementType.NUMBER, ElementType.SCALE, *FIXED_RANGES)


def number_problems(examined: Examined) -> Iterator[Finding]:
    """A scale without bounds, bounds the wrong way round, bounds on a scale that has its own."""
    for path, element in examined.placed():
        if element.type is ElementType.SCALE and None in (element.min, element.max):
            yield Finding(path=path, message="A scale needs both min and max.")
        if element.type in FIXED_RANGES:
            yield from _fixed(path, element)
        elif element.type in _NUMERIC:
            yield from _ordered(path, element)
        if element.unit is not None:
            yield from _unit(path, element, element.unit)


def number_warnings(examined: Examined) -> Iterator[Finding]:
    """A metric that the answers to such a question cannot count towards."""
    for path, element in examined.placed():
        metric = element.metric or Metric.NONE
        fits = (
            element.type is ElementType.YES_NO if metric is Metric.FCR else element.type in _NUMERIC
        )
        if metric is not Metric.NONE and not fits:
            message = f'A question of type {element.type} does not count towards "{metric}".'
            yield Finding(path=f"{path}.metric", message=message)


def _ordered(path: str, element: ElementDefinition) -> Iterator[Finding]:
    bounds = [bound for bound in (element.min, element.max) if bound is not None]
    if len(bounds) == 2 and bounds[0] >= bounds[1]:
        message = f"min ({bounds[0]}) must be smaller than max ({bounds[1]})."
        yield Finding(path=f"{path}.min", message=message)
    if any(abs(bound) > _LARGEST for bound in bounds):
        yield Finding(path=path, message="The bounds must lie within two thousand million.")


def _unit(path: str, element: ElementDefinition, unit: str) -> Iterator[Finding]:
    if element.type is ElementType.NUMBER and unit_named(unit) is None:
        message = f'"{unit}" is no unit that replies are understood in, such as "times" or "years".'
        yield Finding(path=f"{path}.unit", message=message)


def _fixed(path: str, element: ElementDefinition) -> Iterator[Finding]:
    low, high = FIXED_RANGES[element.type]
    if element.min not in (None, low) or element.max not in (None, high):
        message = f"A {element.type} question always goes from {low} to {high}; use a scale."
        yield Finding(path=path, message=message)
