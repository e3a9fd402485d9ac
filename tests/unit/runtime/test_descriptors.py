"""A process that listens may have as many connections as the system allows it."""

import subprocess
import sys

PROGRAM = """
import resource
from services.runtime.descriptors import raise_descriptor_limit
_, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (256, hard))
assert raise_descriptor_limit() == hard
assert raise_descriptor_limit() == hard
print(resource.getrlimit(resource.RLIMIT_NOFILE) == (hard, hard))
"""


def test_the_soft_limit_of_descriptors_becomes_the_hard_one() -> None:
    said = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True, timeout=30
    )

    assert said.stdout == "True\n"
