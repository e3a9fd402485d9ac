"""`python -m services.cli` is the `svar` command."""

from services.cli.main import main

main()
