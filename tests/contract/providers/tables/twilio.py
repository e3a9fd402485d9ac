"""Twilio. The signatures named as vectors are those of `twilio-python`'s own tests."""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from datetime import timedelta

from msgspec.structs import replace

from services.sms.domain.provider import (
    Accepted,
    Acknowledgement,
    Callback,
    CallbackKind,
    DeliveryStatus,
    OptedOut,
    PermanentConfiguration,
    PermanentRecipient,
    ProviderReply,
    ProviderReport,
    Received,
    Temporary,
    Throttled,
    UnreadableItem,
)
from tests.contract.providers.table import (
    MESSAGE,
    NOW,
    PUBLIC_URL,
    Answered,
    Came,
    Forged,
    Sent,
    Table,
    address,
    form,
    posted,
)

TOKEN = "12345"
SETTINGS = "x-twilio-webhooks-signature-settings"
INBOUND = {
    "MessageSid": "SM1",
    "SmsSid": "SM1",
    "AccountSid": "AC1",
    "From": "+4790000001",
    "To": "+46730000001",
    "Body": "8",
    "NumMedia": "0",
    "FromCity": "",
}
REPLY = ProviderReply(provider_message_id="SM1", from_="+4790000001", to="+46730000001", text="8")
FORM = {"content-type": "application/x-www-form-urlencoded"}
URL = "https://api.twilio.com/2010-04-01/Accounts/AC1/Messages.json"


def signature(text: str, secret: str = TOKEN, algorithm: str = "sha1") -> str:
    made = hmac.new(secret.encode(), text.encode(), algorithm).digest()
    return base64.b64encode(made).decode()


def signed(
    fields: Mapping[str, str],
    *,
    secret: str = TOKEN,
    kind: CallbackKind = CallbackKind.INBOUND,
    port: str = "",
    body: bytes | None = None,
) -> Callback:
    callback = posted(form(**fields) if body is None else body, kind=kind, headers=FORM)
    url = address(callback).replace("example.com", f"example.com{port}")
    text = url + "".join(name + fields[name] for name in sorted(fields))
    return with_signature(callback, signature(text, secret))


def with_signature(callback: Callback, made: str, **headers: str) -> Callback:
    return replace(callback, headers={**callback.headers, "x-twilio-signature": made, **headers})


def vector(body: bytes, made: str, query: str = "") -> Callback:
    return Callback(
        kind=CallbackKind.INBOUND,
        method="POST",
        target=f"/myapp.php?foo=1&bar=2{query}",
        headers={**FORM, "x-twilio-signature": made},
        body=body,
    )


def report(status: str, code: str | None = None) -> Callback:
    fields = {
        "MessageSid": "SM1",
        "MessageStatus": status,
        "SmsStatus": status,
        "To": "+4790000001",
    }
    return signed(fields | ({"ErrorCode": code} if code else {}), kind=CallbackKind.STATUS)


def reported(status: DeliveryStatus | None, code: str = "", *, opted_out: bool = False) -> Received:
    one = ProviderReport(
        provider_message_id="SM1",
        our_id=None,
        status=status,
        error_code=code,
        opted_out=opted_out,
    )
    return Received(reports=(one,))


def with_sha256() -> Callback:
    callback = posted(form(**INBOUND), headers=FORM)
    text = address(callback) + "".join(name + INBOUND[name] for name in sorted(INBOUND))
    made = signature(text, "shared", "sha256")
    return with_signature(callback, made, **{SETTINGS: "key=SK1,algorithm=HMAC_SHA256"})


def got() -> Callback:
    callback = posted(query=form(**INBOUND).decode(), method="GET")
    return with_signature(callback, signature(address(callback)))


CALL = b"CallSid=CA1234567890ABCDE&Digits=1234&From=%2B14158675309&To=%2B18005551212&Caller=%2B14158675309"
JSON_BODY = b'{"property": "value", "boolean": true}'
BODY_HASH = hashlib.sha256(JSON_BODY).hexdigest()
THEIRS = {"auth_token": "12345", "public_url": "https://mycompany.com"}
MISSING = "to is missing or too long"

TABLE = Table(
    type="twilio",
    settings={"account_sid": "AC1", "auth_token": TOKEN, "public_url": PUBLIC_URL},
    wrong_settings={
        "no public address": ({"public_url": None}, "public_url is needed"),
        "a host with an underscore": ({"public_url": "https://a_b.example"}, "underscore"),
        "half a key": ({"api_key": "SK1"}, "api_key and api_secret are given together"),
        "no account": ({"account_sid": None}, "providers.acme.account_sid: is missing"),
        "five tokens": ({"auth_token": ["1", "2", "3", "4", "5"]}, "auth_token"),
        "an address with a query": ({"public_url": "https://a.example/?x=1"}, "public_url"),
    },
    sent={
        "a message": Sent(
            url=URL,
            headers={
                "Authorization": "Basic QUMxOjEyMzQ1",
                "Content-Type": "application/x-www-form-urlencoded",
            },
            form={
                "To": "+4790000001",
                "From": "+46730000001",
                "Body": MESSAGE.text,
                "StatusCallback": f"{PUBLIC_URL}/v1/providers/acme/status",
                "ValidityPeriod": "14400",
            },
        ),
        "by a messaging service, with an API key, for longer than ten hours": Sent(
            messages=[replace(MESSAGE, valid_until=NOW + timedelta(days=2))],
            settings={"messaging_service_sid": "MG1", "api_key": "SK1", "api_secret": "s"},
            url=URL,
            headers={"Authorization": "Basic U0sxOnM="},
            form={
                "To": "+4790000001",
                "From": "+46730000001",
                "MessagingServiceSid": "MG1",
                "Body": MESSAGE.text,
                "StatusCallback": f"{PUBLIC_URL}/v1/providers/acme/status",
                "ValidityPeriod": "36000",
            },
        ),
        "without an end, to a stub": Sent(
            messages=[replace(MESSAGE, valid_until=None, text="Æ & 1+1 = 2? 😀")],
            settings={"url": "http://127.0.0.1:9/twilio/"},
            url="http://127.0.0.1:9/twilio/2010-04-01/Accounts/AC1/Messages.json",
            form={
                "To": "+4790000001",
                "From": "+46730000001",
                "Body": "Æ & 1+1 = 2? 😀",
                "StatusCallback": f"{PUBLIC_URL}/v1/providers/acme/status",
            },
        ),
    },
    answered={
        "taken": Answered(
            status=201,
            body={"sid": "SM1", "status": "queued", "num_segments": "1", "error_code": None},
            means=[Accepted(provider_message_id="SM1")],
        ),
        "taken, in an answer that nobody can read": Answered(
            status=201, body=b"<html>", means=[Accepted()]
        ),
        "too fast": Answered(
            status=429,
            body={"code": 20429, "message": "Too Many Requests"},
            headers={"Retry-After": "3"},
            means=[Throttled(after=timedelta(seconds=3))],
        ),
        "opted out": Answered(status=400, body={"code": 21610}, means=[OptedOut()]),
        "no mobile": Answered(
            status=400, body={"code": 21614}, means=[PermanentRecipient(code="21614")]
        ),
        "no such number": Answered(
            status=400, body={"code": 21211}, means=[PermanentRecipient(code="21211")]
        ),
        "an unknown code": Answered(
            status=400, body={"code": 99999}, means=[PermanentRecipient(code="99999")]
        ),
        "our number is not theirs": Answered(
            status=400, body={"code": 21606}, means=[PermanentConfiguration(code="21606")]
        ),
        "the wrong token": Answered(
            status=401, body={"code": 20003}, means=[PermanentConfiguration(code="20003")]
        ),
        "a redirect": Answered(status=302, means=[PermanentConfiguration(code="http_302")]),
        "down": Answered(status=503, means=[Temporary(reason="http_503")]),
    },
    came={
        "a reply": Came(callback=signed(INBOUND), says=Received(replies=(REPLY,))),
        "a reply on the other path": Came(
            callback=signed(INBOUND, kind=CallbackKind.STATUS), says=Received(replies=(REPLY,))
        ),
        "a reply with fields that are new": Came(
            callback=signed(INBOUND | {"Zeta": "å", "Alpha": " "}),
            says=Received(replies=(REPLY,)),
        ),
        "a reply signed with the port": Came(
            callback=signed(INBOUND, port=":443"), says=Received(replies=(REPLY,))
        ),
        "a reply that says nothing": Came(
            callback=signed(INBOUND | {"Body": ""}),
            says=Received(replies=(replace(REPLY, text=""),)),
        ),
        "a reply with spaces around it": Came(
            callback=signed(INBOUND | {"Body": " Æ\n😀 "}),
            says=Received(replies=(replace(REPLY, text=" Æ\n😀 "),)),
        ),
        "a long reply in base64": Came(
            callback=signed(INBOUND | {"Body": base64.b64encode(b"Veldig bra! " * 8).decode()}),
            says=Received(replies=(replace(REPLY, text="Veldig bra! " * 8),)),
        ),
        "a reply in Latin-1": Came(
            callback=signed(
                INBOUND | {"Body": "blåbær"},
                body=form(**INBOUND).replace(b"Body=8", b"Body=bl%E5b%E6r"),
            ),
            says=Received(replies=(replace(REPLY, text="blåbær"),)),
        ),
        "a reply by GET": Came(callback=got(), says=Received(replies=(REPLY,))),
        "a reply signed with the token before": Came(
            callback=signed(INBOUND, secret="before"),
            settings={"auth_token": ["now", "before"]},
            says=Received(replies=(REPLY,)),
        ),
        "a reply signed with a shared key": Came(
            callback=with_sha256(),
            settings={"shared_key": ["next", "shared"]},
            says=Received(replies=(REPLY,)),
        ),
        "a reply without our number": Came(
            callback=signed(INBOUND | {"To": ""}),
            says=Received(
                unreadable=(
                    UnreadableItem(
                        reason="To is missing or too long", body=form(**INBOUND | {"To": ""})
                    ),
                )
            ),
        ),
        "delivered": Came(callback=report("delivered"), says=reported(DeliveryStatus.DELIVERED)),
        "undelivered": Came(
            callback=report("undelivered", "30006"),
            says=reported(DeliveryStatus.FAILED, "30006"),
        ),
        "opted out": Came(
            callback=report("failed", "21610"),
            says=reported(DeliveryStatus.FAILED, "21610", opted_out=True),
        ),
        "canceled": Came(callback=report("canceled"), says=reported(DeliveryStatus.REJECTED)),
        "on its way": Came(callback=report("sent"), says=reported(None)),
        "a state that nobody knows": Came(
            callback=report("teleported"),
            says=Received(
                unreadable=(
                    UnreadableItem(
                        reason="the state is none of the known ones",
                        body=report("teleported").body,
                    ),
                )
            ),
        ),
        "their vector of a form": Came(
            callback=vector(CALL, "RSOYDt4T1cUTdK1PDd93/VVr8B8="),
            settings=THEIRS,
            says=Received(unreadable=(UnreadableItem(reason="MessageSid is missing", body=CALL),)),
        ),
        "their vector of a body with its hash": Came(
            callback=vector(JSON_BODY, "a9nBmqA0ju/hNViExpshrM61xv4=", f"&bodySHA256={BODY_HASH}"),
            settings=THEIRS,
            says=Received(
                unreadable=(UnreadableItem(reason="MessageSid is missing", body=JSON_BODY),)
            ),
        ),
    },
    forged={
        "nothing at all": Forged(callback=posted()),
        "another token": Forged(callback=signed(INBOUND, secret="54321")),
        "an algorithm that nobody knows": Forged(
            callback=replace(
                with_sha256(),
                headers={**with_sha256().headers, SETTINGS: "key=SK1,algorithm=NONE"},
            ),
            settings={"shared_key": "shared"},
        ),
        "a shared key that is not configured": Forged(callback=with_sha256()),
        "the address of the Host header": Forged(
            callback=signed(INBOUND), settings={"public_url": "https://other.example.com"}
        ),
    },
    proof_headers=["x-twilio-signature"],
    covers=frozenset({"body", "target"}),
    taken=Acknowledgement(status=200, content_type="text/xml", body=b"<Response/>"),
)
