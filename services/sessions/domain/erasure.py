"""What is left of a session when the person is forgotten: what was chosen, not who chose or wrote what."""

from dataclasses import replace

from msgspec import structs

from services.engine.state import AnswerValue, State, StoredAnswer
from services.sessions.domain.session import Session


def erased(session: Session) -> Session:
    """Return a session without phone, variables, reference and words; numbers and choices stay for the sums."""
    return structs.replace(
        session,
        address=structs.replace(session.address, phone=""),
        conversation=_without_words(session.conversation),
        variables=(),
        client_reference="",
    )


def _without_words(state: State) -> State:
    answers = {element: _wordless(answer) for element, answer in state.answers.items()}
    return replace(state, variables={}, answers=answers)


def _wordless(answer: StoredAnswer) -> StoredAnswer:
    return replace(answer, value=_value(answer.value), comment="", text="")


def _value(value: AnswerValue) -> AnswerValue:
    return "" if isinstance(value, str) else value
