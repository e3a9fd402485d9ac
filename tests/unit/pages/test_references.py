"""What one page or module says of another leads somewhere, and the front page stays short."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
README_LINES = 170
_LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
_PAGE = re.compile(r"[\w./-]*\w\.md\b")


def _tracked(*patterns: str) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *patterns],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return [ROOT / line for line in listed.stdout.splitlines() if (ROOT / line).is_file()]


def _links() -> Iterator[tuple[Path, str]]:
    for page in _tracked("*.md"):
        for target in _LINK.findall(page.read_text()):
            if "://" not in target:
                yield page, target


@pytest.mark.parametrize(("page", "target"), list(_links()), ids=lambda given: Path(given).name)
def test_a_link_of_a_page_leads_to_a_file(page: Path, target: str) -> None:
    assert (page.parent / target).exists(), f"{page.relative_to(ROOT)} links to {target}"


def test_pages_that_code_cites_are_in_the_repository() -> None:
    lost = [
        f"{source.relative_to(ROOT)}: {cited}"
        for source in _tracked("*.py", "*.proto", "*.yaml", "*.toml", "Makefile")
        for cited in _PAGE.findall(source.read_text())
        if not (ROOT / cited).exists() and not (source.parent / cited).exists()
    ]

    assert lost == []


def test_the_front_page_is_short() -> None:
    assert len((ROOT / "README.md").read_text().splitlines()) <= README_LINES
