"""An author's way from a spreadsheet to a phone, with the commands that an author types."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from tests.e2e.rest import Rest
from tests.e2e.system import System, running_system

PHONE = "+4790000031"
LABELS = ("label::English (en)", "label::Norsk (no)")
QUESTIONS: list[tuple[str, ...]] = [
    ("type", "name", *LABELS, "required", "constraint"),
    ("note", "hello", "Thank you for your visit.", "Takk for besøket.", "", ""),
    ("integer", "score", "How was it, 1-5?", "Hvordan var det, 1-5?", "yes", ". >= 1 and . <= 5"),
    ("select_one reasons", "why", "What mattered most?", "Hva betydde mest?", "yes", ""),
    ("note", "bye", "Thank you!", "Tusen takk!", "", ""),
]
CHOICES: list[tuple[str, ...]] = [
    ("list_name", "name", *LABELS),
    ("reasons", "wait", "Waiting time", "Ventetid"),
    ("reasons", "help", "The help I got", "Hjelpen jeg fikk"),
]
DIALOGUE = """
- language: "no"
  dialogue:
    - svar: "Takk for besøket."
    - svar: "Hvordan var det, 1-5?"
    - phone: fire
    - svar: "Hva betydde mest?\\n1. Ventetid\\n2. Hjelpen jeg fikk"
    - phone: "2"
    - svar: "Tusen takk!"
  answers: {score: 4, why: help}
"""
MACHINES_ANSWER_AT_ONCE = "settings: {thinkSeconds: 0, delaySeconds: 0}\n"


class Author:
    """Somebody in a folder, with a system at hand."""

    def __init__(self, folder: Path, system: System) -> None:
        self.folder = folder
        self._environment = {
            **_without_ours(os.environ),
            **system.ports,
            "SVAR_API_KEY": system.key,
        }

    def types(self, *arguments: str) -> str:
        """What `svar` answers to a command that goes well."""
        done = subprocess.run(
            [sys.executable, "-m", "services.cli", *arguments],
            cwd=self.folder,
            env=self._environment,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


def test_a_spreadsheet_becomes_a_survey_that_a_phone_answers(tmp_path: Path) -> None:
    write_form(tmp_path / "visit.xlsx")
    (tmp_path / "visit.dialogues.yaml").write_text(DIALOGUE)

    with running_system() as system:
        author = Author(tmp_path, system)
        author.types("import", "visit.xlsx", "-o", "visit.yaml")
        with (tmp_path / "visit.yaml").open("a") as written:
            written.write(MACHINES_ANSWER_AT_ONCE)
        assert "visit.yaml can be published." in author.types("check", "visit.yaml")
        assert "1 dialogue, all as written." in author.types("test", "visit.yaml")
        published = json.loads(author.types("publish", "visit.yaml", "--json"))
        sent = json.loads(author.types("send", "visit.yaml", PHONE, "--language", "no", "--json"))
        session = asyncio.run(answer(system, sent["sessionId"]))
        for process in ("sms", "gateway"):
            assert author.types("health", process) == f"{process} takes work.\n"

    assert (published["version"], published["new"]) == (1, True)
    assert (sent["surveyId"], sent["surveyVersion"]) == (published["id"], 1)
    assert {one["elementId"]: one["value"] for one in session["answers"]} == {"score": 4, "why": 1}


def write_form(path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    book.remove(book.active)
    sheets: dict[str, list[tuple[str, ...]]] = {"survey": QUESTIONS, "choices": CHOICES}
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    settings = book.create_sheet("settings")
    settings.append(("form_title", "default_language"))
    settings.append(("Visit", "English (en)"))
    book.save(path)


async def answer(system: System, session: str) -> dict[str, Any]:
    """Reply as the dialogue does."""
    async with Rest(system.url, system.key) as rest:
        for seen, text in ((2, "fire"), (3, "2")):
            await rest.handset_with(PHONE, seen)
            await rest.post(f"/v1/handset/{PHONE}", {"text": text}, expect=202)
        completed: dict[str, Any] = await rest.session_in("completed", session)
        return completed


def _without_ours(environment: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in environment.items() if not name.startswith("SVAR_")}
