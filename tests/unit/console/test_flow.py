"""How the picture of a survey's flow is drawn, and the list beside it."""

from xml.etree import ElementTree

from svar.surveys.v1 import survey_pb2
from svar.surveys.v1 import survey_service_pb2 as pb

from services.console.charts.flow import Arrow, Box, flow
from services.console.pages.flow import places_of
from services.console.words.catalogue import words_in

HOSTILE = '"><script>alert(1)</script>'


def test_rules_lead_on_at_the_right_and_back_at_the_left() -> None:
    boxes = [Box(label=name, address="#") for name in "abc"]
    arrows = [
        Arrow(source=0, target=1),
        Arrow(source=0, target=2, number=1),
        Arrow(source=2, target=0, number=2),
    ]

    drawn = ElementTree.fromstring(flow(boxes, arrows, title="x"))

    numbers = {one.text: float(one.get("x", "0")) for one in drawn.findall("text")}
    assert numbers["1"] > 0 > numbers["2"]
    assert len([one for one in drawn.findall("path") if one.get("class") == "way"]) == 1


def test_what_nothing_reaches_is_told_by_a_word_and_by_its_frame() -> None:
    boxes = [Box(label="a", address="#", remark="Nothing leads here")]

    drawn = ElementTree.fromstring(flow(boxes, [], title="x"))

    (box,) = drawn.findall("a/rect")
    assert box.get("class") == "box unreached"
    assert "Nothing leads here" in [one.text for one in drawn.iter("text")]


def test_nothing_drawn_holds_markup_of_others() -> None:
    boxes = [Box(label=HOSTILE, address=f"/surveys/{HOSTILE}", remark=HOSTILE)]

    drawn = flow(boxes, [], title=HOSTILE)

    ElementTree.fromstring(drawn)
    assert "<script" not in drawn
    assert "style=" not in drawn


def test_the_list_says_each_rule_in_words_with_the_number_of_its_curve() -> None:
    definition = survey_pb2.SurveyDefinition()
    definition.elements.add(id="score", type=survey_pb2.ELEMENT_TYPE_SCALE)
    definition.elements.add(id="why", type=survey_pb2.ELEMENT_TYPE_OPEN)
    definition.elements.add(id="closed", type=survey_pb2.ELEMENT_TYPE_UNAVAILABLE)
    rule = definition.rules.add(id="r", then=survey_pb2.Action(go_to="why"))
    rule.condition.all.add(element="score", op=survey_pb2.OPERATOR_ANSWERED)
    found = pb.DescribeFlowResponse(unreached=["why"])
    found.steps.add(from_element="score", to_element="why", rule_id="r", always=True)
    found.steps.add(from_element="score", to_element="why")

    first, second = places_of(
        survey_pb2.Survey(id="s", definition=definition), found, words_in("en")
    )

    assert (first.label, first.address) == ("1. Scale: score", "/surveys/s#elements[0]")
    assert [(row.number, row.by) for row in first.rows] == [
        (1, "when score was answered, go to why"),
        (0, "in sequence"),
    ]
    assert second.is_unreached
