"""Norwegian conversations through Puzzel, whose stub is written from its documents."""

import asyncio
from pathlib import Path
from typing import Any

from tests.e2e.rest import Rest
from tests.e2e.surveys import three_questions
from tests.e2e.system import free_ports, running_system
from tests.fakes.puzzel_gateway import KEY, Delivered, PuzzelGateway

PHONE, OTHER = "+4790000001", "+4744444444"
CONFIGURATION = """
providers:
  puzzel:
    {{type: puzzel, url: "http://127.0.0.1:{port}", service_id: 1000, username: svar, password: p,
     deadline: 2, webhook_header: {{X-API-Key: "{key}"}}}}
senders:
  - {{tenant: default, address: "1960", provider: puzzel, serves: ["+47"], subnumbers: provider}}
"""


def test_conversations_are_held_in_sessions_that_puzzel_names(tmp_path: Path) -> None:
    gateway = PuzzelGateway(port=int(free_ports()["SVAR_HTTP_PORT"]))
    senders = tmp_path / "sms.yaml"
    senders.write_text(CONFIGURATION.format(port=gateway.port, key=KEY))

    with running_system(environment={"SVAR_SMS_CONFIG": str(senders)}) as system:
        asyncio.run(_play(gateway, system.url, system.key))


async def _play(gateway: PuzzelGateway, url: str, key: str) -> None:
    gateway.svar = url
    async with gateway, Rest(url, key) as rest:
        await _two_at_once(gateway, rest)
        await _one_whose_first_answer_is_lost(gateway, rest)
        assert gateway.refused == []
        forged = PuzzelGateway(key="guessed")
        forged.svar = url
        async with forged:
            await forged.tell("mo", forged.mo(PHONE, "8", session="s1"))
        assert forged.refused == [401]


async def _two_at_once(gateway: PuzzelGateway, rest: Rest) -> None:
    survey = await rest.publish(without_greeting())
    sessions = [(await rest.send(survey, PHONE))["sessionId"] for _ in range(2)]
    first, second = await gateway.shows(PHONE, 2)
    assert first.session != second.session
    assert [one.text for one in (first, second)] == ["Hvor fornøyd er du, 1-10?"] * 2

    # The later thread is answered first.
    await gateway.reply(second, "2")
    await gateway.reply(first, "ti")
    await gateway.shows(PHONE, 4)
    await gateway.reply(second, "ventetid")
    await gateway.reply(first, "hjelpen jeg fikk")
    await gateway.shows(PHONE, 6)
    await gateway.reply(first, "Blåbær 😀")
    await gateway.reply(second, "Nei takk, æøå")
    shown = await gateway.shows(PHONE, 8)

    ended = [await rest.session_in("completed", name) for name in sessions]
    answers = [{one["elementId"]: one["value"] for one in each["answers"]} for each in ended]
    by_score = {each["score"]: each["more"] for each in answers}
    assert by_score == {10: "Blåbær 😀", 2: "Nei takk, æøå"}
    threads = {
        one.session: [each.text for each in shown if each.session == one.session] for one in shown
    }
    assert [texts[-1] for texts in threads.values()] == ["Takk!", "Takk!"]
    assert [len(texts) for texts in threads.values()] == [4, 4]
    await _delivered(gateway, rest, sessions[0], shown)


async def _delivered(
    gateway: PuzzelGateway, rest: Rest, session: str, shown: list[Delivered]
) -> None:
    """Reports come in one batch, one of them twice."""
    reports = [
        {"messageid": one.message_id, "customermessagereference": one.reference, "statuscode": 0}
        for one in shown
    ]
    await gateway.tell("dr", *reports, reports[0])

    while True:
        messages = (await rest.session(session))["messages"]
        sent = [one for one in messages if one["direction"] == "out"]
        if sent and all(one["status"] == "delivered" for one in sent):
            return
        await asyncio.sleep(0.1)  # a page can only be asked again


async def _one_whose_first_answer_is_lost(gateway: PuzzelGateway, rest: Rest) -> None:
    survey = await rest.publish(without_greeting())
    gateway.silent = 1
    name = (await rest.send(survey, OTHER))["sessionId"]
    [asked] = await gateway.shows(OTHER, 1)

    # The session is told by the reply only: it can be that of this conversation alone. The reply comes
    # before Svar has given up waiting, and is the proof that the message did.
    await gateway.reply(asked, "8")

    _, following = await gateway.shows(OTHER, 2)
    assert following.session == asked.session
    session = await rest.session(name)
    assert [one["value"] for one in session["answers"]] == [8]


def without_greeting() -> dict[str, Any]:
    """Make a survey that begins with its question."""
    definition = three_questions()
    return {**definition, "defaultLanguage": "no", "elements": definition["elements"][1:]}
