"""What is wrong with the environment is said by the variable's name."""

import pytest

from services.runtime.config import ServiceSettings, load_settings
from services.runtime.errors import ConfigurationError


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SVAR_LOG_LEVEL", "SVAR_LOG_FORMAT", "SVAR_GRPC_THREADS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SVAR_DATABASE_URL", "postgresql://svar@db/svar")


def test_every_setting_but_the_database_has_a_default() -> None:
    settings = load_settings(ServiceSettings)

    assert settings.database_url == "postgresql://svar@db/svar"
    assert settings.log_level == "INFO"


def test_an_empty_variable_is_as_good_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SVAR_LOG_LEVEL", "")

    assert load_settings(ServiceSettings).log_level == "INFO"


def test_every_mistake_is_named_with_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SVAR_DATABASE_URL")
    monkeypatch.setenv("SVAR_GRPC_THREADS", "many")
    monkeypatch.setenv("SVAR_LOG_LEVEL", "LOUD")

    with pytest.raises(ConfigurationError) as raised:
        load_settings(ServiceSettings)

    problems = raised.value.problems
    assert "SVAR_DATABASE_URL is not set." in problems
    assert any(problem.startswith("SVAR_GRPC_THREADS is 'many': ") for problem in problems)
    assert any(problem.startswith("SVAR_LOG_LEVEL is 'LOUD': ") for problem in problems)
    assert len(problems) == 3
