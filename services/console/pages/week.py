"""`/surveys/week`: what the list of surveys shows of their last seven days, asked for after the page is there."""

import asyncio
from typing import Final

from starlette.responses import Response
from svar.results.v1 import results_service_pb2 as pb

from services.console.http.asked import Asked
from services.console.pages import figures
from services.console.pages.filters import Chosen, now
from services.console.words.catalogue import Words
from services.runtime.async_client import call
from services.runtime.errors import ServiceError

_MOST: Final = 50
"""Surveys in one request: a page of the list."""
_AT_ONCE: Final = 6
"""Calls under way for one page, so that a list holds up nobody's figures."""


async def figures_of_week(asked: Asked) -> Response:
    """Say of each survey what was sent and completed, and its score; None where that is late."""
    ids = list(dict.fromkeys(asked.request.query_params.getlist("id")))[:_MOST]
    turns = asyncio.Semaphore(_AT_ONCE)
    found = await asyncio.gather(*(_of(asked, one, turns) for one in ids))
    return asked.json(surveys=dict(zip(ids, found, strict=True)))


async def _of(asked: Asked, survey_id: str, turns: asyncio.Semaphore) -> dict[str, str] | None:
    request = pb.GetFiguresRequest(
        tenant=asked.tenant, survey_id=survey_id, filter=Chosen(period="7").filter(now())
    )
    async with turns:
        try:
            answer = await call(asked.services.results.GetFigures, request)
        except ServiceError:
            return None
    return shown(answer.total, asked.words)


def shown(total: pb.Figures, words: Words) -> dict[str, str]:
    """Return what stands in each column; the score is that of the first question with a metric."""
    scores = [
        f"{card.name} {card.value} · n {card.n}"
        for card in figures.cards(total, words)
        if card.value != figures.NONE
    ]
    return {
        "sent": figures.number(total.sent, words),
        "completed": figures.number(total.completed, words),
        "score": scores[0] if scores else figures.NONE,
    }
