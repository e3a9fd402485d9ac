"""What the `svar` command offers, and how it ends."""

import json
import os
import re
import socket
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest
from typer.testing import CliRunner

from services.cli.main import COMMANDS, build, listing

DEMO = Path(__file__).parents[3] / "services" / "cli" / "demo_survey.yaml"


def test_every_command_is_listed_with_what_it_does() -> None:
    listed = CliRunner().invoke(build(COMMANDS), ["--help"]).output

    for name in COMMANDS:
        assert f"\n  {name} " in listed


def test_the_list_of_commands_loads_none_of_them_and_says_the_same() -> None:
    short, whole = (
        CliRunner().invoke(app, ["--help"]).output for app in (listing(), build(COMMANDS))
    )

    assert short == whole


def test_the_release_is_said() -> None:
    result = CliRunner().invoke(listing(), ["--version"])

    assert (result.exit_code, result.output) == (0, f"svar {version('svar')}\n")


@pytest.mark.parametrize("command", [*(name for name in COMMANDS if name != "key"), "key new"])
def test_the_help_of_every_command_teaches_by_an_example(command: str) -> None:
    result = CliRunner().invoke(build(COMMANDS), [*command.split(), "--help"])

    assert result.exit_code == 0
    assert "Example: " in result.output
    assert f"svar {command}" in result.output[result.output.index("Example: ") :]


@pytest.mark.parametrize("command", [*(name for name in COMMANDS if name != "key"), "key new"])
def test_the_help_of_every_command_says_how_it_exits(command: str) -> None:
    help_of_command = CliRunner().invoke(build(COMMANDS), [*command.split(), "--help"]).output

    assert re.search(r"\bexits?\b", help_of_command, re.IGNORECASE)


def test_the_help_of_all_says_what_exit_codes_mean() -> None:
    said = " ".join(CliRunner().invoke(build(COMMANDS), ["--help"]).output.split())

    assert "exits 0 when all is well, 1 when something was found wrong" in said


def test_a_process_that_does_not_run_is_not_healthy(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        port = nobody.getsockname()[1]
    monkeypatch.setenv("SVAR_SMS_METRICS_PORT", str(port))
    monkeypatch.setenv("SVAR_SERVICE", "sms")

    result = CliRunner().invoke(build(["health"]), ["health"])

    assert (result.exit_code, result.output) == (1, "sms does not take work.\n")


def test_a_survey_without_problems_can_be_published() -> None:
    result = CliRunner().invoke(build(["check"]), ["check", str(DEMO)])

    said = f"{DEMO} can be published. Its longest text takes 1 SMS."
    assert (result.exit_code, result.output.splitlines()[-1]) == (0, said)


def test_people_see_how_each_text_begins_and_what_it_costs_in_each_language() -> None:
    shown = CliRunner().invoke(build(["check"]), ["check", str(DEMO)]).output

    head, first, second, *rest = [line.split() for line in shown.splitlines()[:-1]]
    assert head == ["text", "in", "SMS", "as", "it", "is", "sent"]
    assert first == ["hello", "en", "1", "Thank", "you", "for", "calling", "Acme."]
    assert second[:4] == ["no", "1", "Takk", "for"]
    assert "texts.error" in [words[0] for words in rest]


def test_people_see_which_character_makes_a_text_unicode(tmp_path: Path) -> None:
    file = tmp_path / "survey.yaml"
    file.write_text(DEMO.read_text().replace("Anything to add?", "Anything to add, garçon…"))

    shown = CliRunner().invoke(build(["check"]), ["check", str(file)]).output

    (line,) = [line for line in shown.splitlines() if line.strip().startswith("comment ")]
    assert line.split()[1:7] == ["en", "1,", "Unicode", "because", "of", "“ç”"]


def test_scripts_are_told_what_each_text_costs() -> None:
    result = CliRunner().invoke(build(["check"]), ["check", str(DEMO), "--json"])

    (survey,) = json.loads(result.output)["surveys"]
    assert survey["texts"][0] == {
        "path": "elements[0].text.en",
        "text": "Thank you for calling Acme.",
        "encoding": "gsm7",
        "segments": 1,
        "unicodeBecause": None,
    }


def test_many_surveys_are_checked_at_once_and_one_with_problems_is_exit_code_1(
    tmp_path: Path,
) -> None:
    file = tmp_path / "survey.yaml"
    file.write_text("{name: Empty, defaultLanguage: en, languages: [en], elements: []}")

    result = CliRunner().invoke(build(["check"]), ["check", str(DEMO), str(file)])

    assert result.exit_code == 1
    assert f"{DEMO} can be published." in result.output
    assert f"problem  {file}:1 elements: The survey asks no question." in result.output


def test_a_file_of_another_shape_is_a_problem_too(tmp_path: Path) -> None:
    file = tmp_path / "survey.yaml"
    file.write_text("name: A\nelements: 7")

    result = CliRunner().invoke(build(["check"]), ["check", "--json", str(file)])

    assert result.exit_code == 1
    (problem,) = json.loads(result.output)["surveys"][0]["problems"]
    assert (problem["path"], problem["line"]) == ("elements", 2)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["migrate"], "svar: Which database? Set SVAR_DATABASE_URL"),
        (["key", "new", "--tenant", "acme", "--scopes", "all"], "svar: --scopes: all is none of"),
        (["migrate", "gateway", "--database-url", "x"], "svar: gateway keeps no data."),
        (["up"], "svar: SVAR_HTTP_PORT is 'eighty'"),
        (["check", "no-such-file.yaml"], "no-such-file.yaml"),
        (["dance"], "No such command"),
    ],
    ids=["no database", "no schema", "unknown scope", "no number", "no file", "no command"],
)
def test_wrong_usage_and_configuration_are_a_sentence_and_exit_code_2(
    arguments: list[str], said: str
) -> None:
    environment = {name: value for name, value in os.environ.items() if "SVAR" not in name}

    ended = subprocess.run(
        [sys.executable, "-m", "services.cli", *arguments],
        env=environment | {"SVAR_HTTP_PORT": "eighty"},
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert ended.returncode == 2
    assert said in ended.stderr
    assert "Traceback" not in ended.stderr
