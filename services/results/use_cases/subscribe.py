"""Adds, changes and removes subscriptions to events, and gives them new secrets."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final, NoReturn

from services.results.domain.audit import Operation, entry_of
from services.results.domain.webhooks import (
    MOST_OF_A_TENANT,
    SECRET_BYTES,
    Webhook,
    WebhookState,
    events_in,
    secret_in,
    url_in,
    written_secret,
)
from services.results.ports.webhooks import (
    AddressCheck,
    SealedSecrets,
    SecretBox,
    Subscriptions,
    SubscriptionStore,
)
from services.runtime.clock import Clock
from services.runtime.errors import (
    ErrorKind,
    Problem,
    ServiceError,
    conflict,
    invalid,
    not_found,
)
from services.runtime.ids import new_id, parse_id

BOTH_SIGN_FOR: Final = timedelta(hours=24)
_SETTABLE: Final = (WebhookState.ACTIVE, WebhookState.DISABLED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What of a subscription is to be another; None stays as it is."""

    url: str | None = None
    events: Sequence[str] | None = None
    state: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscribe:
    """The use cases, with what they need."""

    store: SubscriptionStore
    box: SecretBox
    addresses: AddressCheck
    clock: Clock

    def add(
        self, tenant: str, *, url: str, events: Sequence[str], secret: str = ""
    ) -> tuple[Webhook, str]:
        """Subscribe; returns the subscription and its secret, which is never shown again.

        Raises INVALID_REQUEST with every place, WEBHOOK_URL_REFUSED for where nothing is sent,
        TOO_MANY_WEBHOOKS, and WEBHOOKS_NOT_CONFIGURED.
        """
        problems: list[Problem] = []
        webhook = Webhook(
            id=new_id(),
            tenant=tenant,
            url=url_in(url, problems),
            events=events_in(events, problems),
            state=WebhookState.ACTIVE,
            created_at=self.clock.now(),
        )
        own = secret_in(secret, problems) if secret else _new_secret()
        _require(problems)
        sealed = SealedSecrets(current=self.box.seal(own))
        self._require_outside(url)
        with self.store.begin() as subscriptions:
            if subscriptions.lock_tenant(tenant) >= MOST_OF_A_TENANT:
                message = f"There are {MOST_OF_A_TENANT} webhooks already; remove one first."
                raise conflict("TOO_MANY_WEBHOOKS", message)
            subscriptions.add(webhook, sealed)
            self._note(subscriptions, Operation.CREATE, webhook)
        return webhook, own

    def get(self, tenant: str, webhook_id: str) -> Webhook:
        """Return one; raises WEBHOOK_NOT_FOUND."""
        with self.store.begin() as subscriptions:
            return found(subscriptions, tenant, webhook_id)

    def all_of(self, tenant: str) -> Sequence[Webhook]:
        """Return all of a tenant, oldest first."""
        with self.store.begin() as subscriptions:
            return subscriptions.all_of(tenant)

    def change(self, tenant: str, webhook_id: str, change: Change) -> Webhook:
        """Change one; made active, it is tried at once, whatever failed before. Raises what `add` does."""
        problems: list[Problem] = []
        url = None if change.url is None else url_in(change.url, problems)
        events = None if change.events is None else events_in(change.events, problems)
        state = None if change.state is None else _state_in(change.state, problems)
        _require(problems)
        if url is not None:
            self._require_outside(url)
        with self.store.begin() as subscriptions:
            webhook = found(subscriptions, tenant, webhook_id)
            changed = replace(
                webhook,
                url=webhook.url if url is None else url,
                events=webhook.events if events is None else events,
                state=state or _state_at(url, webhook.state),
            )
            subscriptions.change(changed, healthy=state is WebhookState.ACTIVE or url is not None)
            self._note(subscriptions, Operation.CHANGE, changed)
            return found(subscriptions, tenant, webhook_id)

    def remove(self, tenant: str, webhook_id: str) -> None:
        """Remove one, with what waits for it; raises WEBHOOK_NOT_FOUND."""
        with self.store.begin() as subscriptions:
            webhook = found(subscriptions, tenant, webhook_id)
            subscriptions.remove(webhook.id)
            self._note(subscriptions, Operation.REMOVE, webhook)

    def rotate(self, tenant: str, webhook_id: str) -> tuple[Webhook, str]:
        """Make a new secret, shown once; the one before signs, too, for 24 hours."""
        secret = _new_secret()
        sealed = self.box.seal(secret)
        with self.store.begin() as subscriptions:
            webhook = found(subscriptions, tenant, webhook_id)
            secrets_now = SealedSecrets(
                current=sealed,
                previous=subscriptions.secrets(webhook.id).current,
                previous_until=self.clock.now() + BOTH_SIGN_FOR,
            )
            subscriptions.rotate(webhook.id, secrets_now)
            self._note(subscriptions, Operation.ROTATE, webhook)
            return found(subscriptions, tenant, webhook_id), secret

    def _note(self, subscriptions: Subscriptions, operation: Operation, webhook: Webhook) -> None:
        subscriptions.audit.note([entry_of(operation, webhook, at=self.clock.now())])

    def _require_outside(self, url: str) -> None:
        refusal = self.addresses.refusal(url)
        if refusal is not None:
            message = f"Nothing is sent to this address: {refusal}."
            raise invalid(
                "WEBHOOK_URL_REFUSED", message, problems=[Problem(path="url", message=message)]
            )


def found(subscriptions: Subscriptions, tenant: str, webhook_id: str) -> Webhook:
    """Return a subscription of the tenant, locked; raises WEBHOOK_NOT_FOUND."""
    plain = parse_id(webhook_id)
    webhook = subscriptions.find(tenant, plain) if plain else None
    if webhook is None:
        raise not_found("WEBHOOK_NOT_FOUND", "There is no such webhook.")
    return webhook


def require_active(webhook: Webhook) -> None:
    """Raise WEBHOOK_NOT_ACTIVE for a subscription that gets nothing."""
    if webhook.state is not WebhookState.ACTIVE:
        raise ServiceError(
            kind=ErrorKind.PRECONDITION,
            reason="WEBHOOK_NOT_ACTIVE",
            message=f"The webhook is {webhook.state}; make it active first.",
        )


def refuse(path: str, message: str) -> NoReturn:
    """Raise INVALID_REQUEST for one place."""
    _require([Problem(path=path, message=message)])
    raise AssertionError


def _require(problems: Sequence[Problem]) -> None:
    if problems:
        raise invalid(
            "INVALID_REQUEST", "The webhook is not of the right shape.", problems=problems
        )


def _state_in(written: str, problems: list[Problem]) -> WebhookState | None:
    if written in {one.value for one in _SETTABLE}:
        return WebhookState(written)
    problems.append(Problem(path="state", message=f"Must be one of: {', '.join(_SETTABLE)}."))
    return None


def _state_at(url: str | None, state: WebhookState) -> WebhookState:
    """Return the state of a webhook that may have got a new address: one that failed is tried there."""
    return WebhookState.ACTIVE if url is not None and state is WebhookState.FAILING else state


def _new_secret() -> str:
    return written_secret(secrets.token_bytes(SECRET_BYTES))
