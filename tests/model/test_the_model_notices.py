"""The model finds what it is there for: each of these breaks the system, and the story shows it.

Every story is told to the sound system as well, where it must pass.
"""

from collections.abc import Callable, Sequence
from datetime import timedelta

import pytest
from msgspec.structs import replace

from services.engine import conversation, taking
from services.sessions.store.caps import PostgresCaps
from services.sessions.store.replies import PostgresReplies
from services.sessions.store.sessions import PostgresSessions
from services.sessions.use_cases import wake_sessions
from services.sms.domain.messages import ConversationPlace, MessageStanding
from services.sms.store.messages import PostgresMessages
from services.sms.store.send_queue import PostgresSendStore
from tests.model.book import Talk
from tests.model.inviting import invitation
from tests.model.network import Network
from tests.model.numbers import NORWEGIAN, SWEDISH
from tests.model.phones import Phones
from tests.model.questionnaires import BRANCHES, ONE, OPTIONAL, RIDDLE, Questionnaire
from tests.model.requesting import request
from tests.model.stage import Stage
from tests.model.world import World

Story = Callable[[Stage], None]
Fault = Callable[[pytest.MonkeyPatch], None]


def asked(stage: Stage, survey: Questionnaire, phone: str = SWEDISH[0]) -> Talk:
    """Send a survey and let its question reach the phone."""
    request(stage, [invitation(phone, survey)])
    for _ in range(4):
        Network(stage).run()
        stage.wait(timedelta(seconds=3))
    return list(stage.book.talks.values())[-1]


def a_reply_is_handed_over_twice(stage: Stage) -> None:
    talk = asked(stage, ONE)
    Phones(stage).write(talk.line, "8")
    stage.world.inbox.hand_on()
    stage.catch_up()
    stage.world.inbox.hand_on_again(0)
    stage.compare()


def somebody_taps_twice(stage: Stage) -> None:
    talk = asked(stage, BRANCHES)
    Phones(stage).write(talk.line, "2", copies=2)
    stage.world.inbox.hand_on()
    stage.compare()


def a_sender_sweeps(stage: Stage) -> None:
    request(stage, [invitation(SWEDISH[0], ONE)])
    network = Network(stage)
    network.run()
    stage.wait(timedelta(seconds=21))
    network.sweep()
    network.leave()
    stage.compare()


def somebody_with_two_surveys_wants_none(stage: Stage) -> None:
    asked(stage, OPTIONAL, NORWEGIAN[0])
    talk = asked(stage, BRANCHES, NORWEGIAN[0])
    Phones(stage).write(talk.line, "stop")
    Network(stage).run()
    stage.compare()


def somebody_is_asked_what_was_meant(stage: Stage) -> None:
    talk = asked(stage, ONE)
    for words in (RIDDLE, "nothing"):
        Phones(stage).write(talk.line, words)
        for _ in range(3):
            Network(stage).run()
            stage.wait(timedelta(seconds=3))
    stage.compare()


def somebody_is_reminded(stage: Stage) -> None:
    asked(stage, OPTIONAL)
    stage.wait(timedelta(hours=1))
    stage.expire()
    Network(stage).run()
    stage.compare()
    stage.wait(timedelta(hours=1))
    stage.expire()
    stage.compare()
    assert [text.kind for text in stage.book.texts].count("reminder") == 1


def somebody_replies_just_before_the_reminder(stage: Stage) -> None:
    talk = asked(stage, OPTIONAL)
    stage.wait(timedelta(minutes=59))
    Phones(stage).write(talk.line, "no")
    stage.wait(timedelta(minutes=2))
    stage.expire()
    Network(stage).run()
    stage.compare()


def somebody_is_sent_more_than_a_day_allows(stage: Stage) -> None:
    for _ in range(3):
        asked(stage, OPTIONAL, NORWEGIAN[0])
    stage.compare()
    states = [talk.state for talk in stage.book.talks.values()]
    assert states == ["active", "active", "suppressed"]


def replies_are_not_recognised(patch: pytest.MonkeyPatch) -> None:
    def all_new(_self: PostgresReplies, kept: Sequence[object]) -> list[object]:
        return list(kept)

    patch.setattr(PostgresReplies, "known", lambda _self, _ids: set())
    patch.setattr(PostgresReplies, "keep", all_new)


def no_reply_is_early(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(conversation, "is_early", lambda *_known: False)


def nothing_is_settled(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(PostgresSendStore, "settle", lambda _self, _settlements, **_when: [])


def other_sessions_are_overlooked(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(PostgresSessions, "open_of", lambda _self, _contacts: [])


def everything_is_a_yes(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(taking, "says_yes", lambda *_reply, **_known: True)


def nothing_is_counted(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(PostgresCaps, "note", lambda _self, _counted: None)


def nobody_is_reminded(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(wake_sessions, "decide", lambda woken: woken.session.expires_at)


def replies_on_their_way_are_overlooked(patch: pytest.MonkeyPatch) -> None:
    standings = PostgresMessages.standings

    def without_replies(
        self: PostgresMessages, places: Sequence[ConversationPlace]
    ) -> Sequence[MessageStanding]:
        return [replace(one, reply_waits=False) for one in standings(self, places)]

    patch.setattr(PostgresMessages, "standings", without_replies)


STORIES = [
    pytest.param(
        nothing_is_counted, somebody_is_sent_more_than_a_day_allows, id="a cap that nobody keeps"
    ),
    pytest.param(nobody_is_reminded, somebody_is_reminded, id="a reminder that never comes"),
    pytest.param(
        replies_on_their_way_are_overlooked,
        somebody_replies_just_before_the_reminder,
        id="a reminder to somebody who has replied",
    ),
    pytest.param(
        everything_is_a_yes, somebody_is_asked_what_was_meant, id="a guess stored unasked"
    ),
    pytest.param(
        replies_are_not_recognised, a_reply_is_handed_over_twice, id="a reply taken twice"
    ),
    pytest.param(no_reply_is_early, somebody_taps_twice, id="a double tap taken as two answers"),
    pytest.param(nothing_is_settled, a_sender_sweeps, id="a text sent twice"),
    pytest.param(
        other_sessions_are_overlooked,
        somebody_with_two_surveys_wants_none,
        id="a session that outlives a stop",
    ),
]


@pytest.mark.parametrize(("_fault", "story"), STORIES)
def test_the_sound_system_passes(world: World, _fault: Fault, story: Story) -> None:
    story(Stage(world))


@pytest.mark.parametrize(("fault", "story"), STORIES)
def test_the_model_notices(
    world: World, monkeypatch: pytest.MonkeyPatch, fault: Fault, story: Story
) -> None:
    fault(monkeypatch)

    with pytest.raises(AssertionError):
        story(Stage(world))
