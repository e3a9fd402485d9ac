"""AWS End User Messaging: requests that are signed, callbacks by SNS. `provider.py` is where to begin."""
