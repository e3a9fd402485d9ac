"""What people do with the console, in the words that its pages use."""

import json
import re
import urllib.request
from collections.abc import Sequence
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.e2e.system import System


class Person:
    """Somebody at a page of the console."""

    def __init__(self, page: Page, system: System) -> None:
        self.page = page
        self.system = system
        self.url = f"http://127.0.0.1:{system.ports['SVAR_CONSOLE_PORT']}"

    def sign_in(self) -> None:
        """Type the key."""
        self.page.goto(self.url)
        self.page.get_by_role("textbox", name="Key", exact=True).fill(self.system.key)
        self.page.get_by_role("button", name="Sign in", exact=True).click()
        expect(self.page.get_by_role("heading", level=1)).to_have_text("Surveys")

    def open(self, path: str) -> None:
        """Go to an address."""
        self.page.goto(self.url + path)

    def new_survey(self, name: str, languages: Sequence[str] = ("English", "Norwegian")) -> str:
        """Make a survey; returns its address."""
        self.open("/surveys/new")
        self.page.get_by_role("textbox", name="Name", exact=True).fill(name)
        for language in ("English", "Norwegian"):
            box = self.page.get_by_role("checkbox", name=language)
            box.set_checked(language in languages)
        self.page.get_by_role("button", name="Create", exact=True).click()
        self.saved()
        return self.page.url.removeprefix(self.url)

    def add(self, kind: str) -> Locator:
        """Add an element; returns its item, which is open."""
        self.page.get_by_role("button", name="Add element", exact=True).click()
        before = self.elements.count()
        self.page.get_by_role("menuitem", name=kind, exact=True).click()
        expect(self.elements).to_have_count(before + 1)
        self.saved()
        return self.elements.nth(before - 1)

    @property
    def elements(self) -> Locator:
        """The items of the list Elements."""
        return self.page.get_by_role("list", name="Elements", exact=True).locator("> li")

    @property
    def order(self) -> list[str]:
        """The ids of the elements, in order."""
        buttons = self.elements.get_by_role("button", name=re.compile(r"^\d+\. "))
        return [text.split(": ")[1] for text in buttons.all_inner_texts()]

    def write(self, item: Locator, **texts: str) -> None:
        """Write the text of an element in languages."""
        for code, text in texts.items():
            item.get_by_role("textbox", name=f"Text ({code})", exact=True).fill(text)

    def saved(self) -> None:
        """Wait until everything is stored."""
        expect(self.status("All changes saved")).to_be_visible()

    def status(self, text: str) -> Locator:
        """The status that says so."""
        return self.page.get_by_role("status").filter(has_text=text)

    @property
    def problems(self) -> Locator:
        """The links of the region Problems."""
        return self.page.get_by_role("region", name="Problems", exact=True).get_by_role("link")

    def publish(self, version: int) -> None:
        """Publish the draft."""
        self.page.get_by_role("button", name="Publish", exact=True).click()
        dialog = self.page.get_by_role("dialog", name="Publish", exact=True)
        dialog.get_by_role("button", name="Publish now", exact=True).click()
        expect(self.status(f"Version {version} is published")).to_be_visible()

    def send(self, phone: str, *, test: bool = False) -> None:
        """Send the survey at hand, and open the conversation."""
        self.page.get_by_role("button", name="Send", exact=True).click()
        dialog = self.page.get_by_role("dialog", name="Send", exact=True)
        dialog.get_by_role("textbox", name="Phone number", exact=True).fill(phone)
        dialog.get_by_role("checkbox", name="Test", exact=True).set_checked(test)
        dialog.get_by_role("button", name="Send now", exact=True).click()
        dialog.get_by_role("link", name="Open conversation", exact=True).click()

    def rest(self, method: str, path: str, body: Any = None) -> Any:
        """Speak to the gateway, as a program beside the console does."""
        request = urllib.request.Request(
            self.system.url + path,
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"X-API-Key": self.system.key, "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)

    def reply(self, phone: str, text: str) -> None:
        """Write from a phone."""
        self.rest("POST", f"/v1/handset/{phone}", {"text": text})

    def stored(self, address: str) -> Any:
        """Return a survey's draft as it is stored."""
        return self.rest("GET", f"/v1{address}")["definition"]
