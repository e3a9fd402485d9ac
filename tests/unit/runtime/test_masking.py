"""Phones and texts are not whole in what is logged."""

import pytest

from services.runtime.masking import mask_event, mask_phone, mask_phones


@pytest.mark.parametrize(
    ("phone", "masked"),
    [("+4790000001", "+47******01"), ("90000001", "900***01"), ("12345", "*****"), ("", "")],
)
def test_a_phone_keeps_its_ends(phone: str, masked: str) -> None:
    assert mask_phone(phone) == masked


@pytest.mark.parametrize(
    "sentence",
    ["from +4790000001 to 1960", "phone=4790000001,", '{"to": "+4790000001"}', "tel:+4790000001"],
)
def test_a_phone_is_masked_wherever_it_stands(sentence: str) -> None:
    assert "90000001" not in mask_phones(sentence)


@pytest.mark.parametrize(
    "sentence",
    ["session 01981234-5678-7123-8123-123456789012", "took 1234 ms", "port 7001", "sender 1960"],
)
def test_what_is_no_phone_stays(sentence: str) -> None:
    assert mask_phones(sentence) == sentence


def test_texts_and_secrets_are_logged_by_their_length() -> None:
    event = {"event": "kept", "text": "I hate you", "token": "s3cret", "attempts": 2}

    assert mask_event(None, "info", event) == {
        "event": "kept",
        "text": "<10 characters>",
        "token": "<6 characters>",
        "attempts": 2,
    }


def test_phones_in_tracebacks_are_masked() -> None:
    event = {"event": "failed", "exception": "ValueError: +4790000001 is unknown"}

    assert "90000001" not in mask_event(None, "error", event)["exception"]
