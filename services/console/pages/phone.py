"""The phone beside the editor: what the preview says, as messages on a screen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from svar.surveys.v1 import survey_pb2
from svar.surveys.v1 import survey_service_pb2 as pb

from services.console.http.form import Form
from services.console.words.catalogue import Words

MOST_REPLIES = 200
MOST_VARIABLES = 50
LONGEST_WAIT = 336
"""Hours; no survey lives longer, and `surveys` refuses more."""

_REMINDER: Final = "reminder"
_NO_WAITS: Final[Mapping[int, int]] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One message, and for a reply in words what became of it; or a `note` between messages."""

    is_out: bool = False
    text: str = ""
    note: str = ""
    encoding: str = ""
    segments: int = 0
    accepted: bool = False
    meaning: str = ""


def preview_request(
    form: Form, definition: survey_pb2.SurveyDefinition, *, tenant: str
) -> pb.PreviewSurveyRequest:
    """Return the preview that the form's phone asks for."""
    replies = form.all("~reply")[:MOST_REPLIES]
    request = pb.PreviewSurveyRequest(
        tenant=tenant,
        definition=definition,
        language_code=form.text("~phone-language"),
        content=form.get("~content", ""),
        replies=replies,
        unfinished=True,
    )
    for line in form.get("~variables", "").split("\n")[:MOST_VARIABLES]:
        key, _, value = line.partition("=")
        if key.strip():
            request.variables[key.strip()] = value.strip()
    if form.text("~expires").isdigit():
        request.expires_after = min(int(form.text("~expires")), len(replies))
    for after, hours in waits_of(form).items():
        request.waits.add(after_replies=after, hours=hours)
    return request


def waits_of(form: Form) -> Mapping[int, int]:
    """Return how many hours pass after how many replies: fields such as `2:24`."""
    waits: dict[int, int] = {}
    for written in form.all("~wait")[:MOST_REPLIES]:
        after, _, hours = written.partition(":")
        if after.isdecimal() and hours.isdecimal() and len(after + hours) < 10:
            passed = waits.get(int(after), 0) + int(hours)
            waits[int(after)] = min(passed, LONGEST_WAIT)
    return waits


def turns_of(
    preview: pb.PreviewSurveyResponse, words: Words, waits: Mapping[int, int] = _NO_WAITS
) -> Sequence[Turn]:
    """Return every message, in order, and a note wherever time passes: before the reminder that it brings."""
    turns: list[Turn] = []
    left, replies = dict(waits), 0

    def let_time_pass() -> None:
        if hours := left.pop(replies, 0):
            turns.append(Turn(note=words.count("phone.later", hours)))

    for turn in preview.turns:
        if turn.WhichOneof("direction") == "out":
            if turn.out.kind == _REMINDER:
                let_time_pass()
            turns.append(_sent(turn.out))
            continue
        let_time_pass()
        replies += 1
        turns.append(_reply(turn, words))
    let_time_pass()
    return turns


def _sent(message: pb.PreviewMessage) -> Turn:
    return Turn(
        is_out=True, text=message.text, encoding=message.encoding, segments=message.segments
    )


def _reply(turn: pb.PreviewTurn, words: Words) -> Turn:
    # `in` is a keyword of Python, so the field has no attribute of that name.
    reply: pb.PreviewReply = getattr(turn, "in")
    meaning = _meaning(reply, words)
    return Turn(is_out=False, text=reply.text, accepted=reply.accepted, meaning=meaning)


def _meaning(reply: pb.PreviewReply, words: Words) -> str:
    if not reply.accepted:
        return words("phone.refused", reason=words.named("reasons", reply.reason))
    value = reply.label or _value(reply)
    said = words("phone.understood", value=value)
    return f"{said} · {words('phone.comment', comment=reply.comment)}" if reply.comment else said


def _value(reply: pb.PreviewReply) -> str:
    value = reply.value
    match value.WhichOneof("kind"):
        case "number_value":
            return f"{value.number_value:g}"
        case "bool_value":
            return "✓" if value.bool_value else "✗"
        case _:
            return value.string_value
