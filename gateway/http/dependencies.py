"""What routes are handed: the clients of the services, and ids that could exist.

All are coroutines, although none waits: FastAPI sends a plain function to a thread and back.
"""

from typing import Annotated

from fastapi import Depends, Path, Request

from gateway.calls.clients import Clients
from gateway.calls.single_sends import SingleSends
from gateway.http.ids import session_id_of, survey_id_of


async def clients_of(request: Request) -> Clients:
    """Return the clients that the application opened at its start."""
    clients: Clients = request.app.state.clients
    return clients


async def sends_of(request: Request) -> SingleSends:
    """Return what the application sends single surveys through."""
    sends: SingleSends = request.app.state.sends
    return sends


async def _survey_id(
    survey_id: Annotated[str, Path(alias="surveyId", description="A UUID.")],
) -> str:
    return survey_id_of(survey_id)


async def _session_id(
    session_id: Annotated[str, Path(alias="sessionId", description="A UUID.")],
) -> str:
    return session_id_of(session_id)


Sends = Annotated[SingleSends, Depends(sends_of)]
Services = Annotated[Clients, Depends(clients_of)]
SurveyId = Annotated[str, Depends(_survey_id)]
SessionId = Annotated[str, Depends(_session_id)]
