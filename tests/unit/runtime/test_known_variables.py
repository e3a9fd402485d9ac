"""Variables that begin with SVAR_ and mean nothing are named; those that mean something are all known."""

import re
from pathlib import Path

import pytest

from services.runtime.addresses import Addresses, Process
from services.runtime.known_variables import known_variables, unknown_variables

ROOT = Path(__file__).parents[3]
_VARIABLE = re.compile(r"\bSVAR_[A-Z][A-Z0-9_]*[A-Z0-9]\b(?!_)")
_NO_SETTINGS = {"SVAR_TEST_WORKERS"}


@pytest.mark.parametrize(
    ("variable", "said"),
    [
        ("SVAR_HTTP_PROT", "SVAR_HTTP_PROT is no setting of Svar; did you mean SVAR_HTTP_PORT?"),
        ("SVAR_DATABSE_URL", "did you mean SVAR_DATABASE_URL?"),
        ("SVAR_COLOUR_OF_HATS", "SVAR_COLOUR_OF_HATS is no setting of Svar."),
    ],
)
def test_a_setting_that_is_none_is_named_with_what_was_meant(variable: str, said: str) -> None:
    (sentence,) = unknown_variables({variable: "1", "SVAR_URL": "http://x", "PATH": "/bin"})

    assert sentence.endswith(said)


def test_settings_of_other_processes_are_settings() -> None:
    given = (
        "SVAR_SMS_CONFIG",
        "SVAR_OIDC_ISSUER",
        "SVAR_GRPC_THREADS",
        "SVAR_DATA_DIR",
        "SVAR_URL",
    )

    assert unknown_variables(dict.fromkeys(given, "")) == []


@pytest.mark.parametrize(
    "variable",
    [
        "SVAR_SESSIONS_SERVICE_HOST",
        "SVAR_SESSIONS_SERVICE_PORT",
        "SVAR_SESSIONS_SERVICE_PORT_GRPC",
        "SVAR_SMS_PORT_7003_TCP",
        "SVAR_SMS_PORT_7003_TCP_ADDR",
    ],
)
def test_what_kubernetes_says_of_its_services_is_passed_over(variable: str) -> None:
    assert unknown_variables({variable: "10.0.0.7"}) == []


def test_the_link_to_a_service_is_no_port_of_ours() -> None:
    addresses = Addresses.read({"SVAR_SMS_PORT": "tcp://10.0.0.7:7003"})

    assert addresses.port(Process.SMS) == 7003


def test_every_variable_that_the_pages_and_manifests_name_is_known() -> None:
    pages = [*ROOT.glob("*.md"), *ROOT.glob("services/**/*.md"), *ROOT.glob("gateway/*.md")]
    manifests = [path for path in ROOT.glob("deploy/**/*") if path.suffix in (".md", ".yaml")]
    named = {
        variable
        for path in (*pages, *manifests)
        for variable in _VARIABLE.findall(path.read_text(encoding="utf-8"))
        if not variable.startswith("SVAR_TEST_")
    }

    assert unknown_variables(dict.fromkeys(named - _NO_SETTINGS, "")) == []
    assert named <= known_variables() | _NO_SETTINGS
