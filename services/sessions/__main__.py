"""`python -m services.sessions` runs the service."""

from services.sessions.main import main

main()
