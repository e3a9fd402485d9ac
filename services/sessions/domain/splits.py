"""Which arms of a survey's splits a session is in, among its variables: for figures by variable."""

from services.engine.splits import arms_of
from services.engine.survey import Survey
from services.sessions.domain.session import Variable


def with_arms(
    variables: tuple[Variable, ...], survey: Survey, session_id: str
) -> tuple[Variable, ...]:
    """Return the variables with those of the splits, in the place of what a caller says of these."""
    arms = arms_of(survey.splits, session_id)
    drawn = {key.casefold() for key in arms}
    given = (one for one in variables if one.key.casefold() not in drawn)
    return (*given, *(Variable(key=key, value=arm) for key, arm in arms.items()))
