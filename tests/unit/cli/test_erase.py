"""`svar erase` says service by service what was erased, what waits and what remains."""

from typing import Any

from services.cli.erase import lines_of

DONE: dict[str, Any] = {
    "id": "e-1", "doneAt": "2026-12-01T11:00:00Z", "sessions": 2, "replies": 3, "sentMessages": 4,
    "receivedMessages": 5, "callbacks": 1, "waiting": [], "remaining": [],
}  # fmt: skip


def test_an_erasure_that_is_done_says_what_each_service_erased() -> None:
    lines = list(lines_of(DONE))

    assert [line.split()[:2] for line in lines[:3]] == [
        ["sessions", "erased"],
        ["sms", "erased"],
        ["results", "erased"],
    ]
    assert "2 sessions" in lines[0]
    assert "3 replies" in lines[0]
    assert "4 messages to the phone and 5 from it" in lines[1]
    assert lines[-1] == "done"


def test_what_waits_and_what_remains_is_said_with_how_to_ask_again() -> None:
    remaining = [{"what": "opt_out", "why": "Somebody asked."}]
    erasure = {**DONE, "doneAt": None, "waiting": ["sms", "results"], "remaining": remaining}

    lines = list(lines_of(erasure))

    assert [line.split()[:2] for line in lines[1:3]] == [["sms", "WAITS"], ["results", "WAITS"]]
    assert lines[3] == "remains   opt_out: Somebody asked."
    assert lines[-1] == "See: svar erase --status e-1"
