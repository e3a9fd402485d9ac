"""Killing any process in mid conversation loses nothing and doubles nothing."""

import asyncio
from functools import partial
from pathlib import Path

import aiohttp

from tests.e2e.configuration import TOKEN, WEBHOOK_TOKEN, write_sms_configuration
from tests.e2e.rest import Json, Rest, eventually
from tests.e2e.surveys import three_questions
from tests.e2e.system import System, running_system
from tests.fakes.sms_provider import FakeSmsProvider

PHONES = [f"+4790001{number:03}" for number in range(24)]
KILLED = ["sms", "sessions", "surveys", "gateway", "Redis", "Postgres", "sessions", "sms"]
REPLIES = ["7", "2", "fine"]
MESSAGES = [
    "Hello.",
    "How satisfied are you, 1-10?",
    "What mattered most?",
    "Anything else?",
    "Thank you!",
]


def test_killing_any_process_in_mid_conversation_loses_nothing(tmp_path: Path) -> None:
    async def walk() -> None:
        async with FakeSmsProvider(token=TOKEN, webhook_token=WEBHOOK_TOKEN) as provider:
            configuration = write_sms_configuration(tmp_path, provider.url)
            with running_system(environment={"SVAR_SMS_CONFIG": configuration}) as system:
                provider.svar_url = system.url
                async with Rest(system.url, system.key) as rest:
                    survey = await rest.publish(three_questions())
                    sent = [await rest.send(survey, phone) for phone in PHONES]
                    killing = asyncio.create_task(_kill_one_after_the_other(system))
                    await asyncio.gather(*(_converse(provider, phone) for phone in PHONES))
                    await killing
                    for phone, begun in zip(PHONES, sent, strict=True):
                        session = await rest.session_in("completed", begun["sessionId"])
                        _check(session, [one.text for one in provider.messages_to(phone)])

    asyncio.run(walk())


async def _kill_one_after_the_other(system: System) -> None:
    for name in KILLED:
        killed = system.kill(name)
        await asyncio.to_thread(system.wait_for_restart, name, after=killed)


async def _converse(provider: FakeSmsProvider, phone: str) -> None:
    """Reply to every question, as often as it takes until the reply is acknowledged."""
    await provider.next_message_to(phone, within=60)
    for number, text in enumerate(REPLIES):
        question = await provider.next_message_to(phone, within=60)
        await eventually(
            partial(_taken, provider, phone, question.sender, text, f"{phone}-{number}"),
            within=60,
            every=0.2,
        )
    await provider.next_message_to(phone, within=60)


async def _taken(
    provider: FakeSmsProvider, phone: str, to: str, text: str, message_id: str
) -> bool:
    try:
        return await provider.reply(phone, to, text, message_id=message_id) == 200
    except aiohttp.ClientError:
        return False


def _check(session: Json, received: list[str]) -> None:
    assert [answer["value"] for answer in session["answers"]] == [7, 1, "fine"]
    assert [answer["attempts"] for answer in session["answers"]] == [1, 1, 1]
    # The provider drops an id that it has, so nothing may come twice, and all in order.
    assert [text.split("\n")[0] for text in received] == MESSAGES
