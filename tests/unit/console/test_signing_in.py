"""Sealed cookies, when a visit ends, and how often somebody may fail to sign in."""

import pytest

from services.console.sign_in.attempts import MOST_FAILED, FailedSignIns
from services.console.sign_in.seals import Seals, secrets_in
from services.console.sign_in.visit import IDLE_SECONDS, LONGEST_SECONDS, Visit, read, written
from services.runtime.errors import ConfigurationError
from tests.fakes.manual_seconds import Seconds

OLD, NEW = "o" * 32, "n" * 32
VISIT = Visit(id="v", digest="d" * 64, since=1_000, used=1_000)


def test_what_was_sealed_opens_for_its_purpose_only() -> None:
    seals = Seals([NEW])

    sealed = seals.seal(b"who", purpose="visit")

    assert seals.open(sealed, purpose="visit") == b"who"
    assert seals.open(sealed, purpose="other") is None
    assert b"who" not in sealed.encode()


@pytest.mark.parametrize("change", ["", "A", "é", "=" * 40, "AAAA" * 2_000])
def test_whatever_was_not_sealed_here_opens_to_nothing(change: str) -> None:
    assert Seals([NEW]).open(change, purpose="visit") is None


def test_no_bit_of_a_seal_can_be_changed() -> None:
    seals = Seals([NEW])
    sealed = seals.seal(b"who", purpose="visit")

    for place in range(len(sealed) - 1):
        other = "A" if sealed[place] != "A" else "B"
        assert seals.open(sealed[:place] + other + sealed[place + 1 :], purpose="visit") is None


def test_a_secret_is_changed_while_people_work() -> None:
    before, during, after = Seals([OLD]), Seals([NEW, OLD]), Seals([NEW])
    sealed, signature = before.seal(b"who", purpose="visit"), before.sign("v")

    assert during.open(sealed, purpose="visit") == b"who"
    assert during.is_signed("v", signature)
    assert after.open(sealed, purpose="visit") is None
    assert not after.is_signed("v", signature)
    assert after.open(during.seal(b"who", purpose="visit"), purpose="visit") == b"who"


@pytest.mark.parametrize("setting", ["", "short", f"{OLD},{NEW},{OLD}", f"{OLD},short"])
def test_a_secret_that_will_not_do_is_refused_without_being_shown(setting: str) -> None:
    with pytest.raises(ConfigurationError, match="SVAR_CONSOLE_SECRET") as caught:
        secrets_in(setting)

    assert not setting or setting not in str(caught.value)


def test_a_visit_is_read_as_it_was_written() -> None:
    assert read(written(VISIT)) == VISIT
    assert read(b'{"id": "v"}') is None


def test_a_visit_ends_half_an_hour_after_its_last_use_and_eight_hours_after_its_begin() -> None:
    assert not VISIT.is_over(1_000 + IDLE_SECONDS - 1)
    assert VISIT.is_over(1_000 + IDLE_SECONDS)
    busy = VISIT.used_at(1_000 + LONGEST_SECONDS - 60)
    assert not busy.is_over(1_000 + LONGEST_SECONDS - 1)
    assert busy.is_over(1_000 + LONGEST_SECONDS)


def test_ten_failures_a_minute_are_the_most_of_one_address() -> None:
    seconds = Seconds()
    failed = FailedSignIns(monotonic=seconds)

    for _ in range(MOST_FAILED.burst):
        assert failed.wait("1.2.3.4") == 0
        failed.note("1.2.3.4")

    assert failed.wait("1.2.3.4") > 0
    assert failed.wait("1.2.3.5") == 0
    seconds.now += 6.01
    assert failed.wait("1.2.3.4") == 0
