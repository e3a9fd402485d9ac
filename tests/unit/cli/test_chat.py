"""The conversation in the terminal: bubbles with what an SMS costs, and what became of replies."""

import io
from collections.abc import Iterator

from rich.console import Console

from services.cli.chat import Invitation, chat
from services.engine.definition import Settings, SurveyDefinition
from tests.unit.engine.building import choice, opened, scale, survey_of, text

SURVEY = survey_of(text("hello"), scale("score"), choice("colour", "red", "blue"))


def shown(definition: SurveyDefinition, *replies: str, content: str = "") -> tuple[bool, str]:
    """What a terminal of 80 columns shows while somebody types the replies."""
    console = Console(file=io.StringIO(), width=80, force_terminal=False)
    typed: Iterator[str] = iter(replies)

    def ask() -> str:
        try:
            return next(typed)
        except StopIteration:
            raise EOFError from None

    held = chat(definition, Invitation(content=content), console=console, ask=ask)
    assert isinstance(console.file, io.StringIO)
    return held, console.file.getvalue()


def test_a_whole_conversation_is_shown() -> None:
    held, screen = shown(SURVEY, "x", "8, nice", "blue", content="Dear you")

    assert held
    for expected in (
        "Dear you",
        "text · gsm7 · 1 segment",
        "invalid: not_a_number",
        "error · gsm7 · 1 segment",
        "score = 8 (nice)",
        "2. blue",
        "colour = blue",
        "completion · gsm7 · 1 segment",
        "The session is completed.",
    ):
        assert expected in screen


def test_the_end_of_the_input_ends_the_chat() -> None:
    held, screen = shown(SURVEY, "8")

    assert held
    assert "The session is active." in screen


def test_unicode_and_long_texts_show_what_they_cost() -> None:
    _, screen = shown(survey_of(opened("why", text={"en": "Why ŋ " + "then " * 20})))

    assert "question · ucs2 · 2 segments" in screen
    assert "elements[0].text.en" in screen


def test_a_survey_with_problems_is_not_held() -> None:
    held, screen = shown(survey_of(text("hello")))

    assert not held
    assert "elements: The survey asks no question." in screen


def test_square_brackets_in_a_text_are_shown_as_they_are() -> None:
    _, screen = shown(survey_of(opened("why", text={"en": "[bold]Why?[/bold]"})))

    assert "[bold]Why?[/bold]" in screen


def test_waiting_shows_what_is_said_meanwhile_and_what_is_over() -> None:
    definition = survey_of(scale("score"), settings=Settings(reminders=(24, 48)))

    _, screen = shown(definition, "/wait 23h", "/wait 1h", "8")
    _, over = shown(definition, "/wait 3d")

    assert screen.count("A reminder: we would still like your") == 1
    assert "reminder · gsm7 · 1 segment" in screen
    assert "The session is completed." in screen
    assert over.count("A reminder: we would still like your") == 2
    assert "The session is expired." in over


def test_a_wait_of_no_length_is_a_reply() -> None:
    _, screen = shown(survey_of(opened("why")), "/wait a bit")

    assert "why = /wait a bit" in screen
