"""What the page says of providers side by side is what their tables say (`services/sms/providers/SETUP.md`)."""

from pathlib import Path

from tests.contract.providers.overview import overview

PAGE = Path(__file__).parents[3] / "services/sms/providers/SETUP.md"


def test_the_page_has_the_table_as_it_is_now() -> None:
    assert overview() in PAGE.read_text(), (
        "write it anew: python -m tests.contract.providers.overview"
    )
