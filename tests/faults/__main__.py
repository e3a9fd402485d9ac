"""Runs the fault suite: `python -m tests.faults --seed 7`."""

from tests.faults.main import main

main()
