"""Swedish as customers write it."""

from services.engine.languages.number_words import number_words
from services.engine.languages.pack import LanguagePack, each, numbered, units, words

_NUMBERS = {
    0: "noll|nolla|nollan|noll och intet|zero|noll och ingenting",
    1: "ett|en|etta|ettan",
    2: "två|tvåa|tvåan",
    3: "tre|trea|trean",
    4: "fyra|fyran",
    5: "fem|femma|femman",
    6: "sex|sexa|sexan|halvdussin|ett halvdussin|ett halvt dussin|halvt dussin",
    7: "sju|sjua|sjuan",
    8: "åtta|åttan",
    9: "nio|nia|nian",
    10: "tio|tia|tian",
    11: "elva",
    12: "tolv|dussin|ett dussin|ett helt dussin|dussinet",
    13: "tretton",
    14: "fjorton",
    15: "femton",
    16: "sexton",
    17: "sjutton",
    18: "arton",
    19: "nitton",
    20: "tjugo|tjugi|tjuge|tjugu|tju",
    30: "trettio|tretti",
    40: "fyrtio|förtio|fyrti",
    50: "femtio|femti",
    60: "sextio|sexti",
    70: "sjuttio|sjutti",
    80: "åttio|åtti",
    90: "nittio|nitti",
    24: "två dussin",
    100: "hundra|ett hundra|etthundra",
    1000: "tusen|ett tusen|ettusen|etttusen",
}

SWEDISH = LanguagePack(
    code="sv",
    names=words("svenska|swedish|på svenska|svenska tack"),
    number_words=number_words(_NUMBERS, joined=("{ten}{unit}", "{ten} {unit}", "{ten}-{unit}")),
    articles=words("en|ett|i"),
    definite_articles=words("den|det|de"),
    occasions=numbered(
        """
        1 en gång|bara en gång|endast en gång
        1 en enda gång|en enstaka gång
        0 inte en enda gång|noll gånger
        """
    ),
    spans=numbered(
        """
        15 en kvart|kvart|en kvarts tid
        30 en halvtimme|halvtimme|en halv timme|halv timme|halvtimma|en halvtimma|en halvtimmes tid
        30 halvtimmen
        45 tre kvart|trekvart|en trekvart|tre kvarts timme
        60 en timme|en hel timme|en timma|en timmes tid
        75 fem kvart|en timme och en kvart
        90 en och en halv timme|en och en halv timma|halvannan timme|en timme och en halv
        150 två och en halv timme|två och en halv timmar
        """
    ),
    ordinals=numbered(
        """
        1 första|den första|det första|första alternativet|översta|den översta|förstnämnda
        2 andra|den andra|det andra|andra alternativet|den i mitten
        3 tredje|den tredje|det tredje|tredje alternativet
        4 fjärde|den fjärde|det fjärde|fjärde alternativet
        5 femte|den femte|det femte|femte alternativet
        6 sjätte|den sjätte|det sjätte
        -1 sista|den sista|det sista|sista alternativet|sistnämnda
        """
    ),
    number_endings=words("a|an|or"),
    half_words=words("halv|halvt|halva|halvannan|en halv|kvart"),
    minus_words=words("minus"),
    and_words=words(
        """
        och|o|samt|plus|å|också|och även|även|samt även|och också|tillsammans med|plus även|sen
        därtill|dessutom
        """
    ),
    or_words=words("eller|till|alternativt|kontra"),
    of_words=words("av|utav|av totalt|av max|av maximalt|av möjliga"),
    number_marks=words("nr|nummer|no|siffra|siffran|siffra nr"),
    option_marks=words(
        """
        alternativ|alternativet|svar|svarsalternativ|val|valet|mitt val|mitt val är|punkt|svar nr
        svar nummer|alternativ nr|alternativ nummer|jag väljer|väljer|välj|jag valde|jag röstar på
        röstar på|det|det blir|det är|bara|endast|mest|främst|framför allt|i första hand|helst
        speciellt|särskilt|något|någonting|lite|definitivt|jag tycker|jag tror|jag skulle säga
        för mig|svaret är|mitt svar är|vi väljer|jag tar|tar|den|bättre|kortare|mer|huvudsakligen
        kanske mest|alternativen
        även
        """
    ),
    around=words(
        """
        hej|hejsan|hallå|tja|tjena|tjenare|hej hej|hejhej|god morgon|godmorgon|god dag|goddag
        god kväll|god eftermiddag|hej igen|kära|okej|ok|oki|okey|ja|jo|japp|jepp|jajamän|jadå|då|nu
        så|alltså|tack|tack så mycket|tusen tack|tackar|många tack|tack för hjälpen|tack för hjälp
        tack för det|tack för mig|tack för bra hjälp|tack för bra service|tack för god service
        tack för allt|tack själv|tack igen|tack för att ni frågar|ni|tack för samtalet|stort tack
        tack för snabb hjälp|tack för fin service|tack på förhand|snälla|vänligen|var så god
        varsågod|kanske|kanske en|möjligen|möjligtvis|troligen|troligtvis|förmodligen|antagligen
        säkert|nog|väl|jag tror|tror jag|jag antar|antar jag|jag gissar|gissar jag|jag tycker
        tycker jag|jag känner|enligt mig|enligt min mening|för min del|från mig|från oss
        från min sida|helt klart|klart|såklart|så klart|självklart|självfallet|absolut|definitivt
        utan tvekan|utan tvekan en|garanterat|helt säkert|ärligt|ärligt talat|faktiskt|egentligen
        verkligen|totalt|totalt sett|sammanlagt|sammantaget|överlag|generellt|på det stora hela
        i snitt|i genomsnitt|allt som allt|eh|öh|öhm|ehm|hm|hmm|hmmm|mm|tjaa|oj|hoppsan|ojsan|hehe
        haha|hihi|lol|förlåt|ursäkta|sorry|beklagar|tyvärr|dessvärre|lyckligtvis|gärna|bara|endast
        helt enkelt|ha en bra dag|ha en fin dag|ha en trevlig dag|ha en god dag|ha en bra kväll
        ha en trevlig kväll|trevlig helg|ha en trevlig helg|ha en bra helg|ha det bra|ha det gott
        hej då|hejdå|god jul|gott nytt år|glad påsk|trevlig sommar|lycka till|ha det fint|vi hörs
        hörs|vänner|allihopa|som vanligt|som alltid|här|här kommer svaret|kram|bra jobbat|bra jobb
        visst|javisst|om du frågar mig|ursäkta sent svar|förlåt sent svar|förlåt för sent svar
        usch|äsch|pff|nja|njae|njaa|jaha|nåja|gudskelov|tack och lov|tack gode gud|inget skämt
        utan skämt|på riktigt|seriöst|om jag ska vara ärlig|för att vara ärlig
        sanningen att säga|utan att tveka|utan att blinka|får jag se|ska vi se|låt mig se
        låt mig tänka|så är det|som sagt|trots allt|i alla fall|iallafall|ändå
        hälsningar från mig|tack alla|tack ska ni ha|tack för att ni bryr er|tack så jättemycket
        tusen tusen tack|ha en härlig dag|lycka till framöver|hej alla|heja|oki doki
        när allt kommer omkring
        mitt emellan|mitt i|mittemellan|oavsett|hörni
        """
    ),
    rating=words(
        """
        ger|jag ger|vi ger|ge|jag vill ge|vill ge|kan ge|jag kan ge|ska ge|ger er|ger dig|ger det
        ger den|ger dem|ger honom|ger henne|ger servicen|ger hjälpen|ger kundtjänst|ger jag
        ger kundservice|får|ni får|du får|de får|han får|hon får|servicen får|hjälpen får
        kundtjänst får|det får|ni ska få|förtjänar|ni förtjänar|säger|jag säger|säga|vill säga
        jag vill säga|jag skulle säga|skulle säga|jag måste säga|måste säga|låt oss säga|vi säger
        jag skulle ge|skulle ge|skulle nog säga|jag skulle nog säga|betyg|betyget|betyget är
        betyget blir|mitt betyg|mitt betyg är|mitt betyg blir|betyg på|svar|svaret|svaret är
        mitt svar|mitt svar är|mitt svar blir|svaret blir|svarar|jag svarar|jag väljer|väljer
        går på|jag går på|landar på|jag landar på|hamnar på|jag hamnar på|röstar|poäng|poängen
        poängen är|min poäng|score|omdöme|mitt omdöme|mitt omdöme är|omdömet är|bedömning
        min bedömning|min bedömning är|nöjdhet|det blir|då blir det|det får bli|får bli
        det måste bli|sätter|jag sätter|satte|gav|jag gav|lägger|jag lägger|skala|nps|rekommenderar
        resultat|sannolikhet|kundnöjdhet|feedback|helhetsintryck
        jag får säga|får säga|jag får nog säga|får nog säga|måste bli|det får nog bli
        får nog bli|blir nog|det blir nog|blir väl|det blir väl|jag slår till med|slår till med
        klämmer till med|jag klämmer till med|skriver|jag skriver|sätter en|jag sätter en
        ni får en|ger en|jag ger en|ger er en|jag ger er|kan bara ge|jag kan bara ge
        landar nog på|jag landar nog på|jag vill påstå|får bli en|blir bara|det blir bara
        jag lutar åt|lutar åt
        det blir bara en|det blir endast|skulle tippa|gissar på|jag gissar på|jag skulle tippa
        siffran blir|siffran är|min siffra är|min siffra blir
        jag skulle säga|jag skulle vilja säga|jag skulle nog säga|jag säger nog|jag får nog säga|jag drar till med
        drar till med|jag smäller till med|smäller till med|jag klämmer till med|klämmer i med
        det får bli|det får bli en|jag landar på
        jag landar nog på|ja säger|ja skulle säga|jag vill säga|ska vi säga|då säger jag|då säger vi
        jag tror jag säger
        jag tror det blir|det blir nog|det blir väl|det blir en|då blir det en|jag måste säga
        jag kan bara ge|kan bara ge
        """
    ),
    lead=words(
        """
        jag|vi|en|ett|det är|är|det är en|det är ett|är det|ca|cirka|circa|ungefär|omkring|runt
        kring|typ|typ en|sisådär|en klar|klar|en stark|stark|en svag|svag|en solid|solid|en stor
        stor|en fet|fet|stabil|en stabil|en given|given|en ren|ren|en rak|en knapp|full|fullt|hel
        enkel|en enkel|lätt|lätt en|en lätt|definitivt en|absolut en|helt klart en|självklart en
        blir|blir en|blir det|det blir en|måste vara|det måste vara|det måste vara en|måste bli
        ska vara|för servicen|för hjälpen|för service|för hjälp|ungefär en|kanske ett|nog en|exakt
        precis|fortfarande en|alltid en|fin|en fin|ligger på|det var en|det var ett|er|dig|dem
        honom|henne|er en|dig en|er ett
        blev|blev det|det blev|det blev nog|blev nog|måste ha varit|bara en|endast en|nog|väl en
        blir väl en|blir nog en|välförtjänt|en välförtjänt|hederlig|en hederlig|rejäl|en rejäl
        riktig|en riktig|ännu en|mager|en mager|stadig|en stadig|klockren|en klockren
        given liten|blank|en blank|trygg|en trygg|i runda slängar|runt en
        en solklar|solklar|en given|given|en rejäl|rejäl|en rungande|rungande|en jättestark|en fet|en stor fet
        en självklar|självklar|en stabil|stabil|en solid|solid|en hederlig|hederlig|en välförtjänt
        välförtjänt|en klockren
        klockren|en bombsäker|bombsäker|en stensäker|stensäker|en liten|liten|en pinsam|pinsam
        en ynka|ynka|en futtig|futtig
        en ensam|ensam|en ynklig|ynklig|en stackars|stackars|en ren|ren|en stark|stark|en svag|svag
        en klar|klar|en stadig
        stadig|en rak|en blank|blank|en skön|en gedigen|gedigen|en enkel|enda liten|en enda liten
        en rund|rund|ett klart
        ett solklart|ett starkt|ett rungande|en otvetydig|en soleklar
        """
    ),
    conclusions=words(
        """
        så|därför|alltså|men|dvs|det vill säga|så det blir|allt som allt|sammantaget|kort sagt
        så en|men en|så det är|så jag ger|så ja|således|följaktligen|därmed
        """
    ),
    tail=words(
        """
        tror jag|jag tror|av mig|från mig|från oss|från min sida|såklart|helt klart|utan tvekan
        är mitt svar|är svaret|är mitt betyg|är betyget|blir det|blir mitt svar|skulle jag säga
        säger jag|vill jag säga|skulle jag ge|ger jag|får ni|får du|får de|får han|får hon|i betyg
        på skalan|på en skala|på er skala|på min skala|med stjärna|med plus|med beröm|med råge|st
        till er|till dig|till honom|till henne|till dem|till kundtjänst|för servicen|för service
        för hjälpen|för hjälp|för bra service|för god service|för bemötandet|för bemötande
        för bra bemötande|för insatsen|tycker jag|idag|i dag|den här gången|denna gång|just nu|nu
        hittills|hela vägen|varje gång|alltid|som alltid|som vanligt|lätt|är bra|är ok|är okej
        är lagom|möjliga|möjligt|till slut|totalt|totalt sett|inga problem|inga klagomål|på allt
        för allt|i alla fall|iallafall|tack|är mitt val|då|känns rätt|blir bra|redan
        sammanlagt|tillsammans|i allt|allt som allt|på pricken|på sekunden|blankt|sådär
        vill jag påstå|vill jag tro|om jag minns rätt|om jag inte minns fel|vad jag minns
        så vitt jag minns|blev det|blev det nog|blev det till slut|blev det visst|var det nog
        var det|har det blivit|från oss alla|till er alla|till killen|till tjejen|till damen
        den gången|och inte mer|av hela mitt hjärta|i min bok|lätt som en plätt|får ni av mig
        får ni allt|helt enkelt|allt
        så där|mittemellan
        får det bli|får det väl bli|blir det väl|blir det nog|får det vara|på en bra dag
        och det är snällt|för min del|för oss|skulle jag tippa|är rimligt|är schysst
        gör inget|är ni värda|är du värd
        kan det bli|får räcka|får duga|är vad jag kan ge|är allt ni får|inte mer|och inte mer
        inte mer än så|varken mer eller mindre
        räckte|räcker|skulle jag vilja säga|får ni av mig|kan jag ge|kan jag sträcka mig till
        räckte gott|räckte bra
        """
    ),
    points=words("poäng|poängen|betyg|i betyg|score|på skalan|på en skala|p"),
    stars=words("stjärna|stjärnor|stjärnorna"),
    top_marks=words(
        """
        toppbetyg|högsta betyg|högsta betyget|högsta poäng|högsta möjliga
        högsta möjliga betyg|full pott|full poäng|full pott från mig|maxbetyg|max|maxpoäng|maximalt
        maximal poäng|maximala betyget|fullt betyg|topp betyg|toppoäng|topp poäng|bästa betyg
        bästa betyget|bästa möjliga|alla stjärnor|alla stjärnorna|alla poäng|alla fem stjärnor
        alla fem|mvg|mvg plus|toppen av skalan|högst på skalan|full jackpot|fullt hus
        så högt det går|full utdelning|toppbetyget|toppresultat
        alla stjärnor ni har
        """
    ),
    nothings=words(
        """
        nada|ingenting|ingenting alls|absolut ingenting|nix|noll och nada
        inte nånting|nix och nada
        """
    ),
    no_times=words(
        """
        inte en gång|inte en enda gång|inga gånger|aldrig ringt|inte ringt|ingen gång
        inte någon gång|inga samtal|har aldrig ringt er
        """
    )
    | each(
        "ringde|jag ringde|ringde er|ringde ju|ringde faktiskt",
        "inte|aldrig|inte er|inte alls|inte en gång|ej|ju inte|faktiskt inte|inte ens|ju aldrig",
    )
    | each(
        "behövde inte|behövde aldrig|jag behövde inte|slapp|jag slapp|behövde inte ens",
        "ringa|ringa er",
    )
    | each("har|jag har", "inte ringt|aldrig ringt|inte ringt er|aldrig ringt er|inte ens ringt"),
    units=units(
        """
        times: gång|gånger|ggr|x|st|samtal|telefonsamtal|försök|kontakter|tillfällen|omgångar
        years: år|åring|år gammal|årig|år ung
        months: månad|månader|mån
        weeks: vecka|veckor|v
        days: dag|dagar|dygn
        hours: timme|timmar|tim|h
        minutes: minut|minuter|min
        people: st|person|personer|stycken|människor|vuxna
        money: kr|kronor|sek|krona|spänn|euro|eur
        percent: procent
        dice: tärning|tärningskast
        times: stycken|uppringningar|anrop|vändor
        minutes: minuters
        """
    ),
    unit_questions=units(
        """
        times: hur många gånger|gånger|hur ofta|antal gånger
        years: hur gammal|hur gamla|ålder|år
        months: månader
        weeks: veckor
        days: dagar
        hours: timmar
        minutes: minuter
        people: personer|hur många är ni
        money: kronor|pris|betalade|betalar|kostar|kostade
        percent: procent
        dice: tärningskast
        """
    ),
    unit_leads=units(
        """
        times: jag ringde|ringde|har ringt|ringt|jag har ringt|kontaktade|jag kontaktade er
        times: kontaktade er|försökte|jag försökte|fick ringa|jag fick ringa|det tog
        years: jag är|är|jag fyllde|fyllde|ålder|min ålder är|jag har fyllt
        months: det tog|tog|i
        weeks: det tog|tog|i
        days: det tog|tog|i
        hours: det tog|tog|i|väntade|jag väntade
        minutes: det tog|tog|i|väntade|jag väntade
        people: vi är|vi var|det är
        money: jag betalade|betalade|jag betalar|betalar|det kostar|kostar|det kostade|kostade
        dice: tärningskast|jag ger tärningskast
        times: jag ringde er|ringde er|vi ringde|fick ringa er|det krävdes|krävdes|det behövdes
        times: behövdes|det måste ha varit|måste ha varit|jag har nog ringt|har nog ringt
        times: räknade till|jag räknade till|jag behövde|behövde|jag behövde ringa|behövde ringa
        minutes: det var|väntade i|jag väntade i|vi väntade|vi väntade i|fick vänta
        minutes: jag fick vänta|fick vänta i|satt i kö|satt i kö i|satt i|satt där i
        minutes: hängde i luren|hängde i luren i|det gick|måste ha varit|det måste ha varit|i kö
        minutes: köade|jag köade
        hours: det var|väntade i|jag väntade i|vi väntade|vi väntade i|fick vänta|jag fick vänta
        hours: fick vänta i|satt i kö|satt i kö i|satt i|satt där i|hängde i luren
        hours: hängde i luren i|det gick|måste ha varit|det måste ha varit|i kö|köade|jag köade
        """
    ),
    measures=words(
        """
        barn|kunder|kollegor|folk|män|kvinnor|tekniker|fel|saker|sak|grejer|anledningar|skäl
        problem|frågor|fråga|abonnemang|simkort|sim|telefoner|telefon|mobiler|mobil|linjer|linje
        streck|fakturor|faktura|räkningar|räkning|brev|mejl|mail|meddelanden|meddelande|sms|enheter
        routrar|router|sekunder|sekund|sek|g|gb|mb|kb|tb|gig|mbit|mbps|km|cm|mm|kg|liter|meter|mil
        grader|volt|watt|våning|vån|rum|lägenhet|lgh|port|buss|sida|kapitel|kanal|version|modell
        iphone|galaxy|pixel|ipad|android|windows|tryck|knapp|zon|steg|del|storlek|miljon|miljoner
        miljard|miljarder|tusentals|hundratals|ni är|ni är nr|ni är nummer|ni är etta|du är nr
        du är nummer|vi är|jag är|har|jag har|det finns|de bästa|de sämsta|andra|fler|nya|gånger i
        gånger per|per|i veckan|i månaden|om dagen|om året|i kö|täckning|chans|missade|missat|nytt
        olästa|saldo|pin|kod|referens|order|ärende|ärendenummer|id|öre|i timmen|topp|plats|par
        ett par|dubbel|nätter|natt|helger|vardagar|decennier|bilar|bil|hus|väg|gata|spår|tåg|klass
        avdelning
        """
    ),
    dates=words(
        """
        januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december|jan
        feb|mar|apr|jun|jul|aug|sep|sept|okt|nov|dec|måndag|tisdag|onsdag|torsdag|fredag|lördag
        söndag|kl|klockan|klocka|efter|före|innan|sedan|sen|till kl|från kl|fram till|senast
        tillbaka|tillbaka kl|ring kl|vid|imorgon|i morgon|igår|i går|om|i kväll|ikväll|över|på
        kvart över|kvart i|halv|från och med|mellan|för|datum|öppet|ring mig|förra
        """
    ),
    months=numbered(
        """
        1 januari|jan
        2 februari|feb|febr
        3 mars|mar
        4 april|apr
        5 maj
        6 juni|jun
        7 juli|jul
        8 augusti|aug
        9 september|sep|sept
        10 oktober|okt
        11 november|nov
        12 december|dec
        """
    ),
    announcing=words(
        """
        e-post|epost|mejl|mail|mejlen|mailen|e-postadress|epostadress|mejladress|mailadress|mailto|min e-post
        min e-post är|min epost är|min mejl är|min mail är|min mejladress är|min mailadress är
        min e-postadress är|tel|telefon|telefonnummer|mobil|mobilnummer|nummer|nr|numret är|mitt nummer är
        mitt telefonnummer är|min mobil är|datum|datumet|datumet är|datumet var|den|postnr|postnummer
        postnumret är|mitt postnummer är|det|det är|det var|är|använd|detta är
        """
    ),
    denials=words(
        """
        inte|icke|ej|nej|utan|förutom|utom|varken|långtifrån|långt ifrån|istället för|i stället för
        än|knappt|inte alls
        """
    ),
    nevers=words("aldrig|ingen|inget|inga|ingenting|aldrig igen|aldrig mer|knappast"),
    comparisons=words(
        """
        under|över|mindre|mindre än|än|mer|mer än|minst|högst|max|maximalt|maximum|minimum|nästan
        närmare|upp till|uppåt|nära|bättre än|sämre än|högre|högre än|lägre|lägre än|större än
        eller mer|eller mindre|eller högre|eller lägre|och uppåt|och nedåt|plus|snart|drygt|knappt
        knappa|lite över|lite under|strax under|strax över|inte under|inte över|för mycket
        för många|fler än|värd
        för sent|för tidigt|försenad|försenat|försenade|sen|efter schemat|över tiden
        """
    ),
    conditions=words(
        """
        om|ifall|såvida|om ni|om du|så länge|men bara för|bara för|förutsatt att
        under förutsättning|såvitt
        """
    ),
    unreal=words(
        """
        beror på|blev|borde varit|brukar|förra gången|förutsatt|hade|hade blivit|hade gett
        hade varit|hoppades|hoppas|innan|kunde gett|kunde varit|när det|när ni|nästa gång|sist
        skulle ha gett|skulle varit|tänkte|tänkte ge|vanligtvis|var|önskar
        """
    ),
    corrections=words(
        """
        menar|menade|jag menar|jag menade|rättelse|korrigering|nej skojar|skojade|skoja
        skämtar|skämtade|skämt|bara skoj|skoj|ironi|ironiskt|sarkasm|skrev fel|fel|tryckte fel
        fel siffra|fel nummer|skrivfel|glöm det|ångrade mig|ändrat mig|ändrade mig|ändrar till
        ändra till|ska vara|skulle vara|snarare|hellre|i stället|istället|på låtsas|eller hur
        typ inte|ljuger|lögn|blev fel|inte riktigt
        vänta nej|vänta lite|det trodde du|trodde du ja|det tror du|där gick du på
        lurade dig|nej förresten|förresten|eller förresten|stryk det|glöm den|ett par till
        några till|vid närmare eftertanke|dröm vidare|den var bra|visst va|jojo|tjena mittbena
        sa ingen|sade ingen|sa ingen någonsin
        har inte bestämt mig
        """
    ),
    hedges=words(
        """
        kanske|möjligen|delvis|till viss del|sådär|så där|halvt|halvvägs|nästan|både och
        både ja och nej|tja|nja|njae|njaa|lite|mer eller mindre|osäker|osäkert|vet inte|vet ej
        är osäker|hoppas|hoppas det|jag hoppas det|det beror på|beror på|ibland|tillfälligt
        än så länge|i början|men|förutom|utom|om|egentligen|något|i viss mån|i teorin|tydligen
        knappt|mest|återstår att se|får se|vi får se|oklart|bara|tveksamt|väl|på sätt och vis
        på ett sätt|nåja
        mittemellan
        ja du|ja vad ska jag säga|vad ska jag säga|inte bestämt mig
        """
    ),
    non_answers=words(
        """
        vet inte|vet ej|jag vet inte|ingen aning|ingen åsikt|ingen kommentar|inga kommentarer
        inga problem|inget problem|ingen fara|ingenting|båda|båda två|bägge|alla|allt|alla tre
        varken|varken eller|ingen av dem|ingen av dessa|inget av det|inga särskilda|inga klagomål
        inte aktuellt|ej aktuellt|ej relevant|har inte|minns inte|kommer inte ihåg|både och
        ja och nej|ja eller nej|inte säker|inte så illa|inte så bra|inte bra|inte dåligt|inte nu
        ingen täckning|vill inte svara|inte riktigt|inte så mycket|ingen uppfattning|inga frågor
        ingen skillnad|inget svar|ingen hjälp|ingen speciell
        """
    ),
    opinions=words(
        """
        väldigt|mycket|ganska|jätte|super|extremt|otroligt|rätt|riktigt|lite|alldeles för|helt
        verkligen|skit|rimligt|tämligen|bra|jättebra|superbra|kanonbra|kanon|toppen|topp|skitbra
        god|gott|goda|bättre|bäst|bästa|fin|fint|fina|utmärkt|utmärkta|fantastisk|fantastiskt
        strålande|lysande|suverän|suveränt|perfekt|perfekta|underbar|underbart|härligt|grym|grymt
        klockren|klockrent|prima|trevlig|trevligt|trevliga|vänlig|vänligt|vänliga|artig|artigt
        hjälpsam|hjälpsamt|hjälpsamma|tillmötesgående|serviceinriktad|glad|kompetent|kompetenta
        kunnig|kunniga|duktig|duktiga|proffsig|proffsigt|professionell|professionellt|snabb|snabbt
        snabba|kvick|effektiv|effektivt|lätt|enkelt|enkel|smidigt|smidig|ok|okej|okey|helt ok
        tålmodig|tydlig|tydligt|informativt|nyttigt|nöjd|nöjda|jättenöjd|supernöjd|mycket nöjd
        missnöjd|tacksam|imponerad|besviken|besvikna|dålig|dåligt|dåliga|usel|uselt|urdåligt
        skitdåligt|kass|kasst|värdelös|värdelöst|hopplös|hopplöst|hemsk|hemskt|förfärlig|förfärligt
        fruktansvärt|katastrof|katastrofalt|pinsamt|skandal|långsam|långsamt|segt|seg|trögt|trög
        sen|sent|lång|långt|långa|kort|krångligt|krånglig|svårt|svår|komplicerat|rörigt|kaos
        irriterande|irriterad|frustrerande|frustrerad|arg|otrevlig|otrevligt|oförskämd|oförskämt
        nonchalant|arrogant|oproffsigt|oprofessionellt|inkompetent|dyrt|dyr|dyra|billigt|stabilt
        instabilt|förvirrande|otydligt|sämst|sämsta|sämre|värst|medel|medelmåttigt|genomsnittligt
        acceptabelt|godkänt|tråkigt|inte bra|inte så bra|inte dåligt|inte så dåligt|inte nöjd
        aldrig igen|aldrig mer|inga klagomål|kan bli bättre|kunde varit bättre|bra jobbat|bra jobb
        inga problem|inget att klaga på|inget att anmärka på|som förväntat|allt bra|allt ok
        felfritt|smärtfritt|problemfritt|tryggt|snäll|snälla|seriöst|oseriöst|löjligt|tragiskt
        trist|svagt|starkt|jättetrevlig|jättetrevligt|jättesnäll|kanonhjälp|omtänksam|lyhörd
        sannolikt|osannolikt|troligt|kunde inte varit bättre|kan inte bli bättre|kan inte klaga
        för sent|för tidigt|försenad|försenat|försenade|efter schemat|över tiden
        fel avdelning|till fel|fel person|fel ställe|fel kö|fel faktura|fel information|fel info|på fel
        tar aldrig slut|tar ju aldrig slut|tar aldrig stopp|tar ju aldrig stopp|bara ökar
        bara stiger|går bara upp|oändlig|blir bara dyrare
        """
    )
    | each(
        "slutar|upphör|stannar",
        "aldrig|ju aldrig|ju inte|väl aldrig|liksom aldrig|visst aldrig",
    ),
    stronger=words(
        """
        väldigt|mycket|jätte|super|extremt|otroligt|riktigt|helt|verkligen|ganska|rätt|synnerligen
        """
    ),
    topics=words(
        """
        service|servicen|kundservice|kundservicen|kundtjänst|kundtjänsten|hjälp|hjälpen|support
        supporten|bemötande|bemötandet|behandling|behandlingen|uppföljning|handläggare|handläggaren
        medarbetare|medarbetaren|personal|personalen|tjej|tjejen|kille|killen|kvinnan|mannen|damen
        person|personen|upplevelse|upplevelsen|jobb|jobbet|företag|företaget|produkt|produkten|råd
        rådgivning|kommunikation|information|informationen|info|svar|svaret|svarstid|väntetid
        väntetiden|samtal|samtalet|lösning|lösningen|förklaring|dialog|chatt|chatten|app|appen|mina
        gubben|snubben|han i telefonen|hon i telefonen|montören|teknikern|chauffören|läkaren
        rörmokaren|butiken|receptionen|han som|hon som|de som
        """
    ),
    openers=words(
        """
        men|eftersom|därför|då|så|och|trots|trots att|jag|du|ni|de|dom|han|hon|vi|det|den|detta
        denna|dessa|allt|alla|ingen|inget|någon|min|mitt|mina|er|era|deras|hans|hennes|var|blev
        fick|tog|gick|hade|är|väntade|väntat|löste|löst|fixade|fixat|hjälpte|svarade|förklarade
        lyssnade|förstod|pratade|försökte|tappade|betalade|lovade|kunde|borde|skulle|vill|ville|kan
        ska|måste|väldigt|mycket|ganska|alldeles|lite|saknar|önskar|behöver|hoppas|gillar|gillade
        älskar|hatar|fungerar|fungerade|funkar|funkade|saknades|varför|vad|hur|när|vart|tack vare
        pga|på grund av|dessutom|annars|först|äntligen|till slut|framför allt|särskilt
        rekommenderar|synd|tycker|inte nöjd|inte bra|aldrig|aldrig igen|inga klagomål|ingen hjälp
        fortfarande|fortsätt|bara|för att|ni är|du är|vi är|jag är|jag har|ni har|de är|hon är
        han är
        för han|för hon|för de|för det|för jag|för vi|för ni|för du|innan|sen|sedan|och sen
        tills|till jag|trist att|hängde|satt|stod|kom|med en|med ett|med den|på en|på ett|i en
        i kö|därefter|efteråt|men sen|medan|från|hann|under tiden|hörde
        fick inte|fick aldrig|jag fick inte|fick inte riktigt|fick liksom inte|fick inget|fick ingen
        kunde inte|hade inte
        """
    )
    | each(
        "eftersom|för att|för|då|eftersom att|därför att|fast|även om|i och med att",
        "jag|det|ni|de|dom|hon|han|den|vi|servicen|priset|personalen|man|tjejen|killen|väntetiden|ingen|allt",
    ),
    by_words=words("från|av|hos|med|tack vare"),
    yes_words=words(
        """
        ja|j|jo|japp|jepp|jajamän|jajamensan|jadå|jodå|ja tack|ja då|jo då|jaha|javisst|ja visst
        visst|absolut|självklart|självfallet|såklart|så klart|givetvis|naturligtvis|definitivt
        helt klart|stämmer|det stämmer|korrekt|ja det var det|ja det gjorde jag|ja det gjorde det
        japps|jupp|utan tvekan|yes|yess|sant|jaa|ja tack för hjälpen|ja tack så mycket
        ja tusen tack
        ja absolut|ja definitivt|ja självklart|det gjorde det|det blev det|det är det
        ja lyckligtvis|ja tack och lov|jomen|ja men visst|javisst ja|ja det löste sig
        det löste sig|det ordnade sig|ja det ordnade sig|allt ordnade sig|allt löst|ja allt löst
        yes box|japp japp|ja det blev löst|ja det blev bra
        jajamen|jajamensan|jajamän|jappsan|jodå|jo då|visst gjorde det det|japps
        det kan du ge dig på|det kan du skriva upp|ja för tusan|ja för sjutton
        jovisst|jo visst|ja det gjorde det|ja det löste sig|ja men visst|jamenvisst|jamen visst
        ett klart ja|ett stort ja|ett rungande ja|jo det gjorde det|det gjorde det|jorå|ja gubevars
        """
    ),
    no_words=words(
        """
        nej|nej tack|nejdå|nej då|nä|nää|näe|näpp|nepp|nix|nope|inte alls|absolut inte
        verkligen inte|tyvärr inte|dessvärre inte|tyvärr nej|aldrig|nej det var det inte
        nej det gjorde jag inte|nej det gjorde det inte|det gjorde det inte|självklart inte
        definitivt inte|inte löst|det blev det inte|nej nej|på inget sätt|icke|naturligtvis inte
        nej inte alls|långt ifrån
        inte i närheten|inte ens nära|långt därifrån|nej inte
        nej inte ännu|fortfarande inte|nej fortfarande inte|inte på något sätt
        nej verkligen inte|nej det löste sig inte|det löste sig inte|det ordnade sig inte
        nej det ordnade sig inte|nehej|noup|knappast|inget blev löst|nej absolut inte
        icke sa nicke|icke|ingalunda|nixpix|nix pix|nix|nehej|nähä|nä du|nej du|näpp|nepp|icke då
        inte en chans|inte det minsta|inte ett dugg|inte ett skvatt
        inte ett smack|inte på långa vägar|aldrig i livet|nej för tusan|nej för fan|nej och åter nej
        tyvärr icke|tji|det blev tji|tji fick jag|ett klart nej|ett rungande nej|ett stort nej
        nej det gjorde det inte|det gjorde det inte|nä det gjorde det inte|nej inte ett dugg|nejdå
        nädå|nej inte det minsta|inte så långt
        """
    ),
    yes_no_openers=words(
        """
        efter|eftersom|tack vare|till slut|äntligen|väldigt|snabbt|direkt|jättebra|bra|och
        på en gång|med en gång|mycket|men det tog tid|men det tog lång tid|men tog tid
        men det tog ett tag|på första försöket|på andra försöket|till sist
        det var bara|var bara|det visade sig|visade sig|teknikern|montören|han kom|hon kom
        de kom|en tekniker|killen|tjejen|det var en|sedan igår|idag|igår|min|nu kan|nu kan jag
        och nu
        """
    ),
    echoes=words(
        """
        det|den|är|var|har|hade|gjorde|fick|blev|blivit|jag|du|ni|de|vi|han|hon|min|mitt|problemet
        problem|mitt problem|ärendet|allt|löst|löste|löstes|fixat|ordnat|ordnade|klart|ok|okej|bra
        nu|då|tack|helt|fullständigt|direkt|till slut|idag|i dag|igår|redan|av|mig|oss|sig|så
        väldigt|och|fungerar|funkar|gör|här|där|gick|snabbt|än|tyvärr|er|alls
        """
    ),
    settled=words(
        """
        löst|löste sig|löstes|fixat|ordnat|ordnade sig|fungerar|funkar|ok nu|bra nu|fungerar nu
        funkar nu
        igång|igång igen|uppe igen|uppe och kör|på plats|lagat|reparerat
        fungerar igen|funkar igen|funkar fint|fungerar fint|varmt igen|tätt igen|i ordning
        i hamn|allt i ordning|som det ska|som en klocka
        fixade det|ordnade det|löste det|fick det att funka|fick ordning på det|fixade
        går bra nu|går igen|rullar på
        """
    ),
    unsettled=words(
        """
        fortfarande|ännu|kom tillbaka|tillbaka igen|igen|hände igen|kvarstår|återstår|behöver hjälp
        jag behöver hjälp|samma problem|samma fel
        ständigt|hela tiden|varje dag|inte bättre|värre|samma sak|samma som förut|som förut
        på nytt|droppar|läcker
        är tillbaka|tillbaka|väntar fortfarande|väntar än|ingen kom|oförändrat|dök upp igen
        slutade fungera|slutade funka|slutar fungera|la av igen|lägger av|dog igen|gick sönder igen
        strular|krånglar|bröts igen|slutade igen|strular igen|stannade igen
        """
    ),
    sign_offs=words(
        """
        mvh|hälsningar|hälsning|med vänliga hälsningar|vänliga hälsningar|med vänlig hälsning
        vänlig hälsning|bästa hälsningar|hälsar|vh|kram|skickat från|skickat från min
        skickades från|tel|telefon|mobil|hämta outlook|hälsningar från
        vänligen
        """
    ),
    before_lines=words("mms|sms|inget ämne|ämne|sv|re|fw|vb|svar|svar på"),
    label_endings=words("en|et|n|t|a|or|ar|er|na|erna|orna|s|e"),
    little_words=words(
        """
        och|i|jag|det|att|en|ett|den|till|är|som|på|de|med|han|av|inte|där|så|var|mig|sig|men|har
        om|vi|min|mitt|hade|hon|nu|över|då|vid|från|du|ut|sin|dem|oss|upp|man|kan|hans|hur|eller
        vad|ska|skulle|själv|här|alla|vill|bli|blev|blivit|kunde|in|när|vara|kom|någon|något|några
        ni|er|ert|era|bara|ja|nej|efter|ner|denna|för|dig|si|sina|sitt|mot|mycket|varför|detta
        dessa|utan|hurdan|ingen|din|ditt|blir|samma|vilken|vilka|sådan|mellan|vår|varje|vem|ifall
        både|endast|än|eftersom|innan|många|också|sådär|varit|båda|sedan|hennes|aldrig|alltid|annan
        bra|fin|god|gott|dag|dagar|tack|hej|vet|helt|allt|hela|väldigt|jo|får|ger|går|tar|säger|ser
        ny|nya|stor|stora|lång|långa|lite|mer|mest|första|sista|hos|medan|slut
        sa|sade
        """
    ),
    false_friends=words(
        """
        ni|to|man|fast|gift|art|kul|fika|elf|an|do|sin|noe|tie|ei|nu|ene|at|kuu|oi|rum|barn|gang
        end|die|vier|mina|alla
        """
    ),
    help_words=words("hjälp"),
    skip_words=words(
        """
        hoppa över|hoppa över frågan|hoppar över|skippa|skip|pass|nästa fråga|jag hoppar över
        """
    ),
    repeat_words=words("upprepa|upprepa frågan|upprepa tack|säg igen|vad var frågan"),
    stop_words=words(
        """
        kontakta mig aldrig|kontakta mig aldrig igen|kontakta mig inte|kontakta mig inte igen
        kontakta mig inte mer|jag vill inte bli kontaktad|vill inte bli kontaktad|stop|stopp|stoppa
        stop all|stopall|unsubscribe|sluta|avregistrera|avregistrera mig|avsluta|avanmäl
        avanmäl mig|ta bort mig|stoppa alla|sluta nu|stopp nu|radera mig|jag vill avregistrera mig
        vill avregistrera mig|stoppa sms|stopp sms|stopp stopp|avanmälan|avregistrering|cancel|quit
        end
        """
    ),
    stop_verbs=words(
        """
        sluta skicka|sluta sms:a|sluta smsa|sluta messa|sluta kontakta|sluta spamma
        sluta skriva till|stoppa|skicka inte|skicka inga|skicka aldrig|kontakta inte
        kontakta aldrig|kontakta mig aldrig|ta bort|radera|avregistrera|vill inte ha|vill inte få
        vill ej ha|vill slippa|önskar inte|inga fler|inga mer|inget mer|ej fler|smsa inte
        messa inte|avanmäl|plocka bort|stryk
        låt bli att skicka|låta bli att skicka|sluta med att skicka|låt bli att kontakta
        """
    )
    | each(
        "sluta|sluta att|sluta med att|låt bli att|låta bli att|upphör med att|upphöra med att"
        "|lägg av med att"
        "|lägg av att|undvik att|ni behöver inte|vill inte att ni|jag vill inte att ni"
        "|kan ni sluta|kan ni sluta att|ber er sluta|ber er att sluta|ni får inte|ni kan sluta"
        "|ni ska inte"
        "|snälla sluta|snälla sluta att",
        "skicka|skicka mig|skickar|skickar mig|sms:a|smsa|sms'a|smsar|messa|messar|kontakta"
        "|kontaktar"
        "|skriva till|skriver till|spamma|texta|textar|höra av er till|skicka ut|störa mig med",
    )
    | each(
        "inte|aldrig|ej",
        "skicka|skicka mig|kontakta|smsa|messa|skriva till|texta",
    )
    | each(
        "skicka|skicka mig|smsa|sms:a|messa|kontakta|skriv|skriv till|texta|hör av er till|spamma",
        "inte|aldrig|ej|inga|inte fler|inte några|inte mer|inga fler|aldrig mer|inte längre",
    )
    | each(
        "vill inte|vill jag inte|önskar jag inte|orkar jag inte|vill jag inte längre|vill ej"
        "|vill inte längre|önskar inte|önskar ej|önskar inte längre|vill aldrig|orkar inte"
        "|behöver inte|är inte intresserad av att|samtycker inte till att|har ingen lust att"
        "|vill helst inte"
        "|tänker inte|vill slippa|vill gärna slippa",
        "ha|få|ta emot|få några|ha några|motta|bli kontaktad via|bli kontaktad på|bli kontaktad med"
        "|få tillsänt|bli störd av|ha med",
    )
    | words(
        """
        vill gärna slippa|tackar nej till|nej tack till|orkar inte med|orkar jag inte
        vill jag slippa|undanber mig
        jag undanber mig|avböjer|avregistrera mig från|ta bort mig från|ta bort mig ur
        stryk mig från
        plocka bort mig från|radera mig från|avanmäl mig från|plocka bort mig ur|stryk mig ur
        ta mig bort från|ta mig ur|avsluta|stoppa utskick av|stoppa alla|sluta med|lägg av med
        inga fler av|inget mer av|är inte intresserad av|orkar inte fler|orkar inte med fler
        vill inte ha med
        """
    ),
    stop_objects=words(
        """
        mig|mig aldrig|meddelanden|meddelande|sms|smsen|sms:en|sms'en|fler|fler sms
        fler meddelanden|några fler sms|några fler meddelanden|sms till mig|dessa|dessa sms
        dessa meddelanden|sådana sms|sådana meddelanden|såna sms|såna meddelanden|undersökningar
        enkäter|enkät|fler undersökningar|fler enkäter|mitt nummer|mitt telefonnummer|numret
        detta nummer|spam|från er|kontakt|era sms|era meddelanden|mina uppgifter|mitt namn
        de här smsen|mer sms
        mig meddelanden|mig sms|mig fler sms|mig fler meddelanden
        """
    )
    | each(
        "fler|fler av|några|några fler|dessa|de här|såna|såna här|sådana|alla|alla dessa|era|mer"
        "|flera"
        "|mera|fler såna|fler sådana|fler av era|fler av dessa|fler av de här|den här typen av"
        "|mig fler"
        "|mig några|mig några fler|mig mer|mig dessa|mig era|mig såna|era jäkla|dumma|fler dumma",
        "sms|smsen|sms:en|sms'en|meddelanden|meddelandena|mess|textmeddelanden|enkäter|enkäterna"
        "|undersökningar|undersökningarna|utskick|kundenkäter|notiser|utskicken|messen|sms:n",
    )
    | words(
        """
        detta|det här|listan|er lista|era listor|listorna|registret|ert register|utskick|utskicken
        mess|textmeddelanden|kundenkäter|mig det här|mig sånt|sånt|sånt här|sådant|mig mess
        mig textmeddelanden|mig enkäter|fler av de här|fler såna|mera|era enkäter|era utskick
        den här listan|denna lista|mig mer|mig något mer|mig fler
        """
    ),
    stop_around=words(
        """
        tack|snälla|vänligen|nu|genast|omedelbart|direkt|hej|från listan|från er|från er lista
        från era listor|från listorna|från registret|ur registret|ur listan|ur ert register
        till mig|till detta nummer|till det här numret|längre|igen|mer|och|jag|vi|kan ni|kan du
        gärna|bara|då|ok|please|för alltid|vill|vill att ni|jag vill att ni|fler
        från detta|från dessa|permanent|är ni snälla
        vill ni|kan ni vara snälla och
        """
    )
    | words(
        """
        framöver|i framtiden|hädanefter|från och med nu|fortsättningsvis|någonsin|någonsin igen|mera
        på sms|via sms|per sms|med sms|med meddelanden|till min mobil|till min telefon|på mobilen
        på telefonen|till den här mobilen|på det här numret|överhuvudtaget|alls|snarast|illa kvickt
        omgående|med omedelbar verkan|från er längre|så|men|tack på förhand|tusen tack|hallå|god dag
        hejsan|snälla ni|är ni snäll|om jag får be|var vänliga och|var vänlig och|var snälla och
        var snäll och|var så snälla och|vänligen och|ni|jag önskar|jag ber er|skulle ni kunna
        kan ni snälla|kan ni vänligen|vill ni vänligen|vill ni vara snälla och|helt enkelt
        verkligen|för gott|en gång för alla|aldrig|för guds skull|för fan|för tusan|för sjutton
        från alla listor|från den här listan|från denna lista|från allt|nu tack|härifrån|redan
        jag vill inte att|till oss|oss
        """
    ),
    stop_reasons=words(
        """
        fel nummer|fel person|ni har fel nummer|du har fel nummer|jag är inte kund|är inte kund
        inte kund|är inte kund hos er|jag är inte kund hos er|inte kund längre|är inte kund längre
        jag är inte kund längre|inte intresserad|jag är inte intresserad|är inte intresserad
        ej intresserad|låt mig vara|låt mig vara ifred|låt mig vara i fred|lämna mig ifred
        lämna mig i fred|jag har fått nog|har fått nog|fått nog|nu får det räcka|det räcker
        det räcker nu|nu räcker det|nog nu|det här är spam|detta är spam|spam|störande|irriterande
        jag känner er inte|har inte tid|jag har inte tid|har sagt det förut|jag har flyttat
        stopp|sluta|sluta nu|stopp nu|avregistrera mig
        """
    ),
    reaction_openings=(
        "gillade",
        "gillar",
        "älskade",
        "älskar",
        "ogillade",
        "skrattade åt",
        "betonade",
        "framhävde",
        "ifrågasatte",
        "tog bort en gilla-markering från",
        "tog bort ett hjärta från",
        "reagerade * på",
        "reagerade med * på",
        "* på",
        "fjernade",
        "tog bort * från",
        "tog bort en tumme upp från",
        "tog bort ett skratt från",
    ),
    autoresponder_openings=(
        "autosvar",
        "automatiskt svar",
        "automatiskt meddelande",
        "detta är ett automatiskt",
        "frånvaromeddelande",
        "jag är inte på kontoret",
    ),
    busy_openings=(
        "jag är på semester",
        "jag har semester",
        "jag kör",
        "jag sitter i möte",
        "jag är i möte",
        "tack för ditt meddelande",
        "vi har mottagit",
    ),
    autoresponder_marks=words(
        """
        tillbaka|till och med|fram till|semester|kör|just nu|ringer dig|ringer upp|återkommer
        svarar så snart|senare|möte|frånvarande|ledig|kan inte svara|kontakta|brådskande|begränsad
        åter
        """
    ),
)
