"""Which numbers are written to, and how numbers that come in are read."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.sms.domain.phone_numbers import (
    RecipientProblem,
    is_short_code_or_alphanumeric,
    normalise_inbound,
    recipient_problem,
)

deterministic = settings(derandomize=True, deadline=None, database=None, max_examples=300)


@pytest.mark.parametrize("start", [*range(40, 50), *range(90, 100)])
def test_every_norwegian_mobile_series_can_be_written_to(start: int) -> None:
    assert recipient_problem(f"+47{start}000001", countries=["+47"]) is None


@pytest.mark.parametrize(
    "number", ["+46730000001", "+4520123456", "+12025550123", "+447911123456", "+4915112345678"]
)
def test_a_mobile_number_elsewhere_can_be_written_to(number: str) -> None:
    assert recipient_problem(number, countries=["*"]) is None


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("4790000001", id="no plus"),
        pytest.param("004790000001", id="zeros for the plus"),
        pytest.param("+47 90000001", id="a space"),
        pytest.param("+4790000001\n", id="a newline"),
        pytest.param("+4790000001 ext 5", id="an extension"),
        pytest.param("+47912HELLO", id="letters"),
        pytest.param("+479000000１", id="a full-width digit"),
        pytest.param("+47٩0000001", id="an Arabic digit"),
        pytest.param("\u200b+4790000001", id="a zero-width space"),
        pytest.param("+0790000001", id="a country beginning with zero"),
        pytest.param("+479000", id="too short"),
        pytest.param("+4790000001000000", id="too long"),
        pytest.param("++4790000001", id="two plus signs"),
    ],
)
def test_anything_but_plain_e164_is_a_fault_of_syntax(text: str) -> None:
    assert recipient_problem(text, countries=["*"]) is RecipientProblem.SYNTAX


@pytest.mark.parametrize(
    "number",
    [
        pytest.param("+479000001", id="a Norwegian number one digit short"),
        pytest.param("+47900000012", id="a Norwegian number one digit long"),
        pytest.param("+4407911123456", id="a zero that does not survive the round trip"),
        pytest.param("+447700900123", id="a number for films"),
        pytest.param("+9990000000", id="no such country"),
    ],
)
def test_a_number_that_cannot_exist_is_invalid(number: str) -> None:
    assert recipient_problem(number, countries=["*"]) is RecipientProblem.INVALID


@pytest.mark.parametrize(
    "number",
    [
        pytest.param("+4722225555", id="a Norwegian fixed line"),
        pytest.param("+4779123456", id="Svalbard, fixed line"),
        pytest.param("+4580001234", id="free of charge"),
        pytest.param("+442079460000", id="London"),
        pytest.param("+47581234567890", id="a machine with 12 digits"),
        pytest.param("+4759123456", id="a machine with 8 digits"),
    ],
)
def test_a_number_that_is_no_mobile_is_refused(number: str) -> None:
    assert recipient_problem(number, countries=["*"]) is RecipientProblem.NOT_MOBILE


@pytest.mark.parametrize("number", ["+47581234567890", "+4759123456"])
def test_machines_can_be_let_in(number: str) -> None:
    assert recipient_problem(number, countries=["+47"], machines=True) is None


def test_only_the_countries_of_the_tenant_are_written_to() -> None:
    refused = recipient_problem("+46730000001", countries=["+47", "+45"])

    assert refused is RecipientProblem.COUNTRY_NOT_ALLOWED
    assert recipient_problem("+46730000001", countries=["+47", "+46"]) is None
    assert recipient_problem("+4790000001", countries=[]) is RecipientProblem.COUNTRY_NOT_ALLOWED


@deterministic
@given(st.one_of(st.text(), st.from_regex(r"\+[0-9]{5,16}", fullmatch=True)))
def test_no_text_makes_the_check_raise(text: str) -> None:
    problem = recipient_problem(text, countries=["*"])

    assert problem is None or problem in RecipientProblem


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("+4790000001", "+4790000001"),
        ("4790000001", "+4790000001"),
        ("004790000001", "+4790000001"),
        (" +47 900 00 001 ", "+4790000001"),
        ("46730000001", "+46730000001"),
        ("+999123456789", "+999123456789"),
        ("4744444444", "+4744444444"),
        ("1960", "1960"),
        ("26112", "26112"),
        ("90000001", "90000001"),
        ("Acme", "Acme"),
        (" Acme AS ", "Acme AS"),
        ("", ""),
    ],
)
def test_a_number_that_comes_in_is_e164_where_it_can_be(text: str, number: str) -> None:
    assert normalise_inbound(text) == number


@deterministic
@given(st.one_of(st.text(), st.from_regex(r"(00|\+)?[0-9 ]{3,16}", fullmatch=True)))
def test_normalising_twice_changes_no_more(text: str) -> None:
    once = normalise_inbound(text)

    assert normalise_inbound(once) == once


@pytest.mark.parametrize("address", ["1960", "26112", "Acme", "+1960", "", "90000001"])
def test_a_short_code_or_a_name_is_told_from_a_phone(address: str) -> None:
    assert is_short_code_or_alphanumeric(address)
    assert not is_short_code_or_alphanumeric("+4790000001")
