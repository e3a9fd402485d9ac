"""The header of a table of responses."""

from services.results.domain.table import FIRST, Columns


def test_no_two_columns_are_alike_whatever_questions_are_called() -> None:
    questions = ("score", "state", "reason")
    columns = Columns(questions=questions, variables=("reason",), whole_numbers=True)

    names = columns.names

    assert len(set(names)) == len(names)
    assert names[: len(FIRST) + 4] == [*FIRST, "score", "answer.state", "reason", "var.reason"]
    assert "session.reason" in names
