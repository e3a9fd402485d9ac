"""Replies that belong to no session: keywords are obeyed, strangers are told, machines are not."""

import pytest

from services.engine.outcome import TextKind, Verdict
from services.engine.outside_session import answer_outside
from services.engine.phrases import Phrase, phrase

CASES: dict[str, tuple[str, bool, Verdict, Phrase | None]] = {
    "a stranger": ("hello", False, Verdict.UNKNOWN, Phrase.NOT_FOUND),
    "a number": ("8", False, Verdict.UNKNOWN, Phrase.NOT_FOUND),
    "stop": ("Stopp!", False, Verdict.STOP, Phrase.OPT_OUT_CONFIRMATION),
    "a second stop": ("stop", True, Verdict.STOP, None),
    "start after a stop": ("START", True, Verdict.START, Phrase.START_CONFIRMATION),
    "start of somebody who never stopped": ("start", False, Verdict.START, None),
    "yes after a stop": ("ja", True, Verdict.IGNORED, None),
    "help": ("hjelp", False, Verdict.HELP, Phrase.HELP),
    "info": ("Info", False, Verdict.HELP, Phrase.HELP),
    "help after a stop": ("help", True, Verdict.IGNORED, None),
    "something after a stop": ("hello?", True, Verdict.IGNORED, None),
    "nothing": (" \u200b", False, Verdict.EMPTY, None),
    "a reaction": ("Liked “How satisfied are you?”", False, Verdict.REACTION, None),
    "a machine": ("Automatic reply: I am away", False, Verdict.IGNORED, None),
}


@pytest.mark.parametrize("language", ["en", "no"])
@pytest.mark.parametrize(("text", "opted_out", "verdict", "said"), CASES.values(), ids=CASES.keys())
def test_a_reply_outside_any_session_means_what_it_says(
    text: str, opted_out: bool, verdict: Verdict, said: Phrase | None, language: str
) -> None:
    decided = answer_outside(text, language=language, opted_out=opted_out, overrides={})

    assert decided.verdict is verdict
    assert decided.text == ("" if said is None else phrase(said, language))


def test_the_tenants_own_words_are_said() -> None:
    own = {"not_found": {"en": "Who are you?"}}

    decided = answer_outside("hello", language="en", opted_out=False, overrides=own)

    assert (decided.text, decided.kind) == ("Who are you?", TextKind.NOT_FOUND)
