"""Statements on contacts: which phones want no SMS of a tenant."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, text

Contact = tuple[str, str]
"""A tenant and a phone."""

_GIVEN = "unnest(CAST(:tenants AS text[]), CAST(:phones AS text[])) AS given (tenant, phone)"
_OPTED_OUT = text(
    f"""
    SELECT c.tenant, c.phone FROM sessions.contacts c JOIN {_GIVEN} USING (tenant, phone)
    WHERE c.opted_out_at IS NOT NULL
    """
)
_OPT_OUT = text(
    f"""
    INSERT INTO sessions.contacts AS c (tenant, phone, opted_out_at)
    SELECT tenant, phone, :at FROM {_GIVEN} ORDER BY tenant, phone
    ON CONFLICT (tenant, phone) DO UPDATE SET opted_out_at = excluded.opted_out_at
      WHERE c.opted_out_at IS NULL
    RETURNING c.tenant, c.phone
    """
)
_OPT_IN = text(
    f"""
    WITH back AS (
        SELECT c.tenant, c.phone FROM sessions.contacts c JOIN {_GIVEN} USING (tenant, phone)
        WHERE c.opted_out_at IS NOT NULL ORDER BY c.tenant, c.phone FOR UPDATE OF c
    )
    UPDATE sessions.contacts c SET opted_out_at = NULL FROM back
    WHERE c.tenant = back.tenant AND c.phone = back.phone
    RETURNING c.tenant, c.phone
    """
)


def suppressed(connection: Connection, contacts: Sequence[Contact]) -> Mapping[Contact, str]:
    """Return the reason for each contact that must get no SMS."""
    found = connection.execute(_OPTED_OUT, _arrays(contacts))
    return dict.fromkeys(((tenant, phone) for tenant, phone in found), "opted_out")


def opt_out(connection: Connection, contacts: Sequence[Contact], *, at: datetime) -> set[Contact]:
    """Note opt-outs; returns those that are new."""
    found = connection.execute(_OPT_OUT, {**_arrays(contacts), "at": at})
    return {(tenant, phone) for tenant, phone in found}


def opt_in(connection: Connection, contacts: Sequence[Contact]) -> set[Contact]:
    """Take opt-outs back; returns those that there were."""
    return {(tenant, phone) for tenant, phone in connection.execute(_OPT_IN, _arrays(contacts))}


def _arrays(contacts: Sequence[Contact]) -> dict[str, list[str]]:
    unique = list(dict.fromkeys(contacts))
    return {"tenants": [pair[0] for pair in unique], "phones": [pair[1] for pair in unique]}
