"""What a running system has logged, read as an operator with a question reads it."""

import json
from pathlib import Path
from typing import Any

Line = dict[str, Any]


def log_lines(log: Path) -> list[Line]:
    """Return the lines that services have written as JSON."""
    written = log.read_text(errors="replace").splitlines()
    return [json.loads(line) for line in written if line.startswith("{")]


def followed(request_id: str, lines: list[Line]) -> set[tuple[str, str]]:
    """Follow a request from line to line by the ids that they share; returns services and events."""
    known = {request_id}
    found: list[Line] = []
    while more := [line for line in lines if line not in found and known & _ids(line)]:
        found += more
        known = known.union(*map(_ids, more))
    return {(line["service"], line["event"]) for line in found}


def _ids(line: Line) -> set[str]:
    replies = [reply if isinstance(reply, list) else [reply] for reply in line.get("replies", ())]
    # Of a reply: its id and its session's, without what became of it.
    named = [*line.get("sessions", ()), *line.get("messages", ())]
    named += [one for reply in replies for one in reply[:2]]
    return {one for one in [line.get("request_id"), *named] if one}
