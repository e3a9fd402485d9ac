"""Random stories of surveys, replies and faults, told to the system and to a model of it alike.

The short form tells the same few stories each time. `SVAR_MODEL_STEPS=20000` tells more of them, until
so many things have happened; `SVAR_MODEL_SEED` says which. A failing story is printed as it is;
`SVAR_MODEL_SHRINK=1` makes it as short as it gets, which takes minutes.
"""

import os
import time

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.model.machine import Conversations
from tests.model.world import World

STEPS = int(os.environ.get("SVAR_MODEL_STEPS", "400"))
SEED = int(os.environ.get("SVAR_MODEL_SEED", "20261122"))
SHRINKS = os.environ.get("SVAR_MODEL_SHRINK") == "1"
STORIES_A_ROUND = 10
STEPS_A_STORY = 50

SETTINGS = settings(
    max_examples=STORIES_A_ROUND,
    stateful_step_count=STEPS_A_STORY,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate, Phase.shrink] if SHRINKS else [Phase.generate],
    report_multiple_bugs=False,
)


# More stories, and shorter ones, take as long as they take.
@pytest.mark.timeout(0 if STEPS > 1000 or SHRINKS else 120)
def test_the_system_does_what_the_model_says(world: World) -> None:
    steps, rounds, started = [0], 0, time.monotonic()

    while steps[0] < STEPS:
        machine = type("Stories", (Conversations,), {"world": world, "steps": steps})
        run_state_machine_as_test(seed(SEED + rounds)(machine), settings=SETTINGS)
        rounds += 1

    seconds = time.monotonic() - started
    print(f"{steps[0]} steps in {rounds} rounds and {seconds:.0f} s, from seed {SEED}")
