"""Shares of all sessions, and what is checked of sampling and caps at publishing."""

import pytest

from services.engine.definition import Cap, CapPeriod, Sampling, Settings
from services.engine.shares import is_in_share
from tests.unit.engine.building import problems, scale, survey_of

SESSIONS = [f"0198c0de-0000-7000-8000-{number:012}" for number in range(10_000)]


@pytest.mark.parametrize("percent", [0.5, 30, 50, 99])
def test_a_share_is_about_as_large_as_it_says(percent: float) -> None:
    found = sum(is_in_share(session, "wording", percent) for session in SESSIONS)

    assert found / len(SESSIONS) * 100 == pytest.approx(percent, abs=1.5)


def test_two_names_part_sessions_independently() -> None:
    both = sum(is_in_share(one, "a", 50) and is_in_share(one, "b", 50) for one in SESSIONS)

    assert both / len(SESSIONS) == pytest.approx(0.25, abs=0.02)


def test_who_is_in_a_share_is_in_every_larger_one() -> None:
    small = {one for one in SESSIONS if is_in_share(one, "wording", 20)}

    assert small <= {one for one in SESSIONS if is_in_share(one, "wording", 21)}


def test_who_is_in_a_share_never_changes() -> None:
    # Sessions that are under way must not change sides with a release.
    assert [is_in_share(one, "wording", 50) for one in SESSIONS[:8]] == [
        False,
        False,
        True,
        False,
        True,
        True,
        False,
        False,
    ]


@pytest.mark.parametrize(("percent", "count"), [(0, 1), (-1, 1), (100.1, 1), (100, 0), (0.1, 0)])
def test_a_sample_is_checked(percent: float, count: int) -> None:
    settings = Settings(sampling=Sampling(percent=percent))

    found = problems(survey_of(scale("score"), settings=settings))

    assert [one.path for one in found] == ["settings.sampling.percent"] * count


@pytest.mark.parametrize(
    ("caps", "found"),
    [
        ([("agentId", 1), ("phone", 1_000_000)], []),
        ([(" ", 1)], ["settings.caps[0].by"]),
        ([("a" * 65, 1)], ["settings.caps[0].by"]),
        ([("agentId", 0)], ["settings.caps[0].max"]),
        ([("agentId", 1_000_001)], ["settings.caps[0].max"]),
        ([("agentId", 5), ("AgentID", 6)], ["settings.caps[1]"]),
        ([(f"variable{number}", 1) for number in range(11)], ["settings.caps"]),
    ],
    ids=["fine", "no name", "a long name", "none", "too many", "twice", "eleven"],
)
def test_caps_are_checked(caps: list[tuple[str, int]], found: list[str]) -> None:
    made = tuple(Cap(by=by, max=most, per=CapPeriod.WEEK) for by, most in caps)

    definition = survey_of(scale("score"), settings=Settings(caps=made))

    assert [one.path for one in problems(definition)] == found
