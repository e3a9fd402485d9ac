"""The provider of `services/sms/providers/README.md`, run as the page says."""

import asyncio
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from services.cli.settings import DEMO_SURVEY_ID
from services.runtime.addresses import LOOPBACK
from tests.e2e.rest import Rest
from tests.e2e.system import free_ports, running_system

PAGE = Path(__file__).parents[2] / "services/sms/providers/README.md"
PHONE = "+4790000001"
MOST_LINES = 20


def test_the_example_of_a_provider_answers_a_survey(tmp_path: Path) -> None:
    program, configuration = _blocks()
    assert len([line for line in program.splitlines() if line]) <= MOST_LINES
    listens, port = _other_port(), free_ports()["SVAR_HTTP_PORT"]
    senders = tmp_path / "sms.yaml"
    senders.write_text(configuration.replace("9999", listens))
    program = program.replace("9999", listens).replace("8080", port)
    environment = {"SVAR_SMS_CONFIG": str(senders), "SVAR_HTTP_PORT": port}

    with _running(program), running_system(environment=environment) as system:
        answers = asyncio.run(_answers(f"http://{LOOPBACK}:{port}", system.key))

    assert ("score", 8) in answers


async def _answers(url: str, key: str) -> list[tuple[str, object]]:
    async with Rest(url, key) as rest:
        sent = await rest.send(DEMO_SURVEY_ID, PHONE)
        while True:
            session = await rest.session(sent["sessionId"])
            if session["answers"]:
                return [(answer["elementId"], answer["value"]) for answer in session["answers"]]
            await asyncio.sleep(0.1)  # a page can only be asked again


def _blocks() -> tuple[str, str]:
    page = PAGE.read_text()
    program = re.search(r"```python\n(.*?)```", page, re.DOTALL)
    configuration = re.search(r"```yaml\n(.*?)```", page, re.DOTALL)
    assert program
    assert configuration
    return program[1], configuration[1]


def _other_port() -> str:
    return free_ports()["SVAR_HTTP_PORT"]


@contextmanager
def _running(program: str) -> Iterator[None]:
    process = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.kill()
        process.wait()
