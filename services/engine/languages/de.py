"""German as customers write it. `ß` is written `ss`, as folding case leaves it."""

from services.engine.languages.number_words import number_words
from services.engine.languages.pack import LanguagePack, each, numbered, units, words

_NUMBERS = {
    0: "null|nuller|null komma nix|null komma nichts|nullkommanix|nullinger|zero",
    1: "eins|ein|eine|einen|einer|eines|einser|oans|eens",
    2: "zwei|zwo|zweier|zwoa|zwee",
    3: "drei|dreier",
    4: "vier|vierer|viere",
    5: "fünf|fünfer|fünfe",
    6: "sechs|sechser|sechse|halbes dutzend|ein halbes dutzend",
    7: "sieben|siebener|siebner|siebene",
    8: "acht|achter",
    9: "neun|neuner|neune",
    10: "zehn|zehner|zehne",
    11: "elf",
    12: "zwölf|zwoelf|dutzend|ein dutzend|ein ganzes dutzend|ein volles dutzend",
    13: "dreizehn",
    14: "vierzehn",
    15: "fünfzehn|fuffzehn|fuchzehn",
    16: "sechzehn",
    17: "siebzehn",
    18: "achtzehn",
    19: "neunzehn",
    20: "zwanzig|zwanzich",
    30: "dreissig|dreizig",
    40: "vierzig",
    50: "fünfzig|fuffzig|fuffzich",
    60: "sechzig",
    70: "siebzig",
    80: "achtzig",
    90: "neunzig",
    24: "zwei dutzend",
    100: "hundert|einhundert|ein hundert",
    1000: "tausend|eintausend|ein tausend",
}

GERMAN = LanguagePack(
    code="de",
    names=words("deutsch|german|auf deutsch|deutsch bitte"),
    number_words=number_words(_NUMBERS, joined=("{unit}und{ten}", "{unit} und {ten}")),
    articles=words("ein|eine|einen|einer|eines|einem|ne"),
    definite_articles=words("der|die|das"),
    occasions=numbered(
        """
        1 einmal|nur einmal|ein mal|ein einziges mal
        2 zweimal
        3 dreimal
        4 viermal
        5 fünfmal
        6 sechsmal
        7 siebenmal
        8 achtmal
        9 neunmal
        10 zehnmal
        1 ein mal nur|einmal nur|bloss einmal|genau einmal
        0 kein einziges mal|null mal|nullmal
        11 elfmal
        12 zwölfmal
        15 fünfzehnmal
        20 zwanzigmal
        100 hundertmal
        """
    ),
    spans=numbered(
        """
        15 eine viertelstunde|viertelstunde|ne viertelstunde|eine viertel stunde|viertel stunde
        30 eine halbe stunde|halbe stunde|ne halbe stunde|a halbe stund|a halbe stunde
        45 eine dreiviertelstunde|dreiviertelstunde|ne dreiviertelstunde|drei viertel stunden
        45 dreiviertel stunde
        60 eine stunde|ne stunde|eine ganze stunde|eine volle stunde|a stund
        75 fünfviertelstunde
        90 anderthalb stunden|eineinhalb stunden|einundhalb stunden|eine und eine halbe stunde
        90 einundeinhalb stunden
        150 zweieinhalb stunden|zwei und eine halbe stunde
        """
    ),
    ordinals=numbered(
        """
        1 erste|erster|erstes|das erste|der erste|die erste|erste option|die erste option|erstens
        1 oberste|das oberste|ersteres
        2 zweite|zweiter|zweites|das zweite|der zweite|die zweite|zweite option|die zweite option
        2 die mittlere
        3 dritte|dritter|drittes|das dritte|der dritte|die dritte|dritte option|die dritte option
        4 vierte|viertes|das vierte|der vierte|die vierte
        5 fünfte|fünftes|das fünfte|der fünfte|die fünfte
        6 sechste|sechstes|das sechste
        -1 letzte|letzter|letztes|das letzte|der letzte|die letzte|letzte option|die letzte option
        -1 letzteres
        """
    ),
    number_endings=words("er"),
    half_words=words("halb|halbe|halber|halbes|halben|einhalb|anderthalb|eineinhalb|viertel"),
    minus_words=words("minus"),
    and_words=words(
        """
        und|u|sowie|plus|auch|und auch|sowie auch|wie auch|plus auch|ausserdem|dazu|und dann
        zusätzlich|nebst
        """
    ),
    or_words=words("oder|bis|bzw|beziehungsweise|alternativ"),
    of_words=words("von|aus|von insgesamt|von maximal|von möglichen|von den|auf"),
    number_marks=words("nr|nummer|no|zahl|num|ziffer"),
    option_marks=words(
        """
        option|antwort|möglichkeit|auswahl|punkt|wahl|meine wahl|meine wahl ist|antwort nr
        antwort nummer|option nr|option nummer|ich wähle|wähle|ich nehme|nehme|ich stimme für
        es ist|das|das ist|nur|vor allem|hauptsächlich|meistens|am meisten|besonders|definitiv
        ich denke|ich finde|ich würde sagen|für mich|die|die antwort ist|meine antwort ist
        wir wählen|wir nehmen|etwas|irgendwas|irgendetwas|der|den|eher|primär|in erster linie
        zuerst|bessere|kürzere|mehr|ganz klar
        auch
        """
    ),
    around=words(
        """
        lieber herr|lieber kundenservice|hallo|hi|hey|hallöchen|moin|moin moin|servus|grüezi
        grüss gott|grüss dich|guten tag|guten morgen|guten abend|gute nacht|hallo nochmal|liebe
        liebes team|team|hallo team|ok|okay|okey|na gut|na ja|ja|naja|jo|jep|jepp|jup|jawohl|also
        so|nun|dann|bitte|bitteschön|bitte sehr|danke|danke schön|dankeschön|danke sehr|vielen dank
        herzlichen dank|besten dank|tausend dank|lieben dank|danke für die hilfe
        danke für ihre hilfe|danke für den service|danke für alles|danke für den tollen service
        danke für die gute beratung|danke für die schnelle hilfe|danke für die nachfrage
        danke der nachfrage|danke euch|danke ihnen|danke nochmal|danke nochmals
        vielen dank für die hilfe|vielen dank für ihre hilfe|vielleicht|vielleicht eine|eventuell
        möglicherweise|wahrscheinlich|vermutlich|wohl|ich denke|denke ich|ich glaube|glaube ich
        ich schätze|schätze ich|ich finde|finde ich|ich würde meinen|meiner meinung nach
        meines erachtens|für mich|von mir|von uns|von meiner seite|meinerseits|definitiv|klar
        ganz klar|klare sache|sicher|ganz sicher|sicherlich|natürlich|selbstverständlich|absolut
        auf jeden fall|auf alle fälle|ohne zweifel|zweifellos|zweifelsfrei|bestimmt|garantiert
        ehrlich|ehrlich gesagt|um ehrlich zu sein|eigentlich|wirklich|tatsächlich|insgesamt
        alles in allem|im grossen und ganzen|generell|im allgemeinen|allgemein|gesamt|im schnitt
        durchschnittlich|äh|ähm|ehm|hm|hmm|hmmm|mh|tja|oh|ups|hoppla|haha|hehe|hihi|lol|sorry
        entschuldigung|tut mir leid|leider|zum glück|gern|gerne|nur|einfach|schönen tag
        schönen tag noch|einen schönen tag|einen schönen tag noch|ich wünsche einen schönen tag
        schönen abend|schönen abend noch|schönes wochenende|ein schönes wochenende
        frohe weihnachten|guten rutsch|frohes neues jahr|frohe ostern|viel erfolg
        machen sie weiter so|weiter so|mach weiter so|macht weiter so|alles gute|tschüss|tschüs
        ciao|auf wiedersehen|bis bald|freunde|wie immer|hier|hier meine antwort|gute arbeit
        top arbeit|halt|ja klar|sorry für die späte antwort|entschuldigung für die späte antwort
        pff|uff|puh|ach|nun ja|joa|jo mei|mei|grüss gott|pfiat eich|pfiat di|ade|gott sei dank
        kein witz|ohne witz|kein scherz|im ernst|ehrlich jetzt|echt jetzt|wenn ich ehrlich bin
        ehrlicherweise|ohne zu zögern|ohne zögern|ohne wenn und aber
        ohne mit der wimper zu zucken|mal überlegen|lass mich überlegen|mal sehen|passt schon
        passt so|wie gesagt|trotz allem|immerhin|jedenfalls|ganz lieben dank|vielen lieben dank
        danke euch allen|schönen gruss|schöne grüsse|dann doch|doch|also dann|mensch|oh je|oje
        oh mann|schon|so ungefähr
        genau in der mitte|in der mitte|mittendrin|jetzt|halt so|egal
        """
    ),
    rating=words(
        """
        gebe|ich gebe|ich geb|geb|wir geben|geben|gebe euch|gebe ihnen|gebe dir|gebe dem|gebe der
        gebe ihm|gebe ihr|gebe dem service|gebe es|gebe dafür|gebe ich|würde|würde geben|ich würde
        ich würde geben|würde ihnen|würde euch|ich möchte|möchte geben|bekommt|bekommen|ihr bekommt
        sie bekommen|er bekommt|sie bekommt|es bekommt|der service bekommt|kriegt|ihr kriegt
        sie kriegen|erhält|erhalten|verdient|ihr verdient|sie verdienen|sage|ich sage|ich sag|sag
        sagen|sagen wir|sagen wir mal|ich würde sagen|würde sagen|ich muss sagen|muss ich sagen
        man könnte sagen|note|die note|note ist|meine note|meine note ist|bewertung|meine bewertung
        meine bewertung ist|die bewertung|bewerte|ich bewerte|ich bewerte mit|bewerte mit
        ich bewerte es mit|antwort|meine antwort|meine antwort ist|antwort ist|die antwort
        die antwort ist|antworte|ich antworte|ich wähle|wähle|ich nehme|nehme|ich tippe auf
        tippe auf|ich vergebe|vergebe|wir vergeben|punktzahl|meine punktzahl|punkte|wertung
        meine wertung|meine wertung ist|ergebnis|zufriedenheit|meine zufriedenheit|score|skala
        empfehlung|weiterempfehlung|nps|das wäre|das ist|das macht|feedback|gesamtnote
        gesamteindruck|servicenote|ich gehe mit|ich lande bei|lande bei|ich setze
        da muss ich sagen|ich sag mal|sag ma|ich würd sagen|würd sagen|ich würde mal sagen
        würde mal sagen|würd ich sagen|da kriegt ihr|da bekommt ihr|kriegt ihr|bekommt ihr
        kriegt ihr die|bekommt ihr die|kriegt ihr ne|bekommt ihr ne|kriegt ihr eine
        bekommt ihr eine|dafür gibts|dafür gibt es|dafür gebe ich|dafür geb ich|es wird eine
        es wird|wird wohl|das wird|das wird eine|das gibt|das gibt eine|gibt eine|schreibe
        ich schreibe|ich setze auf|ich entscheide mich für|entscheide mich für|ich komme auf
        komme auf|landet bei|bleibt bei|kann nur geben|ich kann nur|von mir bekommt ihr
        von mir bekommen sie|von mir kriegt ihr|von uns gibt es|von uns gibts|i gib|i geb|gib
        geb euch|geb ihnen|hams von mir|habt ihr von mir|haben sie von mir|hom|da hams von mir
        da kriegt ihr die|da bekommt ihr die|ich gebe die|ich gebe euch die|gebe euch die
        da kriegt ihr ne|da bekommt ihr ne|da gebe ich|da geb ich|da gibt es|da gibts
        meine antwort lautet|antwort lautet|meine note lautet|ich tippe|ich schätze mal
        schätze mal|ich rate mal|lautet
        die zahl ist|meine zahl ist|es reicht nur für|reicht nur für|es reicht für|das sind
        das sind nur
        ich würd sagen|würd ich sagen|ich sag mal|sag ma mal|sagen wir|sagen wir mal|ich geb
        ich geb euch|ich geb mal
        ich gebe ihnen|ich vergebe|ich vergeb|da geb ich|da sag ich|von mir gibts|von mir gibt es
        von mir bekommt ihr
        von mir kriegt ihr|von mir kriegen sie|von mir bekommen sie|ich sach mal|machen wir
        machen wir mal|ich würd geben
        ich würde geben|da würd ich sagen|da würde ich sagen|ich muss sagen|ich bleib bei
        ich bleibe bei|ich kann nur geben
        es wird wohl|das wird wohl|ich lande bei|ich geh mit|ich gehe mit
        """
    ),
    lead=words(
        """
        ich|wir|ein|eine|einen|ne|es|es ist|ist|es ist eine|das|das ist|das ist eine|das ist ein
        ist es|ca|circa|zirka|etwa|ungefähr|rund|um die|so um die|so etwa|in etwa|eine klare|klare
        eine starke|starke|eine schwache|schwache|eine solide|solide|eine gute|gute|eine glatte
        glatte|eine dicke|dicke|eine fette|fette|eine volle|volle|eine runde|runde|eine satte|satte
        eine knappe|eine sehr gute|definitiv eine|auf jeden fall eine|ganz klar eine|klar eine
        absolut eine|vielleicht ne|wohl eine|muss eine|genau|genau eine|immer noch eine|immer eine
        für den service|für die hilfe|für service|für die beratung|dafür|dafür eine|von mir eine
        von mir gibt es|gibt es|von mir gibt es eine|von mir gibts|gibts|von mir gibts eine|gibt's
        es gibt|es gibt eine|also eine|eher eine|bin bei|ich bin bei|liege bei|ich liege bei
        wird eine|euch|ihnen|dir|ihm|euch eine|ihnen eine
        a|an|ne glatte|ne klare|ne solide|ne gute|ne dicke|ne fette|ne starke|ne schwache
        eine ehrliche|ehrliche|eine verdiente|verdiente|eine wohlverdiente|wohlverdiente
        nur eine|nur ne|leider nur eine|leider nur|noch eine|magere|eine magere|stabile
        eine stabile|saubere|eine saubere|sichere|eine sichere|locker eine|locker ne|waren es
        es waren|waren|waren dann|das waren|müssten|es müssten|dürften|es dürften|werden wohl
        ne glatte|eine glatte|glatte|eine klare|klare|ne klare|eine runde|runde|ne runde|eine dicke|dicke|ne dicke
        eine fette|fette|ne fette|eine saubere|saubere|ne saubere|eine solide|solide|ne solide
        eine starke|starke|ne starke
        eine schwache|schwache|ne schwache|eine gute|ne gute|eine ehrliche|ehrliche|eine verdiente|verdiente
        eine wohlverdiente|wohlverdiente|eine volle|volle|ne volle|eine stramme|stramme|eine satte|satte|ne satte
        eine mickrige|mickrige|ein mickriger|einen mickrigen|einen einzigen|einen kleinen
        einen lausigen|einen armseligen
        eine magere|magere|eine lumpige|lumpige|eine bombensichere|bombensichere|eine eindeutige
        eindeutige|lausiger
        ein lausiger|ein einziger|einziger|ein kleiner|kleiner|ein armseliger|armseliger|einsamer
        ein einsamer|ein trauriger
        """
    ),
    conclusions=words(
        """
        also|daher|deshalb|darum|drum|deswegen|somit|aber|dann also|d.h|das heisst|sprich
        insgesamt|alles in allem|macht|das macht|trotzdem|folglich
        also eine|also ne|daher eine|deshalb eine|aber eine|demnach|insofern|dementsprechend
        also von mir|von daher
        """
    ),
    tail=words(
        """
        von mir|von uns|von meiner seite|meinerseits|denke ich|glaube ich|würde ich sagen|sagen
        sage ich|geben|vergeben|gebe ich|würde ich geben|bewerten|ist meine antwort|ist meine note
        ist meine bewertung|ist meine wertung|ist die antwort|wäre meine antwort|auf der skala
        auf einer skala|auf ihrer skala|auf eurer skala|mit sternchen|mit stern|mit plus|für sie
        für euch|für dich|für ihn|für den service|für service|für die hilfe|für die beratung
        für ihre hilfe|für guten service|für tollen service|für das team|für die freundlichkeit
        für die mühe|finde ich|meine ich|heute|diesmal|dieses mal|derzeit|momentan|bisher|bis jetzt
        jedes mal|immer|wie immer|locker|ist ok|ist gut|ist angemessen|möglichen|mögliche|am ende
        insgesamt|keine probleme|keine beschwerden|für alles|jedenfalls|auf jeden fall|bitte
        ist meine wahl|dann|für mich|gerne|geht klar|passt|bei euch|bei ihnen|bereits|schon|bislang
        zusammen|alles in allem|genau|punktgenau|auf die minute|auf den punkt
        wenn ich mich recht erinnere|wenn ich mich richtig erinnere|soweit ich mich erinnere
        soweit ich weiss|gewesen|gewesen sein|müssten es gewesen sein|dürften es gewesen sein
        waren es|waren das|waren es dann|waren's|warens|werden es gewesen sein|kriegt ihr
        bekommt ihr|kriegt ihr von mir|von uns allen|an alle|an das team|an die dame
        an den herrn|passt schon|passt so|geb ich|gib i|gebe ich euch|kriegen sie|bekommen sie
        kann man sagen|mag sein|aus meiner sicht|von herzen|is scho drin|ist drin|is drin
        so lala|geht so|mittelprächtig
        denk ich|denke i|glaub ich|glaub i|find ich|schätz ich|mein ich|würd ich sagen
        sag ich mal|sag ich|wird's|wirds|wird es|soll es sein|muss es sein
        und das ist grosszügig|meinetwegen|meines wissens|für uns|ist fair|ist realistisch
        macht nichts|von mir servus
        mehr nicht|und nicht mehr|und mehr nicht|mehr ist nicht drin|mehr gibts nicht
        mehr gibt es nicht|kann ich geben
        ist drin|muss reichen|nicht mehr und nicht weniger|hat gereicht|hat gelangt|reichte
        gibts von mir|kriegt ihr von mir|bekommt ihr von mir
        """
    ),
    points=words("punkt|punkte|punkten|pkt|note|auf der skala|auf einer skala|zähler"),
    stars=words("stern|sterne|sternen|sternchen"),
    top_marks=words(
        """
        volle punktzahl|volle punkte|die volle punktzahl|die vollen punkte|volle punkzahl
        volle sterne|volle sternezahl|volle anzahl|höchste punktzahl|die höchste punktzahl
        höchstpunktzahl|höchstnote|höchste note|die höchste note|höchstwertung|höchste wertung
        die höchste wertung|höchste bewertung|bestnote|die bestnote|bestnoten|bestwertung|beste note
        die beste note|beste bewertung|topnote|top note|topbewertung|top bewertung|topwertung
        alle sterne|alle punkte|sämtliche sterne|sämtliche punkte|alle fünf sterne|alle fünfe
        alle sternchen|maximum|das maximum|maximal
        maximale punktzahl|maximalpunktzahl|maximale bewertung|maximale sterne|die bestmögliche
        bestmögliche note|bestmögliche bewertung
        spitzennote|spitzenbewertung|eins mit sternchen|eins plus|1 plus|1 mit stern
        oberes ende der skala|die volle ladung
        """
    ),
    nothings=words(
        """
        nada|nix|nüscht|niente|gar nichts|überhaupt nichts|null komma gar nichts
        absolut nichts|garnix|rein gar nichts|keinen einzigen punkt|nicht einen punkt
        """
    ),
    no_times=words(
        """
        kein einziges mal|nicht ein mal|nicht einmal|nicht ein einziges mal|kein mal|nie angerufen
        nicht angerufen|gar nicht|gar nicht angerufen|keinmal|kein anruf|überhaupt nicht angerufen
        """
    )
    | each(
        "ich habe|habe|hab|ich hab|ich habe sie|ich habe euch",
        "nicht angerufen|gar nicht angerufen|nie angerufen|überhaupt nicht angerufen|euch nicht angerufen"
        "|kein einziges mal angerufen|sie nicht angerufen|euch nie angerufen|sie nie angerufen"
        "|nicht telefoniert|gar nicht telefoniert|niemals angerufen|garnicht angerufen",
    )
    | each("musste|ich musste|brauchte|ich brauchte", "nicht anrufen|gar nicht anrufen|nie anrufen")
    | each("rief|ich rief", "nicht an|nie an|gar nicht an"),
    units=units(
        """
        times: mal|mal angerufen|mal kontaktiert|male|x|anruf|anrufe|anrufen|kontakte|versuche
        times: versuch|gespräche|telefonate
        years: jahre|jahr|j|jährig|jährige|jähriger|jahre alt|jahren|lenze
        months: monat|monate|monaten
        weeks: woche|wochen
        days: tag|tage|tagen
        hours: stunde|stunden|std|h
        minutes: minute|minuten|min
        people: person|personen|leute|menschen|erwachsene
        money: euro|eur|cent|franken|chf
        percent: prozent
        dice: würfel|augen
        times: stück|anrufe insgesamt|mal insgesamt|anläufe|mal durchgeklingelt
        minutes: minutn|minütchen|minuten lang|minutenlang|min lang
        hours: stündchen|stunden lang
        """
    ),
    unit_questions=units(
        """
        times: wie oft|wie viele male|wie viele anrufe|wievielmal|wie häufig|anzahl
        years: wie alt|alter|ihr alter|jahre
        months: monate
        weeks: wochen
        days: tage
        hours: stunden
        minutes: minuten
        people: personen|wie viele personen
        money: euro|preis|bezahlt|kostet|kosten
        percent: prozent
        dice: würfel
        """
    ),
    unit_leads=units(
        """
        times: ich habe|habe|ich rief|rief|angerufen|kontaktiert|musste|ich musste|es waren
        times: insgesamt|hab|ich hab
        years: ich bin|bin|ich wurde|alter|mein alter ist|gerade|ich bin gerade
        months: seit|es dauerte|dauerte
        weeks: seit|es dauerte|dauerte
        days: seit|es dauerte|dauerte
        hours: es dauerte|dauerte|gewartet|ich wartete|wartete
        minutes: es dauerte|dauerte|gewartet|ich wartete|wartete
        people: wir sind|wir waren|es sind
        money: ich zahle|zahle|ich zahlte|zahlte|es kostet|kostet|kostete
        dice: würfelwurf
        times: ich hab angerufen|habe angerufen|ich musste anrufen|musste anrufen|wir haben
        times: wir mussten|müssten|dürften|es müssten|es dürften|waren|das waren|es brauchte
        times: brauchte|ich brauchte|ich hab's|ich habs|ich habe euch|ich hab euch|ich habe sie
        times: bestimmt|gezählt
        minutes: waren|es waren|waren dann|waren dann doch|das waren|müssten|dürften|es müssten
        minutes: es dürften|habe gewartet|ich habe gewartet|hab gewartet|musste warten
        minutes: ich musste|ich hing|hing|ich hing in der leitung|in der leitung|ich sass
        minutes: sass da|bestimmt|wir haben|wir warteten|gefühlt|gefühlte
        hours: waren|es waren|waren dann|waren dann doch|das waren|müssten|dürften|es müssten
        hours: es dürften|habe gewartet|ich habe gewartet|hab gewartet|musste warten|ich musste
        hours: ich hing|hing|ich hing in der leitung|in der leitung|ich sass|sass da|bestimmt
        hours: wir haben|wir warteten|gefühlt|gefühlte
        """
    ),
    measures=words(
        """
        kinder|kind|kunden|kunde|kollegen|männer|frauen|techniker|fehler|dinge|ding|sachen|gründe
        probleme|problem|fragen|frage|verträge|vertrag|sim|simkarten|handys|handy|telefone|telefon
        leitungen|leitung|balken|rechnungen|rechnung|briefe|brief|mails|mail|emails|nachrichten
        nachricht|sms|geräte|gerät|router|sekunden|sekunde|sek|g|gb|mb|kb|tb|gig|mbit|mbps|km|cm|mm
        kg|liter|meter|grad|volt|watt|stock|etage|zimmer|wohnung|haus|bus|seite|kapitel|kanal
        version|modell|iphone|galaxy|pixel|ipad|android|windows|taste|drücken|drücke|zone|teil
        teile|grösse|million|millionen|mio|milliarde|milliarden|tausende|hunderte|ihr seid
        ihr seid nr|ihr seid nummer|ihr seid die nr|ihr seid die nummer|sie sind|sie sind die nr
        sie sind die nummer|sie sind nr|sie sind nummer|du bist die nummer|wir sind|ich bin
        ich habe|habe|es gibt nur|die besten|die schlechtesten|andere|weitere|neue|pro|mal pro
        mal die|in der warteschleife|in der woche|im monat|im jahr|am tag|empfang|netz
        chance|chancen|verpasste|verpasster|verpasstem|neue nachricht|ungelesene|saldo|guthaben|pin
        code|referenz|bestellung|auftrag|ticket|id|top|platz|paar|ein paar|doppelt|nächte|nacht
        wochenenden|werktage|jahrzehnte|autos|auto|strasse|gleis|zug|klasse|abteilung|kontostand
        uhr
        mal am tag|mal am abend
        """
    ),
    dates=words(
        """
        januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember|jänner
        jan|feb|mär|apr|jun|jul|aug|sep|sept|okt|nov|dez|montag|dienstag|mittwoch|donnerstag
        freitag|samstag|sonntag|sonnabend|uhr|um|ab|nach|vor|seit|bis|zurück|zurück um|zurück ab
        gegen|am|morgen früh|gestern|übermorgen|heute abend|viertel nach|viertel vor|halb|zwischen
        datum|geöffnet|rufen sie|rufe sie|letzte|spätestens|beim|im
        """
    ),
    months=numbered(
        """
        1 januar|jan|jänner|jaenner
        2 februar|feb|febr|feber
        3 märz|maerz|mär|mrz
        4 april|apr
        5 mai
        6 juni|jun|juno
        7 juli|jul|julei
        8 august|aug
        9 september|sep|sept
        10 oktober|okt
        11 november|nov
        12 dezember|dez
        """
    ),
    announcing=words(
        """
        e-mail|email|mail|e-mail-adresse|emailadresse|mailadresse|mailto|meine e-mail|meine e-mail ist
        meine email ist|meine mail ist|meine e-mail-adresse ist|meine mailadresse ist|tel|telefon
        telefonnummer|handy|handynummer|mobil|nummer|nr|die nummer ist|meine nummer ist
        meine telefonnummer ist|meine handynummer ist|datum|das datum ist|das datum war|am|der|vom|den|plz
        postleitzahl|die plz ist|meine plz ist|meine postleitzahl ist|die postleitzahl ist|es|es ist|es war
        das ist|das war|ist
        """
    ),
    denials=words(
        """
        nicht|nich|net|nein|ohne|ausser|weder|statt|anstatt|weit entfernt von|keinesfalls
        keineswegs|nicht mal
        """
    ),
    nevers=words(
        """
        nie|niemals|nie wieder|niemand|keiner|nichts|kein|keine|keinen|keinem|keines|kaum
        """
    ),
    comparisons=words(
        """
        unter|über|weniger|weniger als|als|mehr|mehr als|mindestens|höchstens|max|maximal|maximum
        minimum|minimal|fast|beinahe|nahezu|knapp|annähernd|nah an|bis zu|besser als|schlechter als
        höher|höher als|niedriger|niedriger als|grösser als|oder mehr|oder weniger|oder höher
        oder besser|oder so|und mehr|und höher|aufwärts|plus|bald|etwas über|etwas unter|kurz vor
        nicht unter|nicht über|zu viel|zu viele|wert|tendenz
        zu spät|zu früh|verspätet|verspätung|später|früher|im verzug|überfällig
        """
    ),
    conditions=words(
        """
        wenn|falls|sofern|sobald|solange|ausser wenn|vorausgesetzt|aber nur für|nur für
        vorausgesetzt dass|nur wenn|angenommen
        """
    ),
    unreal=words(
        """
        eigentlich wollte|wollte|hoffe|hoffentlich|hoffte|hätte|hätte gegeben|hätte sein können
        ich wollte|kommt darauf an|könnte sein|letztes mal|normalerweise|nächstes mal|sollte sein
        sonst|war|wollte geben|wurde|wäre|wäre gewesen|wünsche
        wär
        """
    ),
    corrections=words(
        """
        meine|meinte|ich meinte|ich meine|ich meine ja|korrektur|nein scherz|witz
        war ein witz|war ein scherz|kleiner scherz|spass|nur spass|spass beiseite|ironie|ironisch
        sarkasmus|vertippt|verklickt|falsche zahl|falsche nummer|falsch|tippfehler|vergiss es
        vergessen sie|meinung geändert|ändere auf|ändern auf|soll sein|sollte heissen|sollte sein
        lieber|vielmehr|stattdessen|gelogen|lüge|von wegen|quatsch|nicht wirklich|besser gesagt
        warte nein|moment mal|das hättest du wohl gern|das hättet ihr wohl gern
        denkste|reingelegt|veräppelt|nur ein witz|blödsinn|unsinn|ach nein|nein 
        noch ein paar|ein paar mehr|streich das|bei näherer überlegung|träum weiter|der war gut
        schön wär's|schön wärs|nein quatsch
        warte mal
        sagte niemand|sagte keiner|sagte niemand je|am arsch
        bin noch unentschlossen|noch nicht entschieden
        """
    ),
    hedges=words(
        """
        vielleicht|eventuell|teilweise|zum teil|teils|teils teils|einigermassen|halbwegs|halb|fast
        sowohl als auch|jein|naja|na ja|ein bisschen|bisschen|etwas|mehr oder weniger|unsicher
        weiss nicht|bin unsicher|hoffe|hoffe ich|ich hoffe|hoffentlich|kommt darauf an
        kommt drauf an|manchmal|ab und zu|vorübergehend|vorläufig|bisher|anfangs|zunächst
        kurzzeitig|aber|ausser|wenn|eigentlich|in gewisser weise|gewissermassen|in der theorie
        angeblich|anscheinend|gerade so|meistens|grösstenteils|mal sehen|man wird sehen|unklar|nur
        fraglich|wohl|glaube nicht|glaub nicht|ich glaube nicht|denke nicht|bedingt|irgendwie
        in gewissem sinne
        so lala|geht so|mittelprächtig
        ja gut|na gut|ja nun|ja mei|ja also|was soll ich sagen
        """
    ),
    non_answers=words(
        """
        weiss nicht|ich weiss nicht|weiss ich nicht|weiss es nicht|keine ahnung|kein plan
        keinen plan|keine meinung|kein kommentar|keine kommentare|kein problem|keine probleme
        keine sorge|nichts|beide|beides|alle|alles|alle drei|weder|weder noch|keins|keines davon
        keine davon|keins davon|keine beschwerden|keine klagen|nicht relevant|nicht zutreffend
        trifft nicht zu|kann mich nicht erinnern|weiss nicht mehr|sowohl als auch|ja und nein
        ja oder nein|nicht sicher|nicht schlecht|nicht so gut|nicht gut|nicht übel|jetzt nicht
        kein empfang|kein netz|möchte nicht antworten|nicht ganz|nicht so viel|keine fragen
        kein unterschied|keine antwort|keine hilfe|egal|glaube nicht|glaube ich nicht|denke nicht
        ich glaube nicht|ich denke nicht|kein interesse|keine zeit|keine angabe|ka
        """
    ),
    opinions=words(
        """
        sehr|echt|super|extrem|ziemlich|recht|ganz|wirklich|total|mega|unglaublich|viel zu|etwas
        ein bisschen|bisschen|völlig|absolut|höchst|richtig|gut|gute|guter|gutes|guten|besser|beste
        bester|bestes|am besten|toll|tolle|toller|tolles|tollen|prima|klasse|spitze|spitzen
        spitzenmässig|spitzenklasse|hervorragend|hervorragende|hervorragender|ausgezeichnet
        ausgezeichnete|ausgezeichneter|exzellent|fantastisch|perfekt|perfekte|perfekter|wunderbar
        grossartig|genial|einwandfrei|tadellos|vorbildlich|erstklassig|erstklassiger|bestens
        freundlich|freundliche|freundlicher|freundliches|nett|nette|netter|nettes|höflich|höfliche
        hilfsbereit|hilfsbereite|hilfreich|zuvorkommend|kompetent|kompetente|kompetenter|fachkundig
        professionell|professionelle|schnell|schnelle|schneller|schnellen|flott|zügig|rasch|prompt
        effizient|effektiv|einfach|leicht|unkompliziert|problemlos|reibungslos|ok|okay|in ordnung
        ganz ok|ganz gut|sehr gut|sehr guter|sehr gute|geduldig|verständlich|klar|klare|informativ
        nützlich|zufrieden|sehr zufrieden|unzufrieden|glücklich|dankbar|beeindruckt|enttäuscht
        enttäuschend|schlecht|schlechte|schlechter|schlechtes|mies|miese|mieser|miserabel|furchtbar
        schrecklich|grauenhaft|grausam|katastrophe|katastrophal|unterirdisch|peinlich|skandal
        nutzlos|unbrauchbar|hoffnungslos|frechheit|unverschämt|unverschämtheit|langsam|langsame
        langsamer|träge|spät|lang|lange|langer|langes|langwierig|kurz|zu lange|schwierig|schwer
        umständlich|kompliziert|chaotisch|chaos|nervig|nervend|ärgerlich|genervt|frustrierend
        frustriert|wütend|sauer|unfreundlich|unfreundliche|unhöflich|frech|arrogant|unprofessionell
        inkompetent|unfähig|teuer|zu teuer|günstig|billig|stabil|instabil|verwirrend|unklar
        schlechteste|schlimm|schlimmste|schlimmer|mittelmässig|mittel|durchschnitt|durchschnittlich
        akzeptabel|befriedigend|ausreichend|langweilig|nicht gut|nicht so gut|nicht schlecht
        nicht übel|nicht zufrieden|nie wieder|keine beschwerden|könnte besser sein
        kann besser werden|ausbaufähig|verbesserungswürdig|luft nach oben|gute arbeit|gut gemacht
        keine probleme|kein problem|nichts auszusetzen|nichts zu meckern|nichts zu beanstanden
        wie erwartet|alles gut|alles ok|alles bestens|alles super|alles top|top|zuverlässig
        unzuverlässig|seriös|unseriös|lächerlich|traurig|schwach|stark|sympathisch|angenehm
        angenehme|wertlos|tolle hilfe|lieb|liebe|unwahrscheinlich|sehr wahrscheinlich
        könnte nicht besser sein|kann nicht besser sein|kann nicht klagen
        nie mehr
        zu spät|zu früh|verspätet|verspätung|später|früher|im verzug|überfällig
        falsche abteilung|die falsche|der falsche|falsche rechnung|zur falschen|in die falsche
        an die falsche|falsche auskunft|falsche infos|falschen|zum falschen
        nimmt kein ende|nehmen kein ende|nimmt ja kein ende|steigt nur|steigen nur|endlos
        """
    )
    | each(
        "hört|hören|hörte",
        "nie auf|ja nie auf|ja nicht auf|einfach nicht auf|gar nicht mehr auf|nimmer auf"
        "|überhaupt nicht auf|ja gar nicht auf|einfach nie auf",
    )
    | each(
        "stoppt|stoppen|endet|enden",
        "nie|ja nie|einfach nie|nimmer",
    ),
    stronger=words(
        """
        sehr|echt|super|extrem|ziemlich|recht|ganz|wirklich|total|mega|unglaublich|völlig|absolut
        höchst|richtig|äusserst|überaus
        """
    ),
    topics=words(
        """
        service|der service|kundenservice|kundendienst|kundenbetreuung|hilfe|die hilfe
        unterstützung|support|betreuung|beratung|die beratung|behandlung|mitarbeiter|mitarbeiterin
        der mitarbeiter|die mitarbeiterin|personal|team|dame|die dame|herr|der herr|mann|frau
        person|erfahrung|arbeit|firma|unternehmen|produkt|produkte|auskunft|kommunikation
        information|informationen|info|antwort|antworten|antwortzeit|wartezeit|die wartezeit
        gespräch|das gespräch|telefonat|anruf|lösung|erklärung|abwicklung|ablauf|bearbeitung|chat
        app|euer|eure|leistung
        der typ|der kerl|der mann|die frau|der junge mann|die junge frau|der monteur
        der techniker|der fahrer|der arzt|die ärztin|der handwerker|der laden|die kollegin
        der kollege
        """
    ),
    openers=words(
        """
        aber|weil|da|denn|obwohl|und|jedoch|allerdings|ich|du|ihr|sie|er|es|wir|man|das|dies|diese
        dieser|alles|alle|niemand|jemand|mein|meine|euer|eure|ihre|war|waren|wurde|wurden|hat|habe
        hatte|musste|mussten|gewartet|wartete|warten|bekam|bekommen|dauerte|hat gedauert|gelöst
        geholfen|half|repariert|behoben|beantwortet|erklärt|zugehört|verstanden|gesprochen|versucht
        verloren|bezahlt|versprochen|könnte|sollte|kann|soll|würde|wird|werden|sehr|ziemlich
        viel zu|leider|etwas|vermisse|wünsche|brauche|hoffe|mag|liebe|hasse|funktioniert
        funktionierte|fehlt|fehlte|warum|was|wie|wann|wo|dank|wegen|aufgrund|trotz|ausserdem
        deshalb|sonst|zuerst|endlich|schliesslich|vor allem|besonders|empfehle|schade|finde
        nicht zufrieden|nicht gut|nie|nie wieder|keine beschwerden|keine hilfe|immer noch|weiter so
        nur|top|ihr seid|sie sind|wir sind|ich bin|ich habe|ihr habt|sie haben
        bis|bevor|dann|danach|und dann|traurig|hing|sass|stand|ging|kam|nahm|mit einer|mit einem
        mit der|mit dem|auf einem|auf einer|in der|im|während|von der|von denen|dabei|der typ
        der kerl|der mann|die frau|die dame|der herr|der mitarbeiter|die mitarbeiterin
        der techniker|der kollege|die kollegin|weil der|weil die|ist|haben|sind
        hat nicht wirklich|habe nicht wirklich|hab nicht wirklich|wurde nicht wirklich|bekam keine
        bekam nicht|hab keine|habe keine|hatte keine|konnte nicht|konnten nicht
        """
    )
    | each(
        "weil|da|denn|obwohl|nur weil|weils|wobei|zumal|auch wenn|vor allem weil",
        "ich|es|der|die|das|ihr|sie|man|wir|mir|mein|meine|eure|euer|keiner|niemand|alles|nichts"
        "|doch|der herr|die dame",
    ),
    by_words=words("von|vom|bei|beim|mit|dank"),
    yes_words=words(
        """
        ja|j|jo|jawohl|jup|jupp|jep|jepp|jap|japp|joa|ja bitte|ja danke|ja gerne|ja gern|klar
        na klar|aber klar|natürlich|selbstverständlich|ja ja|ja klar|ja natürlich|ja war es
        ja ist es|ja wurde es|stimmt|das stimmt|korrekt|absolut|definitiv|auf jeden fall
        aber sicher|ja sicher|ja absolut|jawoll|jaja|yes|yep|zum glück ja|ja zum glück|unbedingt
        ja danke für die hilfe|ja vielen dank|ja danke schön
        ja genau|ja definitiv|ja selbstverständlich|aber ja|oh ja|ja gott sei dank
        gott sei dank ja|wurde es|ist es|ja hat geklappt|hat geklappt|alles erledigt
        ja alles erledigt|erledigt|ja erledigt|alles bestens|ja alles bestens|freilich|eh klar
        logo|na freilich|na sicher|ja wurde gelöst|ja ist gelöst
        jou|jupp|jawoll|jo mei|klaro|logo|na logo|aber sicher|aber klar|aber hallo|sowas von
        aber sowas von|und ob|klar doch|sicher doch|selbstredend|freilich|jo eh|eh klar
        alles paletti|alles in butter|ein klares ja|klares ja|ein deutliches ja|ja wurde es|wurde es
        ja ist es|jo is gelöst|ja freilich|jawohl ja|jup ja
        """
    ),
    no_words=words(
        """
        nein|n|nee|nö|noe|nein danke|nein nein|nope|gar nicht|überhaupt nicht|niemals
        auf keinen fall|auf gar keinen fall|keinesfalls|keineswegs|leider nein|leider nicht
        nein leider nicht|natürlich nicht|absolut nicht|nein war es nicht|war es nicht
        nein ist es nicht|nein wurde es nicht|wurde es nicht|nicht gelöst|definitiv nicht
        ganz und gar nicht|nein überhaupt nicht|nein gar nicht|nie|ganz sicher nicht|sicher nicht
        bestimmt nicht|in keinster weise|in keiner weise|nöö|nicht wirklich|nein nicht
        nicht mal annähernd|nicht ansatzweise|weit gefehlt|bei weitem nicht
        immer noch nicht|nein immer noch nicht|noch immer nicht|ist es nicht
        nichts wurde gelöst|mitnichten|nein absolut nicht|nicht wirklich gelöst
        pustekuchen|nix da|nichts da|mitnichten|keineswegs|nee du|ne du|nein du|nö du|keine spur
        nicht die spur|nicht im geringsten|nicht im mindesten|fehlanzeige
        leider fehlanzeige|nie im leben|auf keinen fall|auf gar keinen fall|kein stück
        nicht die bohne|i wo|ach wo|ach woher|nä|nää|weit gefehlt|weit entfernt|njet|kein bisschen
        nicht ein bisschen
        ein klares nein|klares nein|ein deutliches nein|nein leider|nö leider|nein überhaupt nicht
        nö überhaupt nicht|naa|nein wurde es nicht|wurde es nicht|nein ist es nicht|von wegen nein
        """
    ),
    yes_no_openers=words(
        """
        nach|weil|dank|endlich|schliesslich|sehr|schnell|sofort|super|gut|und|beim ersten|am ende
        gleich|aber es hat gedauert|aber hat gedauert|aber es hat lange gedauert|aber es dauerte
        aber es dauerte lange|aber dauerte lange|beim ersten mal|beim zweiten mal|zum schluss
        es war nur|war nur|das war nur|es stellte sich heraus|der techniker|der monteur|er kam
        sie kam|ein techniker|seit gestern|heute|gestern|meine|mein|jetzt kann|jetzt kann ich
        und jetzt|es war ein|es war eine|war ein|war eine
        """
    ),
    echoes=words(
        """
        es|das|ist|war|wurde|worden|wird|hat|habe|ich|ihr|sie|wir|er|mein|problem|mein problem
        das problem|die sache|alles|gelöst|behoben|erledigt|geklärt|repariert|funktioniert
        in ordnung|ok|gut|jetzt|nun|danke|ganz|vollständig|komplett|sofort|am ende|schliesslich
        heute|gestern|schon|bereits|von|mir|uns|so|sehr|und|geht|hier|da|lief|schnell|leider|euch
        ihnen|gemacht|geholfen|konnte|konnten|gott sei dank|zum glück
        hatte|hatten
        """
    ),
    settled=words(
        """
        gelöst|behoben|erledigt|geklärt|repariert|funktioniert|in ordnung|geht jetzt|geht wieder
        läuft wieder|läuft jetzt
        funktioniert wieder|klappt|klappt wieder|tut wieder|funzt
        wieder in ordnung|wieder warm|wieder dicht|wie geschmiert|wie es soll
        hat geklappt|alles gut
        hats hingekriegt|hat es hingekriegt|hingekriegt|hat es gelöst|hats gelöst
        hat es repariert|hats repariert|hat es behoben|hinbekommen|hat's geschafft
        läuft gut|läuft super|läuft einwandfrei|läuft prima|geht gut|tut jetzt|läuft alles
        """
    ),
    unsettled=words(
        """
        noch|immer noch|weiterhin|bis heute|kam wieder|wieder|kam zurück|wieder aufgetreten
        nach wie vor|erneut|brauche hilfe|ich brauche hilfe|gleiches problem|selbes problem
        dasselbe problem|gleicher fehler
        noch immer|jeden tag|nicht besser|schlimmer|schon wieder|wieder kaputt|dasselbe
        das gleiche|derselbe fehler|wie vorher|wie zuvor|tropft|leckt
        wieder da|ist zurück|zurück|warte noch|warte immer noch|niemand kam|keiner kam
        unverändert
        ging wieder kaputt|wieder ausgefallen|fällt ständig aus|fällt wieder aus|wieder kaputt
        stürzt ab|bricht ab|bricht ständig ab|spinnt wieder|streikt wieder|geht wieder nicht
        fällt aus
        """
    ),
    sign_offs=words(
        """
        mfg|gruss|grüsse|viele grüsse|liebe grüsse|lg|vg|beste grüsse|schöne grüsse
        mit freundlichen grüssen|freundliche grüsse|herzliche grüsse|gesendet von
        gesendet von meinem|von meinem iphone gesendet|tel|telefon|handy|mobil|hole dir outlook
        outlook für|grüsse aus|gez
        """
    ),
    before_lines=words("mms|sms|kein betreff|betreff|ohne betreff|aw|wg|re|fw|antwort"),
    label_endings=words("e|en|er|es|n|s|em|r"),
    little_words=words(
        """
        der|die|das|und|in|zu|den|nicht|von|sie|ist|des|sich|mit|dem|dass|er|es|ein|ich|auf|so|eine
        auch|als|an|nach|wie|im|für|man|aber|aus|durch|wenn|nur|war|noch|werden|bei|hat|wir|was
        wird|sein|einen|welche|sind|oder|zur|um|haben|einer|mir|über|ihm|diese|einem|ihr|uns|da|zum
        kann|doch|vor|dieser|mich|ihn|du|hatte|seine|mehr|am|denn|nun|unter|sehr|selbst|schon|hier
        bis|habe|ihre|dann|ihnen|seiner|alle|wieder|meine|gegen|vom|ganz|einzelnen|wo|muss|ohne
        eines|können|sei|ja|nein|wurde|jetzt|immer|seinen|wohl|dieses|ihren|würde|diesen|sondern
        weil|welcher|nichts|diesem|alles|waren|will|viel|mein|also|soll|worden|lassen|dies|machen
        ihrer|weiter|leben|recht|etwas|keine|seinem|ob|dir|allen|weise|meinen|meiner|gut|gute|guter
        danke|bitte|hallo|tag|hilfe|nie|niemand|keiner|kein|beide|beides|erste|zweite|letzte|zwar
        eher|mal|alt|neu|gar|eben|dort
        """
    ),
    false_friends=words(
        """
        to|man|fast|gift|sex|fem|fire|en|et|ett|tre|ni|ti|hat|war|was|will|die|also|bald|kind|art
        not|on|an|do|tie|tak|sin|he|ne|ei|nu|men|den|alle|at|ta|end
        """
    ),
    help_words=words("hilfe"),
    skip_words=words(
        """
        überspringen|frage überspringen|skip|auslassen|ich passe|passe|nächste frage
        """
    ),
    repeat_words=words(
        """
        wiederholen|bitte wiederholen|wiederhole|frage wiederholen|wie war die frage|wie bitte
        """
    ),
    stop_words=words(
        """
        keine sms mehr|keine nachrichten mehr|keine umfragen mehr|keine weiteren sms
        kontaktieren sie mich nicht|kontaktiert mich nicht|kontaktieren sie mich nicht mehr
        kontaktiert mich nicht mehr|kontaktieren sie mich nie wieder|schreiben sie mir nicht
        schreiben sie mir nicht mehr|schreibt mir nicht|schreibt mir nicht mehr
        hören sie auf mir zu schreiben|hört auf mir zu schreiben|nehmen sie mich von der liste
        nehmen sie mich aus der liste|stop|stopp|stoppen|stoppt|stop all|stopall|unsubscribe
        abmelden|abmeldung|abbestellen|austragen|abmelden bitte|bitte abmelden|melden sie mich ab
        meldet mich ab|melde mich ab|mich abmelden|ich möchte mich abmelden|möchte mich abmelden
        ich will mich abmelden|löschen sie mich|löscht mich|stopp jetzt|stop sms|stopp stopp|cancel
        quit|nummer löschen
        """
    )
    | each(
        "melden sie|meldet|melde|meld|ich melde|hiermit melde ich|bitte melden sie|bitte meldet",
        "mich ab|mich hier ab|mich bitte ab|mich sofort ab|mich da ab|mich bitte hier ab"
        "|mich jetzt ab"
        "|mich von dieser liste ab|mich davon ab|mich endlich ab|mich hiermit ab"
        "|mich von ihrem dienst ab"
        "|mich von diesem dienst ab|mich von den sms ab|mich von diesen umfragen ab"
        "|mich sofort bitte ab",
    )
    | each(
        "nehmen sie|nehmt|nimm|tragen sie|tragt|trag|streichen sie|streicht|löschen sie|löscht",
        "mich da raus|mich raus|mich hier raus|mich bitte raus|mich aus|mich hier aus"
        "|mich bitte aus"
        "|mich da bitte raus|mich bitte da raus|mich aus ihrer liste aus|mich aus dem verteiler"
        "|mich bitte aus dem verteiler|mich aus eurem verteiler|mich bitte aus ihrem verteiler"
        "|mich bitte von der liste|mich bitte von dieser liste|mich bitte aus der liste"
        "|meine nummer raus|meine nummer aus dem verteiler|meine nummer bitte raus",
    )
    | each(
        "schreiben sie|schreibt|schreib|simst|texten sie|bitte schreiben sie|bitte schreibt",
        "mir nie wieder|mir nie mehr|mir bitte nicht mehr|mir bitte nicht|mir ja nicht mehr"
        "|mir gar nicht mehr"
        "|mir bitte nie wieder|mich nicht mehr an|mich nicht an|mich nie wieder an"
        "|mich bitte nicht mehr an",
    )
    | each(
        "kontaktieren sie|kontaktiert|kontaktier|belästigen sie|belästigt|bitte kontaktieren sie",
        "mich bitte nicht|mich bitte nicht mehr|mich nie wieder|mich nie mehr"
        "|mich ab sofort nicht mehr"
        "|mich künftig nicht mehr|mich in zukunft nicht mehr|mich nicht mehr per sms"
        "|mich nicht per sms"
        "|mich in zukunft nicht|mich künftig nicht|mich ja nicht mehr|mich bitte nicht mehr per sms"
        "|mich nicht mehr mit sms|mich nicht weiter",
    ),
    stop_verbs=words(
        """
        stoppen sie|stoppt|stopp|stop|löschen|löschen sie|löscht|lösche|entfernen sie|entfernt
        entferne|streichen sie|keine weiteren|ich möchte keine|möchte keine|ich will keine
        will keine|wollen keine|wünsche keine|ich wünsche keine|schreiben sie mir nicht
        schreibt mir nicht|kontaktiert mich nicht|unterlassen sie|hören sie auf zu schreiben
        hören sie auf mir|hören sie auf mir zu schreiben|hört auf mir|hört auf mir zu schreiben
        hör auf mir|hör auf mir zu schreiben|hört auf zu schreiben|senden sie keine|sendet keine
        sende keine|senden sie mir keine|sendet mir keine|schicken sie keine|schickt keine
        schick keine|schicken sie mir keine|schickt mir keine|schicken sie mir nie wieder
        schreib mir nicht|kontaktieren sie mich nie wieder|nehmen sie mich|nehmt mich
        unterlasst|hören sie auf mit|hört auf mit|hören sie auf mir zu schicken
        """
    )
    | each(
        "schicken sie|schickt|schick|senden sie|sendet|sende|schreiben sie|schreibt|schreib"
        "|schickts|texten sie"
        "|simsen sie|schicken sie uns|bitte schicken sie|bitte senden sie|bitte schickt"
        "|bitte schreibt",
        "mir keine|mir bitte keine|keine|bitte keine|mir nichts|nichts|mir nicht|mir nie wieder"
        "|mir nie|nie wieder"
        "|mir ja keine|mir künftig keine|mir in zukunft keine|uns keine|mir nicht mehr"
        "|mir nie mehr|mir bloss keine",
    )
    | each(
        "hören sie auf|hört auf|hör auf|hören sie bitte auf|hört bitte auf|hör bitte auf"
        "|hört endlich auf"
        "|hören sie endlich auf|unterlassen sie es|unterlasst es|lassen sie es|lasst es"
        "|lassen sie es sein"
        "|lasst es sein|bitte hören sie auf|bitte hört auf|verzichten sie darauf|vermeiden sie es",
        "mir zu schreiben|mir zu schicken|mir zu senden|mich anzuschreiben|mich zu kontaktieren"
        "|mich zu belästigen"
        "|mir sms zu schreiben|mir sms zu schicken|mir sms zu senden|mir nachrichten zu schicken"
        "|mich zu nerven"
        "|mir nachrichten zu schreiben|mich vollzuspammen|mich zuzuspammen|sms zu schicken"
        "|nachrichten zu senden"
        "|nachrichten zu schicken|sms zu senden|mir diese sms zu schicken|mir weiter zu schreiben"
        "|mir texte zu schicken",
    )
    | each(
        "ich möchte|möchte|möchte ich|will ich|wünsche ich|brauche ich|ich will|will|wir möchten"
        "|wir wollen|ich wünsche|ich brauche|brauche|ich mag|mag"
        "|ich hätte gern|ich hätte gerne|ich bitte um|bitte um|ich wünsche mir|ich willige in"
        "|mag auch|ich mecht",
        "keine|nicht mehr|nicht|nie wieder|gar keine|ab sofort keine|künftig keine"
        "|in zukunft keine|bitte keine"
        "|nie mehr|einfach keine|wirklich keine|jetzt keine|von ihnen keine|von euch keine"
        "|auch keine",
    )
    | words(
        """
        streicht|streich
        streichen sie|löschen sie|löscht|lösch|lösch mal|bitte keine|keine|nie wieder|nicht mehr
        verschonen sie mich mit|verschont mich mit
        verschonen sie mich bitte mit|lassen sie mich in ruhe mit|lasst mich in ruhe mit
        stoppen sie bitte
        ich verzichte auf|verzichte auf|schluss mit|schluss jetzt mit|genug von
        unterlassen sie bitte
        ich widerspreche|widerspreche|ich untersage ihnen|kein interesse an|habe kein interesse an
        ich habe kein interesse an|nein danke zu|beenden sie|beendet
        stoppen|stoppt bitte|entfernt|entfernen sie bitte|bitte entfernen sie|bitte löschen sie
        """
    ),
    stop_objects=words(
        """
        mich|mir|sms|sms'n|nachrichten|nachricht|weiteren sms|weiteren nachrichten|weitere sms
        weitere nachrichten|sms mehr|nachrichten mehr|umfragen|umfragen mehr|weiteren umfragen
        umfrage|meine nummer|meine telefonnummer|meine handynummer|diese nummer|meine daten|spam
        kontakt|diese sms|diese nachrichten|solche sms|solche nachrichten|solche nachrichten mehr
        solche sms mehr|textnachrichten|von der liste|aus der liste|aus dem verteiler
        von ihrer liste|aus ihrer liste|von eurer liste
        mir sms|mir nachrichten|ihre nachrichten|ihre sms
        """
    )
    | each(
        "weitere|weiteren|diese|solche|ihre|eure|mehr|keine|irgendwelche|die|alle|all diese"
        "|solchen|derartige"
        "|derartigen|blöden|diese blöden|blöde|nervigen|dauernd|ständig|von diesen|mir weitere"
        "|weiter|sonstigen"
        "|zusätzlichen|neue|neuen|noch mehr|mir solche|mir diese|mir mehr|mir eure|mir ihre|dieser",
        "sms|smsen|sms'en|sms'n|sms's|nachrichten|textnachrichten|kurznachrichten|umfragen"
        "|befragungen|mitteilungen"
        "|fragebögen|kundenumfragen|sms umfragen|sms-umfragen|texte|werbung|meldungen|zusendungen",
    )
    | words(
        """
        smsen|sms'en|kurznachrichten|befragungen|mitteilungen
        fragebögen|kundenumfragen|zusendungen|meine nummer aus|meine nummer raus
        kontaktiert werden|angeschrieben werden|mehr kontaktiert werden
        mehr angeschrieben werden|von ihnen kontaktiert werden|per sms kontaktiert werden
        der zusendung
        ihren sms|ihren nachrichten|euren sms|euren nachrichten|diesen sms|diesen nachrichten
        dieser liste
        ihren umfragen|euren umfragen|diesen umfragen|eurer liste|ihrer liste|den sms
        den nachrichten|diesen texten
        """
    ),
    stop_around=words(
        """
        bitte|danke|jetzt|sofort|hallo|von der liste|aus der liste|aus dem verteiler
        aus ihrem verteiler|von ihrer liste|aus ihrer liste|von eurer liste|aus eurer liste|an mich
        mir|an diese nummer|mehr|nicht mehr|nie mehr|nie wieder|und|ich|wir|können sie|könnt ihr
        gerne|von ihnen|von euch|nur|ok|please|für immer|alle|zu|senden|schicken|schreiben
        zu senden|zu schicken|zu schreiben|erhalten|bekommen|empfangen|ihre|eure|aus ihrem system
        weitere|damit
        von diesen|davon|von allem|dauerhaft|umgehend|bitte sofort|ab sofort
        könnten sie|würden sie|bitte endlich
        """
    )
    | words(
        """
        in zukunft|künftig|zukünftig|ab jetzt|von jetzt an|ab heute|nie wieder|je wieder|überhaupt
        gar|endlich|einfach|wirklich|per sms|via sms|über sms|auf diesem weg|auf mein handy
        auf dem handy
        aufs handy|auf diese nummer|auf meinem handy|auf diesem handy|aufs telefon
        unter dieser nummer
        von eurer firma|von ihrer firma|von hier|hier|da|hiermit|los|ein für alle mal|aber|also|so
        nun
        guten tag|grüss gott|moin|servus|vielen dank|danke schön|dankeschön|besten dank
        danke im voraus
        seien sie so gut und|seien sie so nett und|seid so gut und|seid so nett und
        seien sie so freundlich und
        könntet ihr|würdet ihr|können sie bitte|könnten sie bitte|könnt ihr bitte|würden sie bitte
        ihr könnt
        sie können|mir mehr|mehr schicken|mehr senden|mehr schreiben|zuschicken|zusenden
        zukommen lassen
        haben|geschickt bekommen|mehr haben|mehr bekommen|mehr erhalten|mehr kriegen|kriegen
        mehr empfangen
        zugeschickt bekommen|zu bekommen|zu erhalten|ein|raus|aus|ab|von dieser liste
        aus dieser liste
        von allen listen|aus allen listen|aus eurem verteiler|aus dem system|aus eurem system
        aus der datenbank|aus ihrer datenbank|aus eurer datenbank|von diesem verteiler
        umgehend bitte
        zum kuckuck|um gottes willen|verdammt nochmal|herrgott|bitteschön|bitte sehr|bloss|ja|echt
        mal|doch
        noch|ich bitte sie|ich bitte euch|an mein handy|jemals|jemals wieder|weiter|ihr|uns
        """
    ),
    stop_reasons=words(
        """
        falsche nummer|falsche person|sie haben die falsche nummer|ihr habt die falsche nummer
        ich bin kein kunde|bin kein kunde|kein kunde|ich bin nicht ihr kunde|ich bin kein kunde mehr
        bin kein kunde mehr|ich bin nicht mehr kunde|bin nicht mehr kunde|kein interesse
        ich habe kein interesse|habe kein interesse|hab kein interesse|nicht interessiert
        bin nicht interessiert|ich bin nicht interessiert|lassen sie mich in ruhe|lasst mich in ruhe
        lass mich in ruhe|lassen sie mich bitte in ruhe|lasst mich bitte in ruhe
        lasst mich endlich in ruhe
        ich habe genug|ich hab genug|habe genug|es reicht|es reicht jetzt|jetzt reicht es
        jetzt reichts
        mir reichts|mir reicht es|genug jetzt|genug ist genug|das ist spam|spam|das nervt|nervt
        es nervt
        das ist nervig|nervig|ich kenne sie nicht|ich kenne euch nicht|keine zeit
        ich habe keine zeit
        hab keine zeit|stopp|stop|schluss|schluss jetzt|schluss damit|abmelden|ich bin umgezogen
        """
    ),
    reaction_openings=(
        "gefällt",
        "mag",
        "liebt",
        "gefällt nicht",
        "gefällt mir",
        "hat gelacht über",
        "lacht über",
        "hervorgehoben",
        "fragt nach",
        "hat mit * reagiert auf",
        "hat mit * auf",
        "reagierte mit * auf",
        "* auf",
        "* zu",
        "hat gelacht",
        "hat",
        "mochte",
        "hat ein herz entfernt von",
        "betont",
        "hob hervor",
        "gefiel",
        "gefällt mir nicht",
    ),
    autoresponder_openings=(
        "automatische antwort",
        "automatische nachricht",
        "automatische rückmeldung",
        "dies ist eine automatische",
        "das ist eine automatische",
        "abwesenheitsnotiz",
        "abwesenheit",
        "ich bin nicht im büro",
        "ich bin derzeit nicht im büro",
    ),
    busy_openings=(
        "ich bin im urlaub",
        "ich habe urlaub",
        "ich fahre gerade",
        "ich sitze gerade am steuer",
        "ich bin in einer besprechung",
        "ich bin im meeting",
        "danke für ihre nachricht",
        "vielen dank für ihre nachricht",
        "wir haben ihre nachricht",
    ),
    autoresponder_marks=words(
        """
        zurück|bis|ab|urlaub|fahre|gerade|rufe zurück|rufe sie|melde mich|sobald|später|besprechung
        meeting|abwesend|nicht erreichbar|kann nicht antworten|kontaktieren|dringend|dringenden
        wieder da
        """
    ),
)
