"""The revisions of each schema follow one another in a single line."""

from pathlib import Path

import pytest
from alembic.script import ScriptDirectory

SERVICES = Path(__file__).parents[3] / "services"


@pytest.mark.parametrize("schema", ["surveys", "sessions", "sms"])
def test_revisions_have_one_head(schema: str) -> None:
    script = ScriptDirectory(str(SERVICES / schema / "migrations"))

    assert len(script.get_heads()) == 1
