"""The plot of a run, and the charts that it is made of."""

from typing import Any
from xml.etree import ElementTree

import pytest

from tests.benchmarks.plot import plot
from tests.benchmarks.svg import HEIGHT, WIDTH, Chart, Line, ceiling, drawing

SVG = "{http://www.w3.org/2000/svg}"


def chart(*points: tuple[float, float], powers: bool = False) -> ElementTree.Element:
    """Draw one line through these points."""
    lines = [Line(name="a < b", points=points)]
    return ElementTree.fromstring(
        drawing([Chart(title="T & U", across="x", lines=lines, powers=powers)])
    )


def places(drawn: ElementTree.Element) -> list[tuple[float, float]]:
    """Return where a line goes."""
    line = drawn.find(f".//{SVG}polyline")
    assert line is not None
    pairs = [pair.split(",") for pair in line.attrib["points"].split()]
    return [(float(x), float(y)) for x, y in pairs]


def result(*, stored: int = 3) -> dict[str, Any]:
    """A result of `make bench`, as much of it as a plot needs."""
    curve = [
        {"offered": 100.0 * n, "carried": 99.0 * n, "median": 0.01 * n, "slow": 0.05 * n}
        for n in range(1, 6)
    ]
    growth = [
        {"sessions": 10 ** (4 + n), "speed": 0.8, "next_message": 0.03, "next_message_median": 0.01}
        for n in range(stored)
    ]
    return {"curve": curve, "growth": growth}


def test_more_is_higher_and_further_to_the_right() -> None:
    (low_x, low_y), (high_x, high_y) = places(chart((1, 10), (2, 20)))

    assert low_x < high_x
    assert low_y > high_y


def test_every_point_lies_within_the_chart() -> None:
    for x, y in places(chart((0, 0), (7, 1234.5), (9999, 0.1))):
        assert 0 < x < WIDTH
        assert 0 < y < HEIGHT


def test_powers_of_ten_are_equally_far_from_each_other() -> None:
    first, second, third = (x for x, _ in places(chart((1e4, 1), (1e5, 1), (1e6, 1), powers=True)))

    assert second - first == pytest.approx(third - second)


def test_a_single_size_is_drawn_too() -> None:
    assert len(places(chart((1e4, 1), powers=True))) == 1


def test_names_are_written_as_they_are() -> None:
    said = [one.text for one in chart((1, 1)).iter(f"{SVG}text")]

    assert "T & U" in said
    assert "a < b" in said


@pytest.mark.parametrize("value", [0.001, 0.9, 1, 3, 41, 999, 1001, 123456])
def test_an_axis_ends_little_above_what_it_has_to_hold(value: float) -> None:
    assert value <= ceiling(value) <= 2.5 * value


@pytest.mark.parametrize("stored", [0, 1, 3])
def test_a_run_has_four_charts(stored: int) -> None:
    drawn = ElementTree.fromstring(plot(result(stored=stored)))

    titles = [one for one in drawn.iter(f"{SVG}text") if one.attrib["class"] == "title"]
    assert len(titles) == 4


def test_the_plot_can_be_read_on_a_dark_page_and_on_a_light_one() -> None:
    drawn = ElementTree.fromstring(plot(result()))

    style = drawn.findtext(f"{SVG}style")
    assert style is not None
    light, dark = style.split("prefers-color-scheme: dark")
    for kind in ("text", ".paper", ".grid", ".l0", ".l1", ".d0", ".d1"):
        assert kind in light
        assert kind in dark
