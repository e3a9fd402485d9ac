"""Danish as customers write it."""

from services.engine.languages.number_words import number_words
from services.engine.languages.pack import LanguagePack, each, numbered, units, words

_NUMBERS = {
    0: "nul|nultal|nuller|nul og niks|nul og nix|zero|nultal|et stort nul",
    1: "en|et|én|ét|ettal|ener|ettallet",
    2: "to|toer|total|totallet",
    3: "tre|treer|tretal|tretallet",
    4: "fire|firer|firtal|firtallet",
    5: "fem|femmer|femtal|femtallet",
    6: "seks|sekser|sekstal|sekstallet|halvt dusin|et halvt dusin|halvdusin",
    7: "syv|syver|syvtal|syvtallet",
    8: "otte|otter|ottetal|ottetallet|ottetal",
    9: "ni|nier|nital|nitallet",
    10: "ti|tier|tital|titallet",
    11: "elleve",
    12: "tolv|tolver|dusin|et dusin|et helt dusin",
    13: "tretten",
    14: "fjorten",
    15: "femten",
    16: "seksten",
    17: "sytten",
    18: "atten",
    19: "nitten",
    20: "tyve",
    30: "tredive",
    40: "fyrre|fyrretyve",
    50: "halvtreds|halvtredsindstyve",
    60: "tres|treds|tresindstyve",
    70: "halvfjerds|halvfjerdsindstyve",
    80: "firs|firsindstyve",
    90: "halvfems|halvfemsindstyve",
    24: "to dusin",
    100: "hundrede|hundred|et hundrede|ethundrede|hundre",
    1000: "tusind|tusinde|et tusind|ettusind",
}

DANISH = LanguagePack(
    code="da",
    names=words("dansk|danish|på dansk|dansk tak"),
    number_words=number_words(_NUMBERS, joined=("{unit}og{ten}", "{unit} og {ten}")),
    articles=words("en|et|én|ét|i"),
    definite_articles=words("den|det|de"),
    occasions=numbered(
        """
        1 én gang|en gang|kun en gang|bare en gang
        1 en enkelt gang|bare en enkelt gang|kun en enkelt gang|en eneste gang
        0 ikke en eneste gang|nul gange
        """
    ),
    spans=numbered(
        """
        15 et kvarter|kvarter|et kvarters tid|kvarters tid
        30 en halv time|halv time|en halvtime|halvtime|en halv times tid|halv times tid
        45 tre kvarter|trekvarter|trekvart time|tre kvarters tid
        60 en time|en hel time|en times tid|én time
        75 fem kvarter
        90 halvanden time|en og en halv time|halvanden times tid
        150 to en halv time|to og en halv time|to og en halv timer
        """
    ),
    ordinals=numbered(
        """
        1 første|den første|det første|første mulighed|øverste|den øverste|førstnævnte
        2 anden|den anden|det andet|andet valg|anden mulighed|den i midten
        3 tredje|den tredje|det tredje|tredje mulighed
        4 fjerde|den fjerde|det fjerde|fjerde mulighed
        5 femte|den femte|det femte|femte mulighed
        6 sjette|den sjette|det sjette
        -1 sidste|den sidste|det sidste|sidste mulighed|sidstnævnte
        """
    ),
    number_endings=words("er|eren|ere|tal"),
    half_words=words("halv|halvt|halve|halvanden|kvart"),
    minus_words=words("minus"),
    and_words=words(
        """
        og|samt|plus|også|og også|samt også|sammen med|og så|dertil|derudover|desuden
        """
    ),
    or_words=words("eller|til|alternativt|evt"),
    of_words=words("af|ud af|udaf|ud af de|af maks|af maksimalt|af mulige"),
    number_marks=words("nr|nummer|no|tal|tallet|num"),
    option_marks=words(
        """
        mulighed|svarmulighed|valgmulighed|alternativ|svar|valg|valget|mit valg|mit valg er|punkt
        svar nr|svar nummer|mulighed nr|mulighed nummer|jeg vælger|vælger|vælg|jeg valgte
        jeg stemmer på|stemmer på|det|det bliver|det er|kun|bare|mest|især|primært
        først og fremmest|helst|specielt|særligt|noget|lidt|jeg synes|jeg tror|jeg vil sige
        vil sige|for mig|svaret er|mit svar er|vi vælger|jeg tager|tager|den|bedre|kortere|mere
        hovedsageligt
        også
        """
    ),
    around=words(
        """
        hej|hejsa|hallo|halløj|davs|hej hej|godmorgen|god morgen|goddag|god dag|godaften|god aften
        hej igen|kære|okay|ok|okey|oki|ja|jo|jep|jeps|jada|joda|da|nu|så|altså|tak|mange tak
        tusind tak|tusinde tak|tak for hjælpen|tak for hjælp|tak for det|tak for god service
        tak for servicen|tak for god hjælp|tak for alt|selv tak|tak igen|tak fordi i spørger
        tak for samtalen|tak skal i have|tak skal du have|tak for hurtig hjælp|på forhånd tak
        venligst|vær så venlig|værsgo|vær så god|måske|måske en|muligvis|nok|sikkert|sandsynligvis
        formentlig|vel|jeg tror|tror jeg|jeg gætter på|jeg synes|synes jeg|jeg mener|mener jeg
        efter min mening|for min del|fra mig|fra os|fra min side|helt klart|klart|selvfølgelig
        naturligvis|absolut|definitivt|uden tvivl|uden tvivl en|garanteret|helt sikkert|ærlig talt
        ærligt talt|faktisk|egentlig|virkelig|alt i alt|totalt|samlet|samlet set|generelt
        overordnet|i det store hele|i gennemsnit|øh|øhm|eh|ehm|hm|hmm|hmmm|mm|tja|tjah|åh|åhh|ups
        upsi|hov|hehe|haha|hihi|lol|beklager|undskyld|sorry|desværre|heldigvis|gerne|bare|kun
        simpelthen|ganske enkelt|hav en god dag|ha en god dag|god dag videre|fortsat god dag
        hav en fortsat god dag|hav en dejlig dag|god weekend|hav en god weekend|rigtig god dag
        hav det godt|ha det godt|farvel|glædelig jul|godt nytår|god påske|god sommer|god bedring
        held og lykke|vi ses|venner|alle sammen|som altid|som sædvanlig|her|her er svaret|knus|kram
        godt arbejde|godt gået|hvis du spørger mig|beklager sent svar|undskyld sent svar
        undskyld det sene svar
        øv|pyh|pff|nå|nåja|jaer|jo da|gudskelov|gud ske tak og lov|ingen spøg|uden pis|uden sjov
        seriøst|helt ærligt|hvis jeg skal være ærlig|for at være ærlig|sandt at sige
        uden at blinke|uden at tøve|uden tøven|lad mig se|lad os se|skal vi se|sådan er det
        som sagt|trods alt|i hvert fall|i hvert fald|alligevel|tak skal i ha
        tak for at i spørger|tusind tak for det hele|sgu|altså bare|jeg er bange for
        midt i mellem|midt imellem|midt i|uanset|hør nu
        """
    ),
    rating=words(
        """
        giver|jeg giver|vi giver|give|jeg vil give|vil give|kan give|jeg kan give|skal give
        giver jer|giver dig|giver det|giver den|giver dem|giver ham|giver hende|giver servicen
        giver hjælpen|giver jeg|får|i får|du får|de får|han får|hun får|servicen får|hjælpen får
        kundeservice får|det får|fortjener|i fortjener|siger|jeg siger|sige|vil sige|jeg vil sige
        må sige|jeg må sige|lad os sige|skal vi sige|vi siger|jeg ville sige|ville sige
        jeg ville give|ville give|vil nok sige|jeg vil nok sige|karakter|karakteren|karakteren er
        karakteren bliver|min karakter|min karakter er|svar|svaret|svaret er|mit svar|mit svar er
        mit svar bliver|svarer|jeg svarer|jeg vælger|vælger|jeg går med|går med|lander på
        jeg lander på|ender på|jeg ender på|stemmer på|score|scoren er|min score|min score er
        vurdering|min vurdering|min vurdering er|vurderer|jeg vurderer|bedømmelse|point|rating
        tilfredshed|det bliver|så bliver det|det må blive|må blive|sætter|jeg sætter|gav|jeg gav
        skala|nps|anbefaler|resultat|feedback|kundetilfredshed|helhedsindtryk|ligger på
        jeg ligger på
        jeg giver jer|jeg må nok sige|bliver|det bliver til|bliver til|bliver det til
        det bliver nok|det bliver vel|bliver nok|bliver vel|det bliver nok til
        det bliver kun til|bliver kun til|det blir|det blir til|det blir kun til|blir kun til
        det bliver desværre kun til|det blir desværre kun til|jeg lander nok på|lander nok på
        jeg slår til med|slår til med|skriver|jeg skriver|i får en|får en|i skal have
        i skal have en|giver en|jeg giver en|jeg kan kun give|kan kun give|jeg vil påstå
        vil skyde på|jeg vil skyde på|skyder på|vil tippe|jeg vil tippe|gætter på|jeg gætter på
        tallet bliver|tallet er|mit tal er
        jeg vil sige|jeg ville sige|jeg ville nok sige|jeg vil nok sige|lad os sige|skal vi sige|jeg lander på
        jeg lander nok på|jeg går med|jeg tror jeg siger|jeg vil give jer|det må blive
        det må blive til|det bliver|det bliver nok
        det bliver til|det bliver vel|så bliver det|så siger jeg|så siger vi|jeg må sige
        jeg må nok sige|jeg kan kun give
        kan kun give|jeg fyrer et|jeg smider et|jeg smider en|jeg slår til med|jeg slutter på|jeg ender på
        """
    ),
    lead=words(
        """
        jeg|vi|en|et|det er|er|det er en|det er et|er det|ca|cirka|omkring|omtrent|rundt regnet
        cirka en|en klar|klar|et klart|en stærk|stærk|en svag|svag|en solid|solid|et solidt|en stor
        stor|stort|et stort|en fed|fed|en sikker|sikker|en ren|ren|et rent|en flot|flot|et flot
        en pæn|pæn|fuld|en nem|nem|en let|let|definitivt en|absolut en|helt klart en|uden tvivl et
        bliver|bliver en|bliver det|det bliver en|må være|det må være|det må være en|må være en
        skal være|for servicen|for hjælpen|for service|for hjælp|omkring en|nok en|måske et|præcis
        stadig en|altid en|fin|en fin|en god|vil|det var en|det var et|jer|dig|dem|dette|hende|ham
        jer en|dig en|jer et
        blev|blev det|det blev|blev det til|det blev til|blev vist|kun en|bare en|endnu en
        velfortjent|en velfortjent|ærlig|en ærlig|hæderlig|en hæderlig|rungende|en rungende|flad
        en flad|tung|en tung|vel en|nok til en|det er sgu en|sgu en
        en solid|solid|et solidt|en klar|klar|et klart|et klokkeklart|et rent|en ren|en rungende
        et rungende|rungende
        et stensikkert|en stensikker|stensikkert|et sikkert|en flot|et flot|et stort|en stor
        et rundt|et pænt|en pæn|et lille
        en lille|lille|et sølle|en sølle|sølle|en ussel|et usselt|ussel|en enkelt|et enkelt
        en enkelt lille|en enkelt sølle
        et velfortjent|en velfortjent|et hæderligt|hæderligt|et svagt|en svag|et stærkt|en stærk
        stærk|et fedt|en fed|et glat
        en glat|et bundsolidt|en bundsolid|bundsolid|et kæmpe|en kæmpe|et soleklart|soleklar
        en soleklar|en fattig|en ynkelig
        et stort fedt|en stor fed|et rigtig flot|en stakkels|stakkels|en ensom|et fint|en fin
        """
    ),
    conclusions=words(
        """
        så|derfor|altså|men|dvs|det vil sige|så det bliver|alt i alt|kort sagt|samlet set
        så en|men en|så det er|så jeg giver|så ja|dermed|følgelig
        """
    ),
    tail=words(
        """
        tror jeg|jeg tror|af mig|fra mig|fra os|fra min side|selvfølgelig|helt klart|uden tvivl
        er mit svar|er svaret|er min karakter|er karakteren|bliver det|vil jeg sige|siger jeg
        vil jeg give|giver jeg|får i|får du|får de|får han|får hun|i karakter|på skalaen
        på en skala|på jeres skala|på min skala|med stjerne|med pil op|med kryds og slange|stk
        til jer|til dig|til ham|til hende|til dem|til kundeservice|for servicen|for service
        for hjælpen|for hjælp|for god service|for god hjælp|for indsatsen|for hurtig hjælp
        for venlighed|synes jeg|mener jeg|i dag|denne gang|indtil videre|hele vejen|hver gang|altid
        som altid|som sædvanlig|let|nemt|er fint|er ok|er godt|er passende|mulige|muligt|til sidst
        totalt|samlet set|ingen problemer|ingen klager|på alt|for alt|i hvert fald|tak|er mit valg
        da|nu|passer fint|passer meget godt|herfra|allerede|hidtil
        sammenlagt|tilsammen|til sammen|i alt|alt i alt|på en prik|på prikken|på sekundet
        vil jeg påstå|vil jeg tro|hvis jeg husker rigtigt|så vidt jeg husker|hvis jeg husker ret
        blev det|blev det til|blev det nok til|blev det vist|var det vist|var det nok|var det
        er det blevet til|fra os alle|til jer alle|til damen|til manden|på jer|og ikke mere
        af hele mit hjerte|i min bog|får i af mig|tænker jeg|ifølge min mobil|ifølge min telefon
        ifølge mig|værd
        så som så|sådan cirka|midt imellem
        må det blive|må det vel blive|bliver det vel|bliver det nok|må det være|på en god dag
        og det er pænt|for mit vedkommende|for min del|for os|vil jeg skyde på|er fair
        er rimeligt
        gør ikke noget|er i værd
        kan det blive til|bliver det til|må det blive til|bliver det|er alt hvad i får|må række
        ikke mere|og ikke mere
        ikke mere end det|hverken mere eller mindre|kan jeg give|kan jeg strække mig til|får i af mig|var nok|rakte
        """
    ),
    points=words("point|pointene|karakter|i karakter|score|på skalaen|på en skala|p"),
    stars=words("stjerne|stjerner|stjernerne"),
    top_marks=words(
        """
        topkarakter|topkarakteren|topkarakterer|topkaraktér|højeste karakter|højest mulige
        højeste score|højeste point|fuld plade|fuld pot|fuldt hus
        fuld score|fuld point|fuldt pointtal|maks|max|maksimum|maksimalt|maks point|max point
        makspoint|topscore|top score|topvurdering|topnote|bedste karakter
        alle stjerner|alle stjernerne|alle de stjerner|alle fem stjerner|alle fem|alle point
        alle pointene|alle stjerner i har|fuld skrue|fuld udblæsning|toppen af skalaen
        øverst på skalaen|tolvtal|et tolvtal|et 12-tal|så højt det går
        så højt som muligt|topanmeldelse|fuld valuta
        """
    ),
    nothings=words(
        """
        nada|ingenting|slet ingenting|absolut ingenting|niks|nix|nul og en hat
        niente|nul og nada|ikke noget som helst|en stor fed nul
        """
    ),
    no_times=words(
        """
        ikke én gang|ikke en gang|ikke en eneste gang|ingen gange|aldrig ringet|ikke ringet
        slet ikke ringet|ingen opkald|har aldrig ringet til jer
        """
    )
    | each(
        "ringede|jeg ringede|ringede slet|ringede faktisk|ringede jo",
        "ikke|aldrig|ikke til jer|overhovedet ikke|slet ikke|ikke en eneste gang|ikke engang",
    )
    | each(
        "behøvede ikke|behøvede ikke at|jeg behøvede ikke at|slap for at|jeg slap for at|skulle ikke",
        "ringe|ringe til jer",
    )
    | each(
        "har|jeg har",
        "ikke ringet|aldrig ringet|ikke ringet til jer|aldrig ringet til jer|slet ikke ringet",
    ),
    units=units(
        """
        times: gang|gange|x|stk|opkald|samtaler|henvendelser|forsøg|kontakter|omgange
        years: år|års|årig|år gammel|åring
        months: måned|måneder|mdr|md
        weeks: uge|uger
        days: dag|dage|døgn
        hours: time|timer|t
        minutes: minut|minutter|min
        people: stk|person|personer|styk|mennesker|voksne
        money: kr|kroner|dkk|krone|euro|eur
        percent: procent|pct
        dice: terning|terningkast
        times: stykker|opringninger|gange i alt
        minutes: minutters
        hours: timers
        """
    ),
    unit_questions=units(
        """
        times: hvor mange gange|gange|hvor ofte|antal gange
        years: hvor gammel|hvor gamle|alder|år
        months: måneder
        weeks: uger
        days: dage
        hours: timer
        minutes: minutter
        people: personer|hvor mange er i
        money: kroner|pris|betalte|betaler|koster|kostede
        percent: procent
        dice: terningkast
        """
    ),
    unit_leads=units(
        """
        times: jeg ringede|ringede|har ringet|ringet|jeg har ringet|kontaktede|jeg kontaktede jer
        times: kontaktede jer|prøvede|jeg prøvede|måtte ringe|jeg måtte ringe|det tog
        years: jeg er|er|jeg fyldte|fyldte|alder|min alder er|jeg er fyldt
        months: det tog|tog|i
        weeks: det tog|tog|i
        days: det tog|tog|i
        hours: det tog|tog|i|ventede|jeg ventede
        minutes: det tog|tog|i|ventede|jeg ventede
        people: vi er|vi var|der er
        money: jeg betalte|betalte|jeg betaler|betaler|det koster|koster|det kostede|kostede
        dice: terningkast|jeg giver terningkast
        times: jeg ringede til jer|ringede til jer|vi ringede|der skulle|der skulle til
        times: det krævede|krævede|det må have været|må have været|jeg har nok ringet|jeg talte
        times: talte|tror faktisk det blev til|jeg tror det blev til|det blev til
        times: det blev nok til
        minutes: det var|ventede i|jeg ventede i|vi ventede|vi ventede i|måtte vente
        minutes: jeg måtte vente|sad i kø|sad i kø i|sad i|sad der i|hang i røret|hang i røret i
        minutes: der gik|gik|må have været|det må have været|i kø|i røret
        hours: det var|ventede i|jeg ventede i|vi ventede|vi ventede i|måtte vente
        hours: jeg måtte vente|sad i kø|sad i kø i|sad i|sad der i|hang i røret|hang i røret i
        hours: der gik|gik|må have været|det må have været|i kø|i røret
        """
    ),
    measures=words(
        """
        børn|kunder|kolleger|folk|mænd|kvinder|teknikere|tekniker|fejl|ting|grunde|årsager
        problemer|spørgsmål|abonnementer|abonnement|simkort|sim|telefoner|telefon|mobiler|mobil
        linjer|linje|streger|streg|fakturaer|faktura|regninger|regning|breve|brev|mails|mail
        beskeder|besked|sms|sms'er|enheder|routere|router|sekunder|sekund|sek|g|gb|mb|kb|tb|gig
        mbit|mbps|km|cm|mm|kg|liter|meter|grader|volt|watt|sal|etage|værelse|værelser|lejlighed
        opgang|bus|side|kapitel|kanal|version|model|iphone|galaxy|pixel|ipad|android|windows|tryk
        tast|zone|trin|del|størrelse|million|millioner|mio|milliard|milliarder|tusindvis|hundredvis
        i er|i er nr|i er nummer|du er nr|du er nummer|vi er|jeg er|har|jeg har|der er|de bedste
        de værste|andre|flere|nye|gange om|om ugen|om måneden|om dagen|om året|per|pr|i kø|dækning
        chance|ubesvarede|ubesvaret|ny|ulæste|saldo|pin|kode|reference|ordre|sag|sagsnummer|id|øre
        i timen|top|plads|par|et par|dobbelt|nætter|nat|weekender|hverdage|årtier|biler|bil|hus|vej
        gade|spor|tog|klasse|afdeling
        """
    ),
    dates=words(
        """
        januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december|jan|feb
        mar|apr|jun|jul|aug|sep|sept|okt|nov|dec|mandag|tirsdag|onsdag|torsdag|fredag|lørdag|søndag
        kl|klokken|efter|før|siden|til kl|fra kl|indtil|frem til|senest|tilbage|tilbage kl|ring kl
        ved|i morgen|imorgen|i går|igår|om|i aften|over|på|kvart over|kvart i|halv|fra og med
        mellem|for|dato|åbent|ring til mig|sidste
        """
    ),
    months=numbered(
        """
        1 januar|jan
        2 februar|feb|febr
        3 marts|mar
        4 april|apr
        5 maj
        6 juni|jun
        7 juli|jul
        8 august|aug
        9 september|sep|sept
        10 oktober|okt
        11 november|nov
        12 december|dec
        """
    ),
    announcing=words(
        """
        e-mail|email|mail|e-mail er|mailadresse|e-mailadresse|emailadresse|mailto|min e-mail|min e-mail er
        min email er|min mail er|min mailadresse er|tlf|telefon|telefonnummer|tlfnr|mobil|mobilnummer|nummer
        nr|nummeret er|mit nummer er|mit telefonnummer er|min mobil er|dato|datoen|datoen er|datoen var|den
        d|postnr|postnummer|postnummeret er|mit postnummer er|det|det er|det var|er|brug|dette er
        """
    ),
    denials=words(
        """
        ikke|ikk|ik|nej|uden|undtagen|bortset fra|hverken|langt fra|i stedet for|end|knap|slet ikke
        """
    ),
    nevers=words("aldrig|ingen|intet|ingenting|aldrig igen|aldrig mere|næppe"),
    comparisons=words(
        """
        under|over|mindre|mindre end|end|mere|mere end|mindst|højst|maks|max|maksimum|maksimalt
        minimum|næsten|tæt på|op til|nær|bedre end|dårligere end|værre end|højere|højere end|lavere
        lavere end|større end|eller mere|eller mindre|eller højere|eller lavere|og opefter|og opad
        plus|snart|knap|lidt over|lidt under|lige under|lige over|ikke under|ikke over|for meget
        for mange|flere end|værd
        for sent|for tidligt|forsinket|forsinkede|forsinkelse|over tiden|bagud
        """
    ),
    conditions=words(
        """
        hvis|såfremt|medmindre|om i|når i|når det|så længe|men kun for|kun for|forudsat
        forudsat at|hvis altså|på betingelse af
        """
    ),
    unreal=words(
        """
        blev|burde have været|forudsat|havde|havde givet|havde været|håbede|håber|kommer an på
        kunne have givet|kunne have været|normalt|næste gang|plejer|sidst|sidste gang
        skulle have været|tænkte på at give|var|ville have givet|ville have været|ville være|ønsker
        """
    ),
    corrections=words(
        """
        mener|mente|jeg mente|jeg mener ja|rettelse|nej vent|joker|spøg|for sjov|bare for sjov|pjat
        pjatter|laver sjov|ironi|ironisk|sarkasme|sarkastisk|skrev forkert|forkert|trykkede forkert
        tastede forkert|forkert tal|forkert nummer|slåfejl|tastefejl|glem det|fortrød|fortryder
        ændrer til|ændret til|skal være|skulle være|snarere|hellere|i stedet|not|løgn|blev forkert
        ikke rigtig|eller rettere
        vent nej|vent lidt|det troede du|det troede du lige|troede du lige|det tror du
        den hoppede du på|narrede dig|nej forresten|forresten|stryg det|glem den
        et par stykker til|et par til|nogle til|ved nærmere eftertanke|drøm videre|den var god
        nej undskyld|ha ha nej
        sagde ingen|sagde ingen nogensinde
        har ikke bestemt mig
        """
    ),
    hedges=words(
        """
        måske|muligvis|delvis|delvist|til dels|nogenlunde|sådan da|halvvejs|næsten|både og
        både ja og nej|tja|tjah|nja|njah|lidt|mere eller mindre|usikker|usikkert|ved ikke
        ved det ikke|er usikker|håber|håber det|det håber jeg|kommer an på|det kommer an på
        af og til|nogle gange|midlertidigt|indtil videre|i starten|men|undtagen|bortset fra|hvis
        egentlig|noget|noget af det|til en vis grad|i teorien|angiveligt|mest|det må tiden vise
        må se|uklart|kun|bare|tvivlsomt|vel|på en måde|nå ja|nåja
        så som så|sådan cirka|midt imellem
        ja hvad skal jeg sige|hvad skal jeg sige|ikke besluttet mig
        """
    ),
    non_answers=words(
        """
        ved ikke|ved det ikke|jeg ved ikke|jeg ved det ikke|aner ikke|aner det ikke|ingen anelse
        ingen idé|ingen ide|ingen mening|ingen kommentar|ingen kommentarer|ingen problem
        ingen problemer|intet|intet problem|ingenting|begge|begge to|begge dele|alle|alt|det hele
        hverken|hverken eller|ingen af dem|ingen af delene|ingen særlige|ingen klager|ikke aktuelt
        ikke relevant|har ikke|husker ikke|både og|ja og nej|ja eller nej|ikke sikker|ikke så ringe
        ikke så godt|ikke godt|ikke så dårligt|ikke nu|ingen dækning|vil ikke svare|ikke helt
        ikke så meget|ingen spørgsmål|ingen forskel|intet svar|ingen hjælp|det tror jeg ikke
        tror jeg ikke|tror ikke|det håber jeg
        """
    ),
    opinions=words(
        """
        meget|ret|rigtig|rigtigt|super|ekstremt|utrolig|utroligt|temmelig|lidt|alt for|helt
        virkelig|ganske|mega|skide|mega god|god|godt|gode|bedre|bedst|bedste|fin|fint|fine|flot
        flotte|fremragende|fantastisk|fantastiske|strålende|suveræn|suverænt|top|topper|perfekt
        perfekte|dejlig|dejligt|herlig|herligt|skøn|skønt|glimrende|fortræffelig|udmærket|prima
        kanon|kanongod|supergod|megagod|hyggelig|hyggeligt|venlig|venligt|venlige|høflig|høfligt
        hjælpsom|hjælpsomt|hjælpsomme|imødekommende|serviceminded|sød|søde|sødt|rar|rart|flink
        flinke|kompetent|kompetente|vidende|dygtig|dygtige|professionel|professionelt
        professionelle|hurtig|hurtigt|hurtige|effektiv|effektivt|let|nemt|nem|enkelt|okay|ok
        okay godt|tålmodig|forstående|tydelig|tydeligt|klart|informativt|nyttigt|tilfreds
        meget tilfreds|supertilfreds|utilfreds|glad|taknemmelig|imponeret|skuffet|skuffende|dårlig
        dårligt|dårlige|elendig|elendigt|elendige|håbløs|håbløst|forfærdelig|forfærdeligt|frygtelig
        frygteligt|rædsel|rædselsfuldt|ringe|pinligt|skandale|ubrugelig|ubrugeligt|katastrofe
        langsom|langsomt|sløv|sløvt|sen|sent|lang|langt|lange|kort|for lang|besværlig|besværligt
        svært|svær|kompliceret|rodet|kaos|kaotisk|irriterende|irriteret|frustrerende|frustreret|sur
        vred|uhøflig|uhøfligt|uvenlig|arrogant|useriøst|useriøs|uprofessionelt|inkompetent|dyrt|dyr
        dyre|billigt|stabilt|ustabilt|forvirrende|uklart|værst|værste|værre|middel|middelmådig
        gennemsnitlig|acceptabelt|godkendt|tilfredsstillende|kedeligt|ikke godt|ikke så godt
        ikke dårligt|ikke så dårligt|ikke tilfreds|aldrig igen|aldrig mere|ingen klager
        kan blive bedre|kunne være bedre|plads til forbedring|godt arbejde|godt gået
        ingen problemer|intet at klage over|intet at udsætte|som forventet|alt godt|alt ok
        alt i orden|gnidningsfrit|smertefrit|problemfrit|trygt|seriøst|latterligt|tragisk|trist
        træls|svagt|stærkt|super god|kanon god|sandsynligt|usandsynligt|kunne ikke være bedre
        kan ikke blive bedre|kan ikke klage
        for sent|for tidligt|forsinket|forsinkede|forsinkelse|over tiden|bagud
        forkert afdeling|den forkerte|til den forkerte|forkert person|forkert sted|forkert kø
        forkert regning|forkerte afdeling|den forkerte afdeling
        holder aldrig op|holder jo aldrig op|tager aldrig slut|tager jo aldrig ende|bliver bare ved
        stiger bare|uendelig
        """
    )
    | each(
        "stopper|slutter",
        "aldrig|jo aldrig|jo ikke|bare aldrig|simpelthen aldrig|åbenbart aldrig",
    ),
    stronger=words(
        """
        meget|rigtig|rigtigt|super|ekstremt|utrolig|utroligt|virkelig|helt|ret|ganske|mega|særdeles
        yderst
        """
    ),
    topics=words(
        """
        service|servicen|kundeservice|kundeservicen|hjælp|hjælpen|support|supporten|betjening
        betjeningen|behandling|behandlingen|opfølgning|medarbejder|medarbejderen|medarbejdere
        personale|personalet|dame|damen|mand|manden|fyr|fyren|pige|pigen|person|personen|oplevelse
        oplevelsen|arbejde|arbejdet|job|firma|selskab|produkt|produktet|rådgivning|råd
        kommunikation|information|informationen|info|svar|svaret|svartid|ventetid|ventetiden
        samtale|samtalen|snak|snakken|løsning|løsningen|forklaring|vejledning|dialog|chat|chatten
        app|appen|mine
        drengen|ham i telefonen|hende i telefonen|montøren|teknikeren|chaufføren|lægen|vvs'eren
        butikken|receptionen|ham der|hende der|han der|hun der
        """
    ),
    openers=words(
        """
        men|fordi|da|siden|selvom|så|og|jeg|du|de|han|hun|vi|det|den|dette|denne|disse|alt|alle
        ingen|intet|nogen|min|mit|mine|jeres|deres|hans|hendes|måtte|ventede|ventet|fik|tog|blev
        var|har|havde|gik|løst|løste|ordnet|ordnede|fikset|fiksede|hjalp|svarede|forklarede|lyttede
        forstod|talte|snakkede|prøvede|brugte|mistede|betalte|lovede|kunne|burde|skulle|vil|ville
        kan|skal|bør|meget|ganske|alt for|lidt|savner|ønsker|mangler|håber|kan lide|kunne lide
        elsker|hader|virker|virkede|fungerer|fungerede|manglede|hvorfor|hvad|hvordan|hvornår|hvor
        takket være|pga|på grund af|trods|desuden|derfor|ellers|først|endelig|til sidst|især
        anbefaler|anbefales|synd|synes|ikke tilfreds|ikke godt|aldrig|aldrig igen|ingen klager
        ingen hjælp|stadig|bliv ved|fortsæt|bare|kun|i er|du er|vi er|jeg er|jeg har|i har|de er
        hun er|han er
        for han|for hun|for de|for det|for jeg|for vi|for i|for du|før|inden|og så|indtil
        til jeg|til der|trist at|hang|sad|stod|kom|med en|med et|med den|på en|på et|i en|i kø
        derefter|bagefter|men så|mens|fra|nåede|imens|hørte
        fik ikke rigtig|fik ikke rigtigt|fik ikke|jeg fik ikke|fik aldrig|fik først|jeg fik aldrig
        havde ikke|kunne ikke
        """
    )
    | each(
        "fordi|da|eftersom|for|idet|siden|fordi at|selvom|selv om|når",
        "jeg|det|i|de|hun|han|den|vi|servicen|prisen|man|ventetiden|damen|manden|hjælpen",
    ),
    by_words=words("fra|af|hos|med|takket være"),
    yes_words=words(
        """
        ja|j|jo|jep|jeps|jepper|jada|joda|jaja|ja tak|ja da|jo da|ja ja|javist|ja vist|jamen ja
        absolut|selvfølgelig|naturligvis|helt klart|helt sikkert|det stemmer|korrekt|ja det var det
        ja det gjorde jeg|ja det gjorde det|ja det blev det|ja selvfølgelig|uden tvivl|yes|yess|yep
        sandt|ja tror jeg|jaa|ja tak for hjælpen|ja mange tak|ja tusind tak
        ja absolut|ja bestemt|ja helt sikkert|det gjorde det|det blev det|det er det
        ja heldigvis|heldigvis ja|ja gudskelov|ja det blev løst|ja det løste sig|det løste sig
        ja det ordnede sig|det ordnede sig|alt i orden|ja alt i orden|bestemt|klart ja|jo tak
        ja så absolut|så absolut
        jeps|jamen ja|ja for pokker|ja for søren|ja bestemt|det kan du bande på|sandelig|ja sandelig
        jatak|ja det blev det|det blev det|ih ja|åh ja|et klart ja|et stort ja
        et rungende ja|jo det blev det|jo da|joh det blev det|ja gudskelov|ja heldigvis blev det det
        ja det gjorde det|det gjorde det
        """
    ),
    no_words=words(
        """
        nej|nej tak|nejda|nej da|næ|næh|nix|niks|nope|nej nej|slet ikke|overhovedet ikke
        absolut ikke|bestemt ikke|desværre ikke|desværre nej|aldrig|nej det var det ikke
        nej det gjorde jeg ikke|nej det gjorde det ikke|det gjorde det ikke|nej det blev det ikke
        det blev det ikke|på ingen måde|naturligvis ikke|selvfølgelig ikke|definitivt ikke
        ikke løst|nej slet ikke|nej ikke|langt fra
        ikke i nærheden|langt derfra|nej overhovedet ikke|stadig ikke
        nej stadig ikke|ikke på nogen måde|nej det løste sig ikke|det løste sig ikke
        det ordnede sig ikke|næppe|nej absolut ikke|nej bestemt ikke|intet blev løst
        nixen|nul og niks|næ du|nej du|næh du|næ nej|ikke spor|ikke det mindste|ingenlunde
        niks pille|niks du|nej og atter nej|ikke en skid|ikke en dyt|nej for pokker
        nej for søren|nej for fanden|ikke tale om|det kan du tro nej|kan du tro nej|et klart nej
        et rungende nej|et stort nej|nej det gjorde det ikke|nej det blev det ikke|det blev det ikke
        blev det ikke|nej ikke en skid|nej ikke spor|næ det blev det ikke|i hvert fald ikke
        ikke på nogen måde|så langt fra
        """
    ),
    yes_no_openers=words(
        """
        efter|fordi|takket være|til sidst|endelig|meget|hurtigt|med det samme|super|godt|og|rigtig
        straks|men det tog tid|men det tog lang tid|men tog tid|i første forsøg|i andet forsøg
        det var bare|var bare|det var kun|det viste sig|viste sig|teknikeren|montøren|han kom
        hun kom|de kom|en tekniker|fyren|damen|det var en|siden i går|i dag|i går|min|nu kan
        nu kan jeg|og nu
        """
    ),
    echoes=words(
        """
        det|den|er|var|har|havde|gjorde|fik|blev|blevet|jeg|du|de|vi|han|hun|min|mit|problemet
        mit problem|sagen|alt|løst|ordnet|fikset|i orden|klaret|ok|okay|godt|fint|nu|da|tak|helt
        fuldstændig|fuldstændigt|med det samme|til sidst|i dag|i går|allerede|af|mig|os|sig|så
        meget|og|virker|fungerer|gør|her|der|gik|hurtigt|desværre|jer
        """
    ),
    settled=words(
        """
        løst|ordnet|fikset|i orden|klaret|virker|fungerer|ok nu|godt nu|virker nu
        kører igen|virker igen|fungerer igen|oppe igen|oppe at køre|på plads|repareret
        lavet|virker fint|fungerer fint|kører fint|varmt igen|tæt igen|alt i orden|som det skal
        som smurt
        fiksede det|ordnede det|løste det|fik det til at virke|fik styr på det|klarede det
        klarede
        kører nu|går fint|går nu
        """
    ),
    unsettled=words(
        """
        stadig|stadigvæk|fortsat|endnu|kom tilbage|tilbage igen|igen|skete igen|har brug for hjælp
        jeg har brug for hjælp|samme problem|samme fejl
        hele tiden|hver dag|ikke bedre|værre|samme som før|som før|på ny|drypper|lækker
        er tilbage|tilbage|venter stadig|venter endnu|ingen kom|uændret|dukkede op igen
        holdt op med at virke|gik i stykker igen|gik ned igen|døde igen|stoppede igen
        holder op med at virke|falder ud|ryger ud|driller|driller stadig|stoppede med at virke
        """
    ),
    sign_offs=words(
        """
        mvh|hilsen|venlig hilsen|med venlig hilsen|med venlige hilsner|venlige hilsner|hilsner
        de bedste hilsner|bedste hilsner|vh|kh|kærlig hilsen|sendt fra|sendt fra min|tlf|telefon
        mobil|mob|hent outlook|få outlook|hilsen fra|dbh
        venligst|mange hilsner
        """
    ),
    before_lines=words("mms|sms|intet emne|emne|uden emne|sv|re|fw|vs|svar|svar på"),
    label_endings=words("en|et|n|t|ne|ene|er|e|r|s|erne"),
    little_words=words(
        """
        og|i|jeg|det|at|en|et|den|til|er|som|på|de|med|han|af|ikke|der|så|var|mig|sig|men|har|om|vi
        min|mit|havde|hun|nu|over|da|ved|fra|du|ud|sin|dem|os|op|man|kan|hans|hvor|eller|hvad|skal
        selv|her|alle|vil|blive|blev|blevet|kunne|ind|når|være|kom|noget|nogle|nogen|ville|jer
        jeres|deres|kun|ja|nej|efter|ned|skulle|denne|for|dig|sine|sit|mod|meget|hvorfor|dette
        disse|uden|hvordan|ingen|din|dit|bliver|samme|hvilken|hvilke|sådan|mellem|vores|hver|hvem
        hvis|både|bare|end|fordi|før|mange|også|været|begge|siden|hendes|aldrig|altid|god|godt|gode
        dag|dage|tak|hej|helt|alt|hele|jo|får|giver|går|tager|siger|ser|ny|nye|stor|store|lang
        lange|lidt|mere|mest|første|sidste|hos|mens|slut
        sagde|sagt|sa
        """
    ),
    false_friends=words(
        """
        sex|ni er|man|fast|gift|elf|an|do|sin|noe|tie|ei|nie|nine|hei|nu|ne|end|kuu|oi|der|rum|at
        art|vier|null|die|alle|no|for|ad|kan
        """
    ),
    help_words=words("hjælp"),
    skip_words=words(
        """
        spring over|spring spørgsmålet over|springer over|skip|pas|næste spørgsmål
        jeg springer over
        """
    ),
    repeat_words=words("gentag|gentag spørgsmålet|gentag tak|sig igen|hvad var spørgsmålet"),
    stop_words=words(
        """
        kontakt mig aldrig|kontakt mig aldrig igen|kontakt mig ikke|kontakt mig ikke igen
        kontakt mig ikke mere|skriv ikke til mig|jeg vil ikke kontaktes|vil ikke kontaktes|stop
        stopp|stop all|stopall|unsubscribe|afmeld|afmeld mig|frameld|frameld mig|afmelding
        framelding|slet mig|fjern mig|meld mig fra|meld mig ud|stop nu|stop beskeder|stop sms
        stop alt|jeg vil afmeldes|jeg vil afmelde mig|vil gerne afmeldes|jeg ønsker at afmelde mig
        stop stop|cancel|quit
        """
    ),
    stop_verbs=words(
        """
        stop|stop med at sende|stop med at skrive til|stop med at kontakte|stop med at spamme
        stop med at sms'e|stop med at smse|send ikke|send aldrig|kontakt ikke|kontakt aldrig
        kontakt mig aldrig|skriv ikke til|slet|fjern|vil ikke have|vil ikke modtage
        vil ikke kontaktes|ønsker ikke|ønsker ikke at få|ønsker ikke at modtage|ingen flere
        ikke flere|ikke mere|lad være med at sende|lad være med at kontakte
        lad være med at skrive til|afmeld|frameld|gider ikke have
        lade være med at sende|lad være med at sende mig|lade være med at sende mig
        hold op med at sende|holde op med at sende|holde op med at sende mig
        hold op med at sende mig|lad være at sende
        """
    )
    | each(
        "stop med at|stop|stop at|lad være med at|lade være med at|lad være at|lade være at"
        "|hold op med at"
        "|holde op med at|hold op at|undlad at|undlade at|undgå at|drop at|i skal ikke|i må ikke"
        "|i behøver ikke|i behøver ikke at|i kan godt stoppe med at|stoppe med at"
        "|vil ikke have at i"
        "|jeg vil ikke have i|jeg vil ikke have at i|vil ikke have i|ønsker ikke at i"
        "|kan i stoppe med at|kan i holde op med at|kan i lade være med at|lad vær med at"
        "|la vær med at",
        "sende|sende mig|sender|sender mig|sms'e|smse|sms'er|kontakte|kontakter|skrive til"
        "|skriver til"
        "|spamme|skrive|texte|tekste|beskede|genere mig med|forstyrre mig med|plage mig med"
        "|sende sms til",
    )
    | each(
        "send|send mig|skriv|skriv til|kontakt|sms|sms'|ring og skriv til|spam|tekst",
        "ikke|aldrig|ikke flere|ikke mere|aldrig mere|ingen|ingen flere|ikke længere|venligst ikke",
    )
    | each(
        "vil ikke|vil jeg ikke|gider jeg ikke|ønsker jeg ikke|orker jeg ikke|vil jeg ikke længere"
        "|vil ikke længere|ønsker ikke|ønsker ikke længere|gider ikke|gider ikke længere"
        "|orker ikke"
        "|vil helst ikke|vil aldrig|behøver ikke|er ikke interesseret i at|har ikke lyst til at"
        "|skal ikke"
        "|vil gerne undgå at|gider simpelthen ikke|vil gerne være fri for at|samtykker ikke til at",
        "have|ha|få|at få|at have|modtage|at modtage|have flere|kontaktes via|kontaktes på"
        "|have tilsendt"
        "|kontaktes med|have nogen|have noget|blive kontaktet på|blive kontaktet via|bede om",
    )
    | words(
        """
        vil gerne være fri for|vil gerne fri for|fri mig for|vil slippe for|vil gerne slippe for
        gerne slippe for|nej tak til|siger nej tak til|takker nej til|gider ikke|gider jeg ikke
        orker jeg ikke|gider jeg ikke flere|gider ikke flere
        orker ikke|orker ikke flere|er ikke interesseret i|har ikke lyst til|frabeder mig
        jeg frabeder mig|afmeld mig|afmeld mig fra|afmeld mig af|frameld mig fra|meld mig fra
        meld mig af|meld mig ud af|slet mig fra|fjern mig fra|tag mig af|tag mig ud af
        tag mig væk fra
        stryg mig fra|slet mig af|fjern mig af|stop udsendelse af|stop med|hold op med|ikke flere af
        ikke mere af|ingen flere af|skriv ikke til|skriv aldrig til|afslut
        """
    ),
    stop_objects=words(
        """
        mig|mig aldrig|beskeder|besked|sms|sms'er|smser|sms'erne|sms-beskeder|flere|flere beskeder
        flere sms'er|flere sms|disse|disse beskeder|disse sms'er|den slags beskeder
        sådanne beskeder|undersøgelser|undersøgelse|spørgeskemaer|spørgeskema|flere undersøgelser
        mit nummer|mit telefonnummer|dette nummer|nummeret|spam|fra jer|kontakt|jeres beskeder
        jeres sms'er|mine oplysninger|mit navn|mig beskeder
        mig sms|mig sms'er|mig smser|mig flere sms'er|mig flere beskeder
        """
    )
    | each(
        "flere|flere af|nogen|nogen flere|disse|de|de her|de der|den slags|sådanne|sådan nogle|alle"
        "|alle disse|alle de her|jeres|mere|flere af de|flere af de her|flere af disse"
        "|flere af jeres"
        "|mig flere|mig flere af|mig flere af de her|mig de her|mig disse|mig jeres|mig nogen"
        "|mig mere"
        "|mig den slags|sådan nogen|flere af den slags|dumme|flere dumme|flere sådan nogle"
        "|flere sådanne",
        "sms|sms'er|smser|sms-er|sms'erne|sms'er'e|smserne|sms'erne|beskeder|beskederne"
        "|tekstbeskeder"
        "|undersøgelser|undersøgelserne|spørgeskemaer|sms-beskeder|henvendelser|meddelelser"
        "|sms-undersøgelser|tekster",
    )
    | words(
        """
        dette|det her|den her slags|listen|jeres liste|jeres lister|listerne|registret|den liste
        jeres system|jeres register|tekstbeskeder|smserne|henvendelser|meddelelser|mig tekstbeskeder
        mig noget|mig mere|mig flere|mig det her|sådan noget|mig sådan noget|flere af dem|den slags
        sms til mig|en sms|mig en sms|flere af den slags|mig undersøgelser|den her liste|denne liste
        """
    ),
    stop_around=words(
        """
        tak|venligst|nu|straks|med det samme|hej|fra listen|fra jeres liste|fra jeres lister
        fra listerne|fra registret|fra systemet|af listen|til mig|til dette nummer|på sms|længere
        igen|mere|og|jeg|vi|vil i|i|kan i|gerne|fra jer|bare|så|ok|please|for altid
        jeg vil have at i|jeg ønsker at i|vær venlig at|vær søde at|vær sød at|flere
        fra dette|fra disse|omgående|permanent|vær så venlig
        vil i godt|vil i venligst|kan i venligst|gider i|vil i være søde at
        """
    )
    | words(
        """
        fremover|fremadrettet|i fremtiden|i fremtid|fra nu af|herefter|nogensinde|nogensinde igen
        overhovedet|hurtigst muligt|på mobilen|på telefonen|til min mobil|til min telefon|på sms'er
        via sms|per sms|pr sms|med sms|med sms'er|med beskeder|med de her|til det her nummer
        på det her nummer|på dette nummer|fra jer længere|men|mange tak|tusind tak|på forhånd tak
        goddag|god dag|hej med jer|hallo|vær så venlige at|vær så venlig at|vær så søde at
        vær så sød at|vær venlig og|vil i være rare at|vil i være venlige at|vil i være sød at
        vil i ikke nok|vil i nok|kan i ikke godt|kan i godt|kunne i|kunne i være søde at|kan i ikke
        være søde at|er i søde at|jeg vil gerne bede jer|må jeg bede jer|må jeg bede jer om at
        jeg beder jer|jeg vil gerne have|at|simpelthen|altså|virkelig|for good|en gang for alle
        aldrig
        for guds skyld|for fanden|for pokker|fra alle lister|fra den her liste|fra denne liste
        fra alt|fra det her|nu tak|allerede|os|til os|jeg vil|jeg ønsker|lige|venligst at|ikk|ik
        """
    ),
    stop_reasons=words(
        """
        forkert nummer|forkert person|i har forkert nummer|i har det forkerte nummer
        du har forkert nummer
        jeg er ikke kunde|er ikke kunde|ikke kunde|jeg er ikke kunde hos jer|er ikke kunde hos jer
        er ikke kunde længere|jeg er ikke længere kunde|er ikke længere kunde
        jeg er ikke kunde længere
        ikke interesseret|jeg er ikke interesseret|er ikke interesseret|lad mig være
        lad mig være i fred
        lad mig nu være i fred|lad mig nu være|lad mig være i fred nu|giv mig fred|jeg har fået nok
        har fået nok|fået nok|nu er det nok|det er nok|det er nok nu|nok er nok|nok nu|det er spam
        dette er spam|spam|irriterende|belastende|jeg kender jer ikke|har ikke tid|jeg har ikke tid
        jeg har sagt det før|jeg er flyttet|stop|stop nu|afmeld|stop det
        """
    ),
    reaction_openings=(
        "syntes godt om",
        "synes godt om",
        "likede",
        "kunne lide",
        "elskede",
        "elsker",
        "syntes ikke om",
        "kunne ikke lide",
        "lo ad",
        "lo af",
        "grinede ad",
        "grinede af",
        "fremhævede",
        "satte spørgsmålstegn ved",
        "fjernede et hjerte fra",
        "reagerede * på",
        "reagerede med * på",
        "* på",
        "fjernede * fra",
        "fjernede en tommel op fra",
    ),
    autoresponder_openings=(
        "autosvar",
        "automatisk svar",
        "automatisk besked",
        "dette er et automatisk",
        "dette er en automatisk",
        "fraværsbesked",
        "jeg er ikke på kontoret",
        "jeg er i møde",
    ),
    busy_openings=(
        "jeg er på ferie",
        "jeg holder ferie",
        "jeg kører",
        "jeg sidder i møde",
        "tak for din besked",
        "vi har modtaget",
    ),
    autoresponder_marks=words(
        """
        tilbage|til og med|frem til|indtil|ferie|kører|lige nu|ringer dig|ringer tilbage
        vender tilbage|svarer hurtigst|så snart|senere|møde|fraværende|orlov|kan ikke svare|kontakt
        hastesager|begrænset
        """
    ),
)
