"""What the contract promises to callers and customers, each held on a whole running system.

Every promise has phones of its own, so all of them are tried at once.
"""

import asyncio
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.e2e.configuration import TOKEN, WEBHOOK_TOKEN, write_sms_configuration
from tests.e2e.log_lines import followed, log_lines
from tests.e2e.rest import Rest, eventually
from tests.e2e.surveys import three_questions
from tests.e2e.system import running_system
from tests.e2e.world import World
from tests.fakes.sms_provider import FakeSmsProvider, refuse

OVER = "Slutt."
EVERYTHING_IS_LOGGED = {"SVAR_LOG_LEVEL": "DEBUG", "SVAR_LOG_FORMAT": "json"}
QUESTION = "Hvor fornøyd er du, 1-10?"


def test_the_system_keeps_its_promises(tmp_path: Path) -> None:
    async def try_all() -> None:
        async with FakeSmsProvider(token=TOKEN, webhook_token=WEBHOOK_TOKEN) as provider:
            configuration = write_sms_configuration(tmp_path, provider.url)
            environment = {"SVAR_SMS_CONFIG": configuration, **EVERYTHING_IS_LOGGED}
            with running_system(environment=environment) as system:
                provider.svar_url = system.url
                async with Rest(system.url, system.key) as rest:
                    survey = await rest.publish(three_questions())
                    world = World(rest=rest, provider=provider, survey=survey)
                    await who_cannot_be_reached_has_an_undeliverable_session(world)
                    tried = (promise(world) for promise in PROMISES)
                    outcomes = await asyncio.gather(*tried, return_exceptions=True)
                    await a_request_can_be_followed(world, system.log)
                    nobody_can_be_recognised_in_the_logs(world, system.log)
        if broken := [one for one in outcomes if isinstance(one, Exception)]:
            raise ExceptionGroup("broken promises", broken)

    asyncio.run(try_all())


async def who_cannot_be_reached_has_an_undeliverable_session(world: World) -> None:
    phone = "+4790000100"
    survey = await world.rest.publish(three_questions(delaySeconds=5))
    world.provider.script(refuse(400, "unknown_number"))
    sent = await world.rest.send(survey, phone)

    async def settled() -> Any:
        session = await world.rest.session_in("undeliverable", sent["sessionId"])
        statuses = [message["status"] for message in session["messages"]]
        return None if "queued" in statuses else statuses

    assert set(await eventually(settled)) <= {"failed", "rejected", "expired"}
    assert world.provider.messages_to(phone) == []


async def two_surveys_live_side_by_side(world: World) -> None:
    phone = "+4790000101"
    first, first_question = await world.asked(phone)
    second, second_question = await world.asked(phone)
    assert first_question.sender != second_question.sender

    await world.says(phone, second_question, "2", "2")
    await world.says(phone, first_question, "1", "1")

    answers = [(await world.rest.session(one["sessionId"]))["answers"] for one in (first, second)]
    assert [[answer["value"] for answer in each] for each in answers] == [[1, 0], [2, 1]]


async def without_subnumbers_the_newer_survey_takes_over(world: World) -> None:
    phone = "+46701740701"
    older = await world.rest.send(world.survey, phone)
    newer = await world.rest.send(world.survey, phone)
    await world.rest.session_in("superseded", older["sessionId"])
    await world.rest.handset_with(phone, 4)

    await world.rest.post(f"/v1/handset/{phone}", {"text": "7"}, expect=202)
    await world.rest.handset_with(phone, 5)

    assert (await world.rest.session(newer["sessionId"]))["answers"][0]["value"] == 7


async def a_survey_may_refuse_to_take_over(world: World) -> None:
    survey = await world.rest.publish(three_questions(secondSurvey="reject"))
    body = {"identifier": "+46701740702", "identifierType": "Phone", "channel": "SMS"}
    await world.rest.send(survey, body["identifier"])

    refused = await world.refusal(f"/v1/surveys/{survey}/send", body)

    assert refused == (409, "active_session_exists")


async def a_stop_ends_everything_until_a_start(world: World) -> None:
    phone = "+4790000103"
    first, question = await world.asked(phone)
    second, _ = await world.asked(phone)

    [confirmed] = await world.says(phone, question, "STOPP!")
    assert "START" in confirmed
    for one in (first, second):
        await world.rest.session_in("opted_out", one["sessionId"])
    await world.provider.reply(phone, question.sender, "stopp")
    await world.provider.reply(phone, question.sender, "8")
    assert (await world.rest.get(f"/v1/opt-outs/{phone}"))["phone"] == phone
    suppressed = await world.rest.send(world.survey, phone)
    assert (suppressed["status"], suppressed["reason"]) == ("suppressed", "opted_out")

    [welcomed] = await world.says(phone, question, "start")
    assert "igjen" in welcomed, "neither the second stop nor what followed was answered"
    await world.asked(phone)


async def help_goes_before_the_answer_and_changes_nothing(world: World) -> None:
    phone = "+4790000104"
    sent, question = await world.asked(phone)

    [told, next_question] = await world.says(phone, question, "hjelp", "8")

    assert "STOPP" in told
    assert next_question.startswith("Hva betydde mest?")
    assert (await world.rest.session(sent["sessionId"]))["answers"][0]["attempts"] == 1


async def time_runs_out_in_silence(world: World) -> None:
    phone = "+4790000105"
    # Everybody else sends at the same moment; what expires before it has come is refused.
    soon = datetime.now(UTC) + timedelta(seconds=10)
    sent, _ = await world.asked(phone, expiryTime=soon.isoformat())

    async def expired() -> Any:
        session = await world.rest.session(sent["sessionId"])
        return session if session["state"] == "expired" else None

    session = await eventually(expired, within=60)

    assert len(session["messages"]) == len(world.provider.messages_to(phone)) == 2


async def a_cancelled_session_answers_that_it_is_over(world: World) -> None:
    phone = "+4790000106"
    sent, question = await world.asked(phone)
    await world.rest.post(f"/v1/sessions/{sent['sessionId']}/cancel")

    assert await world.says(phone, question, "8") == [OVER]

    session = await world.rest.session(sent["sessionId"])
    assert (session["state"], session["answers"]) == ("cancelled", [])
    assert [one["text"] for one in session["messages"] if one["direction"] == "in"] == ["8"]


async def twenty_identical_calls_send_once(world: World) -> None:
    phone = "+4790000107"
    body = {"identifier": phone, "identifierType": "phone", "channel": "sms", "languageCode": "no"}
    path, headers = f"/v1/surveys/{world.survey}/send", {"Idempotency-Key": "twenty"}

    answers = await asyncio.gather(
        *(world.rest.call("POST", path, body, headers=headers) for _ in range(20))
    )

    assert {status for status, _ in answers} == {202}
    assert len({str(answer) for _, answer in answers}) == 1
    assert [await world.next_text(phone) for _ in range(2)] == ["Hei.", QUESTION]
    [question] = world.provider.messages_to(phone)[1:]
    assert (await world.says(phone, question, "elleve"))[0].endswith(QUESTION)


async def a_survey_created_twice_is_there_once(world: World) -> None:
    headers = {"Idempotency-Key": "create-once"}
    definition = three_questions() | {"name": "Created once"}

    answers = await asyncio.gather(
        *(world.rest.call("POST", "/v1/surveys", definition, headers=headers) for _ in range(20))
    )
    other = await world.rest.call("POST", "/v1/surveys", three_questions(), headers=headers)

    assert {status for status, _ in answers} == {201}
    assert len({answer["id"] for _, answer in answers}) == 1
    assert (other[0], other[1]["code"]) == (409, "idempotency_key_reused")


async def each_of_many_recipients_has_a_result(world: World) -> None:
    phones = ["+4790000108", "+4722225555", "nobody", "+4790000109"]
    denied = phones[3]
    await world.rest.call("PUT", f"/v1/denied/{denied}")
    recipients = [
        {"identifier": phone, "identifierType": "Phone", "channel": "SMS"} for phone in phones
    ]

    answer = await world.rest.post(
        f"/v1/surveys/{world.survey}/send-many", {"recipients": recipients}, expect=202
    )

    results = [
        (one.get("status"), one.get("reason") or one.get("code")) for one in answer["results"]
    ]
    assert results == [
        ("active", None),
        (400, "invalid_identifier"),
        (400, "invalid_identifier"),
        ("suppressed", "denied"),
    ]


async def no_phone_hears_more_than_twenty_messages_an_hour(world: World) -> None:
    phone = "+4790000110"
    recipient = {"identifier": phone, "identifierType": "Phone", "channel": "SMS"}

    answer = await world.rest.post(
        f"/v1/surveys/{world.survey}/send-many", {"recipients": [recipient] * 12}, expect=202
    )

    statuses = Counter((one["status"], one.get("reason")) for one in answer["results"])
    assert statuses == {("active", None): 10, ("suppressed", "quarantined"): 2}
    assert "20 messages" in answer["results"][-1]["warnings"][0]
    await world.provider.until(lambda: len(world.provider.messages_to(phone)) == 20)


async def five_refusals_end_the_survey(world: World) -> None:
    phone = "+4790000111"
    sent, question = await world.asked(phone)

    returned = await world.says(phone, question, "a", "b", "c", "d", "e")

    assert [text.endswith(QUESTION) for text in returned[:4]] == [True] * 4
    assert returned[4] == OVER
    assert (await world.rest.session_in("stopped", sent["sessionId"]))["answers"] == []


async def a_report_of_delivery_is_shown(world: World) -> None:
    phone = "+4790000112"
    sent, question = await world.asked(phone)
    await world.provider.report(question, "delivered")
    await world.provider.report(question, "failed")

    async def delivered() -> bool:
        session = await world.rest.session(sent["sessionId"])
        return bool(session["messages"][1]["status"] == "delivered")

    await eventually(delivered)


async def a_paused_survey_goes_on_for_those_who_have_it(world: World) -> None:
    phone = "+4790000113"
    survey = await world.rest.publish(three_questions())
    held = World(rest=world.rest, provider=world.provider, survey=survey)
    _, question = await held.asked(phone)

    await world.rest.post(f"/v1/surveys/{survey}/pause")
    await held.sending_is_refused("survey_paused")
    assert (await held.says(phone, question, "8"))[0].startswith("Hva betydde mest?")
    await world.rest.post(f"/v1/surveys/{survey}/resume")
    await held.sending_is_refused("invalid_identifier")
    await world.rest.post(f"/v1/surveys/{survey}/archive")
    await held.sending_is_refused("survey_not_published")


async def an_erased_phone_is_nowhere(world: World) -> None:
    phone = "+4790000114"
    sent, question = await world.asked(phone)
    await world.says(phone, question, "9, med en hemmelighet")

    erased = await world.rest.post(f"/v1/contacts/{phone}/erase")

    assert erased["sessions"] == 1
    shown = str(await world.rest.session(sent["sessionId"]))
    assert phone not in shown
    assert "hemmelighet" not in shown


async def a_reaction_and_an_empty_message_are_kept_and_not_answered(world: World) -> None:
    phone = "+4790000115"
    sent, question = await world.asked(phone)
    for words in ("👍 til «Hvor fornøyd er du, 1-10?»", f"Likte «{QUESTION}»", " "):
        await world.provider.reply(phone, question.sender, words)

    assert (await world.says(phone, question, "8"))[0].startswith("Hva betydde mest?")

    session = await world.rest.session(sent["sessionId"])
    assert [one["direction"] for one in session["messages"]].count("in") == 4


async def sessions_are_found_again_newest_first(world: World) -> None:
    phone = "+4790000116"
    references = ["call-1", "call-2", "call-3"]
    for reference in references:
        await world.asked(phone, clientReference=reference)

    path = f"/v1/sessions?identifier=%2B{phone[1:]}&pageSize=2"
    page = await world.rest.get(path)
    rest = await world.rest.get(f"{path}&pageToken={page['nextPageToken']}")

    found = [one["clientReference"] for one in page["sessions"] + rest["sessions"]]
    assert found == references[::-1]
    assert not rest.get("nextPageToken")


async def a_request_can_be_followed(world: World, log: Path) -> None:
    phone, path = "+4790000117", f"/v1/surveys/{world.survey}/send"
    body = {"identifier": phone, "identifierType": "Phone", "channel": "SMS"}
    await world.rest.call("POST", path, body, headers={"X-Request-Id": "call-from-the-queue"})
    await world.next_text(phone)
    await world.says(phone, await world.provider.next_message_to(phone), "8")

    steps = followed("call-from-the-queue", log_lines(log))

    assert {
        ("sessions", "surveys sent"),
        ("sessions", "handing messages on"),
        ("sms", "messages queued"),
        ("sms", "replies kept"),
        ("sessions", "replies handled"),
    } <= steps


def nobody_can_be_recognised_in_the_logs(world: World, log: Path) -> None:
    logged = log.read_text(errors="replace")
    phones = {message.recipient for message in world.provider.messages}

    assert len(phones) > 10
    assert [phone for phone in phones if phone in logged or phone[1:] in logged] == []
    assert "hemmelighet" not in logged
    assert {line["service"] for line in log_lines(log)} >= {"sessions", "sms"}


PROMISES = (
    two_surveys_live_side_by_side,
    without_subnumbers_the_newer_survey_takes_over,
    a_survey_may_refuse_to_take_over,
    a_stop_ends_everything_until_a_start,
    help_goes_before_the_answer_and_changes_nothing,
    time_runs_out_in_silence,
    a_cancelled_session_answers_that_it_is_over,
    twenty_identical_calls_send_once,
    a_survey_created_twice_is_there_once,
    each_of_many_recipients_has_a_result,
    no_phone_hears_more_than_twenty_messages_an_hour,
    five_refusals_end_the_survey,
    a_report_of_delivery_is_shown,
    a_paused_survey_goes_on_for_those_who_have_it,
    an_erased_phone_is_nowhere,
    a_reaction_and_an_empty_message_are_kept_and_not_answered,
    sessions_are_found_again_newest_first,
)
