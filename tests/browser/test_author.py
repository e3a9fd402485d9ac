"""An author in a real browser: writing, publishing, sending, and nothing typed ever lost."""

import re
import time

from playwright.sync_api import BrowserContext, FilePayload, expect

from tests.browser.people import Person
from tests.e2e.system import System

HOSTILE = '<img src=x onerror="document.title=1"> {{7*7}} \u202eabc'


def test_a_survey_goes_from_nothing_to_the_first_answers(person: Person) -> None:
    page = person.page
    address = person.new_survey("After the visit")

    score = person.add("Scale")
    score.get_by_role("textbox", name="Name", exact=True).fill("score")
    score.get_by_role("textbox", name="Name", exact=True).press("Tab")
    person.write(score, en="How satisfied are you, 1-10?")
    score.get_by_role("combobox", name="Metric").select_option("CSAT")
    score.get_by_role("button", name="Add rule").click()
    rule = page.get_by_role("group", name="Rule 1")
    rule.get_by_role("combobox", name="Comparison").select_option("is at least")
    rule.get_by_role("textbox", name="Value").fill("9")
    why = person.add("Choice")
    person.write(why, en="What mattered most?", no="Hva betydde mest?")
    for number, (english, norwegian) in enumerate([("Time", "Tid"), ("Help", "Hjelp")], start=1):
        option = why.get_by_role("group", name=f"Option {number}", exact=True)
        option.get_by_role("textbox", name="Label (en)").fill(english)
        option.get_by_role("textbox", name="Label (no)").fill(norwegian)
    more = person.add("Open question")
    person.write(more, en="Anything to add?", no="Noe å legge til?")
    more.get_by_role("checkbox", name="Optional").check()
    person.saved()

    # What is missing is said at its field, and nothing is published before it is put right.
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("region", name="Problems")).to_be_focused()
    expect(person.problems).to_have_count(2)
    missing = score.get_by_role("textbox", name="Text (no)", exact=True)
    expect(missing).to_have_attribute("aria-invalid", "true")
    expect(missing).to_have_accessible_description('The text in "no" is missing.')
    person.problems.filter(has_text='in "no"').click()
    expect(missing).to_be_focused()
    page.keyboard.type("Hvor fornøyd er du, 1-10?")
    rule.get_by_role("combobox", name="Target").select_option("open")
    person.saved()
    expect(person.problems).to_have_count(0)
    expect(missing).not_to_have_attribute("aria-invalid", "true")

    # The phone beside the text is the truth.
    phone = page.get_by_role("region", name="Phone", exact=True)
    phone.get_by_role("combobox", name="Language").select_option("Norwegian")
    phone.get_by_role("textbox", name="Reply").fill("9, men det tok tid")
    phone.get_by_role("button", name="Send reply").click()
    expect(phone.get_by_role("log", name="Messages")).to_contain_text("Noe å legge til?")
    expect(phone.get_by_role("log")).to_contain_text("comment kept: men det tok tid")
    phone.get_by_role("button", name="Until expiry").click()
    expect(phone.get_by_role("log")).to_contain_text("Expired")
    phone.get_by_role("button", name="Start again").click()
    expect(phone.get_by_role("log")).not_to_contain_text("9, men")

    person.publish(1)
    person.send("+4790000901")
    log = page.get_by_role("log", name="Messages")
    expect(log).to_contain_text("How satisfied are you, 1-10?")
    time.sleep(1.1)  # a second within which nobody answers (`services/sessions/README.md`)
    for reply, element, answer in [("7 but slow", "score", "7"), ("2", "choice", "Help")]:
        person.reply("+4790000901", reply)
        row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=element))
        expect(row.get_by_role("cell").first).to_have_text(answer)
        time.sleep(1.1)
    person.reply("+4790000901", HOSTILE)

    expect(person.status("Completed")).to_be_visible()
    expect(page.get_by_role("table", name="Answers")).to_contain_text(HOSTILE)
    expect(page.get_by_role("table", name="Answers")).to_contain_text("but slow")
    person.open("/conversations")
    row = page.get_by_role("table", name="Conversations").get_by_role("row").nth(1)
    expect(row).to_contain_text("After the visit")
    expect(row).to_contain_text("Completed")
    expect(row.get_by_role("link", name="+47******01")).to_be_visible()
    assert [one["id"] for one in person.stored(address)["elements"]] == person_order(
        person, address
    )


def person_order(person: Person, address: str) -> list[str]:
    """The order that the editor shows."""
    person.open(address)
    person.saved()
    return person.order


def test_nothing_typed_is_lost_when_the_console_is_killed(
    person: Person, system: System, said: list[str]
) -> None:
    address = person.new_survey("Killed", ["English"])
    text = person.add("Text")
    field = text.get_by_role("textbox", name="Text (en)", exact=True)
    field.click()

    person.page.keyboard.type("Before it, ", delay=20)
    killed = system.kill("console")
    person.page.keyboard.type("while it was away, and ", delay=40)
    system.wait_for_restart("console", after=killed)
    person.page.keyboard.type("after it.", delay=20)

    expect(person.status("All changes saved")).to_be_visible(timeout=60_000)
    stored = person.stored(address)["elements"][0]["text"]["en"]
    assert stored == "Before it, while it was away, and after it."
    expect(field).to_have_value(stored)
    # What could not be reached is all that the browser complains of.
    assert all("ERR_" in complaint for complaint in said), said
    said.clear()


def test_the_second_of_two_is_told_and_nothing_is_overwritten(
    person: Person, context: BrowserContext, system: System, said: list[str]
) -> None:
    address = person.new_survey("For two", ["English"])
    name = person.page.locator("#survey-fields").get_by_role("textbox", name="Name", exact=True)
    other = Person(context.new_page(), system)
    other.open(address)
    other.saved()

    name.fill("Of the first")
    person.saved()
    other_name = other.page.locator("#survey-fields").get_by_role(
        "textbox", name="Name", exact=True
    )
    other_name.fill("Of the second")

    expect(other.page.get_by_role("button", name="Keep mine", exact=True)).to_be_visible()
    assert person.stored(address)["name"] == "Of the first"
    other.page.get_by_role("button", name="Show differences", exact=True).click()
    expect(other.page.get_by_role("alert")).to_contain_text("Of the first")
    other.page.get_by_role("button", name="Keep mine", exact=True).click()
    other.saved()
    assert person.stored(address)["name"] == "Of the second"

    name.fill("Of the first again")
    person.page.get_by_role("button", name="Take theirs", exact=True).click()
    expect(person.page.get_by_role("heading", level=1)).to_have_text("Of the second")
    assert all("412" in complaint for complaint in said), said
    said.clear()


def test_keys_buttons_and_the_pointer_give_the_same_order(person: Person) -> None:
    page = person.page
    address = person.new_survey("Order", ["English"])
    for kind in ("Text", "Scale", "NPS"):
        person.add(kind)
    assert person.order == ["text", "scale", "nps", "completion"]

    person.elements.nth(0).get_by_role("button", name="Move down").click()
    expect(person.status("text is now 2 of 4.")).to_be_visible()
    by_buttons = person.order
    grip = person.elements.nth(1).get_by_role("button", name=re.compile("^Reorder text"))
    grip.focus()
    page.keyboard.press("ArrowUp")
    expect(person.status("text is now 1 of 4.")).to_be_visible()
    expect(person.elements.nth(0).locator("[data-grip]")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(person.status("text is now 2 of 4.")).to_be_visible()
    by_keys = person.order
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(person.elements.nth(0)).to_have_attribute("data-id", "text")
    for item in range(4):
        toggle = person.elements.nth(item).locator(".toggle")
        if toggle.get_attribute("aria-expanded") == "true":
            toggle.click()
    source = person.elements.nth(0).locator("[data-grip]").bounding_box()
    target = person.elements.nth(1).bounding_box()
    assert source
    assert target
    page.mouse.move(source["x"] + 5, source["y"] + 5)
    page.mouse.down()
    page.mouse.move(source["x"] + 5, target["y"] + target["height"] - 3, steps=8)
    page.mouse.up()
    expect(person.elements.nth(0)).to_have_attribute("data-id", "scale")
    person.saved()

    assert person.order == by_buttons == by_keys == ["scale", "text", "nps", "completion"]
    assert [one["id"] for one in person.stored(address)["elements"]] == person.order


def test_undo_and_redo_reach_back_over_everything(person: Person) -> None:
    page = person.page
    address = person.new_survey("Undone", ["English"])
    text = person.add("Text")
    person.write(text, en="One")
    person.saved()
    text.get_by_role("button", name="Remove element").click()
    expect(person.elements).to_have_count(1)
    person.saved()

    page.get_by_role("button", name="Undo", exact=True).click()
    expect(person.elements).to_have_count(2)
    person.saved()
    assert person.stored(address)["elements"][0]["text"] == {"en": "One"}
    page.get_by_role("heading", level=1).click()
    page.keyboard.press("Control+z")
    expect(person.elements.nth(0).get_by_role("textbox", name="Text (en)")).to_have_value("")
    page.keyboard.press("Control+Shift+z")
    expect(person.elements.nth(0).get_by_role("textbox", name="Text (en)")).to_have_value("One")
    person.saved()


def test_a_renamed_element_keeps_its_rules_and_pipes(person: Person) -> None:
    address = person.new_survey("Renamed", ["English"])
    first = person.add("Number")
    person.write(first, en="How many?")
    first.get_by_role("button", name="Add rule").click()
    second = person.add("Text")
    person.write(second, en="You said {{answer.number}}.")
    rule = person.page.get_by_role("group", name="Rule 1")
    rule.get_by_role("combobox", name="Target").select_option("completion")
    name = first.get_by_role("textbox", name="Name", exact=True)

    name.fill("count")
    name.press("Tab")

    person.saved()
    expect(rule.get_by_role("combobox", name="Element")).to_have_value("count")
    stored = person.stored(address)
    assert stored["rules"][0]["if"]["all"][0]["element"] == "count"
    assert stored["elements"][1]["text"]["en"] == "You said {{answer.count}}."


def test_an_author_translates_publishes_compares_and_goes_back(person: Person) -> None:
    page = person.page
    address = person.new_survey("Two versions")
    score = person.add("Scale")
    person.write(score, en="How was it, 1-10?")
    score.get_by_role("button", name="Add rule").click()
    rule = page.get_by_role("group", name="Rule 1")
    rule.get_by_role("textbox", name="Value").fill("9")
    rule.get_by_role("combobox", name="Target").select_option("completion")
    text = person.add("Text")
    person.write(text, en="We are sorry.", no="Beklager.")
    person.saved()

    # Only what is to be translated is shown; what is a problem can be reached all the same.
    page.get_by_role("checkbox", name="Missing only").check()
    expect(person.status("1 to translate")).to_be_visible()
    expect(text).to_be_hidden()
    score.get_by_role("textbox", name="Text (no)").fill("Hvordan var det, 1-10?")
    page.get_by_role("checkbox", name="Missing only").uncheck()
    expect(text).to_be_visible()
    person.saved()
    expect(page.locator("#total")).to_have_text(
        "Cost: 3 SMS for everything, 2 the shortest way, 3 the longest way at most."
    )

    person.publish(1)
    person.write(score, en="How was the visit, 1-10?")
    person.saved()
    page.get_by_role("button", name="Publish", exact=True).click()
    dialog = page.get_by_role("dialog", name="Publish", exact=True)
    dialog.get_by_role("textbox", name="What is new").fill("Says what is meant")
    dialog.get_by_role("button", name="Publish now").click()
    expect(person.status("Version 2 is published")).to_be_visible()

    page.get_by_role("link", name="Versions").click()
    listed = page.get_by_role("table", name="Versions")
    expect(listed.get_by_role("row").nth(1)).to_contain_text("Says what is meant")
    page.get_by_role("combobox", name="From").select_option("Version 1")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_role("deletion")).to_have_text("it")
    expect(page.get_by_role("insertion")).to_have_text("the visit")
    listed.get_by_role("row").nth(2).get_by_role("button").click()
    page.get_by_role("button", name="Make it the draft now").click()
    person.saved()
    assert person.stored(address)["elements"][0]["text"]["en"] == "How was it, 1-10?"

    page.get_by_role("link", name="Flow").click()
    expect(page.get_by_text("when scale is at least 9, go to completion")).to_be_visible()
    page.get_by_role("list").get_by_role("link", name="2. Text: text").click()
    expect(page.get_by_role("button", name="2. Text: text")).to_be_focused()


def test_a_survey_is_copied_and_read_from_a_file(person: Person, said: list[str]) -> None:
    page = person.page
    person.open("/surveys/new")
    page.get_by_role("textbox", name="What is in the file").fill("elements: [{colour: red}]")
    page.get_by_role("button", name="Import").click()
    expect(page.get_by_role("alert").filter(has_text="elements[0].colour")).to_be_visible()
    # That the file was refused is all that the browser complains of.
    assert all("400" in complaint for complaint in said), said
    said.clear()

    written = b"name: From a file\ndefaultLanguage: en\nlanguages: [en]\n"
    file = FilePayload(name="survey.yaml", mimeType="text/yaml", buffer=written)
    page.get_by_label("Choose a file").set_input_files(file)
    field = page.get_by_role("textbox", name="What is in the file")
    expect(field).to_have_value(re.compile("From a file"))
    page.get_by_role("button", name="Import").click()
    person.saved()
    page.get_by_role("button", name="Copy survey").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Copy of From a file")
    person.saved()
