"""What a table cannot say of AWS: signatures of requests, and where certificates come from."""

from datetime import UTC, datetime
from typing import Final

import pytest

from services.sms.domain.provider import Received, Refused, TryLater
from services.sms.providers.aws.provider import Aws, AwsSettings
from services.sms.providers.aws.sigv4 import Signer
from tests.contract.providers.table import NOW
from tests.contract.providers.tables.aws import (
    CERTIFICATE,
    CERTIFICATE_URL,
    INBOUND,
    TABLE,
    TOPIC,
    notified,
)
from tests.fakes.known_keys import KnownKeys, provider_tools

SIGNER: Final = Signer(
    access_key_id="AKIDEXAMPLE",
    secret_access_key="wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
    region="eu-north-1",
    service="sms-voice",
)
SIGNED: Final = {
    "Accept": "application/json",
    "Content-Type": "application/x-amz-json-1.0",
    "X-Amz-Target": "PinpointSMSVoiceV2.SendTextMessage",
}
URL: Final = "https://sms-voice.eu-north-1.amazonaws.com/"


def fetching(*, certificate: bytes | None, topic: str = TOPIC) -> tuple[Aws, KnownKeys]:
    settings = {"type": "aws", **TABLE.settings, "topic_arns": [topic]}
    del settings["signing_certificate"]
    tools = provider_tools(lambda: NOW, keys={CERTIFICATE_URL: certificate} if certificate else {})
    assert isinstance(tools.keys, KnownKeys)
    return AwsSettings.model_validate(settings).build(tools), tools.keys


# What botocore 1.44.8 (SigV4Auth) made of the same requests at the same time.
@pytest.mark.parametrize(
    ("url", "more", "signature"),
    [
        (URL, {}, "402c5e407a4d60a2c5140ca85b5f7995e47555e32ca914443891add161d89948"),
        (
            URL,
            {"X-Amz-Security-Token": "session/token+=="},
            "83462df51a978e88774e795cd4378c08bb5b40c637c79df075632495a252b62a",
        ),
        (
            "http://127.0.0.1:9/stub/",
            {},
            "b246e02b63e9dd730e4ba34f9853f0b6aa3cfeeacce6e48de47e9ba9af3d0aa2",
        ),
    ],
    ids=["a request", "with a session", "to a stub"],
)
def test_a_request_is_signed_as_botocore_signs_it(
    url: str, more: dict[str, str], signature: str
) -> None:
    body = '{"MessageBody":"æ"}'.encode()

    headers = SIGNER.headers(
        "POST", url, {**SIGNED, **more}, body, now=datetime(2026, 1, 1, 12, tzinfo=UTC)
    )

    assert headers["X-Amz-Date"] == "20260101T120000Z"
    assert headers["Authorization"].endswith(f"Signature={signature}")
    assert "Credential=AKIDEXAMPLE/20260101/eu-north-1/sms-voice/" in headers["Authorization"]


def test_a_certificate_that_is_fetched_proves_a_callback() -> None:
    provider, _ = fetching(certificate=CERTIFICATE.encode())

    assert isinstance(provider.receive(notified(INBOUND)), Received)


def test_a_callback_is_to_come_again_until_its_certificate_is_there() -> None:
    provider, keys = fetching(certificate=None)

    assert provider.receive(notified(INBOUND)) == TryLater()
    assert keys.asked == [CERTIFICATE_URL]


def test_what_is_no_certificate_proves_nothing() -> None:
    provider, _ = fetching(certificate=b"<html>")

    assert provider.receive(notified(INBOUND)) == Refused()


@pytest.mark.parametrize(
    "url",
    [
        CERTIFICATE_URL.replace("https:", "http:"),
        CERTIFICATE_URL.replace("sns.eu-north-1", "sns.us-east-1"),
        CERTIFICATE_URL.replace("amazonaws.com", "amazonaws.com.example"),
        CERTIFICATE_URL.replace("sns.", "svar@sns."),
        CERTIFICATE_URL.replace("amazonaws.com", "amazonaws.com:8443"),
        CERTIFICATE_URL.replace("sns.eu-north-1.amazonaws.com/", "sns.eu-north-1.amazonaws.com/a/"),
        CERTIFICATE_URL + "?x=1",
        CERTIFICATE_URL.replace(".pem", ".pem/../x"),
        "",
        "https://[",
    ],
)
def test_nobody_is_asked_for_a_certificate_that_does_not_lie_at_our_topics_region(url: str) -> None:
    provider, keys = fetching(certificate=CERTIFICATE.encode())

    assert provider.receive(notified(INBOUND, SigningCertURL=url)) == Refused()
    assert keys.asked == []


def test_nobody_is_asked_for_the_certificate_of_a_topic_that_is_not_ours() -> None:
    provider, keys = fetching(certificate=None, topic=TOPIC.replace("replies", "others"))

    assert provider.receive(notified(INBOUND)) == Refused()
    assert keys.asked == []


def test_topics_in_china_have_their_certificates_there() -> None:
    topic = "arn:aws-cn:sns:cn-north-1:123456789012:replies"
    url = CERTIFICATE_URL.replace("eu-north-1.amazonaws.com", "cn-north-1.amazonaws.com.cn")
    provider, keys = fetching(certificate=None, topic=topic)

    assert provider.receive(notified(INBOUND, TopicArn=topic, SigningCertURL=url)) == TryLater()
    assert keys.asked == [url]
