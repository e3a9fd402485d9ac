"""A survey held as a conversation in the terminal, on the engine alone: no network, nothing stored."""

from collections.abc import Callable
from datetime import UTC, datetime

from rich.align import Align
from rich.console import Console
from rich.panel import Panel
from rich.text import Text

from services.engine.conversation import IncomingReply, answer, start
from services.engine.definition import SurveyDefinition
from services.engine.outcome import Outcome, TakenReply, Verdict
from services.engine.problems import Finding, TextMeasure, find_problems, find_warnings
from services.engine.state import State
from services.engine.survey import compile_survey
from services.text.as_sent import segments_as_sent
from services.text.segments import measure

Ask = Callable[[], str]
"""Reads one reply; raises EOFError when there are no more."""

_BUBBLE_WIDTH = 44


def chat(
    definition: SurveyDefinition,
    *,
    language: str = "",
    content: str = "",
    console: Console | None = None,
    ask: Ask | None = None,
) -> bool:
    """Holds the conversation until it is over or the input ends (Ctrl-D).

    An empty `language` means the survey's default. False when the survey has problems: then they
    are shown and nothing is held.
    """
    console = console or Console()
    problems = find_problems(definition, measure=_measure)
    _show_findings(console, problems, style="red")
    if problems:
        return False
    _show_findings(console, find_warnings(definition, measure=_measure), style="yellow")
    survey = compile_survey(definition, segments=segments_as_sent)
    outcome = start(survey, language=language or survey.default_language, content=content)
    _show(console, outcome)
    while outcome.state.is_active:
        try:
            text = (ask or _prompt(console))()
        except (EOFError, KeyboardInterrupt):
            break
        reply = IncomingReply(text=text, received_at=datetime.now(UTC))
        outcome = answer(survey, outcome.state, reply)
        _show(console, outcome)
    _show_end(console, outcome.state)
    return True


def _measure(text: str) -> TextMeasure:
    found = measure(text)
    return TextMeasure(segments=found.segments, unicode_because=found.unicode_because)


def _prompt(console: Console) -> Ask:
    return lambda: console.input("[bold]you:[/bold] ")


def _show_findings(console: Console, findings: tuple[Finding, ...], *, style: str) -> None:
    for finding in findings:
        console.print(Text(f"{finding.path}: {finding.message}", style=style))


def _show(console: Console, outcome: Outcome) -> None:
    if outcome.reply is not None:
        console.print(Align.right(Text(_said_of(outcome.reply), style="dim")))
    for text in outcome.texts:
        console.print(_bubble(text.text, kind=text.kind.value))


def _bubble(text: str, *, kind: str) -> Panel:
    """One SMS: its text, with what it is and what it costs below."""
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
