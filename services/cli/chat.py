"""A survey held as a conversation in the terminal, on the engine alone: no network, nothing stored."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial

from rich.align import Align
from rich.console import Console
from rich.panel import Panel
from rich.text import Text

from services.cli.check import text_measure
from services.cli.dialogue import length_of
from services.cli.file_finding import FileFinding
from services.cli.file_places import FilePlaces
from services.engine.conversation import IncomingReply, answer, start
from services.engine.definition import SurveyDefinition
from services.engine.elapsed import Elapsed, elapsed
from services.engine.outcome import Outcome, TakenReply, Verdict
from services.engine.problems import Finding, look_over
from services.engine.state import State
from services.engine.survey import Survey, compile_survey
from services.engine.waiting import reminders_until
from services.formats import READER
from services.text.as_sent import segments_as_sent
from services.text.segments import measure
from services.text.typography import tidy

Ask = Callable[[], str]
"""Reads one reply; raises EOFError when there are no more."""

_BUBBLE_WIDTH = 44


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """What a call flow would say of the conversation; an empty language is the survey's default."""

    language: str = ""
    content: str = ""
    variables: Mapping[str, str] = field(default_factory=dict)
    phone: str = ""
    """Whose conversation it is, in E.164: numbers and postcodes are read by its country."""


def chat(
    definition: SurveyDefinition,
    invitation: Invitation,
    *,
    places: FilePlaces | None = None,
    console: Console | None = None,
    ask: Ask | None = None,
) -> bool:
    """Holds the conversation until it is over or the input ends (Ctrl-D).

    `places` tell where findings are. False when the survey has problems: then they are shown and
    nothing is held.
    """
    console = console or Console()
    report = look_over(definition, measure=text_measure, reader=READER)
    show = partial(_show_findings, console, places=places or FilePlaces())
    show(report.problems, style="red")
    if report.problems:
        return False
    show(report.warnings, style="yellow")
    survey = compile_survey(definition, segments=segments_as_sent, reader=READER)
    outcome = start(
        survey,
        language=invitation.language or survey.default_language,
        content=invitation.content,
        variables=invitation.variables,
    )
    _show(console, outcome)
    now = datetime.now(UTC)
    clock = _Clock(now=now, expires_at=now + timedelta(hours=survey.settings.expiry_hours))
    clock.note(outcome)
    while outcome.state.is_active:
        try:
            text = (ask or _prompt(console))()
        except (EOFError, KeyboardInterrupt):
            break
        length = _waited(text)
        if length is None:
            reply = IncomingReply(text=text, received_at=clock.now, phone=invitation.phone)
            outcome = answer(survey, outcome.state, reply)
            _show(console, outcome)
        else:
            outcome = clock.wait(survey, outcome.state, length, show=partial(_show, console))
        clock.note(outcome)
    _show_end(console, outcome.state)
    return True


@dataclass(slots=True, kw_only=True)
class _Clock:
    """Moves only when somebody waits. `sent_at` is when each message was sent, by its sequence."""

    now: datetime
    expires_at: datetime
    sent_at: dict[int, datetime] = field(default_factory=dict)

    def note(self, outcome: Outcome) -> None:
        for text in outcome.texts:
            self.sent_at.setdefault(text.sequence, self.now)

    def wait(
        self, survey: Survey, state: State, length: timedelta, *, show: Callable[[Outcome], None]
    ) -> Outcome:
        """Shows what is said meanwhile; returns where that leaves the conversation."""
        until = self.now + length
        for at, outcome in reminders_until(
            survey, state, sent_at=self.sent_at, until=until, expires_at=self.expires_at
        ):
            self.now = at
            show(outcome)
            self.note(outcome)
            state = outcome.state
        self.now = until
        return elapsed(state, Elapsed(now=until, expires_at=self.expires_at))


def _waited(text: str) -> timedelta | None:
    """How long somebody says to wait, as in `/wait 24h`; None for a reply."""
    command, _, length = text.strip().partition(" ")
    if command != "/wait":
        return None
    try:
        return length_of(length)
    except ValueError:
        return None


def _prompt(console: Console) -> Ask:
    return lambda: console.input("[bold]you:[/bold] ")


def _show_findings(
    console: Console, findings: Sequence[Finding], *, places: FilePlaces, style: str
) -> None:
    for one in findings:
        console.print(Text(str(FileFinding.at(places, one.path, one.message)), style=style))


def _show(console: Console, outcome: Outcome) -> None:
    if outcome.reply is not None:
        console.print(Align.right(Text(_said_of(outcome.reply), style="dim")))
    for text in outcome.texts:
        console.print(_bubble(text.text, kind=text.kind.value))


def _bubble(text: str, *, kind: str) -> Panel:
    """One SMS: its text, with what it is and what it costs below."""
    text = tidy(text)
    found = measure(text)
    plural = "" if found.segments == 1 else "s"
    cost = f"{kind} · {found.encoding} · {found.segments} segment{plural}"
    return Panel(Text(text), subtitle=Text(cost), width=_BUBBLE_WIDTH, border_style="cyan")


def _said_of(taken: TakenReply) -> str:
    """What became of a reply, in a few words."""
    if taken.verdict is not Verdict.ANSWER:
        return f"{taken.verdict}: {taken.reason}" if taken.reason else taken.verdict.value
    meant = ", ".join(taken.labels) or str(taken.value)
    comment = f" ({taken.comment})" if taken.comment else ""
    return f"{taken.element_id} = {meant}{comment}"


def _show_end(console: Console, state: State) -> None:
    console.print(Text(f"The session is {state.status}.", style="bold"))
    for name, stored in state.answers.items():
        meant = ", ".join(stored.labels) or str(stored.value)
        console.print(Text(f"  {name}: {meant}"))
