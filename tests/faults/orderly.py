"""What happens on ordinary days: a process is told to stop, as at each deployment; a provider is down."""

import asyncio
import os
import signal
from random import Random
from typing import Final

from tests.faults.stage import Stage

_DOWN_SECONDS: Final = (1.0, 4.0)


async def stop_a_service(stage: Stage, chance: Random) -> None:
    """Ask a process to end what it does and stop; whoever watches starts it again."""
    services = stage.services()
    name = chance.choice(sorted(services))
    with stage.disturbed("a service stopped and started", name):
        os.kill(services[name], signal.SIGTERM)
        await asyncio.sleep(chance.uniform(*_DOWN_SECONDS))


async def fail_every_message(stage: Stage, chance: Random) -> None:
    """Let the provider take nothing for a while."""
    with stage.disturbed("provider down", "provider"):
        stage.temper.down = True
        await asyncio.sleep(chance.uniform(*_DOWN_SECONDS))
        stage.temper.down = False
