"""The rules of an imported form lead everybody to exactly what the form would show them."""

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from services.cli.check import text_measure
from services.engine.definition import ElementDefinition, ElementType, Operator, SurveyDefinition
from services.engine.preview import preview
from services.engine.problems import find_problems
from services.engine.survey import compile_survey
from services.xlsform.choices import Choice
from services.xlsform.expression import And, Compare, Expression, Matches, Not, Or, Selected
from services.xlsform.flow import rules_of
from services.xlsform.impossible_rules import without_impossible_rules
from services.xlsform.parsing import parse
from services.xlsform.reading import Reading
from services.xlsform.rows import read_rows
from services.xlsform.sheet import Row

LISTS = {
    "yn": (Choice(name="y", text={"en": "Yes"}), Choice(name="n", text={"en": "No"})),
    "abc": tuple(Choice(name=one, text={"en": f"Option {one}"}) for one in "abc"),
}
REPLIES = {
    "select_one yn": {"yes": "y", "no": "n"},
    "select_one abc": {"1": "a", "2": "b", "3": "c"},
    "select_multiple abc": {"1": "a", "1,3": "a c", "2,3": "b c"},
    "integer": {"3": "3", "7": "7"},
    "text": {"fine": "fine", "bad": "bad"},
}
CONDITIONS = {
    "select_one yn": ("{} = 'y'", "{} != 'y'", "not({} = 'n')", "selected({}, 'n')"),
    "select_one abc": ("{} = 'a'", "{} != 'b'", "not(selected({}, 'c'))", "{} = ''"),
    "select_multiple abc": ("selected({}, 'a')", "not(selected({}, 'c'))", "{} != ''"),
    "integer": ("{} > 5", "not({} > 5)", "3 = {}", "{} <= 6.5"),
    "text": ("{} = 'bad'", "{} != 'bad'"),
}


@st.composite
def forms(draw: st.DrawFn) -> list[Row]:
    """Forms of some questions and notes, whose conditions are on what comes before them."""
    rows: list[Row] = []
    kinds: dict[str, str] = {}
    for number in range(draw(st.integers(2, 7))):
        kind = draw(st.sampled_from([*REPLIES, "note"]))
        name = f"q{number}"
        cells = {"type": kind, "name": name, "label": f"Text {number}"}
        cells["required"] = draw(st.sampled_from(["yes", ""]))
        if draw(st.booleans()) and kinds:
            cells["relevant"] = draw(conditions(kinds))
        rows.append(Row(sheet="survey", number=number + 2, cells=cells, columns={}))
        if kind != "note":
            kinds[name] = kind
    return rows


@st.composite
def conditions(draw: st.DrawFn, kinds: dict[str, str]) -> str:
    """One or two comparisons with what was asked before."""
    parts = []
    for _ in range(draw(st.integers(1, 2))):
        name = draw(st.sampled_from(sorted(kinds)))
        parts.append(draw(st.sampled_from(CONDITIONS[kinds[name]])).format(f"${{{name}}}"))
    return draw(st.sampled_from([" and ", " or "])).join(parts)


def holds(expression: Expression, answers: dict[str, str]) -> bool:
    """What XPath makes of an expression, where nothing is the empty text."""
    match expression:
        case And(parts=parts):
            return all(holds(part, answers) for part in parts)
        case Or(parts=parts):
            return any(holds(part, answers) for part in parts)
        case Not(part=part):
            return not holds(part, answers)
        case Selected(subject=subject, option=option):
            return option in answers.get(subject, "").split()
        case Matches():
            raise AssertionError("conditions match no patterns")
        case Compare(subject=subject, op=op, value=value):
            answer = answers.get(subject, "")
            if op in (Operator.EQ, Operator.NE):
                wanted = value if isinstance(value, str) else f"{value:g}"
                return (answer == wanted) is (op is Operator.EQ)
            number = float(answer) if answer else float("nan")
            return number > float(value) if op is Operator.GT else number <= float(value)


def walked(rows: Sequence[Row], replies: dict[str, tuple[str, str] | None]) -> list[str]:
    """The labels that somebody meets who fills in the form; None passes an optional question."""
    answers: dict[str, str] = {}
    met = []
    for row in rows:
        relevant = row.text("relevant")
        if relevant and not holds(parse(relevant), answers):
            continue
        met.append(row.text("label"))
        reply = replies.get(row.text("name"))
        if reply is not None:
            answers[row.text("name")] = reply[1]
    return [*met, "Bye"]


def definition_of(rows: list[Row]) -> SurveyDefinition:
    asked = read_rows(rows, Reading(language="en", choices=LISTS))
    closing = ElementDefinition(id="end", type=ElementType.COMPLETION, text={"en": "Bye"})
    return without_impossible_rules(
        SurveyDefinition(
            name="A form",
            default_language="en",
            languages=("en",),
            elements=(*(one.element for one in asked), closing),
            rules=rules_of(asked),
        )
    )


@given(rows=forms(), choose=st.data())
@settings(max_examples=300, deadline=None)
def test_the_conversation_shows_what_the_form_would(rows: list[Row], choose: st.DataObject) -> None:
    survey = compile_survey(definition_of(rows))
    replies: dict[str, tuple[str, str] | None] = {}
    for row in rows:
        if row.text("type") == "note":
            continue
        written = choose.draw(st.sampled_from(sorted(REPLIES[row.text("type")].items())))
        # Only what nobody can mistake for an answer is passed in the end; open texts take anything.
        passes = not row.text("required") and row.text("type") != "text"
        replies[row.text("name")] = None if passes and choose.draw(st.booleans()) else written

    expected = walked(rows, replies)
    said: list[str] = []
    for row in rows:
        if row.text("label") in expected and row.text("type") != "note":
            reply = replies[row.text("name")]
            said.extend(["!?"] * 5 if reply is None else [reply[0]])
    held = preview(survey, language="en", content="", variables={}, replies=said)

    firsts = [
        turn.text.split("\n")[0]
        for turn in held.turns
        if hasattr(turn, "kind") and turn.kind != "error"
    ]
    assert firsts == expected


def test_the_rules_of_a_form_with_branches_have_no_problems() -> None:
    rows = [
        row(2, "select_one yn", "came"),
        row(3, "note", "sorry", "${came} = 'n'"),
        row(4, "select_one abc", "why", "${came} = 'n'"),
        row(5, "integer", "score", "${came} = 'y'"),
        row(6, "note", "between"),
        row(7, "text", "bad", "${score} < 5 and ${came} = 'y'"),
        row(8, "text", "more", "${why} = 'a' or ${why} = 'b'"),
    ]

    assert find_problems(definition_of(rows), measure=text_measure) == ()


def test_a_form_without_conditions_needs_no_rules() -> None:
    rows = [row(2, "note", "hello"), row(3, "integer", "score"), row(4, "text", "why")]

    assert definition_of(rows).rules == ()


def row(number: int, kind: str, name: str, relevant: str = "") -> Row:
    cells = {"type": kind, "name": name, "label": f"Text {name}", "relevant": relevant}
    return Row(
        sheet="survey",
        number=number,
        cells={header: text for header, text in cells.items() if text},
        columns={header: "ABCD"[at] for at, header in enumerate(cells)},
    )
