"""What `svar up` can be told by environment variables (`deploy/README.md`); the rest passes through."""

from pathlib import Path

from services.runtime.config import ProcessSettings

DEMO_SURVEY_ID = "11111111-1111-4111-8111-111111111111"
"""Fixed by `services/cli/README.md`."""


class UpSettings(ProcessSettings):
    """Places and servers of a whole system on one machine."""

    data_dir: Path = Path(".svar")
    database_url: str = ""
    """Empty starts an embedded Postgres."""
    redis_url: str = ""
    """Empty starts an embedded Redis."""
    sms_config: str = ""
    """Empty means senders on a handset."""
    api_keys_file: Path | None = None
    """Empty means the one development key."""
