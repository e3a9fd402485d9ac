"""A real browser before a running system: Debian's chromium, driven by playwright.

Without one the tests are skipped. Whatever a page writes into the browser's console, and whatever it asks of
another host, fails the test that it happens in.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.people import Person
from tests.e2e.system import System, running_system

CHROMIUM = os.environ.get("SVAR_TEST_CHROMIUM") or shutil.which("chromium")
_MILLISECONDS = 20_000
"""Much more than anything takes on a quiet machine: the tests run beside others."""
expect.set_options(timeout=_MILLISECONDS)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip them where there is no browser."""
    here = Path(__file__).parent
    reason = "needs chromium: apt-get install chromium, or name it in SVAR_TEST_CHROMIUM"
    for item in items:
        if here in item.path.parents and not CHROMIUM:
            item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="session")
def system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """A running system with handsets."""
    with running_system(data=tmp_path_factory.mktemp("browser")) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser; of the module, because its event loop keeps others of the same thread from running."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser's window with no cookies, in which nothing may go wrong."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    context.set_default_timeout(_MILLISECONDS)
    yield context
    context.close()


@pytest.fixture
def said(context: BrowserContext, system: System) -> Iterator[list[str]]:
    """What pages complained of; a test that expects complaints clears it."""
    said: list[str] = []
    own = f"http://127.0.0.1:{system.ports['SVAR_CONSOLE_PORT']}"

    def watch(page: Page) -> None:
        page.on("console", lambda message: said.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: said.append(f"error: {error}"))
        page.on(
            "request",
            lambda request: None if request.url.startswith(own) else said.append(request.url),
        )

    context.on("page", watch)
    yield said
    assert said == []


@pytest.fixture
def person(context: BrowserContext, said: list[str], system: System) -> Person:
    """Somebody who is signed in with every right."""
    person = Person(context.new_page(), system)
    person.sign_in()
    return person
