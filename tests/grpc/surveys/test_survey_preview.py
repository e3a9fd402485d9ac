"""Conversations held on a definition, as the servicer writes them."""

from dataclasses import replace
from pathlib import Path

import pytest
from google.protobuf.json_format import MessageToDict
from svar.surveys.v1 import survey_service_pb2 as messages

from services.contracts.survey_codec import definition_to_proto
from services.runtime.errors import ServiceError
from services.surveys.adapters.tenant_styles import ConfiguredTenantStyles
from services.surveys.protos import definition_in, preview_message
from services.surveys.use_cases.preview_survey import MOST_WAITS, PreviewRequest, preview_survey
from tests.fakes.definitions import sound_definition

DEFINITION = definition_in(definition_to_proto(sound_definition()))


def held(
    *replies: str, language: str = "", content: str = "", settings_file: str = ""
) -> messages.PreviewSurveyResponse:
    style = ConfiguredTenantStyles(settings_file).of("acme")
    request = PreviewRequest(
        definition=DEFINITION, language_code=language, content=content, replies=replies
    )
    return preview_message(preview_survey(request, style=style), style=style)


def replies_of(preview: messages.PreviewSurveyResponse) -> list[messages.PreviewReply]:
    return [getattr(turn, "in") for turn in preview.turns if turn.WhichOneof("direction") == "in"]


def texts_of(preview: messages.PreviewSurveyResponse) -> list[messages.PreviewMessage]:
    return [turn.out for turn in preview.turns if turn.WhichOneof("direction") == "out"]


def test_a_preview_shows_every_message_and_every_answer() -> None:
    preview = held("8, quick", "2", "no more")

    score, why, comment = replies_of(preview)
    assert (score.accepted, score.value.number_value, score.comment) == (True, 8, "quick")
    assert (why.value.number_value, why.option_id, why.label) == (1, "help", "The help I got")
    assert comment.value.string_value == "no more"
    assert [text.kind for text in texts_of(preview)] == [
        "text",
        "question",
        "question",
        "question",
        "completion",
    ]
    assert preview.state == "completed"
    assert MessageToDict(preview)["answers"] == {"score": 8.0, "why": 1.0, "comment": "no more"}


def test_a_refused_reply_says_why_and_has_no_value() -> None:
    preview = held("fourteen")

    (reply,) = replies_of(preview)
    assert not reply.accepted
    assert reply.reason == "out_of_range"
    assert not reply.HasField("value")
    assert preview.state == "active"


def test_content_stands_before_the_first_message_only() -> None:
    first, second, *_ = texts_of(held(content="For your call\x00 today."))

    assert first.text == "For your call today.\nThank you."
    assert "For your call" not in second.text


@pytest.mark.parametrize(
    ("language", "greeting"),
    [("no", "Takk."), ("nb-NO", "Takk."), ("en-GB", "Thank you."), ("sv", "Thank you.")],
)
def test_the_language_asked_for_is_used_where_the_survey_has_it(
    language: str, greeting: str
) -> None:
    assert texts_of(held(language=language))[0].text == greeting


def test_texts_are_shown_as_the_phone_shows_them_with_their_cost() -> None:
    plain, *_ = texts_of(held(content="“Fine” …"))
    unicode, *_ = texts_of(held(content="Great 😀"))

    assert plain.text.startswith('"Fine" ...')
    assert (plain.encoding, plain.segments) == ("gsm7", 1)
    assert (unicode.encoding, unicode.segments) == ("ucs2", 1)


def test_a_tenants_own_phrases_are_used(tmp_path: Path) -> None:
    settings = tmp_path / "sms.yaml"
    settings.write_text('tenants: {acme: {error: {en: "That will not do."}}}', encoding="utf-8")

    preview = held("fourteen", settings_file=str(settings))

    assert texts_of(preview)[-1].text.startswith("That will not do.\n")


def waited(*waits: tuple[int, float]) -> messages.PreviewSurveyResponse:
    settings = replace(DEFINITION.settings, reminders=(24,))
    style = ConfiguredTenantStyles("").of("acme")
    request = PreviewRequest(
        definition=replace(DEFINITION, settings=settings), replies=("8",), waits=waits
    )
    return preview_message(preview_survey(request, style=style), style=style)


def test_time_passes_where_it_is_told_to() -> None:
    kinds = [text.kind for text in texts_of(waited((0, 12), (0, 12), (1, 23.9)))]

    assert kinds == ["text", "question", "reminder", "question"]


@pytest.mark.parametrize("hours", [-1, 336.1, float("nan")])
def test_a_wait_has_a_sensible_length(hours: float) -> None:
    with pytest.raises(ServiceError) as error:
        waited((0, 24), (1, hours))

    assert [one.path for one in error.value.problems] == ["waits[1].hours"]


def test_there_are_only_so_many_waits() -> None:
    with pytest.raises(ServiceError) as error:
        waited(*[(0, 0.0)] * (MOST_WAITS + 1))

    assert [one.path for one in error.value.problems] == ["waits"]
