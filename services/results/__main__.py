"""`python -m services.results` runs the service."""

from services.results.main import main

main()
