"""AWS End User Messaging. The signatures of requests are what `botocore` 1.44.8 made of the same ones."""

import base64
import json
from collections.abc import Mapping
from datetime import timedelta

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA1, SHA256, HashAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from msgspec.structs import replace

from services.sms.domain.http import HttpRequest, endpoint
from services.sms.domain.provider import (
    Accepted,
    Acknowledgement,
    Callback,
    DeliveryStatus,
    OptedOut,
    PermanentConfiguration,
    PermanentRecipient,
    ProviderReply,
    ProviderReport,
    Received,
    SendResult,
    Temporary,
    Throttled,
    UnreadableItem,
)
from tests.contract.providers.table import (
    MESSAGE,
    NOW,
    OUR_ID,
    Answered,
    Came,
    Forged,
    Sent,
    Table,
    posted,
)

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
TOPIC = "arn:aws:sns:eu-north-1:123456789012:replies"
CERTIFICATE_URL = (
    "https://sns.eu-north-1.amazonaws.com/SimpleNotificationService-"
    "56e67fcb41f6fec09b0196692625d385.pem"
)


def certificate_of(key: rsa.RSAPrivateKey) -> str:
    """Make a certificate that vouches for itself."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "sns.amazonaws.com")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(NOW - timedelta(days=1))
        .not_valid_after(NOW + timedelta(days=365))
        .sign(key, SHA256())
    )
    return made.public_bytes(Encoding.PEM).decode()


CERTIFICATE = certificate_of(KEY)
SNS: Mapping[str, str] = {
    "Type": "Notification",
    "MessageId": "165545c9-2a5c-472c-8df2-7ff2be2b3b1b",
    "TopicArn": TOPIC,
    "Timestamp": "2026-01-01T12:00:00.000Z",
    "SignatureVersion": "2",
    "SigningCertURL": CERTIFICATE_URL,
    "UnsubscribeURL": "https://sns.eu-north-1.amazonaws.com/?Action=Unsubscribe",
}
CONFIRMATION = {
    "Type": "SubscriptionConfirmation",
    "Message": "You have chosen to subscribe to the topic.",
    "Token": "2336412f37",
    "SubscribeURL": "https://evil.example.com/?Action=ConfirmSubscription",
}


def signed(fields: Mapping[str, str], *, key: rsa.RSAPrivateKey = KEY) -> Callback:
    """Sign an envelope as SNS does."""
    envelope = {**SNS, **fields}
    names = ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"]
    if envelope["Type"] != "Notification":
        names = ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"]
    text = "".join(f"{name}\n{envelope[name]}\n" for name in names if name in envelope)
    algorithm: HashAlgorithm = SHA1() if envelope["SignatureVersion"] == "1" else SHA256()
    signature = key.sign(text.encode(), PKCS1v15(), algorithm)
    return enveloped({**envelope, "Signature": base64.b64encode(signature).decode()})


def enveloped(content: object) -> Callback:
    """Post what SNS posts: JSON that calls itself plain text."""
    headers = {"content-type": "text/plain; charset=UTF-8"}
    return posted(content, headers={**headers, "x-amz-sns-message-type": "Notification"})


def notified(message: Mapping[str, object] | str, **fields: str) -> Callback:
    """Sign a notification of a message."""
    written = message if isinstance(message, str) else json.dumps(message, ensure_ascii=False)
    return signed({**fields, "Message": written})


INBOUND: Mapping[str, object] = {
    "originationNumber": "+4790000001",
    "destinationNumber": "+46730000001",
    "messageKeyword": "KEYWORD_1",
    "messageBody": "8",
    "inboundMessageId": "cae173d2-66b9-564c-8309-21f858e9fb84",
    "previousPublishedMessageId": "862a8790-60c0-4430-9b2b-658bdexample",
}
REPLY = ProviderReply(
    provider_message_id="cae173d2-66b9-564c-8309-21f858e9fb84",
    from_="+4790000001",
    to="+46730000001",
    text="8",
)
EVENT: Mapping[str, object] = {
    "eventType": "TEXT_DELIVERED",
    "eventVersion": "1.0",
    "eventTimestamp": 1686975103470,
    "isFinal": True,
    "originationPhoneNumber": "+46730000001",
    "destinationPhoneNumber": "+4790000001",
    "messageId": "862a8790",
    "messageStatus": "DELIVERED",
    "messageStatusDescription": "Message has been accepted by phone",
    "context": {"svar": OUR_ID},
    "totalMessageParts": 1,
    "totalMessagePrice": 0.09582,
}


def event(kind: str, **changes: object) -> Callback:
    return notified({**EVENT, "eventType": kind, **changes})


def reported(
    status: DeliveryStatus | None, code: str = "", our_id: str | None = OUR_ID
) -> Received:
    one = ProviderReport(
        provider_message_id="862a8790", our_id=our_id, status=status, error_code=code
    )
    return Received(reports=(one,))


def aside(callback: Callback, reason: str) -> Came:
    item = UnreadableItem(reason=reason, body=callback.body)
    return Came(callback=callback, says=Received(unreadable=(item,)))


def confirmed(url: str) -> Received:
    return Received(request=HttpRequest(to=endpoint(url, {"User-Agent": "svar"}), method="GET"))


def refused(kind: str, means: SendResult, reason: str = "", status: int = 400) -> Answered:
    body = {"__type": kind, "Message": "…", **({"Reason": reason} if reason else {})}
    return Answered(status=status, body=body, means=[means])


TOKEN = "arn%3Aaws%3Asns%3Aeu-north-1%3A123456789012%3Areplies&Token=2336412f37"
URL = "https://sms-voice.eu-north-1.amazonaws.com/"
BODY = {
    "DestinationPhoneNumber": "+4790000001",
    "OriginationIdentity": "+46730000001",
    "MessageBody": MESSAGE.text,
    "MessageType": "TRANSACTIONAL",
    "Context": {"svar": OUR_ID},
    "TimeToLive": 14400,
}

TABLE = Table(
    type="aws",
    settings={
        "region": "eu-north-1",
        "access_key_id": "AKIDEXAMPLE",
        "secret_access_key": "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
        "topic_arns": TOPIC,
        "signing_certificate": CERTIFICATE,
    },
    wrong_settings={
        "no topic": ({"topic_arns": []}, "topic_arns"),
        "a queue": ({"topic_arns": ["arn:aws:sqs:eu-north-1:123456789012:x"]}, "topic_arns"),
        "no region": ({"region": None}, "providers.acme.region: is missing"),
        "no certificate": ({"signing_certificate": "PEM"}, "signing_certificate"),
        "an address with a query": ({"sns_url": "https://a.example/?x=1"}, "sns_url"),
    },
    sent={
        "a message": Sent(
            url=URL,
            headers={
                "Content-Type": "application/x-amz-json-1.0",
                "X-Amz-Target": "PinpointSMSVoiceV2.SendTextMessage",
                "X-Amz-Date": "20260101T120000Z",
            },
            json=BODY,
        ),
        "for longer than three days, through a configuration set, to a stub": Sent(
            messages=[replace(MESSAGE, valid_until=NOW + timedelta(days=9), text="Æ 😀")],
            settings={
                "url": "http://127.0.0.1:9/aws/",
                "configuration_set": "svar",
                "session_token": "session/token+==",
            },
            url="http://127.0.0.1:9/aws/",
            headers={"X-Amz-Security-Token": "session/token+=="},
            json={
                **BODY,
                "MessageBody": "Æ 😀",
                "TimeToLive": 259200,
                "ConfigurationSetName": "svar",
            },
        ),
        "of use for a second": Sent(
            messages=[replace(MESSAGE, valid_until=NOW + timedelta(seconds=1))],
            url=URL,
            json={**BODY, "TimeToLive": 5},
        ),
    },
    answered={
        "taken": Answered(
            body={"MessageId": "862a8790"}, means=[Accepted(provider_message_id="862a8790")]
        ),
        "taken, in an answer that nobody can read": Answered(body=b"<html>", means=[Accepted()]),
        "too fast": refused("ThrottlingException", Throttled()),
        "too fast, by its status": Answered(status=429, means=[Throttled()]),
        "opted out": refused("ConflictException", OptedOut(), "DESTINATION_PHONE_NUMBER_OPTED_OUT"),
        "a country that is blocked": refused(
            "ConflictException",
            PermanentRecipient(code="DESTINATION_COUNTRY_BLOCKED_BY_PROTECT_CONFIGURATION"),
            "DESTINATION_COUNTRY_BLOCKED_BY_PROTECT_CONFIGURATION",
        ),
        "no number of ours": refused(
            "ConflictException",
            PermanentConfiguration(code="NO_ORIGINATION_IDENTITIES_FOUND"),
            "NO_ORIGINATION_IDENTITIES_FOUND",
        ),
        "a name that nobody registered": refused(
            "ValidationException",
            PermanentConfiguration(code="SENDER_ID_NOT_REGISTERED"),
            "SENDER_ID_NOT_REGISTERED",
        ),
        "a wrong number": refused(
            "ValidationException", PermanentRecipient(code="INVALID_PARAMETER"), "INVALID_PARAMETER"
        ),
        "the month's money": refused(
            "ServiceQuotaExceededException",
            PermanentConfiguration(code="ServiceQuotaExceededException"),
            "MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT",
        ),
        "the wrong key, with its namespace": refused(
            "com.amazon.coral.service#UnrecognizedClientException",
            PermanentConfiguration(code="UnrecognizedClientException"),
        ),
        "a clock that is wrong": refused(
            "InvalidSignatureException", PermanentConfiguration(code="InvalidSignatureException")
        ),
        "an error of theirs": refused(
            "InternalServerException", Temporary(reason="InternalServerException"), status=500
        ),
        "down": Answered(status=503, body=b"<html>", means=[Temporary(reason="http_503")]),
        "a redirect": Answered(status=302, means=[PermanentConfiguration(code="http_302")]),
    },
    came={
        "a reply": Came(callback=notified(INBOUND), says=Received(replies=(REPLY,))),
        "a reply signed with SHA-1": Came(
            callback=notified(INBOUND, SignatureVersion="1"), says=Received(replies=(REPLY,))
        ),
        "a reply with a subject": Came(
            callback=notified(INBOUND, Subject="Æ"), says=Received(replies=(REPLY,))
        ),
        "a reply in any letters": Came(
            callback=notified({**INBOUND, "messageBody": "Æ\n😀 "}),
            says=Received(replies=(replace(REPLY, text="Æ\n😀 "),)),
        ),
        "a reply after almost a day": Came(
            callback=notified(INBOUND, Timestamp="2025-12-31T12:30:00.000Z"),
            says=Received(replies=(REPLY,)),
        ),
        "delivered": Came(
            callback=event("TEXT_DELIVERED"), says=reported(DeliveryStatus.DELIVERED)
        ),
        "delivered, without our id": Came(
            callback=event("TEXT_DELIVERED", context={}),
            says=reported(DeliveryStatus.DELIVERED, our_id=None),
        ),
        "blocked": Came(
            callback=event("TEXT_CARRIER_BLOCKED"),
            says=reported(DeliveryStatus.REJECTED, "TEXT_CARRIER_BLOCKED"),
        ),
        "unreachable": Came(
            callback=event("TEXT_UNREACHABLE"),
            says=reported(DeliveryStatus.FAILED, "TEXT_UNREACHABLE"),
        ),
        "unreachable, but not for good": Came(
            callback=event("TEXT_UNREACHABLE", isFinal=False), says=reported(None)
        ),
        "expired": Came(
            callback=event("TEXT_TTL_EXPIRED"),
            says=reported(DeliveryStatus.EXPIRED, "TEXT_TTL_EXPIRED"),
        ),
        "taken by the carrier": Came(callback=event("TEXT_SUCCESSFUL"), says=reported(None)),
        "nobody knows": Came(callback=event("TEXT_UNKNOWN"), says=reported(None)),
        "a subscription": Came(
            callback=signed(CONFIRMATION),
            says=confirmed(
                "https://sns.eu-north-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=" + TOKEN
            ),
        ),
        "a subscription at a stub": Came(
            callback=signed(CONFIRMATION),
            settings={"sns_url": "http://127.0.0.1:9/sns"},
            says=confirmed("http://127.0.0.1:9/sns/?Action=ConfirmSubscription&TopicArn=" + TOKEN),
        ),
        "the end of a subscription": aside(
            signed({**CONFIRMATION, "Type": "UnsubscribeConfirmation"}),
            "our subscription was cancelled",
        ),
        "a voice call": aside(event("VOICE_ANSWERED"), "the state is none of the known ones"),
        "a test of the topic": aside(notified("Successfully validated SNS topic."), "not JSON"),
        "something else": aside(notified({"alarm": 8}), "neither a message nor an event of one"),
    },
    forged={
        "another key": Forged(callback=signed({"Message": json.dumps(INBOUND)}, key=OTHER_KEY)),
        "another topic": Forged(
            callback=notified(INBOUND, TopicArn=TOPIC.replace("replies", "others"))
        ),
        "another topic's subscription": Forged(
            callback=signed({**CONFIRMATION, "TopicArn": TOPIC.replace("123456789012", "1" * 12)})
        ),
        "too old": Forged(callback=notified(INBOUND, Timestamp="2025-12-31T11:59:00.000Z")),
        "no time": Forged(callback=notified(INBOUND, Timestamp="yesterday")),
        "a time without a zone": Forged(
            callback=notified(INBOUND, Timestamp="2026-01-01T12:00:00")
        ),
        "a version that nobody knows": Forged(callback=notified(INBOUND, SignatureVersion="3")),
        "no envelope": Forged(callback=enveloped(INBOUND)),
        "no signature": Forged(callback=enveloped({**SNS, "Message": json.dumps(INBOUND)})),
        "a signature that is none": Forged(
            callback=enveloped({**SNS, "Message": "{}", "Signature": "ø"})
        ),
        "no type that is known": Forged(
            callback=enveloped({**SNS, "Type": "Other", "Message": "8"})
        ),
    },
    covers=frozenset({"body"}),
    taken=Acknowledgement(status=200),
)
