"""Runs the SMS gateway: `python -m services.sms`."""

from services.sms.main import main

if __name__ == "__main__":
    main()
