"""Runs the benchmark: `python -m tests.benchmarks quick`."""

from tests.benchmarks.main import main

main()
