"""`python -m services.surveys` runs the service."""

from services.surveys.main import main

main()
