"""What may be subscribed to, and when an endpoint is tried again or given up."""

from datetime import timedelta

import pytest

from services.results.adapters.secret_box import FernetSecretBox, keys_in
from services.results.domain.endpoint_health import (
    FEWEST_TRIES,
    GIVEN_UP_AFTER,
    RESTS_AFTER,
    Answered,
    GivenUp,
    Health,
    Later,
    Outcome,
    fate_of,
    health_after,
)
from services.results.domain.webhooks import (
    LONGEST_URL,
    WebhookState,
    events_in,
    secret_in,
    url_in,
    written_secret,
)
from services.results.settings import ResultsSettings
from services.results.webhooks import fence_of
from services.runtime.config import load_settings
from services.runtime.errors import ConfigurationError, Problem, ServiceError
from tests.fakes.results_sources import NOON

FAILED = Outcome(answered=Answered.FAILED, reason="HTTP_500")
TAKEN = Outcome(answered=Answered.TAKEN)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.com/hook",
        "ftp://example.com/",
        "https://",
        "https:///hook",
        "https://.",
        "https://user:secret@example.com/",
        "https://user@example.com/",
        "https://example.com/#here",
        "https://example.com/a b",
        "https://example.com/\n",
        "https://blåbær.no/",
        "https://example.com:0/",
        "https://example.com:99999/",
        "https://[fe80::1%25eth0]/",
        "https://example.com\\@inside/",
        "https://example.com/" + "a" * LONGEST_URL,
    ],
)
def test_an_address_of_no_sound_shape_is_named(url: str) -> None:
    problems: list[Problem] = []

    url_in(url, problems)

    assert [one.path for one in problems] == ["url"]


@pytest.mark.parametrize(
    "url", ["https://example.com/hook?a=1", "http://127.0.0.1:9000/", "https://[2606:4700::1]/"]
)
def test_an_address_of_a_sound_shape_is_taken(url: str) -> None:
    problems: list[Problem] = []

    assert url_in(url, problems) == url
    assert problems == []


def test_events_that_there_are_not_are_named_with_their_places() -> None:
    problems: list[Problem] = []

    found = events_in(["session.completed", "session.won", "session.completed"], problems)

    assert found == ("session.completed",)
    assert [one.path for one in problems] == ["events[1]"]
    events_in([], problems)
    assert problems[-1].path == "events"


@pytest.mark.parametrize("secret", ["", "whsec_", "abc", written_secret(bytes(23))])
def test_a_secret_of_no_sound_shape_is_named(secret: str) -> None:
    problems: list[Problem] = []

    secret_in(secret, problems)

    assert [one.path for one in problems] == ["secret"]


def test_an_endpoint_rests_after_failures_in_a_row_and_those_together_count_once() -> None:
    health = Health()
    for _ in range(RESTS_AFTER + 30):
        health = health_after(health, FAILED, now=NOON, jitter=1)

    assert health.is_doubtful
    assert health.rests_until == NOON + timedelta(seconds=5)
    assert not health.rests(NOON + timedelta(seconds=5))
    later = health_after(health, FAILED, now=NOON + timedelta(seconds=5), jitter=1)
    assert later.rests_until == NOON + timedelta(seconds=20)
    assert health_after(later, TAKEN, now=NOON, jitter=1) == Health()


def test_an_endpoint_is_given_up_after_a_day_without_success() -> None:
    begun = health_after(Health(), FAILED, now=NOON, jitter=1)

    almost = health_after(begun, FAILED, now=NOON + GIVEN_UP_AFTER - timedelta(seconds=1), jitter=1)
    over = health_after(almost, FAILED, now=NOON + GIVEN_UP_AFTER, jitter=1)

    assert almost.state is WebhookState.ACTIVE
    assert (over.state, over.failing_since) == (WebhookState.FAILING, NOON)
    assert health_after(over, TAKEN, now=NOON, jitter=1) == over, "until a person says so"


def test_a_delivery_is_given_up_after_a_day_but_not_before_it_was_tried_a_few_times() -> None:
    late = NOON + GIVEN_UP_AFTER

    first = fate_of(tries=1, due_since=NOON, now=late, jitter=1)

    assert first == Later(at=late + timedelta(seconds=5))
    assert isinstance(fate_of(tries=FEWEST_TRIES, due_since=NOON, now=late, jitter=1), GivenUp)
    assert isinstance(fate_of(tries=90, due_since=NOON, now=NOON, jitter=1), Later)


def test_a_secret_is_opened_by_the_key_before_as_well_and_by_no_other() -> None:
    old, new = "o" * 32, "n" * 32
    sealed = FernetSecretBox([old]).seal("whsec_abc")

    assert "abc" not in sealed
    assert FernetSecretBox([new, old]).open(sealed) == "whsec_abc"
    assert FernetSecretBox([new]).open(sealed) is None
    assert FernetSecretBox([]).open(sealed) is None


def test_without_a_key_nobody_subscribes_and_the_variable_is_named() -> None:
    with pytest.raises(ServiceError, match="SVAR_WEBHOOKS_KEY"):
        FernetSecretBox(keys_in("")).seal("whsec_abc")


@pytest.mark.parametrize("setting", ["short", "a" * 32 + "," + "b" * 32 + "," + "c" * 32])
def test_a_key_that_is_none_is_refused_and_never_shown(setting: str) -> None:
    with pytest.raises(ConfigurationError, match="SVAR_WEBHOOKS_KEY") as raised:
        keys_in(setting)
    assert setting not in str(raised.value)


def test_a_network_that_is_none_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SVAR_DATABASE_URL", "postgresql://nobody@127.0.0.1/nothing")
    monkeypatch.setenv("SVAR_WEBHOOKS_NETWORKS", "10.1.0.0/16, inside, 10.1.0.1/16")

    with pytest.raises(ConfigurationError) as raised:
        fence_of(load_settings(ResultsSettings))

    assert [one.split()[1] for one in raised.value.problems] == ["inside", "10.1.0.1/16"]
