"""Poison stops nobody but whom it is about, and they go on once it is gone."""

import asyncio
from functools import partial
from pathlib import Path
from typing import Any

import aiohttp

from services.runtime.addresses import LOOPBACK
from tests.e2e.configuration import TOKEN, WEBHOOK_TOKEN, write_sms_configuration
from tests.e2e.parked import Operator
from tests.e2e.rest import Rest, eventually
from tests.e2e.surveys import three_questions
from tests.e2e.system import System, running_system
from tests.fakes.sms_provider import (
    NOT_JSON,
    RESET,
    TAKE_THEN_RESET,
    CarriedMessage,
    FakeSmsProvider,
    Step,
)

PHONES = [f"+4790002{number:03}" for number in range(50)]
POISONED = PHONES[23]
POSTPONED = 'svar_sms_messages_total{outcome="postponed"}'
READERS = ["+4790003001", "+4790003002", "+4790003003"]
SCORE, WHY = (
    "How satisfied are you, 1-10?",
    "What mattered most?\n1. Waiting time\n2. The help I got",
)


def test_poison_is_parked_alone_and_given_back(tmp_path: Path) -> None:
    async def walk() -> None:
        data = tmp_path / "data"
        async with FakeSmsProvider(token=TOKEN, webhook_token=WEBHOOK_TOKEN) as provider:
            configuration = write_sms_configuration(tmp_path, provider.url)
            environment = {"SVAR_SMS_CONFIG": configuration}
            operator = Operator(data)
            with running_system(environment=environment, data=data) as system:
                provider.svar_url = system.url
                async with Rest(system.url, system.key) as rest:
                    await _one_reply_of_fifty_cannot_be_handled(rest, provider, operator, system)
                    await _a_version_cannot_be_read(rest, provider, operator, system)
                    await _the_providers_answers_are_rubbish(rest, provider, operator, system)
                    await _a_callback_is_rubbish(provider, operator)
            # Nothing runs any more, not even Postgres.
            listed = await asyncio.to_thread(operator.svar, "parked")
            assert (listed.returncode, "1 item is parked." in listed.stdout) == (1, True), listed
            assert await asyncio.to_thread(operator.retry, "--all") == 1

    asyncio.run(walk())


async def _one_reply_of_fifty_cannot_be_handled(
    rest: Rest, provider: FakeSmsProvider, operator: Operator, system: System
) -> None:
    survey = await rest.publish(three_questions())
    sent = {phone: await rest.send(survey, phone) for phone in PHONES}
    asked = {phone: await _next(provider, phone, 2) for phone in PHONES}
    row = f"id = '{sent[POISONED]['sessionId']}'"
    spoilt = operator.spoil("sessions.sessions.conversation", row)

    batch = [
        provider.inbound(phone, asked[phone].sender, "7", message_id=f"a-{phone}")
        for phone in PHONES
    ]
    assert await provider.post_inbound(batch) == 200
    others = [phone for phone in PHONES if phone != POISONED]
    answered = [await provider.next_message_to(phone) for phone in others]
    assert {message.text for message in answered} == {WHY}
    [item] = await eventually(partial(_parked, operator))
    assert (item["kind"], item["phone"], item["tenant"]) == ("reply", "+47******23", "default")
    assert len(provider.messages_to(POISONED)) == 2
    await eventually(partial(_metric, system, 'svar_parked_items{kind="reply"} 1.0'), within=30)

    # The cause is still there: parked anew, and nobody notices.
    assert await asyncio.to_thread(operator.retry, item["id"]) == 1
    [again] = await eventually(partial(_parked, operator, attempts=2))
    assert again["id"] == item["id"]

    operator.mend("sessions.sessions.conversation", row, spoilt)
    assert await asyncio.to_thread(operator.retry, item["id"]) == 1
    assert (await provider.next_message_to(POISONED)).text == WHY
    session = await rest.session(sent[POISONED]["sessionId"])
    assert [answer["value"] for answer in session["answers"]] == [7]
    assert await asyncio.to_thread(operator.parked) == []


async def _a_version_cannot_be_read(
    rest: Rest, provider: FakeSmsProvider, operator: Operator, system: System
) -> None:
    broken = await rest.publish(three_questions(invalidReplyLimit=4))
    sound = await rest.publish(three_questions())
    for phone in READERS:
        await rest.send(broken, phone)
    bystander = "+4790003009"
    await rest.send(sound, bystander)
    asked = {phone: await _next(provider, phone, 2) for phone in [*READERS, bystander]}
    row = f"survey_id = '{broken}' AND version = 1"
    spoilt = operator.spoil("surveys.versions.definition", row)
    # What is in memory is as it was published.
    killed = system.kill("sessions")
    await asyncio.to_thread(system.wait_for_restart, "sessions", after=killed)
    await asyncio.to_thread(system.wait_until_serving)

    batch = [provider.inbound(phone, message.sender, "9") for phone, message in asked.items()]
    assert await provider.post_inbound(batch) == 200
    assert (await provider.next_message_to(bystander)).text == WHY
    items = await eventually(partial(_parked, operator, count=len(READERS)))
    assert {item["reason"] for item in items} == {"SURVEY_UNREADABLE"}

    operator.mend("surveys.versions.definition", row, spoilt)
    arguments = ("--all", "--reason", "SURVEY_UNREADABLE")
    assert await asyncio.to_thread(operator.retry, *arguments) == len(READERS)
    for phone in READERS:
        assert (await provider.next_message_to(phone)).text == WHY
        assert await provider.reply(phone, asked[phone].sender, "1") == 200
        assert (await provider.next_message_to(phone)).text == "Anything else?"


async def _the_providers_answers_are_rubbish(
    rest: Rest, provider: FakeSmsProvider, operator: Operator, system: System
) -> None:
    phone = "+4790003010"
    survey = await rest.publish(three_questions())
    before = await _counter(system, POSTPONED)
    # Nobody knows whether the first and the third left; the second did not; the last did.
    provider.script(RESET, Step(status=500, body=b"\xff<html>"), TAKE_THEN_RESET, NOT_JSON)

    await rest.send(survey, phone)

    question = await _next(provider, phone, 2)
    assert await _counter(system, POSTPONED) == before + 3
    assert await provider.reply(phone, question.sender, "9") == 200
    assert (await provider.next_message_to(phone)).text == WHY
    assert [one.text for one in provider.messages_to(phone)] == ["Hello.", SCORE, WHY]
    assert await asyncio.to_thread(operator.parked) == []


async def _a_callback_is_rubbish(provider: FakeSmsProvider, operator: Operator) -> None:
    assert await provider.post_inbound(b"\xff{rubbish") == 200
    [item] = await eventually(partial(_parked, operator, "--kind", "callback"))
    assert (item["reason"], item["phone"]) == ("not JSON", "")

    assert await asyncio.to_thread(operator.retry, item["id"]) == 1

    [again] = await eventually(partial(_parked, operator, attempts=1))
    assert again["reason"] == "not JSON"


async def _next(provider: FakeSmsProvider, phone: str, number: int) -> CarriedMessage:
    for _ in range(number):
        message = await provider.next_message_to(phone)
    return message


async def _parked(
    operator: Operator, *arguments: str, count: int = 1, attempts: int = 0
) -> list[dict[str, Any]] | None:
    """Return what is parked once it is so many items, tried so often."""
    items = await asyncio.to_thread(operator.parked, *arguments)
    tried = all(item["attempts"] >= attempts for item in items)
    return items if len(items) == count and tried else None


async def _metric(system: System, line: str) -> bool:
    return line in await _metrics(system)


async def _counter(system: System, name: str) -> float:
    values = [line.split()[-1] for line in await _metrics(system) if line.startswith(name)]
    return float(values[0]) if values else 0.0


async def _metrics(system: System) -> list[str]:
    url = f"http://{LOOPBACK}:{system.ports['SVAR_SMS_METRICS_PORT']}/metrics"
    async with aiohttp.ClientSession() as session, session.get(url) as page:
        return (await page.text()).splitlines()
