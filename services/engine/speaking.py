"""In which language the customer writes: two clear replies in another one of the survey switch to it."""

from dataclasses import replace

from services.engine.replies.spoken_language import other_language
from services.engine.state import State
from services.engine.survey import Survey


def heard(survey: Survey, state: State, text: str) -> State:
    """The state after an accepted reply: in another language once two replies in a row were in it.

    A reply without words says nothing; one in the session's own language begins the count anew.
    """
    if len(survey.languages) < 2 or not any(char.isalpha() for char in text):
        return state
    spoken = other_language(text, own=state.language, others=survey.languages) or ""
    if spoken and spoken == state.spoken:
        return replace(state, language=spoken, spoken="")
    return state if spoken == state.spoken else replace(state, spoken=spoken)
