"""Contexts share no tables: no statement of one names a table of another (`services/README.md`)."""

import re
from pathlib import Path
from typing import Final

import pytest

from services.runtime.addresses import SERVICES, Process

_SERVICES: Final = Path(__file__).parents[2] / "services"
_TABLE: Final = re.compile(
    r"\b(?:FROM|JOIN|INTO|UPDATE|TABLE)\s+(" + "|".join(SERVICES) + r")\.\w+", re.IGNORECASE
)


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_names_tables_of_its_own_schema_only(service: Process) -> None:
    modules = list((_SERVICES / service.value).rglob("*.py"))

    named = {name for one in modules for name in _TABLE.findall(one.read_text())}

    assert named <= {service.value}
