"""The moods of the provider in the fault suite."""

from tests.fakes.sms_provider import FAIL, NOT_JSON, TAKE, TAKE_THEN_RESET
from tests.faults.temper import Temper, is_clear

MANY = 5000


def test_a_seed_draws_the_same_moods_again() -> None:
    one, same, other = (
        [temper(f"m-{number}") for number in range(MANY)]
        for temper in (Temper("1"), Temper("1"), Temper("2"))
    )

    assert one == same != other
    assert one.count(TAKE) in range(int(MANY * 0.9), MANY)


def test_a_message_fares_badly_twice_at_most() -> None:
    temper = Temper("1")

    met = [temper("m") for _ in range(MANY)]

    assert sum(not is_clear(step) for step in met) == 2


def test_a_calm_provider_takes_everything_and_one_that_is_down_nothing() -> None:
    temper = Temper("1")

    temper.calm = True
    assert {temper(f"m-{number}") is TAKE for number in range(MANY)} == {True}
    temper.down = True
    assert temper("m") is FAIL


def test_a_message_once_named_is_not_answered_without_its_name() -> None:
    temper = Temper("1")

    for number in range(MANY):
        temper(f"m-{number}")
        assert temper(f"m-{number}") is not NOT_JSON

    assert temper.unnamed


def test_only_a_2xx_says_clearly_that_a_message_was_taken() -> None:
    assert [is_clear(step) for step in (TAKE, NOT_JSON, FAIL, TAKE_THEN_RESET)] == [
        True,
        True,
        False,
        False,
    ]
