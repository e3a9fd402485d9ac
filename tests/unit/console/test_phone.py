"""The phone beside the editor: what it asks of the preview, and where time passes."""

from svar.surveys.v1 import survey_pb2
from svar.surveys.v1 import survey_service_pb2 as pb

from services.console.http.form import Form
from services.console.pages.phone import LONGEST_WAIT, preview_request, turns_of, waits_of
from services.console.words.catalogue import words_in

WORDS = words_in("en")


def test_waits_add_up_and_stay_within_what_a_survey_lives() -> None:
    written = ["0:24", "0:24", "1:x", ":", "-1:4", "99999:99999", "2:9999999", "2:9"]

    assert waits_of(Form([("~wait", one) for one in written])) == {
        0: 48,
        2: LONGEST_WAIT,
    }


def test_the_preview_is_asked_for_with_replies_variables_and_waits() -> None:
    form = Form(
        [("~reply", "9"), ("~reply", " "), ("~wait", "1:24"), ("~variables", "agent = 7\n=x\n")]
    )

    asked = preview_request(form, survey_pb2.SurveyDefinition(), tenant="acme")

    assert list(asked.replies) == ["9", " "]
    assert [(one.after_replies, one.hours) for one in asked.waits] == [(1, 24)]
    assert dict(asked.variables) == {"agent": "7"}
    assert asked.unfinished


def test_time_passes_before_the_reminder_that_it_brings_and_before_the_next_reply() -> None:
    preview = pb.PreviewSurveyResponse()
    preview.turns.add().out.text = "Question"
    preview.turns.add().out.CopyFrom(pb.PreviewMessage(text="Question?", kind="reminder"))
    getattr(preview.turns.add(), "in").CopyFrom(pb.PreviewReply(text="x", reason="early"))
    preview.turns.add().out.text = "Again"

    turns = turns_of(preview, WORDS, {0: 24, 1: 1})

    assert [turn.note or turn.text for turn in turns] == [
        "Question",
        "24 hours later",
        "Question?",
        "x",
        "Again",
        "1 hour later",
    ]
