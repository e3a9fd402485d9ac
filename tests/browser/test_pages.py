"""Every page in a real browser: for everybody who reads it, on every screen, whatever stands in it."""

import csv
import io
import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.people import Person
from tests.e2e.system import System

HOSTILE = '<img src=x onerror="document.title=document.URL"> {{config}} \u202eabc'
"""Without numbers, which a reply must not have beside its answer."""
DEMO = "11111111-1111-4111-8111-111111111111"
PHONES = [f"+47900007{number:02}" for number in range(3)]
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.fixture(scope="module")
def answered(system: System, browser: Browser) -> list[str]:
    """Conversations of the demo survey with answers in them; returns their ids."""
    person = Person(None, system)  # type: ignore[arg-type]  # it speaks to the gateway only
    sent = [
        person.rest(
            "POST",
            f"/v1/surveys/{DEMO}/send",
            {
                "identifier": phone,
                "identifierType": "Phone",
                "channel": "SMS",
                "languageCode": "en",
                "userSessionVariables": [{"key": "agentId", "value": HOSTILE}],
            },
        )["sessionId"]
        for phone in PHONES
    ]
    _until(lambda: all(_asked(person, one) == "score" for one in sent))
    time.sleep(3.5)  # the question waits its two seconds, and nobody answers within the next
    for phone, reply in zip(PHONES, ["9", "10, " + HOSTILE, "2"], strict=True):
        person.reply(phone, reply)
    _until(lambda: all(_asked(person, one) != "score" for one in sent))
    return [str(one) for one in sent]


def _asked(person: Person, session: str) -> str:
    return str(person.rest("GET", f"/v1/sessions/{session}")["currentElement"])


def _until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.2)  # a state can only be asked again


@pytest.fixture
def addresses(answered: list[str]) -> list[str]:
    """Every page that somebody with all rights can open."""
    return [
        "/surveys",
        "/surveys/new",
        f"/surveys/{DEMO}",
        "/conversations",
        f"/conversations/{answered[1]}",
        f"/results?survey={DEMO}&by=agentId&compare=before",
        f"/surveys/{DEMO}/versions",
        f"/surveys/{DEMO}/flow",
        "/contacts",
        "/sms",
        "/settings",
        "/settings/audit",
        "/settings/webhooks",
        "/surveys/00000000-0000-4000-8000-000000000000",
    ]


@pytest.fixture(params=[("en", "light"), ("no", "dark")], ids=["en-light", "no-dark"])
def reader(request: pytest.FixtureRequest, context: BrowserContext, person: Person) -> Page:
    """A page in a language and a colour scheme."""
    language, scheme = request.param
    context.add_cookies([{"name": "svar-language", "value": language, "url": person.url}])
    person.page.emulate_media(color_scheme=scheme)
    return person.page


def test_nothing_stands_in_the_way_of_anybody(
    reader: Page, person: Person, addresses: list[str], said: list[str]
) -> None:
    found = []
    for address in addresses:
        person.open(address)
        _opened(reader)
        found += [f"{address}: {one}" for one in _violations(reader)]
    assert found == []
    # The address that leads nowhere is all that the browser complains of.
    assert all("404" in complaint for complaint in said), said
    said.clear()


def test_every_page_fits_a_narrow_screen(
    person: Person, addresses: list[str], said: list[str]
) -> None:
    person.page.set_viewport_size({"width": 320, "height": 640})
    wide = []
    for address in addresses:
        person.open(address)
        _opened(person.page)
        width = person.page.evaluate("document.documentElement.scrollWidth")
        if width > 320:
            wide.append(f"{address}: {width}")
    assert wide == []
    said.clear()


def test_what_others_wrote_is_shown_as_written(
    person: Person, addresses: list[str], said: list[str]
) -> None:
    for address in addresses[3:6]:
        person.open(address)
        expect(person.page.get_by_text(HOSTILE).first).to_be_attached()
        assert "Svar" in person.page.title()
    assert said == []


def test_the_results_are_those_of_the_services(person: Person, answered: list[str]) -> None:
    page = person.page
    figures = _figures_with(person, sent=len(answered))

    person.open(f"/results?survey={DEMO}&by=agentId")

    summary = page.get_by_role("table", name="Summary", exact=True)
    sent = summary.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Sent"))
    expect(sent.get_by_role("cell").first).to_have_text(str(figures["sent"]))
    questions = page.get_by_role("table", name="Questions", exact=True)
    score = questions.get_by_role("row").filter(has=page.get_by_role("rowheader", name="score"))
    (asked,) = [one for one in figures["questions"] if one["elementId"] == "score"]
    expect(score).to_contain_text(f"{asked['value']:.0f} %")
    expect(score).to_contain_text(f"{asked['mean']:.1f}")
    by_agent = page.get_by_role("table", name="By agentId", exact=True)
    expect(by_agent.get_by_role("rowheader", name=HOSTILE)).to_be_visible()
    with page.expect_download() as downloading:
        page.get_by_role("link", name="Export CSV", exact=True).click()
    rows = list(csv.DictReader(io.StringIO(downloading.value.path().read_text("utf-8-sig"))))
    assert {row["sessionId"] for row in rows} >= set(answered)
    assert {row["score"] for row in rows} >= {"9", "10", "2"}


def _figures_with(person: Person, *, sent: int) -> dict[str, Any]:
    """The figures of the service, once they count what was sent."""
    found: dict[str, Any] = {}

    def counted() -> bool:
        nonlocal found
        found = person.rest("GET", f"/v1/surveys/{DEMO}/results")
        return found["sent"] == sent and any(
            one["elementId"] == "score" and one["answered"] == sent for one in found["questions"]
        )

    _until(counted)
    return found


def test_eight_tabs_are_all_live(
    person: Person, context: BrowserContext, answered: list[str]
) -> None:
    pages = [context.new_page() for _ in range(7)]
    for page in pages:
        page.goto(f"{person.url}/conversations/{answered[0]}")
    person.open(f"/conversations/{answered[0]}")

    person.rest("POST", f"/v1/sessions/{answered[0]}/cancel")

    for page in [*pages, person.page]:
        expect(page.get_by_role("status").filter(has_text="Cancelled")).to_be_visible()


def test_an_operator_helps_a_customer_and_everything_is_written_down(
    person: Person, answered: list[str]
) -> None:
    page = person.page
    phone = "+4790000790"
    sent = {"identifier": phone, "identifierType": "Phone", "channel": "SMS"}
    session = person.rest("POST", f"/v1/surveys/{DEMO}/send", sent)["sessionId"]

    person.open(f"/conversations/{session}")
    page.get_by_role("button", name="Show number").click()
    expect(person.status(phone)).to_be_visible()

    page.get_by_role("link", name="Contacts", exact=True).click()
    page.get_by_role("textbox", name="Phone number").fill("00 47 90 00 07 90")
    page.get_by_role("button", name="Look up").click()
    conversations = page.get_by_role("table", name="Conversations")
    expect(conversations.get_by_role("link", name="After the call")).to_be_visible()
    page.get_by_role("button", name="Put on the deny list").click()
    expect(person.status("It is on the deny list.")).to_be_visible()
    page.get_by_role("button", name="Erase this person").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("button", name="Cancel")).to_be_focused()
    dialog.get_by_role("textbox", name="Type the number again").fill(phone)
    dialog.get_by_role("button", name="Erase now").click()
    expect(person.status("Conversations: 1")).to_be_visible()
    expect(person.status("the entry on the deny list")).to_be_visible()

    page.get_by_role("link", name="SMS", exact=True).click()
    page.get_by_role("button", name="Open circuit").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("textbox", name="Why").fill("Trying it")
    dialog.get_by_role("button", name="Open it now").click()
    expect(person.status("The circuit is held open.")).to_be_visible()
    page.goto("/".join([person.url, "sms"]))
    _close_circuit(page)

    person.open("/settings/audit?object=phone/%2B47******90")
    rows = page.get_by_role("table", name="Audit").get_by_role("row")
    expect(rows.nth(1)).to_contain_text("person erased")
    expect(rows.nth(2)).to_contain_text("put on the deny list")
    person.open(f"/settings/audit?object=session/{session}")
    expect(rows.nth(1)).to_contain_text("whole number shown")
    expect(rows.nth(1)).to_contain_text("127.0.0.1")


def _close_circuit(page: Page) -> None:
    """Close it as soon as the page knows that it is open: replicas look every few seconds."""
    button = page.get_by_role("button", name="Close circuit")
    deadline = time.monotonic() + 60
    while not button.count():
        assert time.monotonic() < deadline
        page.wait_for_timeout(200)
        page.reload()
    button.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("textbox", name="Why").fill("Tried")
    dialog.get_by_role("button", name="Close it now").click()
    expect(page.get_by_role("status").filter(has_text="The circuit is closed.")).to_be_visible()


def test_a_survey_is_written_by_keyboard_alone(person: Person) -> None:
    page = person.page
    person.open("/surveys")
    page.keyboard.press("g")
    page.keyboard.press("c")
    expect(page.get_by_role("heading", level=1)).to_have_text("Conversations")
    person.open("/surveys/new")
    page.keyboard.type("By keys")
    _tab_to(page, "Norwegian")
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("checkbox", name="English")).to_be_focused()
    if not page.get_by_role("checkbox", name="English").is_checked():
        page.keyboard.press("Space")
    page.keyboard.press("Enter")
    person.saved()

    _tab_to(page, "Add element")
    page.keyboard.press("Enter")
    page.keyboard.press("n")
    page.keyboard.press("Enter")
    expect(person.elements).to_have_count(2)
    _tab_to(page, "Text (en)")
    page.keyboard.type("Would you recommend us?")
    person.saved()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("dialog", name="Publish")).to_be_visible()
    _tab_to(page, "Publish now")
    page.keyboard.press("Enter")

    expect(person.status("Version 1 is published")).to_be_visible()


def _tab_to(page: Page, name: str) -> None:
    """Press Tab until the field or button of a name has the focus."""
    focused = re.compile(re.escape(name))
    for _ in range(80):
        page.keyboard.press("Tab")
        said = page.evaluate(
            "(() => { const e = document.activeElement; const l = e.labels?.[0]?.textContent;"
            " return (e.getAttribute('aria-label') || l || e.textContent || '').trim(); })()"
        )
        if focused.fullmatch(said):
            return
    raise AssertionError(f"no Tab leads to {name}")


def _opened(page: Page) -> None:
    """Open what is folded, so that it is looked at, too."""
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    if page.locator("#saving").count():
        expect(page.locator("#saving")).not_to_be_empty()
    page.evaluate(
        "document.querySelectorAll('.toggle[aria-expanded=false]').forEach((one) => one.click());"
        "document.querySelectorAll('details').forEach((one) => { one.open = true; });"
    )


def _violations(page: Page) -> list[str]:
    options = {"runOnly": {"type": "tag", "values": _RULES}}
    found = Axe().run(page, options=options).response["violations"]
    return [
        f"{one['id']}: {node['html'][:200]} {node['failureSummary'][:300]}"
        for one in found
        for node in one["nodes"][:3]
    ]
