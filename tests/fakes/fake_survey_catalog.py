"""Published surveys in memory, behind the port of the sessions service."""

from collections.abc import Sequence

from services.engine.definition import SurveyDefinition
from services.engine.survey import Survey, compile_survey
from services.formats import READER
from services.runtime.errors import ServiceError, not_found
from services.sessions.ports.surveys import SurveyKey, SurveyStatus


class FakeSurveyCatalog:
    """Compiles a version when it is first loaded, as the real one fetches it.

    `failing` is raised by every call that would ask the surveys service; `broken` by loading a version.
    """

    def __init__(self) -> None:
        self.failing: ServiceError | None = None
        self.broken: dict[tuple[str, int], ServiceError] = {}
        self.states: dict[str, str] = {}
        self.loads: list[tuple[str, int]] = []
        self.asked: list[list[SurveyKey]] = []
        self._definitions: dict[tuple[str, int], SurveyDefinition] = {}
        self._latest: dict[tuple[str, str], int] = {}
        self._loaded: dict[tuple[str, int], Survey] = {}

    def statuses(self, surveys: Sequence[SurveyKey]) -> Sequence[SurveyStatus | ServiceError]:
        """Return whether each survey may be sent."""
        if self.failing is not None:
            raise self.failing
        self.asked.append(list(surveys))
        return [self._status(survey) for survey in surveys]

    def load(self, tenant: str, survey_id: str, version: int) -> Survey:
        """Return a version, compiling it if need be."""
        known = self.loaded(survey_id, version)
        if known is not None:
            return known
        if error := self.failing or self.broken.get((survey_id, version)):
            raise error
        self.loads.append((survey_id, version))
        survey = compile_survey(self._definitions[survey_id, version], reader=READER)
        self._loaded[survey_id, version] = survey
        return survey

    def loaded(self, survey_id: str, version: int) -> Survey | None:
        """Return a version that was loaded before."""
        return self._loaded.get((survey_id, version))

    def _status(self, survey: SurveyKey) -> SurveyStatus | ServiceError:
        version = self._latest.get(survey)
        if version is None:
            return not_found("SURVEY_NOT_FOUND", "There is no such survey.")
        return SurveyStatus(state=self.states.get(survey[1], "published"), version=version)

    # -- for tests

    def publish(
        self, survey_id: str, definition: SurveyDefinition, *, tenant: str = "default"
    ) -> None:
        """Publish the next version of a survey."""
        version = self._latest.get((tenant, survey_id), 0) + 1
        self._definitions[survey_id, version] = definition
        self._latest[tenant, survey_id] = version

    def definition(self, survey_id: str, version: int = 1) -> SurveyDefinition:
        """Return what was published."""
        return self._definitions[survey_id, version]

    def forget(self) -> None:
        """Lose everything that was loaded, as a process that was just started."""
        self._loaded.clear()
