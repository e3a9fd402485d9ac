"""Lists, what people wrote, the feed and files: of the same sessions as the figures."""

import csv
import io
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest
from msgspec.structs import replace
from pyarrow import parquet

from services.engine.definition import (
    AnswerFormat,
    ElementDefinition,
    ElementType,
    SurveyDefinition,
)
from services.results.adapters.files.xlsx_file import write_xlsx
from services.results.adapters.survey_source import questionnaire_of
from services.results.domain.filter import AskedAnswer, AskedFilter, Grouping
from services.results.domain.table import columns_of
from services.results.main import writers
from services.results.store.noting import PostgresNotes
from services.results.store.tables import audit
from services.results.use_cases.export_responses import ExportResponses, Format
from services.runtime.audit_log import AuditFilter, AuditLog
from services.runtime.errors import ServiceError
from tests.fakes.results_sources import NOON, SURVEY, answer, session
from tests.integration.results.conftest import Results


@pytest.fixture
def talk(results: Results) -> Results:
    """Three sessions in which something was written."""
    for number, (score, words) in enumerate([(3, "=CMD()"), (9, "ventetiden var lang"), (5, "")]):
        answers = [answer("score", score, comment="men det tok tid" if score == 3 else "")]
        if words:
            at = NOON + timedelta(minutes=number)
            answers.append(answer("comment", words, received_at=at))
        results.sources.put(
            session(
                phone=f"+479000000{number}",
                answers=tuple(answers),
                variables=(("agentId", f"-{number}"),),
                state="completed",
            )
        )
    results.catch_up()
    return results


def exported(results: Results, kind: Format, *, whole_numbers: bool = True) -> bytes:
    export = ExportResponses(
        listing=results.listing,
        writers=writers(),
        notes=PostgresNotes(results.database),
        clock=results.clock,
    )
    asked = AskedFilter()
    chunks = export("default", SURVEY, asked=asked, format=kind, whole_numbers=whole_numbers)
    return b"".join(chunks)


def test_an_export_is_written_down_before_its_first_byte(talk: Results) -> None:
    exported(talk, Format.CSV)
    exported(talk, Format.CSV, whole_numbers=False)
    with pytest.raises(ServiceError):
        ExportResponses(
            listing=talk.listing,
            writers={},
            notes=PostgresNotes(talk.database),
            clock=talk.clock,
        )("default", SURVEY, asked=AskedFilter(), format=Format.CSV, whole_numbers=True)

    page = AuditLog(talk.database, audit).page(AuditFilter(tenant="default"))

    assert [(one.operation, one.object) for one in page.rows] == [
        ("responses.export", f"survey/{SURVEY}"),
        ("responses.export_with_numbers", f"survey/{SURVEY}"),
    ]


def test_what_people_wrote_is_found_by_its_stem_newest_first(talk: Results) -> None:
    selected = talk.listing.select("default", SURVEY, AskedFilter())

    def found(search: str) -> list[str]:
        page, _ = talk.listing.verbatims(selected, search=search, element_id="", token="", size=9)
        return [one.found.text for one in page]

    assert found("") == ["ventetiden var lang", "men det tok tid", "=CMD()"]
    assert found("ventetid") == ["ventetiden var lang"]
    assert found('"tok tid"') == ["men det tok tid"]
    assert found("nothing") == []


def test_a_filter_on_an_answer_finds_what_was_written_with_it(talk: Results) -> None:
    asked = AskedFilter(answers=(AskedAnswer(element_id="score", written="0..6"),))
    selected = talk.listing.select("default", SURVEY, asked)

    page, _ = talk.listing.verbatims(selected, search="", element_id="", token="", size=9)

    assert [(one.found.kind, one.score) for one in page] == [("comment", 3), ("answer", 3)]


def test_pages_of_verbatims_follow_one_another(talk: Results) -> None:
    selected = talk.listing.select("default", SURVEY, AskedFilter())

    texts, token = [], ""
    while True:
        page, token = talk.listing.verbatims(
            selected, search="", element_id="", token=token, size=1
        )
        texts += [one.found.text for one in page]
        if not token:
            break

    assert texts == ["ventetiden var lang", "men det tok tid", "=CMD()"]


def test_the_feed_gives_every_change_and_its_cursor_survives_a_rebuild(talk: Results) -> None:
    first, more = talk.listing.changes("default", SURVEY, cursor="", size=2)
    assert (len(first.responses), more) == (2, True)
    rest, more = talk.listing.changes("default", SURVEY, cursor=first.next_token, size=9)
    assert (len(rest.responses), more) == (1, False)

    changed = next(iter(talk.sources.held.values()))
    talk.sources.put(replace(changed, state="expired"))
    talk.catch_up()
    again, _ = talk.listing.changes("default", SURVEY, cursor=rest.next_token, size=9)
    talk.store.begin_again()
    talk.catch_up()
    rebuilt, _ = talk.listing.changes("default", SURVEY, cursor=again.next_token, size=9)

    assert [one.id for one in again.responses] == [changed.id]
    assert changed.id in {one.id for one in rebuilt.responses}


def test_a_cursor_from_before_a_deletion_is_too_old(talk: Results) -> None:
    early, _ = talk.listing.changes("default", SURVEY, cursor="", size=1)
    late, _ = talk.listing.changes("default", SURVEY, cursor="", size=9)
    talk.sources.drop(sorted(talk.sources.held)[-1])
    talk.catch_up()

    with pytest.raises(ServiceError) as caught:
        talk.listing.changes("default", SURVEY, cursor=early.next_token, size=9)

    assert caught.value.reason == "CURSOR_TOO_OLD"
    assert talk.listing.changes("default", SURVEY, cursor=late.next_token, size=9)[1] is False


@pytest.mark.parametrize("cursor", ["x", "Y3w", "YTE", "é", "Y3wtMQ"])
def test_what_is_no_cursor_is_refused_with_its_place(talk: Results, cursor: str) -> None:
    with pytest.raises(ServiceError) as caught:
        talk.listing.changes("default", SURVEY, cursor=cursor, size=9)

    assert [problem.path for problem in caught.value.problems] == ["after"]


def test_csv_has_a_column_for_each_question_and_variable_and_runs_no_formula(
    talk: Results,
) -> None:
    written = exported(talk, Format.CSV).decode()

    header, *rows = csv.reader(io.StringIO(written))
    assert header[:10] == [
        "sessionId", "state", "identifier", "languageCode", "createdAt", "completedAt",
        "score", "why", "comment", "var.agentId",
    ]  # fmt: skip
    by_phone = {row[2]: row for row in rows}
    assert by_phone["+4790000000"][6:10] == ["3", "", "'=CMD()", "-0"]


def test_numbers_are_masked_unless_they_may_be_seen(talk: Results) -> None:
    masked = exported(talk, Format.CSV, whole_numbers=False).decode()

    assert "+4790000000" not in masked
    assert "+47******00" in masked


def test_an_answer_of_a_format_stands_beside_the_reply_as_it_was_sent(results: Results) -> None:
    asked = ElementDefinition(id="call", type=ElementType.OPEN, format=AnswerFormat.PHONE)
    definition = SurveyDefinition(default_language="en", languages=("en",), elements=(asked,))
    results.sources.surveys["default", SURVEY] = [questionnaire_of(definition, 1)]
    given = answer("call", "+4790000009", text="900 00 009, thanks", understood_by="format")
    results.sources.put(session(phone="+4790000001", answers=(given,), state="completed"))
    results.catch_up()

    header, row = csv.reader(io.StringIO(exported(results, Format.CSV).decode()))
    masked = exported(results, Format.CSV, whole_numbers=False).decode()
    selected = results.listing.select("default", SURVEY, AskedFilter())
    words, _ = results.listing.verbatims(selected, search="", element_id="", token="", size=9)

    assert (row[header.index("call")], row[header.index("call.text")]) == (
        "+4790000009",
        "900 00 009, thanks",
    )
    assert "009" not in masked.partition("\n")[2]
    assert words == []


def test_a_workbook_has_another_sheet_where_one_is_full(talk: Results, tmp_path: Path) -> None:
    selected = talk.listing.select("default", SURVEY, AskedFilter())
    columns = columns_of(selected.scales, selected.variables, whole_numbers=True)
    file = tmp_path / "responses.xlsx"
    file.write_bytes(b"".join(write_xlsx(columns, talk.listing.all(selected), rows_a_sheet=3)))

    sheets = openpyxl.load_workbook(file).worksheets
    rows = [list(sheet.iter_rows(values_only=True)) for sheet in sheets]

    assert [len(one) for one in rows] == [3, 2]
    assert rows[0][0] == rows[1][0] == tuple(columns.names)
    words = {row[8] for sheet in rows for row in sheet[1:]}
    assert words == {"=CMD()", "ventetiden var lang", None}
    assert {cell.data_type for sheet in sheets for cell in sheet["I"]} <= {"s", "n", "inlineStr"}


def test_parquet_holds_the_same(talk: Results, tmp_path: Path) -> None:
    file = tmp_path / "responses.parquet"
    file.write_bytes(exported(talk, Format.PARQUET))

    table = parquet.read_table(file).to_pydict()

    assert sorted(table["score"]) == ["3", "5", "9"]


def test_what_is_forgotten_in_sessions_is_forgotten_here(talk: Results) -> None:
    made = next(one for one in talk.sources.held.values() if one.answers[0].value == 3)
    blank = tuple(
        replace(one, text="", comment="", value="" if isinstance(one.value, str) else one.value)
        for one in made.answers
    )

    by_agent = Grouping(by="agentid")
    assert "-0" in {group.key for group in talk.figures(grouping=by_agent).groups}

    talk.sources.put(replace(made, phone="", variables=(), answers=blank))
    talk.catch_up()

    with talk.database.transaction() as connection:
        for table in ("sessions", "responses", "verbatims", "variables", "day_counts"):
            rows = connection.exec_driver_sql(f"SELECT CAST(t AS text) FROM results.{table} AS t")
            kept = " ".join(row[0] for row in rows)
            assert "CMD" not in kept
            assert '"-0"' not in kept
            assert "+4790000000" not in kept
    assert talk.figures().total.counts.sent == 3
