"""How replies are made plain before anybody tries to understand them, and what is kept as sent."""

import pytest

from services.engine.keywords import Keyword, keyword_of
from services.engine.replies import (
    Reason,
    Refused,
    Understood,
    is_autoresponder,
    is_empty,
    is_reaction,
    normalise,
    open_text,
)

QUESTION = "Hvor fornøyd er du med hjelpen du fikk, 1-10?"


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("", ""),
        ("  Hello   World ", "hello world"),
        ("Hello\r\n\r\nWorld", "hello world"),
        ("ＨＥＬＬＯ", "hello"),
        ("STRASSE straße", "strasse strasse"),
        ("«stopp!»", "stopp"),
        ("“Stop.”", "stop"),
        ("stop 🙏🏽🙏🏽", "stop"),
        ("🛑 stop", "🛑 stop"),
        ("st\u200bop", "stop"),
        ("s\u00adtop", "stop"),
        ("stop\ufe0f", "stop"),
        ("(1️⃣)", "1"),
        ("-3", "-3"),
        ("−3", "-3"),
        ("- 3", "- 3"),
        ("--3", "3"),
        (".5", ".5"),
        ("...5", "5"),
        ("50%", "50%"),
        ("½", "0.5"),
        ("१२३", "123"),
        ("a\u030a", "å"),
        ("👍", ""),
        ("\x00\x07", ""),
    ],
)
def test_normalising_leaves_what_a_reader_sees(text: str, plain: str) -> None:
    assert normalise(text) == plain


@pytest.mark.parametrize(
    "text", ["", " ", "\n\t", "\u200b\u200d", "\ufeff", "\u2800", "\u3164", "\0"]
)
def test_a_message_that_shows_nothing_is_empty(text: str) -> None:
    assert is_empty(text)


@pytest.mark.parametrize("text", ["8", "👍", ".", "\u200b8", "ㅋㅋ", "-", "0"])
def test_a_message_that_shows_something_is_not_empty(text: str) -> None:
    assert not is_empty(text)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("  Fine, thanks \n", "Fine, thanks"),
        ("Line one\nLine two", "Line one\nLine two"),
        ("CAPITALS stay", "CAPITALS stay"),
        ("cafe\u0301", "café"),
        ("nul\0l", "null"),
        ("“Quotes” stay…", "“Quotes” stay…"),
        ("½ ™ ①", "½ ™ ①"),
        ("👩‍👩‍👧 ❤️", "👩‍👩‍👧 ❤️"),
        ("👍", "👍"),
        ("٨", "٨"),
        ("\ud83d\ude00 ok", "😀 ok"),
        ("half \ud83d", "half \ufffd"),
    ],
)
def test_free_text_is_kept_as_sent(text: str, kept: str) -> None:
    assert open_text(text) == Understood(value=kept)


@pytest.mark.parametrize("text", ["", "   ", "\u200b", "\0\0", "\u3164"])
def test_free_text_that_shows_nothing_is_refused(text: str) -> None:
    assert open_text(text) == Refused(reason=Reason.EMPTY)


def test_free_text_beyond_the_limit_is_cut_and_marked() -> None:
    whole = open_text("x" * 4000)
    cut = open_text("x" * 4001)

    assert whole == Understood(value="x" * 4000)
    assert cut == Understood(value="x" * 4000, shortened=True)


STOP_WORDS = """stop stopp stoppe stopall unsubscribe avmeld avslutt slutt cancel quit end sluta
avregistrera afmeld frameld lopeta abmelden"""


@pytest.mark.parametrize("word", ["stop all", *STOP_WORDS.split()])
@pytest.mark.parametrize("form", ["{}", " {} ", "{}!", "{}.", "«{}»", '"{}"', "{} 🙏", "{}\n"])
def test_a_stop_word_alone_opts_out(word: str, form: str) -> None:
    assert keyword_of(form.format(word.upper()), in_open_question=True) is Keyword.STOP


@pytest.mark.parametrize(
    ("text", "keyword"),
    [
        ("start", Keyword.START),
        ("UNSTOP", Keyword.START),
        ("help", Keyword.HELP),
        ("Hjelp!", Keyword.HELP),
        ("info", Keyword.HELP),
        ("ｓｔｏｐ", Keyword.STOP),
        ("stop  all", Keyword.STOP),
        ("stop\nall", Keyword.STOP),
        ("yes", None),
        ("ja", None),
        ("stop calling me", None),
        ("please stop", Keyword.STOP),
        ("stopp takk", Keyword.STOP),
        ("Lopeta!", Keyword.STOP),
        ("stopping", None),
        ("the end", None),
        ("helpful", None),
        ("information", None),
        ("8", None),
        ("", None),
        ("s t o p", None),
        ("stop" + " " * 2000 + "x", None),
        ("stop" + " " * 2000, Keyword.STOP),
    ],
)
def test_only_a_whole_message_is_a_keyword(text: str, keyword: Keyword | None) -> None:
    assert keyword_of(text, in_open_question=False) is keyword


def test_info_may_answer_an_open_question() -> None:
    assert keyword_of("info", in_open_question=True) is None
    assert keyword_of("help", in_open_question=True) is Keyword.HELP


@pytest.mark.parametrize(
    "reaction",
    [
        f"Liked “{QUESTION}”",
        f'Loved "{QUESTION}"',
        f"Disliked “{QUESTION}”",
        f"Laughed at “{QUESTION}”",
        f"Emphasized “{QUESTION}”",
        f"Questioned “{QUESTION}”",
        f"Removed a like from “{QUESTION}”",
        f"Reacted 👍 to “{QUESTION}”",
        f"👍 to “ {QUESTION} ”",
        f"Likte «{QUESTION}»",
        f"Elsket «{QUESTION}»",
        f"Lo av «{QUESTION}»",
        f"Reagerte med ❤️ på «{QUESTION}»",
        f"👍 til «{QUESTION}»",
        f"Gillade ”{QUESTION}”",
        f"Syntes godt om “{QUESTION}”",
        f"Tykkäsi: ”{QUESTION}”",
        "Likte «Hvor fornøyd er du …»",
        "Likte «Hvor fornøyd er du med hj»",
        f"LIKTE  «{QUESTION.upper()}»",
    ],
)
def test_a_reaction_to_our_message_is_recognised(reaction: str) -> None:
    assert is_reaction(reaction, last_messages=["Hei!", QUESTION])
    assert is_reaction(reaction)


@pytest.mark.parametrize(
    "reply",
    [
        "Likte «musikken»",
        'Liked "H"',
        "Likte «»",
        "Likte servicen",
        f"8 «{QUESTION}»",
        f"til «{QUESTION}»",
        QUESTION,
        f"«{QUESTION}»",
        f"Likte «{QUESTION}» veldig godt",
        "8",
        "",
        "Liked",
        'Liked "',
    ],
)
def test_other_replies_are_no_reactions(reply: str) -> None:
    assert not is_reaction(reply, last_messages=[QUESTION])


@pytest.mark.parametrize(
    "text",
    [
        "Autosvar: Jeg er på ferie",
        "Automatic reply: I am away",
        "I’m driving with Do Not Disturb While Driving turned on.",
        "Out of office until Monday",
        "Automatische Antwort: Ich bin weg",
        "Automaattinen vastaus: olen lomalla",
        "[Autosvar] Jag är ledig",
        "I'm driving right now - I'll get back to you later.",
        "Jeg kjører bil, ringer deg når jeg er fremme",
    ],
)
def test_a_message_of_the_phone_itself_is_recognised(text: str) -> None:
    assert is_autoresponder(text)


@pytest.mark.parametrize(
    "text",
    [
        "8",
        "Jeg kjører buss",
        "I was out of office supplies",
        "The auto reply was bad",
        "Automatic reply was annoying",
        "I'm driving a lot",
        "",
    ],
)
def test_what_a_person_writes_is_no_automatic_answer(text: str) -> None:
    assert not is_autoresponder(text)
