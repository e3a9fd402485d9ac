"""The audit of all services as one list."""

from svar.audit.v1 import audit_service_pb2 as pb

from services.console.pages.audit import newest
from services.runtime.errors import unavailable
from services.runtime.ids import new_id
from tests.fakes.grpc_services import FakeServices
from tests.fakes.http_console import Console


def page_of(*entries: pb.AuditEntry, more: str = "") -> pb.ListAuditEntriesResponse:
    return pb.ListAuditEntriesResponse(entries=entries, next_page_token=more)


def test_lists_are_merged_newest_first() -> None:
    first, second, third = (pb.AuditEntry(id=new_id()) for _ in range(3))

    assert newest([page_of(third, first), page_of(second)]) == [third, second, first]


def test_filters_reach_every_service_and_the_next_page_goes_on_from_the_last_entry(
    console: Console, services: FakeServices
) -> None:
    entries = [
        pb.AuditEntry(
            id=new_id(), operation="survey.publish", object=f"survey/{at}", actor_id="<i>"
        )
        for at in range(60)
    ][::-1]
    services.surveys.will("ListAuditEntries", page_of(*entries[:50], more="x"))
    services.sessions.will("ListAuditEntries", page_of(*entries[50:]))
    services.sms.will("ListAuditEntries", page_of())
    services.results.will("ListAuditEntries", page_of())
    console.sign_in()

    page = console.get("/settings/audit?operation=survey.publish&from=2026-11-01&to=2026-11-02")

    assert "survey published" in page.text
    assert "&lt;i&gt;" in page.text
    assert f"after={entries[49].id}" in page.text
    for fake in (services.surveys, services.sessions, services.sms, services.results):
        (request,) = fake.requests
        assert request.tenant == "default"
        assert request.operation == "survey.publish"
        assert request.to_time.seconds - request.from_time.seconds == 2 * 86_400


def test_a_service_that_does_not_answer_is_named(console: Console, services: FakeServices) -> None:
    services.surveys.will("ListAuditEntries", page_of())
    services.sessions.will(
        "ListAuditEntries", page_of(pb.AuditEntry(id=new_id(), object="phone/x"))
    )
    services.sms.will("ListAuditEntries", unavailable("SERVICE_UNAVAILABLE", "x"))
    services.results.will("ListAuditEntries", page_of())
    console.sign_in()

    page = console.get("/settings/audit?from=rubbish")

    assert page.status == 200
    assert "missing: sms." in page.text
    assert "phone/x" in page.text
