"""Forgets a phone: what it was sent, what it wrote, and where its replies went."""

from services.runtime.errors import Problem, invalid
from services.sms.domain.erasure import ErasedRecipient
from services.sms.domain.phone_numbers import is_short_code_or_alphanumeric
from services.sms.ports.store import UnitOfWork


def erase_recipient(uow: UnitOfWork, *, tenant: str, phone: str) -> ErasedRecipient:
    """Blank everything of a tenant that names the phone; what is queued for it never leaves.

    Rows stay, without number and text, so that what was sent can still be counted. Raises INVALID
    for what is no phone.
    """
    if is_short_code_or_alphanumeric(phone):
        message = "A phone is written like +4790000001."
        problems = [Problem(path="phone", message=message)]
        raise invalid("INVALID_IDENTIFIER", message, problems=problems)
    with uow.begin() as transaction:
        return transaction.recipients.erase(tenant, phone)
