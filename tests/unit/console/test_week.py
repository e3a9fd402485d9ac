"""What the list of surveys says of a week."""

from svar.results.v1 import results_service_pb2 as pb

from services.console.pages.week import shown
from services.console.words.catalogue import words_in


def test_the_score_is_that_of_the_first_question_that_has_one() -> None:
    total = pb.Figures(sent=1_200, completed=31)
    total.questions.add(element_id="a", metric="csat")
    total.questions.add(element_id="b", metric="nps", value=pb.Figure(value=31.2, n=40))

    assert shown(total, words_in("en")) == {
        "sent": "1,200",
        "completed": "31",
        "score": "NPS +31 · n 40",
    }
    assert shown(pb.Figures(), words_in("en"))["score"] == "–"
