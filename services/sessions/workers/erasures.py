"""Goes on with erasures that something is left to do for; any number of replicas may run it at once."""

from datetime import timedelta
from typing import Final

from services.runtime.errors import ServiceError
from services.runtime.periodic import Periodic
from services.sessions.use_cases.finish_erasures import FinishErasures

LOOK_EVERY: Final = timedelta(seconds=2)


def finisher_of_erasures(finish: FinishErasures) -> Periodic:
    """Make the worker; what one run leaves, the next one takes."""

    def run() -> None:
        finish()

    return Periodic("erasures", run, every=LOOK_EVERY, expected=(ServiceError,))
