"""The editor's form: what it holds of a definition comes back as it was, and buttons change it."""

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from google.protobuf import json_format, struct_pb2
from svar.surveys.v1 import survey_pb2 as pb

from services.console.editor import kinds, values
from services.console.editor.changes import change
from services.console.editor.differences import differences
from services.console.editor.fresh import new_definition
from services.console.editor.reading import VARIABLE, read_definition
from services.console.editor.renaming import rename
from services.console.editor.view import view_of
from services.console.http.rendering import Rendering
from services.console.words.catalogue import words_in
from services.contracts.survey_codec import definition_to_proto
from services.runtime.errors import ServiceError
from tests.fakes.definitions import sound_definition

HOSTILE = '<img src=x onerror="alert(1)"> {{7*7}} \u202eabc & "quotes"\n  second line'


class _Fields(HTMLParser):
    """Collects what a browser would send of a form."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.fields: list[tuple[str, str]] = []
        self._area: str | None = None
        self._text = ""
        self._select: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "input" and given.get("name"):
            if given.get("type") != "checkbox" or "checked" in given:
                self.fields.append((given["name"], given.get("value", "")))
        elif tag == "textarea":
            self._area, self._text = given["name"], ""
        elif tag == "select":
            self._select = given.get("name") or None
        elif tag == "option" and self._select and "selected" in given:
            self.fields.append((self._select, given["value"]))

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            self._text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._area is not None:
            # A line end right behind the tag belongs to the tag.
            self.fields.append((self._area, self._text.removeprefix("\n")))
            self._area = None


def sent(definition: pb.SurveyDefinition) -> list[tuple[str, str]]:
    """Return what a browser sends of a definition that nobody has touched."""
    words = words_in("en")
    rendering = Rendering(assets="/assets")
    shown: dict[str, Any] = {
        "survey": view_of(definition, words),
        "words": words,
        "variable": VARIABLE,
        "metrics": [(one, one) for one in kinds.METRICS],
        "formats": [(one, one) for one in kinds.FORMATS],
        "operators": [(one, one) for one in kinds.OPERATORS],
        "language_choices": [(code, code) for code in definition.languages],
    }
    parser = _Fields()
    parser.feed(rendering.html("survey_fields.html", **shown))
    parser.feed(rendering.html("elements.html", **shown))
    return parser.fields


def everything() -> pb.SurveyDefinition:
    """A definition with something in every field that there is."""
    definition = definition_to_proto(sound_definition())
    for kind in kinds.TYPES.values():
        change(definition, f"add:{kinds.TYPE_NAMES[kind]}")
    for element in definition.elements:
        element.text.by_language.update({"en": HOSTILE, "no": "Hei, {{answer.score}}", "sv": "x"})
        element.min_label.by_language["en"] = "low"
        element.error.by_language["no"] = "Nei."
        element.min, element.max, element.max_selections = -1, 99, 1
        element.optional = True
        element.shuffle_options = True
        element.metric = pb.METRIC_NONE
        element.unit = "times"
        element.shuffle_options = True
        element.format, element.pattern = pb.ANSWER_FORMAT_DATE, "[0-9]+"
        element.example, element.min_length, element.max_length = "12", 0, 40
    conditions = definition.rules.add(id="many", at="score").condition
    listed = struct_pb2.ListValue(values=[struct_pb2.Value(string_value="wait")])
    conditions.all.add(element="why", op=pb.OPERATOR_IN, value={"list_value": listed})
    conditions.all.add(element="why", op=pb.OPERATOR_EQ).value.number_value = 1
    conditions.any.add(variable="queueKey", op=pb.OPERATOR_EQ).value.string_value = "9"
    conditions.any.add(element="comment", op=pb.OPERATOR_ANSWERED)
    conditions.any.add(split="wording", op=pb.OPERATOR_EQ, percent=12.5)
    definition.rules[-1].then.complete = True
    definition.rules.add(id="stray").condition.all.add(element="nowhere", op=pb.OPERATOR_EQ)
    definition.rules[-1].then.go_to = ""
    definition.texts["error"].by_language["en"] = "No."
    definition.settings.second_survey = pb.SECOND_SURVEY_REJECT
    definition.settings.delay_seconds = 0.25
    definition.settings.reminders.extend([24, 48])
    definition.settings.sampling.percent = 30
    definition.settings.caps.add(by="agentId", max=20, per=pb.CAP_PERIOD_WEEK)
    return definition


@pytest.mark.parametrize(
    "definition",
    [
        definition_to_proto(sound_definition()),
        definition_to_proto(sound_definition(name=HOSTILE.split("\n")[0])),
        everything(),
    ],
    ids=["sound", "hostile", "everything"],
)
def test_a_form_that_nobody_touched_is_the_definition(definition: pb.SurveyDefinition) -> None:
    read = read_definition(sent(definition))

    assert read.problems == ()
    assert json_format.MessageToDict(read.definition) == json_format.MessageToDict(definition)


def test_what_the_form_does_not_show_comes_back() -> None:
    fields = [*sent(new_definition("x", ["en"])), ("elements[0].~rest", '{"newer": true}')]

    assert read_definition(fields).definition.elements[0].id == "completion"


@pytest.mark.parametrize("name", ["a[", "a..b", "elements[x]", "a.b.c.d.e.f.g.h.i", "[99999]"])
def test_a_name_that_is_no_place_is_refused(name: str) -> None:
    with pytest.raises(ServiceError, match="INVALID_REQUEST"):
        read_definition([(name, "x")])


def test_text_in_the_field_of_a_number_is_a_problem_at_that_field() -> None:
    fields = [("elements[0].type", "scale"), ("elements[0].id", "s"), ("elements[0].min", "one")]

    read = read_definition(fields)

    assert [problem.path for problem in read.problems] == ["elements[0].min"]
    assert not read.definition.elements[0].HasField("min")


def test_a_renamed_element_is_renamed_in_rules_and_texts() -> None:
    definition = definition_to_proto(sound_definition())
    definition.elements[4].text.by_language["en"] = "{{ answer.score|x}} {{answer.scores}}"
    renamed = [
        (name, "grade" if name == "elements[1].id" else value) for name, value in sent(definition)
    ]

    read = read_definition(renamed).definition

    assert read.rules[0].condition.all[0].element == "grade"
    assert read.rules[0].condition.all[0].value.number_value == 9
    assert read.elements[4].text.by_language["en"] == "{{ answer.grade|x}} {{answer.scores}}"


def test_renaming_to_nothing_changes_nothing() -> None:
    definition = definition_to_proto(sound_definition())
    rename(definition, before="score", after="")

    assert definition == definition_to_proto(sound_definition())


@pytest.mark.parametrize(
    ("operation", "order"),
    [
        ("up:1", "score hello why comment done"),
        ("down:0", "score hello why comment done"),
        ("move:0:3", "score why comment hello done"),
        ("move:3:0", "comment hello score why done"),
        ("up:0", "hello score why comment done"),
        ("remove:0", "score why comment done"),
        ("copy:1", "hello score score-2 why comment done"),
        ("add:scale", "hello score why comment scale done"),
        ("add:unavailable", "hello score why comment done unavailable"),
    ],
)
def test_a_button_changes_the_order_as_it_says(operation: str, order: str) -> None:
    definition = definition_to_proto(sound_definition())

    change(definition, operation)

    assert " ".join(element.id for element in definition.elements) == order


def test_removing_what_a_rule_names_says_which() -> None:
    changed = change(definition_to_proto(sound_definition()), "remove:1")

    assert changed.said == "editor.removed_used"
    assert changed.values == {"id": "score", "rules": "happy"}


@pytest.mark.parametrize(
    "operation", ["", "nothing", "up", "up:x", "up:99", "remove:-1", "add:x", "up:1:2", "move:0"]
)
def test_what_is_no_change_is_refused(operation: str) -> None:
    with pytest.raises(ServiceError, match="INVALID_REQUEST"):
        change(definition_to_proto(sound_definition()), operation)


@pytest.mark.parametrize(
    ("typed", "kind", "op", "value"),
    [
        ("9", pb.ELEMENT_TYPE_SCALE, pb.OPERATOR_GTE, 9.0),
        ("7.5", pb.ELEMENT_TYPE_NUMBER, pb.OPERATOR_LT, 7.5),
        ("1, 3", pb.ELEMENT_TYPE_SCALE, pb.OPERATOR_BETWEEN, [1.0, 3.0]),
        ("yes", pb.ELEMENT_TYPE_YES_NO, pb.OPERATOR_EQ, True),
        ("wait, help", pb.ELEMENT_TYPE_MULTIPLE_CHOICE, pb.OPERATOR_IN, ["wait", "help"]),
        ("9", pb.ELEMENT_TYPE_OPEN, pb.OPERATOR_EQ, "9"),
        ("nine", pb.ELEMENT_TYPE_SCALE, pb.OPERATOR_EQ, "nine"),
        ("", pb.ELEMENT_TYPE_SCALE, pb.OPERATOR_EQ, None),
    ],
)
def test_a_value_is_read_as_its_question_is_answered(
    typed: str,
    kind: "pb.ElementType.ValueType",
    op: "pb.Operator.ValueType",
    value: object,
) -> None:
    found = values.read(typed, before="", element=pb.Element(type=kind), op=op)

    assert (None if found is None else json_format.MessageToDict(found)) == value


def test_differences_are_named_by_element_and_language() -> None:
    old = definition_to_proto(sound_definition())
    new = definition_to_proto(sound_definition())
    new.elements[1].text.by_language["no"] = "Hvor bra?"
    new.elements[2].options[0].text.by_language["en"] = "Queue"
    change(new, "remove:3")
    change(new, "add:nps")
    change(new, "up:1")

    found = {(one.kind, one.where): (one.before, one.after) for one in differences(old, new)}

    assert found["changed", "score · text.no"] == ("Hvor fornøyd er du, 1-10?", "Hvor bra?")
    assert found["changed", "why · wait · text.en"] == ("Waiting time", "Queue")
    assert ("removed", "comment") in found
    assert ("added", "nps") in found
    assert ("moved", "score") in found
    assert differences(old, old) == []


def test_every_field_has_a_label() -> None:
    words = words_in("en")
    html = Rendering(assets="/assets").html(
        "elements.html",
        survey=view_of(everything(), words),
        words=words,
        variable=VARIABLE,
        formats=[],
        metrics=[],
        operators=[],
    )

    ids = set(re.findall(r'<(?:select|textarea|input) id="([^"]+)"', html))
    assert ids == set(re.findall(r'<label for="([^"]+)"', html))
