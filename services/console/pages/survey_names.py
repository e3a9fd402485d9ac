"""The names of surveys, for pages that show sessions and know only ids."""

import asyncio
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from svar.surveys.v1 import survey_pb2
from svar.surveys.v1 import survey_service_pb2 as pb

from services.console.http.asked import Asked
from services.runtime.async_client import call
from services.runtime.errors import ServiceError

_KEPT_SECONDS: Final = 30.0
_MOST: Final = 10_000
_PAGE: Final = 200


class SurveyNames:
    """Keeps names for half a minute; a name that cannot be had is the id."""

    def __init__(self, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._known: dict[tuple[str, str], tuple[float, str]] = {}

    async def of(self, asked: Asked, ids: Iterable[str]) -> Mapping[str, str]:
        """Return the names of surveys by their ids."""
        wanted = list(dict.fromkeys(ids))
        names = await asyncio.gather(*(self._name(asked, one) for one in wanted))
        return dict(zip(wanted, names, strict=True))

    async def _name(self, asked: Asked, survey_id: str) -> str:
        key, now = (asked.tenant, survey_id), self._monotonic()
        known = self._known.get(key)
        if known is not None and now < known[0]:
            return known[1]
        request = pb.GetSurveyRequest(tenant=asked.tenant, survey_id=survey_id)
        try:
            found = await call(asked.services.surveys.GetSurvey, request)
        except ServiceError:
            return survey_id
        if len(self._known) >= _MOST:
            self._known.clear()
        self._known[key] = now + _KEPT_SECONDS, found.survey.definition.name
        return found.survey.definition.name


NAMES: Final = SurveyNames()


async def surveys_to_choose(asked: Asked, *states: int) -> list[survey_pb2.Survey]:
    """Return the newest surveys in any of some states, at most 200, for a list to choose from."""
    request = pb.ListSurveysRequest(tenant=asked.tenant, page_size=_PAGE)
    page = await call(asked.services.surveys.ListSurveys, request)
    return [one for one in page.surveys if not states or one.state in states]
