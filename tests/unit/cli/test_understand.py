"""`svar understand` shows what a reply is taken for, and by which rule."""

import pytest
import typer
from typer.testing import CliRunner

from services.cli.main import build
from services.cli.understand import question_of, verdict_of


@pytest.mark.parametrize(
    ("form", "language", "reply", "verdict"),
    [
        (
            "scale:1:10",
            "no",
            "8, men det tok tid",
            "stored 8 (rule comment), comment 'men det tok tid'",
        ),
        ("scale:1:10", "en", "I'd give it an 8", "stored 8 (rule clause)"),
        (
            "scale:1:10",
            "en",
            "8 zzz",
            "confirm 8: one likely answer, among words that are not known",
        ),
        ("scale:1:10", "en", "not 8", "asked again: not_meant"),
        ("number:0:100:times", "en", "twice", "stored 2 (rule whole)"),
        ("choice:Red,Blue", "en", "the blue", "stored 1 (rule label)"),
        ("yesNo", "de", "leider nein", "stored False (rule yes_or_no)"),
        ("yesNo", "en", "stop texting me", "stop (rule stop_sentence)"),
        ("nps", "en", "Automatic reply: I am away", "ignored: a phone wrote it"),
        ("open:date", "no", "3/4-2026", "stored '2026-04-03' (rule format)"),
        ("open:email", "en", "none", "asked again: not_an_email"),
    ],
)
def test_the_verdict_names_the_rule(form: str, language: str, reply: str, verdict: str) -> None:
    question = question_of(form, language=language)

    assert verdict_of(question, reply, language=language) == verdict


@pytest.mark.parametrize("form", ["riddle", "text", "scale", "scale:one:ten", "choice"])
def test_a_form_that_describes_no_question_is_refused(form: str) -> None:
    with pytest.raises(typer.BadParameter):
        question_of(form, language="en")


def test_every_word_is_shown_with_what_it_can_be() -> None:
    shown = CliRunner().invoke(build(["understand"]), ["understand", "8, thanks zzz"])

    assert shown.exit_code == 0
    assert "around" in shown.output
    assert "unknown" in shown.output
