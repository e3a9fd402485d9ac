"""Every figure, held against an independent computation over the same sessions."""

import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from statistics import median
from typing import Any

import pytest
from msgspec.structs import replace

from services.engine.definition import ElementDefinition, ElementType, SurveyDefinition
from services.results.adapters.survey_source import questionnaire_of
from services.results.domain.comparison import differences_of
from services.results.domain.filter import (
    AskedAnswer,
    AskedFilter,
    Bucket,
    Grouping,
    Selection,
    VariableTest,
)
from services.results.domain.source import SourceSession
from services.results.ports.counting import HOUR
from services.results.store.counting import PostgresCountingStore
from services.results.use_cases.count_days import QUIET_FOR, CountDays
from services.runtime.errors import ServiceError
from services.settings.tenants import TenantSettings
from tests.fakes.results_sources import NOON, SURVEY, answer, session
from tests.integration.results.conftest import Results

ZONE = TenantSettings.default().timezone


def definition(highest: int = 10) -> SurveyDefinition:
    """A survey with a question of each kind that is counted."""
    kinds = {"nps": ElementType.NPS, "csat": ElementType.CSAT, "ces": ElementType.CES}
    named = [
        ElementDefinition(id=name, type=kind, text={"en": name}) for name, kind in kinds.items()
    ]
    scale = ElementDefinition(
        id="scale", type=ElementType.SCALE, min=1, max=highest, text={"en": "scale"}
    )
    return SurveyDefinition(
        name="All", default_language="en", languages=("en",), elements=(*named, scale)
    )


def made(seed: int, count: int) -> Iterator[SourceSession]:
    """Sessions with answers by chance."""
    chance = random.Random(seed)
    for _ in range(count):
        at = NOON + timedelta(hours=chance.randrange(24 * 20))
        scores = {
            "nps": chance.randrange(11),
            "csat": 1 + chance.randrange(5),
            "ces": 1 + chance.randrange(7),
        }
        given = chance.randrange(4)
        answers = tuple(answer(one, scores[one]) for one in list(scores)[:given])
        state = "completed" if given == 3 else chance.choice(["active", "expired", "opted_out"])
        asked = tuple(list(scores)[: min(3, given + 1)])
        yield session(
            created_at=at,
            state=state,
            answers=answers,
            asked=asked,
            current_element="done" if given == 3 else asked[-1],
            refused={asked[-1]: 2} if chance.random() < 0.2 else {},
            first_reply_at=at + timedelta(seconds=chance.randrange(4000)) if given else None,
            completed_at=at + timedelta(seconds=5000) if given == 3 else None,
            variables=(("agentId", chance.choice(["1", "2", "3"])), ("queueKey", "q")),
            language=chance.choice(["no", "en"]),
        )


@pytest.fixture
def known(results: Results) -> list[SourceSession]:
    """Sessions that are taken in."""
    results.sources.surveys["default", SURVEY] = [questionnaire_of(definition(), 1)]
    sessions = list(made(7, 400))
    for one in sessions:
        results.sources.put(one)
    results.catch_up()
    return sessions


def value_of(one: SourceSession, element: str) -> Any:
    return next((a.value for a in one.answers if a.element_id == element), None)


def nps(sessions: Sequence[SourceSession]) -> float:
    scores: list[int] = [value for one in sessions if (value := value_of(one, "nps")) is not None]
    return 100.0 * (sum(v >= 9 for v in scores) - sum(v <= 6 for v in scores)) / len(scores)


def test_totals_are_those_counted_by_hand(results: Results, known: list[SourceSession]) -> None:
    total = results.figures().total

    answered = [one for one in known if one.answers]
    completed = [one for one in known if one.state == "completed"]
    waits = [
        round((one.first_reply_at - one.created_at).total_seconds())
        for one in answered
        if one.first_reply_at
    ]
    assert total.counts.sent == 400
    assert total.counts.segments == 800
    assert total.response_rate.value == pytest.approx(100 * len(answered) / 400)
    assert total.completion_rate.value == pytest.approx(100 * len(completed) / len(answered))
    assert total.times.first_reply.median == pytest.approx(median(waits))
    assert total.times.completion.p90 == 5000


def test_questions_are_those_counted_by_hand(results: Results, known: list[SourceSession]) -> None:
    found = {one.scale.question.element_id: one for one in results.figures().total.questions}

    csat = [value for one in known if (value := value_of(one, "csat")) is not None]
    asked = [one for one in known if "csat" in one.asked]
    left = [
        one
        for one in asked
        if one.current_element == "csat" and one.state in ("expired", "opted_out")
    ]
    assert found["nps"].value is not None
    assert found["nps"].value.value == pytest.approx(nps(known))
    assert found["csat"].value is not None
    assert found["csat"].value.value == pytest.approx(100 * sum(v >= 4 for v in csat) / len(csat))
    assert found["csat"].mean is not None
    assert found["csat"].mean.value == pytest.approx(sum(csat) / len(csat))
    assert {one.value: one.count for one in found["csat"].counts} == dict(Counter(csat))
    assert (found["csat"].shown, found["csat"].left) == (len(asked), len(left))
    assert found["csat"].refused == sum(one.refused.get("csat", 0) for one in known)
    assert found["scale"].answered == 0
    assert found["scale"].drop_off.value is None


def test_two_groups_are_compared_figure_by_figure(
    results: Results, known: list[SourceSession]
) -> None:
    first, second = (
        results.figures(variables=(VariableTest(key="agentid", values=(agent,)),)).total
        for agent in ("1", "2")
    )

    found = {
        (one.name, one.question.scale.question.element_id if one.question else ""): one
        for one in differences_of(first, second)
    }

    ones, twos = (
        [one for one in known if dict(one.variables)["agentId"] == agent] for agent in "12"
    )
    assert found["value", "nps"].change == pytest.approx(nps(ones) - nps(twos))
    assert found["response_rate", ""].now == first.response_rate
    assert {name for name, _ in found} == {
        "response_rate",
        "completion_rate",
        "delivery_rate",
        "opt_out_rate",
        "value",
    }
    same = differences_of(first, first)
    assert not any(one.is_certain for one in same)


def test_groups_are_those_counted_by_hand(results: Results, known: list[SourceSession]) -> None:
    grouping = Grouping(by="agentid", bucket=Bucket.DAY)
    groups = results.figures(grouping=grouping).groups

    by_hand = defaultdict(list)
    for one in known:
        by_hand[one.variables[0][1], one.created_at.astimezone(ZONE).date().isoformat()].append(one)
    assert {(one.key, one.bucket): one.figures.counts.sent for one in groups} == {
        place: len(some) for place, some in by_hand.items()
    }
    for group in groups:
        scores = {one.scale.question.element_id: one for one in group.figures.questions}
        some = by_hand[str(group.key), group.bucket]
        if "nps" in scores:
            figure = scores["nps"].value
            assert figure is not None
            assert figure.value == pytest.approx(nps(some))


def test_weeks_begin_on_monday_and_months_on_the_first(
    results: Results, known: list[SourceSession]
) -> None:
    weeks = results.figures(grouping=Grouping(bucket=Bucket.WEEK)).groups
    months = results.figures(grouping=Grouping(bucket=Bucket.MONTH)).groups

    assert {date.fromisoformat(one.bucket).isoweekday() for one in weeks} == {1}
    assert {one.bucket for one in months} == {"2026-11-01", "2026-12-01"}


def test_hours_are_those_of_the_zone(results: Results, known: list[SourceSession]) -> None:
    hours = results.figures().hours

    by_hand = Counter(
        (str(local.isoweekday()), str(local.hour))
        for one in known
        if (local := one.created_at.astimezone(ZONE))
    )
    assert {(one.key, one.bucket): one.figures.counts.sent for one in hours} == dict(by_hand)


@pytest.mark.parametrize(
    ("asked", "holds"),
    [
        ({"language": "no"}, lambda one: one.language == "no"),
        ({"states": ("expired",)}, lambda one: one.state == "expired"),
        (
            {"variables": (VariableTest(key="agentid", values=("1", "2")),)},
            lambda one: one.variables[0][1] in {"1", "2"},
        ),
        (
            {"answers": (AskedAnswer(element_id="nps", written="9..10"),)},
            lambda one: (value_of(one, "nps") or 0) >= 9,
        ),
        (
            {"answers": (AskedAnswer(element_id="nps", written="4"),)},
            lambda one: value_of(one, "nps") == 4,
        ),
        (
            {"answers": (AskedAnswer(element_id="ces", written=""),)},
            lambda one: value_of(one, "ces") is not None,
        ),
        (
            {"from_day": date(2026, 11, 25), "to_day": date(2026, 11, 27)},
            lambda one: (
                one.created_at.astimezone(ZONE).day in {25, 26} and one.created_at.month == 11
            ),
        ),
    ],
    ids=["language", "state", "variable", "range", "value", "any answer", "days"],
)
def test_one_filter_holds_for_figures_and_lists(
    results: Results, known: list[SourceSession], asked: dict[str, Any], holds: Any
) -> None:
    wanted = sorted(one.id for one in known if holds(one))

    assert 0 < len(wanted) < len(known)
    assert results.sent(**asked) == len(wanted)
    selected = results.listing.select("default", SURVEY, AskedFilter(**asked))
    assert [one.id for page in results.listing.all(selected) for one in page] == wanted


def test_tests_and_suppressed_are_left_out_and_said(results: Results) -> None:
    results.sources.put(session())
    results.sources.put(session(test=True))
    results.sources.put(session(state="suppressed", reason="opted_out", messages=0, asked=()))
    results.catch_up()

    without, with_tests = results.figures(), results.figures(include_tests=True)

    assert without.total.counts.sent == 1
    assert (without.left_out.tests, without.left_out.suppressed) == (1, 1)
    assert with_tests.total.counts.sent == 2
    assert (with_tests.left_out.tests, with_tests.left_out.suppressed) == (0, 1)


def test_versions_with_another_scale_are_kept_apart(results: Results) -> None:
    results.sources.surveys["default", SURVEY] = [
        questionnaire_of(definition(10), 1),
        questionnaire_of(definition(5), 2),
    ]
    for version in (1, 2):
        results.sources.put(
            session(version=version, asked=("scale", "nps"), answers=(answer("scale", 5),))
        )
    results.catch_up()

    questions = results.figures().total.questions

    scales = [one for one in questions if one.scale.question.element_id == "scale"]
    assert [(one.scale.versions, one.scale.is_split, one.answered) for one in scales] == [
        ((2,), True, 1),
        ((1,), True, 1),
    ]
    (nps_question,) = [one for one in questions if one.scale.question.element_id == "nps"]
    assert (nps_question.scale.versions, nps_question.scale.is_split) == ((1, 2), False)


def test_a_session_without_the_variable_is_a_group_of_its_own(results: Results) -> None:
    results.sources.put(session(variables=(("agentId", "1"),)))
    results.sources.put(session())
    results.catch_up()

    groups = results.figures(grouping=Grouping(by="agentid")).groups

    assert [one.key for one in groups] == ["1", None]


def test_an_empty_survey_has_no_figures(results: Results) -> None:
    results.catch_up()

    total = results.figures().total

    assert total.counts.sent == 0
    assert total.response_rate.value is None
    assert total.times.first_reply.median is None


def test_everything_wrong_is_named_with_its_place(results: Results) -> None:
    results.sources.put(session(variables=(("agentId", "1"),)))
    results.catch_up()

    with pytest.raises(ServiceError) as caught:
        results.figures(
            version=9,
            variables=(VariableTest(key="nope"),),
            answers=(
                AskedAnswer(element_id="nope", written="1"),
                AskedAnswer(element_id="score", written="many"),
            ),
            grouping=Grouping(by="neither"),
        )

    places = [problem.path for problem in caught.value.problems]
    assert places == ["version", "var.nope", "answer.nope", "answer.score", "groupBy"]


def test_another_tenants_survey_is_not_there(results: Results) -> None:
    with pytest.raises(ServiceError) as caught:
        results.get_figures("acme", SURVEY, asked=AskedFilter(), grouping=Grouping())

    assert caught.value.reason == "SURVEY_NOT_FOUND"


def test_a_day_is_counted_anew_when_a_session_of_it_changes(results: Results) -> None:
    made = results.sources.put(session())
    results.catch_up()
    assert results.figures().total.counts.completed == 0

    results.sources.put(replace(made, state="completed", answers=(answer("score", 9),)))
    results.catch_up()

    assert results.figures().total.counts.completed == 1
    assert results.figures(grouping=Grouping(by="agentid")).groups[0].figures.counts.completed == 1


def test_what_is_kept_of_a_day_is_what_was_counted(
    results: Results, known: list[SourceSession]
) -> None:
    grouping = Grouping(by="agentid", bucket=Bucket.WEEK)

    first, again = results.figures(grouping=grouping), results.figures(grouping=grouping)

    assert first == again


def test_days_are_counted_ahead_once_they_are_quiet(
    results: Results, known: list[SourceSession]
) -> None:
    counting = PostgresCountingStore(results.database)
    count_days = CountDays(store=counting, clock=results.clock)
    with counting.counting() as open_counting:
        days = len(open_counting.days(Selection(tenant="default", survey_id=SURVEY), HOUR))
    assert days == 21
    results.store.begin_again()
    results.catch_up()

    # The database's own clock says when a day changed.
    results.clock.advance(datetime.now(UTC) - NOON + QUIET_FOR + timedelta(minutes=1))

    assert count_days() == days
    assert count_days() == 0
