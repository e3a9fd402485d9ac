"""Who acts survives the hop whatever it is called, and nobody can make it long or break the metadata."""

from hypothesis import given
from hypothesis import strategies as st

from services.runtime.actor import (
    ID,
    KIND,
    LONGEST,
    NAME,
    Actor,
    bind_actor,
    current_actor,
    from_metadata,
    to_metadata,
)

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=128)


@given(texts, texts)
def test_an_actor_survives_the_hop(an_id: str, name: str) -> None:
    actor = Actor(kind="key", id=an_id, name=name)

    assert from_metadata([("svar-request-id", "r"), *to_metadata(actor)]) == actor


@given(st.text())
def test_what_travels_is_printable_ascii_and_short(name: str) -> None:
    for _, value in to_metadata(Actor(kind="token", id=name, name=name * 50)):
        assert value.isascii()
        assert value.isprintable()
        assert " " not in value
        assert len(value) <= 12 * LONGEST


def test_a_lone_surrogate_is_replaced() -> None:
    assert from_metadata(to_metadata(Actor(kind="key", id="1", name="a\ud800"))) == Actor(
        kind="key", id="1", name="a?"
    )


def test_what_others_send_is_cut_and_cleaned() -> None:
    sent: list[tuple[str, str | bytes]] = [
        (KIND, "key"),
        (ID, "%00" + "x" * 1000),
        (NAME, b"\xff%E2%82"),
    ]

    actor = from_metadata(sent)

    assert actor is not None
    assert actor.id == "x" * (LONGEST - 1)
    assert "\x00" not in actor.name


def test_nobody_sends_nothing_and_is_read_as_nobody() -> None:
    assert to_metadata(None) == ()
    assert from_metadata([("svar-request-id", "r")]) is None


def test_who_acts_is_known_until_somebody_else_does() -> None:
    actor = Actor(kind="key", id="1", name="flow")
    bind_actor(actor)
    try:
        assert current_actor() == actor
    finally:
        bind_actor(None)
    assert current_actor() is None
