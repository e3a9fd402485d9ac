"""The bill of materials: everything that the images are made of, with its hash."""

import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
LOCK = ROOT / "deploy" / "requirements" / "svar.lock"
_LOCKED = re.compile(r"^([a-z0-9][a-z0-9._-]*)==([^ ;\\]+)", re.MULTILINE)


def test_the_bill_names_everything_that_an_image_holds(tmp_path: Path) -> None:
    bill = tmp_path / "svar.cdx.json"
    tool = Path(sys.executable).with_name("cyclonedx-py")

    command = [str(one) for one in (tool, "requirements", "--of", "JSON", "-o", bill, LOCK)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)

    assert done.returncode == 0, done.stderr
    components = json.loads(bill.read_text())["components"]
    named = {(one["name"], one["version"]) for one in components}
    assert named == set(_LOCKED.findall(LOCK.read_text()))
    for one in components:
        assert any(reference.get("hashes") for reference in one["externalReferences"]), one["name"]
