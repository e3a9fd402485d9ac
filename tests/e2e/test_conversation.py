"""The main flow as everybody in it meets it: the caller, the customer, the provider."""

import asyncio
from pathlib import Path
from typing import Any

import aiohttp

from services.cli.settings import DEMO_SURVEY_ID
from services.runtime.addresses import Process
from services.sms.providers.smpp.commands import EsmClass, Status
from services.text import gsm7
from tests.e2e.configuration import TOKEN, WEBHOOK_TOKEN, write_sms_configuration
from tests.e2e.figures import figures_of
from tests.e2e.rest import Rest, eventually
from tests.e2e.surveys import three_questions
from tests.e2e.system import System, running_system
from tests.fakes.sms_provider import FakeSmsProvider
from tests.fakes.smsc import FakeSmsc, from_phone, receipt

OLA = "+4790000001"
KARI = "+4790000002"
MOST_SERIES = 1_500
SVEN = "+46701740605"
MADS = "+4520123456"


def test_a_survey_is_held_over_sms(tmp_path: Path) -> None:
    async def walk() -> None:
        async with (
            FakeSmsProvider(token=TOKEN, webhook_token=WEBHOOK_TOKEN) as provider,
            FakeSmsc() as centre,
        ):
            configuration = write_sms_configuration(tmp_path, provider.url, centre.url)
            with running_system(environment={"SVAR_SMS_CONFIG": configuration}) as system:
                provider.svar_url = system.url
                async with Rest(system.url, system.key) as rest:
                    survey = await rest.publish(three_questions())
                    await _hold_it_in_norwegian(rest, provider, survey)
                    await _hold_it_on_a_handset(rest, survey)
                    await _hold_it_over_smpp(rest, centre, survey)
                    await _tell_strangers_that_there_is_nothing(provider)
                    await _refuse_what_is_not_the_providers(system, rest)
                    await _start_the_demo_survey(rest)
                await asyncio.to_thread(_see_it_in_the_figures, system)

    asyncio.run(walk())


def _see_it_in_the_figures(system: System) -> None:
    seen = {process: figures_of(process, system.ports) for process in Process}
    sms, sessions = seen[Process.SMS], seen[Process.SESSIONS]

    assert sms.sum("svar_reply_seconds_count") >= 4
    assert sms.sum("svar_reply_seconds_bucket", le="20.0") >= 4
    assert sessions.sum("svar_replies_total", verdict="answer", language="no") >= 3
    assert sessions.sum("svar_replies_total", verdict="invalid", language="no") >= 1
    assert sessions.sum("svar_sessions_total", event="started", tenant="default") >= 2
    assert sessions.sum("svar_sessions_total", event="completed", tenant="default") >= 1
    assert {"svar_queue_rows", "svar_queue_oldest_seconds", "svar_parked_items"} <= sms.names()
    assert {"svar_open_sessions", "svar_postgres_oldest_snapshot_seconds"} <= sessions.names()
    assert seen[Process.GATEWAY].sum("svar_client_rpc_seconds_count", code="ok") > 4
    for process, figures in seen.items():
        assert figures.sum("svar_build_info", service=process.value) == 1, process
        assert not [name for name in figures.names() if name.endswith("_created")]
        assert all(code.islower() for code in figures.values_of("code", of="rpc_seconds_count"))
        assert len(figures.series) <= MOST_SERIES, process
        shown = str(figures.series)
        assert OLA[1:] not in shown
        assert KARI[1:] not in shown
    for service in (Process.SURVEYS, Process.SESSIONS, Process.SMS):
        assert seen[service].sum("svar_healthy", check="postgres") == 1


async def _hold_it_in_norwegian(rest: Rest, provider: FakeSmsProvider, survey: str) -> None:
    sent = await rest.send(
        survey,
        OLA,
        languageCode="nb-NO",
        clientReference="call-81",
        content="Takk for samtalen.",
        userSessionVariables=[{"key": "agentId", "value": "1234"}],
    )
    assert sent["status"] == "active"
    assert sent["languageCode"] == "no"

    greeting = await provider.next_message_to(OLA)
    question = await provider.next_message_to(OLA)
    assert greeting.text == "Takk for samtalen.\nHei."
    assert question.text == "Hvor fornøyd er du, 1-10?"
    assert question.sender.startswith("1963")
    assert len(question.sender) == 14

    subnumber = question.sender
    assert await provider.reply(OLA, subnumber, "elleve", message_id="in-1") == 200
    again = await provider.next_message_to(OLA)
    assert again.text == "Et tall fra 1 til 10.\nHvor fornøyd er du, 1-10?"

    # The provider delivers the same message twice.
    assert await provider.reply(OLA, subnumber, "åtte!", message_id="in-2") == 200
    assert await provider.reply(OLA, subnumber, "åtte!", message_id="in-2") == 200
    assert (await provider.next_message_to(OLA)).text == (
        "Hva betydde mest?\n1. Ventetid\n2. Hjelpen jeg fikk"
    )
    await provider.reply(OLA, subnumber, "2", message_id="in-3")
    assert (await provider.next_message_to(OLA)).text == "Noe mer?"
    await provider.reply(OLA, subnumber, "Nei, takk", message_id="in-4")
    assert (await provider.next_message_to(OLA)).text == "Takk!"

    session = await rest.session_in("completed", sent["sessionId"])
    assert session["currentElement"] == "done"
    assert session["variables"] == [{"key": "agentId", "value": "1234"}]
    assert [_essence(answer) for answer in session["answers"]] == [
        ("score", 8, 2),
        ("why", 1, 1),
        ("more", "Nei, takk", 1),
    ]

    await provider.reply(OLA, subnumber, "Hallo?", message_id="in-5")
    assert (await provider.next_message_to(OLA)).text == "Slutt."


def _essence(answer: dict[str, Any]) -> tuple[str, object, int]:
    return answer["elementId"], answer["value"], answer["attempts"]


async def _hold_it_on_a_handset(rest: Rest, survey: str) -> None:
    sent = await rest.send(survey, SVEN)
    for number, reply in enumerate(["9", "1", "All good"]):
        await rest.handset_with(SVEN, 2 + number)
        await rest.post(f"/v1/handset/{SVEN}", {"text": reply}, expect=202)
    shown = await rest.handset_with(SVEN, 5)
    await rest.session_in("completed", sent["sessionId"])
    assert shown[-1]["text"] == "Thank you!"
    assert [message["direction"] for message in shown].count("sent") == 3


async def _hold_it_over_smpp(rest: Rest, centre: FakeSmsc, survey: str) -> None:
    """A first message in two parts, a reply in two that come the wrong way round, and receipts."""
    centre.write_id = lambda number: f"{number:08X}"
    await centre.bound()
    long = "Tak for samtalen. " * 10
    sent = await rest.send(survey, MADS, languageCode="no", content=long)
    greeting = await centre.heard(3)
    subnumber = greeting[-1].source.value
    assert subnumber.startswith("1204")
    assert greeting[-1].content == gsm7.encode("Hvor fornøyd er du, 1-10?")
    for number in (2, 1, 3):
        assert await centre.deliver(receipt(f"{number:010}")) == Status.OK

    await centre.deliver(from_phone(b"8", phone=MADS, to=subnumber))
    await centre.heard(4)
    await centre.deliver(from_phone(b"1", phone=MADS, to=subnumber))
    await centre.heard(5)
    for number, text in ((2, b"er fint"), (1, b"Alt ")):
        header = bytes((5, 0, 3, 167, 2, number))
        part = from_phone(header + text, phone=MADS, to=subnumber, esm_class=EsmClass.HEADER)
        assert await centre.deliver(part) == Status.OK
    session = await rest.session_in("completed", sent["sessionId"])
    assert session["answers"][-1]["value"] == "Alt er fint"

    async def delivered() -> bool:
        shown = await rest.session(sent["sessionId"])
        return [one["status"] for one in shown["messages"]].count("delivered") == 2

    assert await eventually(delivered)


async def _tell_strangers_that_there_is_nothing(provider: FakeSmsProvider) -> None:
    # Kari writes to a subnumber that is Ola's.
    theirs = provider.messages_to(OLA)[0].sender
    await provider.reply(KARI, theirs, "8")
    told = await provider.next_message_to(KARI)
    assert told.text == "Vi har ingen undersøkelse som venter på svaret ditt."
    assert len(provider.messages_to(OLA)) == 7


async def _refuse_what_is_not_the_providers(system: System, rest: Rest) -> None:
    inbound = {"messageId": "x", "from": OLA, "to": "1963", "text": "8"}
    url = f"{system.url}/v1/providers/plain/inbound"
    async with aiohttp.ClientSession() as anyone:
        guess = {"X-Webhook-Token": "guess"}
        async with anyone.post(url, json=inbound, headers=guess) as guessed:
            assert guessed.status == 401
        async with anyone.post(url.replace("plain", "nobody"), json=inbound) as unknown:
            assert unknown.status == 404
        mine = {"X-Webhook-Token": WEBHOOK_TOKEN}
        async with anyone.post(url, data=b"\xff{", headers=mine) as odd:
            assert odd.status == 200
        async with anyone.get(f"{system.url}/v1/surveys") as no_key:
            assert no_key.status == 401
            assert no_key.content_type == "application/problem+json"
    wrong = {"identifier": "12", "identifierType": "Fax", "channel": "Pigeon"}
    status, problem = await rest.call("POST", f"/v1/surveys/{DEMO_SURVEY_ID}/send", wrong)
    assert status == 400
    assert {error["path"] for error in problem["errors"]} >= {"identifierType", "channel"}


async def _start_the_demo_survey(rest: Rest) -> None:
    sent = await rest.send(DEMO_SURVEY_ID, "+46701740606")
    assert sent["surveyVersion"] == 1
    # The demo survey leaves its two seconds between messages.
    shown = await rest.handset_with("+46701740606", 2)
    assert shown[0]["text"] == "Thank you for calling Acme."
