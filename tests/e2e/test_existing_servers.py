"""`svar up` on a Postgres and a Redis that exist already: it starts none of its own."""

import asyncio

from services.cli.settings import DEMO_SURVEY_ID
from services.runtime.addresses import Process
from tests.e2e.rest import Rest
from tests.e2e.system import running_system


def test_servers_that_exist_are_used(database_url: str, redis_url: str) -> None:
    async def send(url: str, key: str) -> str:
        async with Rest(url, key) as rest:
            sent = await rest.send(DEMO_SURVEY_ID, "+46701740607")
            await rest.handset_with("+46701740607", 1)
            return str(sent["status"])

    given = {"SVAR_DATABASE_URL": database_url, "SVAR_REDIS_URL": redis_url}
    with running_system(environment=given) as system:
        assert system.pids().keys() == {process.value for process in Process}
        assert asyncio.run(send(system.url, system.key)) == "active"
