"""A survey file tried on the dialogues beside it; showing what came of it is `services.cli.testing`."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from services.cli.check import text_measure
from services.cli.dialogue_file import WrittenDialogue, dialogues_beside, load_dialogues
from services.cli.difference import Difference
from services.cli.file_finding import FileFinding
from services.cli.rehearsal import hold
from services.cli.survey_file import read_survey_file
from services.engine.problems import find_problems
from services.engine.survey import Survey, compile_survey
from services.formats import READER
from services.text.as_sent import segments_as_sent


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A dialogue that was held, and in what it first went otherwise than written."""

    written: WrittenDialogue
    differences: tuple[Difference, ...]

    @property
    def ok(self) -> bool:
        """Whether it went as written."""
        return not self.differences

    def line_of(self, difference: Difference) -> int:
        """The line of the step that a difference is about, else the dialogue's own."""
        if difference.step is None:
            return self.written.line
        return self.written.step_lines[difference.step - 1]


@dataclass(frozen=True, slots=True, kw_only=True)
class TriedSurvey:
    """A survey with its problems; with any of them no dialogue is held."""

    path: Path
    dialogues_path: Path
    problems: tuple[FileFinding, ...]
    held: tuple[Held, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether it has no problems and every dialogue goes as written."""
        return not self.problems and all(one.ok for one in self.held)


Track = Callable[[Sequence[WrittenDialogue]], Iterable[WrittenDialogue]]
"""Leads through dialogues one by one, showing somebody how far we are."""


def try_survey(path: Path, *, track: Track = iter) -> TriedSurvey:
    """Holds every dialogue beside a survey; SurveyFileError when a file is not there or unreadable."""
    file = read_survey_file(path)
    definition = file.definition
    dialogues_path = dialogues_beside(path)
    dialogues = load_dialogues(dialogues_path)
    found = find_problems(definition, measure=text_measure, reader=READER)
    problems = tuple(file.located(found))
    if problems:
        return TriedSurvey(path=path, dialogues_path=dialogues_path, problems=problems)
    survey = compile_survey(definition, segments=segments_as_sent, reader=READER)
    held = tuple(_held(survey, definition.languages, one) for one in track(dialogues))
    return TriedSurvey(path=path, dialogues_path=dialogues_path, problems=(), held=held)


def _held(survey: Survey, languages: tuple[str, ...], written: WrittenDialogue) -> Held:
    language = written.dialogue.language
    if language and language not in languages:
        differences = [Difference(what="the survey has no such language", written=language)]
    else:
        differences = hold(survey, written.dialogue)
    # The first one: what comes behind it mostly comes of it.
    return Held(written=written, differences=tuple(differences[:1]))
