"""Masks the phone numbers of a session as it goes out, for those who may not see them whole."""

from svar.sessions.v1 import session_pb2 as pb

from services.runtime.masking import is_phone, mask_phone, mask_phones


def masked(session: pb.Session) -> pb.Session:
    """Mask, in the message given, the phone and whatever looks like one; returns the message.

    In texts only the session's own number is masked: an author's words are not to change.
    """
    phone = session.identifier
    session.identifier = mask_phone(phone)
    session.client_reference = mask_phones(session.client_reference)
    for variable in session.variables:
        variable.value = mask_phones(variable.value)
    for number, warning in enumerate(session.warnings):
        session.warnings[number] = mask_phones(warning)
    for message in session.messages:
        message.text = _without(phone, message.text)
    for answer in session.answers:
        _mask_answer(answer, phone)
    return session


def _mask_answer(answer: pb.Answer, phone: str) -> None:
    answer.text = _without(phone, answer.text)
    answer.comment = _without(phone, answer.comment)
    if answer.value.WhichOneof("kind") != "string_value":
        return
    if is_phone(answer.value.string_value):
        # An answer that is a number, in E.164; the reply has it in another spelling.
        answer.value.string_value = answer.text = mask_phone(answer.value.string_value)
    else:
        answer.value.string_value = _without(phone, answer.value.string_value)


def _without(phone: str, text: str) -> str:
    digits = phone.lstrip("+")
    return text.replace(digits, mask_phone(phone).lstrip("+")) if digits else text
