"""What `svar up` can be told by environment variables (api.md section 9); the rest passes through."""

from pathlib import Path

from pydantic import Field

from services.runtime.config import ProcessSettings

LOOPBACK = "127.0.0.1"
DEMO_SURVEY_ID = "11111111-1111-4111-8111-111111111111"
"""Fixed by api.md section 10."""


class UpSettings(ProcessSettings):
    """Ports, places and servers of a whole system on one machine."""

    http_port: int = Field(default=8080, ge=1, le=65535)
    surveys_port: int = Field(default=7001, ge=1, le=65535)
    sessions_port: int = Field(default=7002, ge=1, le=65535)
    sms_port: int = Field(default=7003, ge=1, le=65535)
    surveys_metrics_port: int = Field(default=7101, ge=1, le=65535)
    sessions_metrics_port: int = Field(default=7102, ge=1, le=65535)
    sms_metrics_port: int = Field(default=7103, ge=1, le=65535)
    data_dir: Path = Path(".svar")
    database_url: str = ""
    """Empty starts an embedded Postgres."""
    redis_url: str = ""
    """Empty starts an embedded Redis."""
    api_keys_file: Path | None = None
    """Empty means the one development key."""

    def ports(self) -> dict[str, int]:
        """Return every port to listen on by the variable that sets it."""
        names = [name for name in type(self).model_fields if name.endswith("_port")]
        return {f"SVAR_{name.upper()}": getattr(self, name) for name in names}
