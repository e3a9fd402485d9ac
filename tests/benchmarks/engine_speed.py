"""Bar 10: whole conversations per second that the engine holds in one process, with nothing around it."""

import time
from datetime import UTC, datetime
from typing import Final

from services.cli.survey_file import survey_from_object
from services.engine.conversation import IncomingReply, answer, start
from services.engine.survey import Survey, compile_survey
from tests.benchmarks.questionnaire import QUESTIONS, definition

_AT: Final = datetime(2026, 1, 1, 12, tzinfo=UTC)
_MANY: Final = 200


def conversations_per_second(*, seconds: float) -> float:
    """Hold conversations for a while in this thread; each has as many replies as questions."""
    survey = compile_survey(survey_from_object(definition(), named="load"))
    held, began = 0, time.perf_counter()
    while (passed := time.perf_counter() - began) < seconds:
        for _ in range(_MANY):
            _hold(survey)
        held += _MANY
    return held / passed


def _hold(survey: Survey) -> None:
    outcome = start(survey, language="en")
    for number in range(1, QUESTIONS + 1):
        reply = IncomingReply(text=str(number), received_at=_AT)
        outcome = answer(survey, outcome.state, reply)
    assert outcome.ended
