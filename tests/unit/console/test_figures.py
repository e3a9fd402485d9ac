"""How figures are written and drawn, and how an address says what they are of."""

from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from starlette.requests import Request
from svar.results.v1 import results_service_pb2 as pb

from services.console.charts.bars import bars
from services.console.charts.trend import Axis, Point, trend
from services.console.pages import figures
from services.console.pages.comparison import rows_of
from services.console.pages.filters import Chosen
from services.console.pages.hours import hours_of
from services.console.words.catalogue import words_in

ENGLISH, NORWEGIAN = words_in("en"), words_in("no")
HOSTILE = '"><script>alert(1)</script>'
NOON = datetime(2026, 11, 29, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("figure", "kind", "written"),
    [
        (pb.Figure(), "nps", "–"),
        (pb.Figure(value=0, n=3), "nps", "0"),
        (pb.Figure(value=31.4, n=9), "nps", "+31"),
        (pb.Figure(value=-100, n=1), "nps", "-100"),
        (pb.Figure(value=81.2, n=9), "csat", "81 %"),
        (pb.Figure(value=5.64, n=9), "ces", "5.6"),
    ],
)
def test_a_metric_is_written_as_people_know_it(figure: pb.Figure, kind: str, written: str) -> None:
    assert figures.metric(figure, kind, ENGLISH) == written


def test_without_answers_there_is_a_dash_and_never_a_zero() -> None:
    assert figures.rate(pb.Figure(), ENGLISH) == "–"
    assert figures.interval(pb.Figure(value=5, n=1), ENGLISH) == ""


def test_numbers_are_written_as_in_the_readers_language() -> None:
    assert figures.number(14_310.5, ENGLISH, digits=1) == "14,310.5"
    assert figures.number(14_310.5, NORWEGIAN, digits=1) == "14\u00a0310,5"


def test_a_line_has_gaps_where_nobody_answered() -> None:
    points = [
        Point(label=str(day), value=value, low=0 if value else None, high=9 if value else None)
        for day, value in enumerate([1.0, 2.0, None, 4.0, 5.0])
    ]

    drawn = ElementTree.fromstring(trend(points, axis=Axis(low=0, high=10), title=HOSTILE))

    assert len(drawn.findall("path")) == 2
    assert len(drawn.findall("polygon")) == 2
    assert len(drawn.findall("circle")) == 4
    assert drawn.get("aria-label") == HOSTILE


def test_nothing_drawn_holds_markup_or_style_of_others() -> None:
    drawn = bars([(HOSTILE, 3), ("2", 0)], title=HOSTILE)

    assert "<script>" not in drawn
    assert "style" not in drawn
    assert len(ElementTree.fromstring(drawn).findall("rect")) == 2


def test_an_address_says_everything_that_was_chosen() -> None:
    chosen = Chosen(
        survey="a", period="7", by="agentId", version=2, variables=(("queue", "q &="),), tests=True
    )

    assert Chosen.of(_request(chosen.address())) == chosen


def test_what_nobody_can_have_chosen_is_passed_over() -> None:
    address = "survey=a&period=1e9&version=x&tests=maybe&" + "&".join(
        f"var.k{number}=v" for number in range(9)
    )

    found = Chosen.of(_request(address))

    assert (found.period, found.version, found.tests, len(found.variables)) == ("30", 0, False, 5)


@pytest.mark.parametrize(("period", "begin"), [("7", "2026-11-23"), ("all", "")])
def test_a_period_ends_today(period: str, begin: str) -> None:
    assert Chosen(period=period).filter(NOON).from_day == begin


def _request(query: str) -> Request:
    return Request({"type": "http", "query_string": query.encode(), "headers": []})


def test_the_period_before_is_as_long_and_ends_where_this_one_begins() -> None:
    chosen = Chosen(period="7", variables=(("agentId", "1"),))

    now, before = chosen.filter(NOON), chosen.before(NOON)

    assert before is not None
    assert (now.from_day, now.to_day) == ("2026-11-23", "")
    assert (before.from_day, before.to_day) == ("2026-11-16", "2026-11-23")
    assert before.variables == now.variables
    assert Chosen(period="all").before(NOON) is None


def test_a_variable_narrows_in_the_place_of_its_older_value() -> None:
    chosen = Chosen(variables=(("agentId", "1"), ("queue", "a")))

    assert chosen.with_variable("AGENTID", "2") == "period=30&var.queue=a&var.AGENTID=2"


@pytest.mark.parametrize(
    ("found", "verdict", "change"),
    [
        (pb.Difference(name="response_rate"), "–", "–"),
        (pb.Difference(metric="nps", change=7.4, low=-3, high=17), "no certain difference", "+7"),
        (pb.Difference(metric="nps", change=7.4, low=3, high=12, certain=True), "higher", "+7"),
        (pb.Difference(metric="ces", change=-0.04, certain=True), "lower", "0.0"),
    ],
)
def test_only_what_is_certain_is_called_a_difference(
    found: pb.Difference, verdict: str, change: str
) -> None:
    (row,) = rows_of(pb.CompareFiguresResponse(differences=[found]), ENGLISH)

    assert (row.verdict, row.change) == (verdict, change)


def test_hours_are_shaded_by_answers_and_never_for_a_few() -> None:
    def at(weekday: int, hour: int, answered: int) -> pb.HourFigures:
        total = pb.Figures(answered=answered)
        total.questions.add(element_id="a", metric="nps", value=pb.Figure(value=50, n=answered))
        return pb.HourFigures(weekday=weekday, hour=hour, figures=total)

    found = hours_of([at(1, 9, 100), at(1, 11, 41), at(7, 10, 4)], ["nps"], ENGLISH)

    assert found is not None
    assert list(found.hours) == [9, 10, 11]
    monday, sunday = found.rows[0], found.rows[6]
    assert (monday[0], [cell.shade if cell else None for cell in monday[1]]) == (
        "Monday",
        [5, None, 3],
    )
    assert [cell.shade if cell else None for cell in sunday[1]] == [None, 0, None]
    assert (monday[1][0].score if monday[1][0] else "") == "+50"
    assert hours_of([], [], ENGLISH) is None
