"""`python -m services.console`."""

from services.console.main import main

if __name__ == "__main__":
    main()
