"""Splits and shuffled options in sessions that are stored: drawn once, and among the variables."""

from dataclasses import replace

from services.engine.definition import ConditionDefinition, ElementType, Operator, RuleDefinition
from services.sessions.domain.session import Variable
from tests.fakes.definitions import sound_definition
from tests.integration.sessions.harness import SURVEY, Harness


def publish(svar: Harness) -> None:
    """The sound survey, with its choice shuffled and a way around it for half of the sessions."""
    definition = sound_definition()
    elements = tuple(
        replace(one, shuffle_options=one.type is ElementType.MULTIPLE_CHOICE)
        for one in definition.elements
    )
    split = ConditionDefinition(op=Operator.EQ, split="Way", percent=50)
    around = RuleDefinition(id="around", at="score", all=(split,), go_to="comment")
    rules = (around, *definition.rules)
    svar.catalog.publish(SURVEY, replace(definition, elements=elements, rules=rules))


def test_the_arm_is_stored_with_the_session_and_leads_it(svar: Harness) -> None:
    publish(svar)
    given = (Variable(key="agentId", value="7"), Variable(key="SPLIT.way", value="forged"))

    sessions = [svar.send(f"+479000{number:04}", variables=given) for number in range(12)]

    arms = set()
    for session in sessions:
        agent, arm = session.variables
        assert (agent, arm.key) == (given[0], "split.Way")
        arms.add(arm.value)
        svar.say(session, "3")
        stored = svar.view(session).session
        assert stored.variables == session.variables
        asked = stored.conversation.current_element
        assert asked == ("comment" if arm.value == "A" else "why")
    assert arms == {"A", "B"}


def test_shuffled_options_keep_their_order_from_reply_to_reply(svar: Harness) -> None:
    publish(svar)
    shuffled = set()
    for number in range(12):
        session = svar.send(f"+479000{number:04}")
        if session.variables[0].value == "A":
            continue
        svar.say(session, "3", "nothing")
        question, again = (
            [line for line in text.splitlines() if line[:2] in {"1.", "2."}]
            for text in svar.sms.texts(session.id)[-2:]
        )
        assert question == again
        svar.say(session, "1")
        (answer,) = [one for one in svar.view(session).answers if one.taken.element_id == "why"]
        assert answer.taken.labels == (question[0].removeprefix("1. "),)
        shuffled.add((question[0], answer.taken.value))
    assert {value for _, value in shuffled} == {0, 1}
