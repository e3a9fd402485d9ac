"""The SMS configuration file: what it may say, and a sentence for every mistake."""

from pathlib import Path

import pytest

from services.runtime.errors import ConfigurationError
from services.sms.configuration import SmsConfiguration, load_sms_configuration
from services.sms.domain.senders import Digits, NoSubnumbers
from services.sms.providers.handset import HandsetSettings
from services.sms.providers.http import HttpSettings
from services.sms.providers.registry import PROVIDER_TYPES

PLAIN = (
    'providers: {plain: {type: http, url: "http://127.0.0.1:1/sms", token: t, webhook_token: w}}'
)
SENDER = 'senders: [{address: "1960", provider: plain, serves: ["+47"]}]'
KNOWN = ", ".join(PROVIDER_TYPES)


def load(tmp_path: Path, content: str, **environment: str) -> SmsConfiguration:
    path = tmp_path / "sms.yaml"
    path.write_text(content, encoding="utf-8")
    return load_sms_configuration(str(path), environment=environment)


def problems(tmp_path: Path, content: str, **environment: str) -> tuple[str, ...]:
    with pytest.raises(ConfigurationError) as caught:
        load(tmp_path, content, **environment)
    return caught.value.problems


def test_without_a_file_there_is_a_handset_with_two_senders() -> None:
    configuration = load_sms_configuration("", environment={})

    norway, elsewhere = configuration.senders
    assert isinstance(configuration.providers["handset"], HandsetSettings)
    assert (norway.address, norway.serves, norway.subnumbers) == (
        "1960",
        ("+47",),
        Digits(count=10),
    )
    assert (elsewhere.address, elsewhere.serves) == ("+46730000001", ("*",))
    assert {sender.tenant for sender in configuration.senders} == {"default"}


def test_a_whole_file_becomes_values(tmp_path: Path) -> None:
    configuration = load(
        tmp_path,
        """
        providers:
          plain: {type: http, url: "https://a.example/sms", token: "${T}", webhook_token: [w, v]}
          desk: {type: handset}
        senders:
          - {tenant: a, address: "1963", provider: plain, serves: ["+47"], subnumbers: {digits: 10}, rate: 50}
          - {tenant: a, address: "1960", provider: plain, serves: ["+47"], subnumbers: none}
          - {tenant: b, address: "+46730000001", provider: desk, serves: ["+46", "*"], subnumbers: none}
        tenants:
          a: {timezone: Europe/Oslo, not_found: {en: "Not found.", no: "Ikke funnet."}}
        """,
        T="secret",
    )

    first, second, third = configuration.senders
    plain = configuration.providers["plain"]
    assert isinstance(plain, HttpSettings)
    assert plain.token.get_secret_value() == "secret"
    assert [token.get_secret_value() for token in plain.webhook_token] == ["w", "v"]
    assert (first.subnumbers, first.rate) == (Digits(count=10), 50)
    assert (second.subnumbers, second.rate) == (NoSubnumbers(), None)
    assert (third.subnumbers, third.serves) == (NoSubnumbers(), ("+46", "*"))
    assert configuration.tenant("a").texts["notFound"]["no"] == "Ikke funnet."
    assert configuration.tenant("b").texts == {}


def test_a_secret_comes_from_a_file_without_its_last_newline(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("s3cret\n", encoding="utf-8")

    configuration = load(
        tmp_path,
        PLAIN.replace("token: t,", f'token: "${{file:{tmp_path}/token}}",') + "\n" + SENDER,
    )

    plain = configuration.providers["plain"]
    assert isinstance(plain, HttpSettings)
    assert plain.token.get_secret_value() == "s3cret"


def test_no_secret_is_shown_when_the_settings_are_printed(tmp_path: Path) -> None:
    configuration = load(tmp_path, PLAIN.replace("token: t", "token: s3cret") + "\n" + SENDER)

    assert "s3cret" not in repr(configuration)


def provider_with(settings: str) -> str:
    return f"providers: {{plain: {settings}}}\n{SENDER}"


def sender_with(settings: str, *, before: str = "") -> str:
    return f"{PLAIN}\nsenders: [{before}{settings}]"


GOOD = '{address: "1960", provider: plain, serves: ["+47"], subnumbers: {digits: 10}}, '


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        pytest.param(
            f"{PLAIN}\n{SENDER}\nproviderz: 1",
            "providerz: is not a known section (known: providers, senders, tenants).",
            id="unknown section",
        ),
        pytest.param(
            SENDER + "\nproviders: []",
            "providers: must be a mapping of at least one name to its settings.",
            id="no providers",
        ),
        pytest.param(
            f"{PLAIN}\nsenders: []",
            "senders: must be a list of at least one sender.",
            id="no senders",
        ),
        pytest.param(
            sender_with(
                '{address: "1960", provider: plain, serves: ["+47"], subnumbers: provider}'
            ),
            "senders: 1960: subnumbers: plain names no sessions; use {digits: N} or none.",
            id="sessions of a provider that names none",
        ),
        pytest.param(
            provider_with("{type: pigeon}"),
            f'providers.plain.type: there is no type "pigeon" (known: {KNOWN}).',
            id="unknown provider type",
        ),
        pytest.param(
            provider_with("{url: x}"),
            f"providers.plain.type: is missing (known: {KNOWN}).",
            id="no provider type",
        ),
        pytest.param(
            provider_with("http"),
            "providers.plain: must be a mapping with a type.",
            id="no mapping",
        ),
        pytest.param(
            PLAIN.replace("plain:", '"pl/ain":') + "\n" + SENDER.replace("plain", "pl/ain"),
            "providers.pl/ain: the name is part of a URL: letters, digits, - and _ only.",
            id="provider name",
        ),
        pytest.param(
            provider_with("{type: http, url: nowhere, token: t, webhook_token: w}"),
            "providers.plain.url: must be an http or https URL.",
            id="no URL",
        ),
        pytest.param(
            provider_with('{type: http, url: "http://a", token: t}'),
            "providers.plain.webhook_token: is missing.",
            id="webhook token missing",
        ),
        pytest.param(
            provider_with('{type: http, url: "http://a", token: t, webhook_token: []}'),
            "providers.plain.webhook_token: must not be empty.",
            id="no webhook tokens",
        ),
        pytest.param(
            provider_with('{type: http, url: "http://a", token: "a\\nb", webhook_token: w}'),
            "providers.plain.token: must be printable ASCII and not empty.",
            id="token that no header can carry",
        ),
        pytest.param(
            provider_with('{type: http, url: "http://a", token: 1, webhook_token: w}'),
            "providers.plain.token: must be text (numbers and times of day need quotes).",
            id="token that is a number",
        ),
        pytest.param(
            provider_with('{type: http, url: "http://a", tokn: t, token: t, webhook_token: w}'),
            "providers.plain.tokn: is not a known setting.",
            id="unknown setting",
        ),
        pytest.param(
            provider_with('{type: http, url: "http://a", token: "${NOPE}", webhook_token: w}'),
            "providers.plain.token: the environment has no NOPE.",
            id="secret not in the environment",
        ),
        pytest.param(
            provider_with(
                '{type: http, url: "http://a", token: "${file:/no/such}", webhook_token: w}'
            ),
            "providers.plain.token: /no/such cannot be read (No such file or directory).",
            id="secret file missing",
        ),
        pytest.param(
            provider_with('{type: http, url: "http://a", token: "${a b}", webhook_token: w}'),
            "providers.plain.token: a secret is written ${NAME} or ${file:/path}.",
            id="secret misspelt",
        ),
        pytest.param(
            sender_with('{address: 1960, provider: plain, serves: ["+47"]}'),
            'senders[0].address: must be digits in quotes, such as "1960" or "+46730000001".',
            id="address without quotes",
        ),
        pytest.param(
            sender_with('{address: Acme, provider: plain, serves: ["+47"]}'),
            'senders[0].address: must be digits in quotes, such as "1960" or "+46730000001".',
            id="address that nobody can reply to",
        ),
        pytest.param(
            sender_with('{provider: plain, serves: ["+47"]}'),
            "senders[0].address: is missing.",
            id="no address",
        ),
        pytest.param(
            sender_with('{address: "1963", provider: plane, serves: ["+47"]}', before=GOOD),
            'senders[1].provider: there is no provider "plane" (known: plain).',
            id="unknown provider",
        ),
        pytest.param(
            sender_with('{address: "1963", provider: plain, serves: ["+47", "46"]}'),
            'senders[0].serves[1]: must be "*" or the beginning of a number, such as "+47".',
            id="prefix",
        ),
        pytest.param(
            sender_with('{address: "1963", provider: plain, serves: []}'),
            "senders[0].serves: must not be empty.",
            id="serves nobody",
        ),
        pytest.param(
            sender_with(
                '{address: "1963", provider: plain, serves: ["+47"], rate: 0}', before=GOOD
            ),
            "senders[1].rate: must be greater than 0.",
            id="rate of zero",
        ),
        pytest.param(
            sender_with('{address: "1963", provider: plain, serves: ["+47"], rate: "5"}'),
            "senders[0].rate: must be a number.",
            id="rate in quotes",
        ),
        pytest.param(
            sender_with('{address: "1963", provider: plain, serves: ["+47"], subnumbers: 10}'),
            'senders[0].subnumbers: must be {digits: N} with N from 1 to 13, "provider" or "none".',
            id="kind of subnumbers",
        ),
        pytest.param(
            sender_with(
                '{address: "1963", provider: plain, serves: ["+47"], subnumbers: {digits: 11}}'
            ),
            "senders[0].subnumbers: the address and the subnumber have more than 14 digits together.",
            id="too many digits",
        ),
        pytest.param(
            sender_with('{address: "1960", provider: plain, serves: ["+46"]}', before=GOOD),
            "senders[1].address: is the address of senders[0] too.",
            id="one address twice",
        ),
        pytest.param(
            sender_with(
                '{address: "19600000000001", provider: plain, serves: ["+46"]}', before=GOOD
            ),
            "senders[1].address: cannot be told from senders[0] with a subnumber, or reversed.",
            id="an address that is a subnumber of another",
        ),
        pytest.param(
            sender_with('{address: "1963", provider: plain, serves: ["+47"], sevres: 1}'),
            "senders[0].sevres: is not a known setting.",
            id="unknown setting of a sender",
        ),
        pytest.param(
            sender_with("1963"), "senders[0]: must be a mapping.", id="a sender that is no mapping"
        ),
        pytest.param(
            f"{PLAIN}\n{SENDER}\ntenants: {{a: {{timezone: Europe/Olso}}}}",
            "tenants.a.timezone: must be a time zone such as Europe/Oslo.",
            id="tenant",
        ),
    ],
)
def test_a_mistake_is_named_with_its_place(tmp_path: Path, content: str, problem: str) -> None:
    assert problems(tmp_path, content) == (problem,)


def test_every_mistake_is_reported_at_once(tmp_path: Path) -> None:
    found = problems(
        tmp_path,
        """
        providers: {plain: {type: http, url: "http://a", token: "${NOPE}"}, other: {type: pigeon}}
        senders: [{address: 1, provider: nobody, serves: ["+47"], rate: -1}, {provider: other}]
        tenants: {a: {quarantine_days: -1}}
        more: 1
        """,
    )

    places = [problem.split(":")[0] for problem in found]
    assert places == [
        "more",
        "providers.plain.token",
        "providers.plain.webhook_token",
        "providers.other.type",
        "senders[0].address",
        "senders[0].rate",
        "senders[1].address",
        "senders[1].serves",
        "tenants.a.quarantine_days",
    ]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        pytest.param("a: [", "is not YAML", id="no YAML"),
        pytest.param("- a", "must be a mapping", id="a list"),
        pytest.param("1: a", "must be a mapping", id="a number as key"),
        pytest.param(
            "senders: []\nsenders: []",
            'line 2, column 1: "senders" is given twice',
            id="a key twice",
        ),
    ],
)
def test_a_file_that_is_no_configuration_is_refused(
    tmp_path: Path, content: str, problem: str
) -> None:
    (found,) = problems(tmp_path, content)

    assert found.startswith(f"{tmp_path}/sms.yaml: ")
    assert problem in found


def test_a_file_that_is_not_there_is_named() -> None:
    with pytest.raises(ConfigurationError, match=r"/no/such\.yaml: cannot be read"):
        load_sms_configuration("/no/such.yaml", environment={})
