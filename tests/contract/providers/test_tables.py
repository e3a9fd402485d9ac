"""Every provider that calls back, against its table: bytes in, values out, and what is refused."""

from collections.abc import Iterator, Sequence

import pytest
from msgspec.structs import replace
from pydantic import ValidationError

from services.settings.configuration_file import mistakes
from services.sms.domain.provider import Callback, Received, Refused, Taken
from services.sms.providers.registry import PROVIDER_TYPES
from tests.contract.providers.table import Answered, Came, Forged, Sent, Table, tables

TABLES = tables()


def of_all(cases: str) -> Sequence[object]:
    """Return the cases of a kind of every table, as parameters."""
    return [
        pytest.param(table, case, id=f"{kind}: {name}")
        for kind, table in TABLES.items()
        for name, case in getattr(table, cases).items()
    ]


def test_every_provider_that_calls_back_has_a_table() -> None:
    # `http` and `handset` are older than tables, `smpp` does not call back: they have test files of their own.
    assert set(TABLES) | {"http", "handset", "smpp"} == set(PROVIDER_TYPES)


@pytest.mark.parametrize(("table", "case"), of_all("sent"))
def test_messages_go_out_as_the_provider_wants_them(table: Table, case: Sent) -> None:
    requests = table.provider(case.settings).requests(case.messages)

    assert len(requests) == 1
    case.holds(requests[0])


@pytest.mark.parametrize(("table", "case"), of_all("answered"))
def test_an_answer_says_what_became_of_each_message(table: Table, case: Answered) -> None:
    results = table.provider(case.settings).results(case.messages, case.answer)

    assert list(results) == list(case.means)


@pytest.mark.parametrize("table", TABLES.values(), ids=list(TABLES))
def test_no_answer_makes_reading_it_raise(table: Table) -> None:
    provider = table.provider()
    sent = next(iter(table.answered.values())).messages
    for status in (200, 201, 204, 302, 400, 401, 403, 404, 429, 500, 503):
        for body in (b"", b"\xff", b"[]", b"null", b"<html>", b'{"a": [' * 5_000, b'{"id": {}}'):
            answer = Answered(status=status, body=body, means=()).answer
            assert len(provider.results(sent, answer)) == len(sent)


@pytest.mark.parametrize(("table", "case"), of_all("came"))
def test_a_genuine_callback_is_read(table: Table, case: Came) -> None:
    assert table.provider(case.settings, now=case.now).receive(case.callback) == case.says


@pytest.mark.parametrize(("table", "case"), of_all("came"))
def test_a_callback_that_was_proven_before_is_read_alike(table: Table, case: Came) -> None:
    provider = table.provider(case.settings, now=case.now)

    again = provider.receive(replace(case.callback, headers=_plain(table, case)), proven=True)

    assert isinstance(again, Received)
    assert (again.replies, again.reports) == (case.says.replies, case.says.reports)


@pytest.mark.parametrize(("table", "case"), of_all("came"))
def test_a_callback_that_was_altered_is_refused(table: Table, case: Came) -> None:
    provider = table.provider(case.settings, now=case.now)

    for altered in _altered(table, case):
        assert provider.receive(altered) == Refused()


@pytest.mark.parametrize(("table", "case"), of_all("forged"))
def test_a_callback_that_is_not_genuine_is_refused(table: Table, case: Forged) -> None:
    assert table.provider(case.settings, now=case.now).receive(case.callback) == Refused()


@pytest.mark.parametrize("table", TABLES.values(), ids=list(TABLES))
def test_what_was_taken_is_acknowledged_to_the_byte(table: Table) -> None:
    case = next(iter(table.came.values()))

    assert table.provider().acknowledge(case.callback, Taken(accepted=1)) == table.taken


@pytest.mark.parametrize(("table", "case"), of_all("wrong_settings"))
def test_wrong_settings_are_named(table: Table, case: tuple[dict[str, object], str]) -> None:
    changes, sentence = case
    with pytest.raises(ValidationError) as raised:
        table.provider(changes)

    assert sentence in " ".join(mistakes(raised.value, "providers.acme"))


def _plain(table: Table, case: Came) -> dict[str, str]:
    proofs = set(table.proof_headers)
    return {name: value for name, value in case.callback.headers.items() if name not in proofs}


def _altered(table: Table, case: Came) -> Iterator[Callback]:
    callback, covers = case.callback, table.covers if case.signed else frozenset()
    for name in table.proof_headers:
        if name in callback.headers:
            others = {key: value for key, value in callback.headers.items() if key != name}
            yield replace(callback, headers=others)
            yield replace(callback, headers={**others, name: ""})
            yield replace(callback, headers={**others, name: callback.headers[name][::-1]})
    if "body" in covers and callback.method != "GET":
        yield replace(callback, body=callback.body + b"&x=1")
        yield replace(callback, body=callback.body.replace(b"8", b"9") + b" ")
    if "target" in covers:
        yield replace(
            callback, target=callback.target + ("&x=1" if "?" in callback.target else "?x=1")
        )
        yield replace(callback, target=callback.target.replace("/", "/x", 1))
