"""Every process rolled to this release and back while people answer: nobody notices (`deploy/README.md`).

Two replicas of each, replaced one by one as a cluster does it; the release before runs beside this one, on tables
that are this one's already.
"""

import asyncio
from pathlib import Path
from typing import Final

import pytest
import yaml

from services.access.keys import digest_of
from services.cli.migrate import migrate_schema
from services.runtime.addresses import SERVICES
from tests.e2e.configuration import TOKEN, WEBHOOK_TOKEN, write_sms_configuration
from tests.e2e.last_release import ROOT, last_release
from tests.e2e.replica_set import PROCESSES, ReplicaSets, replica_sets
from tests.e2e.rest import Rest
from tests.e2e.steady_load import Met, SteadyLoad
from tests.e2e.surveys import three_questions
from tests.e2e.system import free_ports
from tests.fakes.sms_provider import FakeSmsProvider

REPLIES_A_SECOND: Final = 30
LONGEST_WAIT_SECONDS: Final = 3.0
KEY: Final = "svar_of-the-load-that-is-rolled-under"


def test_nobody_notices_a_roll_forward_and_back(
    tmp_path: Path, database_url: str, redis_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = last_release(tmp_path / "before")
    for schema in SERVICES:
        migrate_schema(database_url, schema)

    met = asyncio.run(_rolled(tmp_path, before, database_url=database_url, redis_url=redis_url))

    with capsys.disabled():
        print(f"\nrolled forward and back: {met}")
    assert met.wrong_texts == []
    assert met.replies == 3 * met.people
    assert met.failures == {}
    assert set(met.answers) == {200, 202}
    assert met.longest <= LONGEST_WAIT_SECONDS + met.stalled


async def _rolled(folder: Path, before: Path, *, database_url: str, redis_url: str) -> Met:
    async with FakeSmsProvider(token=TOKEN, webhook_token=WEBHOOK_TOKEN) as provider:
        environment = {
            "SVAR_DATABASE_URL": database_url,
            "SVAR_REDIS_URL": redis_url,
            "SVAR_SMS_CONFIG": write_sms_configuration(folder, provider.url),
            "SVAR_API_KEYS_FILE": _keys_file(folder),
            "SVAR_REQUESTS_PER_SECOND": "0",
            # The names could be those of other machines.
            "SVAR_GRPC_PLAINTEXT": "1",
        }
        log = folder / "svar.log"
        with replica_sets(environment=environment, ports=free_ports(), log=log) as sets:
            try:
                await sets.start(before)
                return await _roll_under_load(sets, provider, before)
            except BaseException as error:
                error.add_note("\n".join(log.read_text(errors="replace").splitlines()[-40:]))
                raise


async def _roll_under_load(sets: ReplicaSets, provider: FakeSmsProvider, before: Path) -> Met:
    async with Rest(sets.gateways()[0], KEY) as rest:
        survey = await rest.publish(three_questions())
    load = SteadyLoad(
        provider, sets.gateways, survey=survey, key=KEY, replies_a_second=REPLIES_A_SECOND
    )
    running = asyncio.create_task(load.run())
    try:
        for release in (ROOT, before):
            # All at once, which nobody would do by choice: each of a process's replicas after the other.
            await asyncio.gather(*(sets.roll(process, release) for process in PROCESSES))
    finally:
        load.stop()
        met = await running
    return met


def _keys_file(folder: Path) -> str:
    path = folder / "keys.yaml"
    entry = {
        "name": "load",
        "tenant": "default",
        "scopes": ["admin"],
        "hash": digest_of(KEY.encode()),
    }
    path.write_text(yaml.safe_dump([entry]))
    return str(path)
