"""Opting out in any reasonable words beside what else a message says, and what opts nobody out."""

import pytest

from services.engine.opting_out import asks_to_stop

REQUESTS = """
Kindly do not contact me by text in future. D. Price
Please stop sending me these surveys, I'm not interested
3. stop texting me
I no longer wish to receive these messages
take me off your list
Please remove my number from your database
No thanks. Do not text me again. Regards, Tom
would you please stop messaging me
Leave me alone and stop texting me
Could you not text me anymore please
don't ever text me again
I'd like to opt out of these texts
unsubscribe me please. 4
Wrong number, please stop texting
Ikke send meg flere sånne meldinger
Kan dere slutte å sende meg sms
Vær så snill å ikke sende meg flere sms
8. Ikke send meg flere sms. Mvh Kari
Jeg ønsker ikke å motta flere undersøkelser fra dere
Nå vil jeg ikke ha flere meldinger
Eg vil ikkje ha fleire meldingar
Fjern nummeret mitt fra listen
slutt å sende meg sms
Feil nummer, ikke send flere meldinger
Kan ni sluta skicka sms till mig
Jag vill inte få fler sms
Sluta skicka meddelanden. Jag är inte kund
4, och sluta sms:a mig
Ta bort mig från er lista
skicka inte fler sms
jag undanber mig fler utskick
Jag vill inte ha sms från er längre
Vil I være søde at lade være med at sende mig sms fremover
Nu gider jeg ikke flere af de her sms'er
Stop med at sende mig beskeder
Fjern mit nummer fra jeres liste
Jeg vil ikke have flere sms'er fra jer
Lad være med at skrive til mig
8. Send ikke flere beskeder. Vh Birthe
jeg ønsker ikke at modtage flere sms
Älkää lähettäkö mulle enää mitään viestejä
Lopettakaa näiden viestien lähettäminen
En halua enää tekstiviestejä teiltä
Poistakaa numeroni listalta
Älkää laittako enää tekstareita kiitos
Melden Sie mich hier ab
Bitte schicken Sie mir keine SMS mehr
Ich möchte keine weiteren Nachrichten erhalten
Hören Sie auf, mir zu schreiben
5. Bitte keine SMS mehr
Schreibt mir nicht mehr
Nehmen Sie mich bitte aus dem Verteiler
Löschen Sie meine Nummer
Ich will keine SMS mehr von euch bekommen
Lasst mich in Ruhe und schickt mir keine Nachrichten mehr
jetzt möchte ich keine sms mehr
streichen sie mich von ihrer liste
kontaktieren sie mich nicht mehr per sms
"""

OTHER = """
stop sending engineers who don't show up
I want more texts in my plan
schreiben sie mir
kontaktieren sie mich
ottakaa yhteyttä minuun
En halua mitään
no contact
forget it
stop it hurts
Ingen flere spørsmål
inga fler frågor
att slippa skicka sms
slipper å sende meldinger
I said stop texting me, he did not
he told them, stop texting me
stop calling me
Cancel my number
6. I må gerne stoppe med den musik i køen
3. Hören Sie mal auf mit der Warteschleifenmusik
2, jag bad er sluta fakturera mig redan i våras
You never text me back
don't send me to another department
stop texting me when i am driving
Slutt å sende meg regninger
8. Slutt.
5. End
I don't want to wait
remove the fee
Contact me please
no messages were answered
you did not send me a text
send me more messages
ikke send meg videre
Do not contact me, just kidding
Stop texting me? no keep going
I did not get any texts
melden Sie mich an
nehmen Sie mich ernst
fjern køen
vill inte vänta
I don't want to change my number
jeg vil ikke bytte nummeret mitt
en halua vaihtaa numeroani
ich will meine Nummer behalten
don't text while driving
No more waiting please
delete my account
"""


def _lines(text: str) -> list[str]:
    return text.strip().splitlines()


@pytest.mark.parametrize("message", _lines(REQUESTS))
def test_a_request_for_no_more_messages_opts_out(message: str) -> None:
    assert asks_to_stop(message) is not None


@pytest.mark.parametrize("message", _lines(OTHER))
def test_a_message_about_something_else_opts_nobody_out(message: str) -> None:
    assert asks_to_stop(message) is None


@pytest.mark.parametrize("before", ["2", "no", "Hi!\nI'd give it a 2", "terrible service"])
@pytest.mark.parametrize("behind", ["", "\nAnn Miller", ". I am not a customer", "\nRegards, Ann"])
def test_a_request_may_stand_beside_an_answer_a_reason_and_a_name(before: str, behind: str) -> None:
    assert asks_to_stop(f"{before}. Please stop texting me{behind}") == "stop_sentence"


@pytest.mark.parametrize(
    "behind", ["just kidding", "if it rings", "said nobody ever", "she shouted"]
)
def test_a_request_is_none_beside_words_that_nobody_knows(behind: str) -> None:
    assert asks_to_stop(f"Stop texting me, {behind}") is None


@pytest.mark.parametrize("word", ["stop", "end", "slutt", "cancel"])
def test_a_stop_word_alone_opts_nobody_out_beside_an_answer(word: str) -> None:
    assert asks_to_stop(f"8. {word}") is None


def test_a_message_of_many_pieces_is_no_request() -> None:
    assert asks_to_stop("ok. " * 20 + "stop texting me") is None
