"""Numbers of a session, masked where they stand for those who may not see them."""

from google.protobuf import struct_pb2
from svar.sessions.v1 import session_pb2 as pb

from services.sessions.masked import masked

PHONE = "+4790000001"


def test_no_whole_number_is_left_anywhere() -> None:
    session = pb.Session(
        identifier=PHONE,
        client_reference=f"call {PHONE}",
        warnings=[f"something about {PHONE}"],
        variables=[pb.Variable(key="consumerPhone", value="4790000002")],
        messages=[
            pb.SessionMessage(text=f"We call {PHONE}."),
            pb.SessionMessage(text="4790000001"),
        ],
        answers=[
            pb.Answer(
                text=PHONE, comment=PHONE, value=struct_pb2.Value(string_value=f"mine is {PHONE}")
            )
        ],
    )

    written = str(masked(session))

    assert "90000001" not in written
    assert "90000002" not in written
    assert written.count("******01") == 8


def test_what_is_no_number_stays_as_it_is() -> None:
    session = pb.Session(
        identifier=PHONE,
        messages=[pb.SessionMessage(text="Order 12345678 was late")],
        answers=[pb.Answer(value=struct_pb2.Value(number_value=8))],
    )

    (message,), (answer,) = masked(session).messages, session.answers

    assert message.text == "Order 12345678 was late"
    assert answer.value.number_value == 8
