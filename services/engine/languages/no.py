"""Norwegian, bokmål and nynorsk, as customers write it."""

from services.engine.languages.number_words import number_words
from services.engine.languages.pack import LanguagePack, each, numbered, units, words

_NUMBERS = {
    0: "null|nuller|nullar|null og niks|null og nix|zero|nulltall",
    1: "en|ett|én|éin|ein|eitt|ei|éi|éitt|et|ener|einer|enar|einar|ettall|eittal|ettallet",
    2: "to|toer|toar|tvo|totall|tvau",
    3: "tre|tri|treer|trear|treér|tretall|tretal",
    4: "fire|firer|firar|firtall|firetall|firtal",
    5: "fem|femmer|femmar|fæm|femtall|femtal",
    6: "seks|sekser|seksar|sekstall|sekstal|halvt dusin|et halvt dusin|eit halvt dusin|ett halvt dusin|halvdusin",
    7: "syv|sju|syver|sjuer|sjuar|sjau|sjutall|syvtall|sjutal",
    8: "åtte|åtter|åttar|otte|åttetall|åttetal|åttatal",
    9: "ni|nier|niar|nitall|nital",
    10: "ti|tier|tiar|titall|tital",
    11: "elleve|elve",
    12: "tolv|dusin|et dusin|ett dusin|eit dusin|et helt dusin",
    13: "tretten",
    14: "fjorten",
    15: "femten",
    16: "seksten",
    17: "sytten",
    18: "atten",
    19: "nitten",
    20: "tjue|tyve|tjuge",
    30: "tretti|tredve",
    40: "førti|førr",
    50: "femti",
    60: "seksti",
    70: "sytti",
    80: "åtti",
    90: "nitti",
    24: "to dusin",
    100: "hundre|ett hundre|et hundre|en hundre|hundrede",
    1000: "tusen|ett tusen|et tusen|en tusen",
}

NORWEGIAN = LanguagePack(
    code="no",
    names=words("norsk|norwegian|bokmål|nynorsk|på norsk|norsk takk"),
    number_words=number_words(
        _NUMBERS,
        joined=("{ten}{unit}", "{ten} {unit}", "{ten}-{unit}", "{unit}og{ten}", "{unit} og {ten}"),
    ),
    articles=words("en|ett|ein|eitt|ei|et|i|éi"),
    definite_articles=words("den|det|de"),
    occasions=numbered(
        """
        1 én gang|en gang|ein gong|éin gong|ett forsøk|bare en gang|kun en gang
        1 bare én gang|en eneste gang|én eneste gang|en enkelt gang|bare den ene gangen
        1 berre ein gong
        0 ikke en eneste gang|ikke én gang|null ganger
        """
    ),
    spans=numbered(
        """
        15 et kvarter|ett kvarter|eit kvarter|kvarter|kvarters tid|et kvarters tid
        30 en halvtime|halvtime|en halv time|halv time|ein halvtime|ein halv time|halvtimen
        30 halvtimes tid|en halvtimes tid
        45 tre kvarter|trekvarter|tre kvarters tid
        60 en time|én time|ein time|en hel time|en times tid|en heil time
        75 fem kvarter
        90 halvannen time|halvannan time|en og en halv time|en og halv time|en time og en halv
        90 halvannen times tid
        150 to og en halv time|to og en halv timer|to og halv time
        """
    ),
    ordinals=numbered(
        """
        1 første|den første|det første|fyrste|den fyrste|det fyrste|første alternativ|øverste
        1 den øverste|førstnevnte
        2 andre|den andre|det andre|andre alternativ|nummer to|den i midten
        3 tredje|den tredje|det tredje|tredje alternativ
        4 fjerde|den fjerde|det fjerde|fjerde alternativ
        5 femte|den femte|det femte|femte alternativ
        6 sjette|den sjette|det sjette
        -1 siste|den siste|det siste|sist|siste alternativ|sistnevnte
        """
    ),
    number_endings=words("er|ar|eren|ern|ere|tal|tallet"),
    half_words=words("halv|halvt|halve|halvannen|halvanna|kvart"),
    minus_words=words("minus"),
    and_words=words(
        """
        og|samt|pluss|å|også|samt også|og også|sammen med|pluss også|i tillegg|så|deretter
        dessuten
        """
    ),
    or_words=words("eller|til|eventuelt|kontra|evt"),
    of_words=words("av|ut av|av totalt|utav|av maks|av maksimalt|av mulige|ta"),
    number_marks=words("nr|nummer|no|tall|tallet|num"),
    option_marks=words(
        """
        alternativ|alternativet|alt|svaralternativ|svar|valg|valget|mitt valg|mitt valg er|punkt
        svar nr|svar nummer|alternativ nr|alternativ nummer|jeg velger|velger|eg vel|vel|velg
        jeg vil velge|jeg valgte|jeg stemmer på|stemmer på|jeg går for|går for|det|det må bli
        det blir|det er|bare|kun|mest|hovedsakelig|først og fremst|helst|spesielt|særlig|noe|litt
        definitivt|jeg synes|jeg mener|jeg tror|jeg vil si|vil si|jeg sier|jeg velger nr
        jeg velger nummer|jeg velger alternativ|kanskje mest|stort sett|for meg|for meg er det|den
        svaret er|svaret mitt er|mitt svar er|jeg ønsker|vi velger|tar|jeg tar|da tar jeg|eg tek
        bedre|kortere|mer|raskere|primært|i hovedsak|mest av alt|alternativene
        og|også
        """
    ),
    around=words(
        """
        hei|hallo|halla|heisann|hei hei|heihei|hei på deg|hei på dere|dere|god dag|goddag
        god morgen|god kveld|god ettermiddag|god formiddag|morn|morna|hei igjen|kjære|kjære dere|ok
        okei|okey|oki|okay|javel|jo|ja|jepp|japp|jada|joda|jau|jaja|ja da|da|så|nå|altså|takk
        tusen takk|takker|takk skal du ha|takk skal dere ha|mange takk|takk for hjelpen
        takk for hjelp|takk for det|takk for meg|takk for god hjelp|takk for god service
        takk for service|takk for servicen|takk for at du spør|takk for at dere spør
        tusen takk for hjelpen|takk for alt|takk igjen|takk for super hjelp|takk for bra hjelp
        takk for flott hjelp|takk for rask hjelp|takk for raskt svar|takk for praten
        takk for samtalen|takk skal dokker ha|takk for hjelpa|tusen takk for hjelpa
        takk for fin hjelp|takk for god hjelp og service|mvh da|vennligst|vær så snill|værsågod
        vær så god|vær snill|kanskje|kanskje en|muligens|trolig|sannsynligvis|antakelig|sikkert|nok
        vel|visst|jeg tror|trur eg|eg trur|tror jeg|jeg antar|antar jeg|jeg vil tro|vil jeg tro
        synes jeg|syns jeg|jeg synes|jeg syns|eg synest|synest eg|jeg føler|føler jeg|tipper jeg
        jeg tipper|mener jeg|jeg mener|etter min mening|etter mi meining|for min del|for mi del
        fra meg|fra oss|fra min side|helt|helt klart|klart|så klart|såklart|selvfølgelig|sjølvsagt
        selvsagt|sjølsagt|absolutt|definitivt|uten tvil|uten tvil en|utvilsomt|ubetinget|garantert
        helt sikkert|helt ærlig|ærlig talt|egentlig|faktisk|virkelig|alt i alt|totalt|totalt sett
        samlet|samlet sett|stort sett|generelt|i det store og hele|overall|i snitt|gjennomsnittlig
        eh|ehh|øh|øhm|ehm|hm|hmm|hmmm|mm|tja|tjaa|tjo|åh|å|oi|oj|ops|oops|ojsann|hehe|haha|hihi
        hahaha|lol|beklager|sorry|unnskyld|orsak|dessverre|desverre|heldigvis|gjerne|bare|kun
        rett og slett|ha en fin dag|ha en god dag|ha en flott dag|ha en super dag
        ha en fortsatt fin dag|fin dag videre|ha en fin kveld|ha en god kveld|ha en god helg
        god helg|ha en fin helg|ha det|ha det bra|hadet|hade|god jul|godt nyttår|god påske
        god sommer|lykke til|ha det fint|ha en riktig god dag|ha ein fin dag|ha ein god dag
        ha ei fin helg|kos deg|kos dere|god dag videre|vi snakkes|snakkes|bare hyggelig|i lige måte
        venn|venner|folkens|kjempefint|tenker jeg|jeg tenker|helt enkelt|som vanlig|som alltid
        rett fra levra|spør du meg|det er det|ferdig|punktum|slutt på visa|her|her er svaret
        her kommer svaret|velkommen|med glede|klem|klem fra|stor klem|kjempebra jobba|jobb på
        stå på|takk takk|ikke sant|beklager sent svar|beklager seint svar|beklager for sent svar
        unnskyld sent svar|sorry sent svar
        æsj|uff|uff da|huff|pff|jæja|nåja|nja|jaer|tjah|hei dere|heia|god formiddag da
        gudskjelov|takk og lov|takk gud|heldigvis da|ingen spøk|ikke kødd|uten tull|seriøst
        på ekte|ærlig snakka|for å være ærlig|skal jeg være ærlig|hvis jeg skal være ærlig
        sant å si|sant skal sies|uten å nøle|uten å blunke|uten å tvile|la meg se|la meg tenke
        skal vi se|få se|diverre|sånn er det|og det var det|takk dere|tusen takk skal dere ha
        takk for alt sammen|takk for at dere bryr dere|ha en knallfin dag|lykke til videre
        heldig|som sagt|rett skal være rett|når sant skal sies|alt tatt i betraktning
        egentlig bare|tross alt|likevel|iallfall|i hvert fall|hvert fall|i alle fall
        midt på|midt i|midt imellom|midt på treet|gitt|dere da|så klart det|nyt|uansett
        """
    ),
    rating=words(
        """
        gir|jeg gir|eg gir|eg gjev|gjev|gi|gjer|æ gir|æ gjer|e gir|jæ gir|jei gir|vi gir|gir dere
        gir deg|gir det|gir den|gir han|gir henne|gir dem|gir han en|gir ho|gir servicen
        gir hjelpen|gir kundeservice|gir kundeservicen|gir dokker|gir dykk|gjev dykk|gir samtalen
        gir medarbeideren|gir jeg|gir eg|vil gi|jeg vil gi|eg vil gje|eg vil gi|kan gi|jeg kan gi
        skal gi|får|dere får|de får|du får|han får|hun får|servicen får|dokker får|dykk får
        dere skal få|dere skal ha|det får|den får|får dere|får du|hjelpen får|kundeservice får
        kundeservicen får|fortjener|dere fortjener|fortjener en|sier|jeg sier|eg seier|seier
        eg seie|seie|si|æ si|æ sei|sei|e si|e sei|vi sier|vil si|jeg vil si|eg vil seie|eg vil si
        må si|jeg må si|jeg må nok si|skal vi si|la oss si|skal si|jeg ville sagt|ville sagt
        jeg ville gitt|ville gitt|jeg ville gi|jeg ville si|vil nok si|jeg vil nok si
        jeg vil nok gi|vil nok gi|karakter|karakteren|karakteren er|karakteren blir|min karakter
        min karakter er|karakteren min er|svar|svaret|svaret er|svaret mitt|svaret mitt er
        mitt svar|mitt svar er|mitt svar blir|svaret blir|svarer|jeg svarer|eg svarar|jeg velger
        eg vel|jeg går for|går for|lander på|jeg lander på|ender på|jeg ender på|stemmer|stemmer på
        score|scoren er|min score|skår|skåre|jeg scorer|vurdering|vurderingen|min vurdering
        min vurdering er|vurderer|jeg vurderer|jeg vurderer det til|vurderer det til|rating
        tilfredshet|poengsum|poengsummen er|det blir|da blir det
        så det blir|det må bli|må bli|jeg rater|jeg setter|setter|jeg ga|tilbakemelding|resultat
        fornøydhet|kundetilfredshet|nps|anbefaler|skala|på skalaen|sett|sett meg på|hjelpen var en
        vi lander på|helhetsinntrykk|totalinntrykk|helhetsinntrykket|jeg ligger på|ligger på
        jeg ville nok gitt|ville nok gitt|jeg ville nok gi|jeg ville nok sagt|jeg ville sagt en
        eg ville gitt|eg ville sagt|jeg stemmer|min stemme er
        æ må si|eg må nok sei|må nok si|må nok sei|eg må sei|jeg må bare si|må jo bli
        det må jo bli|det får bli|får bli|da får det bli|lar det bli|jeg lander nok på
        lander nok på|da lander jeg på|vi går for|jeg klinker til med|klinker til med
        slår til med|jeg slår til med|fyrer av|skriver|jeg skriver|noterer|sett en
        dere skal ha en|dere får en|dokker får en|får en|gir dere en|gir en|æ gir en
        jeg gir dere|kan bare gi|jeg kan bare gi|det står til|holder en knapp på|jeg sier nok
        blir nok|det blir nok|blir vel|det blir vel|kan vel si|jeg vil påstå|tar vi|la meg si
        ble vel bare|ble vel|blir bare
        det blir bare|det blir bare en|det blir kun|vil tippe|jeg vil tippe|tipper på|vil anslå
        anslår
        tallet blir|tallet er|tallet mitt er
        eg held på|eg landar på|eg lander på|eg gjev dokker|æ vil si|æ sier|æ tenke
        jeg ville nå sagt|jeg tror jeg sier
        jeg tror jeg går for|vi sier vel|eg ville nok sagt|eg trur eg seier|eg trur eg gir
        jeg tror jeg gir|jeg drar til med
        drar til med|da sier jeg|da seier eg|då seier eg|så seier eg|eg vil nok seie|eg må seie
        eg får seie|jeg får si
        jeg får gi|eg får gi|det blir ein|det blir en|så blir det en|det vart ein|sier vi
        """
    ),
    lead=words(
        """
        jeg|eg|æ|e|æg|jæ|jei|vi|en|ei|et|ein|eit|det er|er|det e|d e|d er|det er en|de e|e en
        er det|ca|cirka|omtrent|rundt|rundt en|omkring|sånn ca|sånn cirka|sånn omtrent|sånn rundt
        circa|omlag|om lag|rundt regnet|en klar|klar|ein klar|en sterk|sterk|ein sterk|en svak|svak
        ein svak|en god|ein god|en solid|solid|ein solid|en stor|stor|stort|en fet|fet|en feit|feit
        soleklar|en soleklar|rungende|en rungende|ren|en ren|rein|full|fullt|en knapp|knapp
        en liten|knallsterk|en knallsterk|litt svak|stødig|en stødig|trygg|en trygg|enkel|en enkel
        flott|hel|en hel|definitivt en|absolutt en|helt klart en|uten tvil en|blir|blir det|blir en
        det blir en|må være|må vere|det må være|det må være en|må være en|må bli en|skal være
        for servicen|for hjelpen|for service|for hjelp|omtrent en|ca en|totalt en|jevn|en jevn
        en glatt|glatt|da|så|akkurat|nøyaktig|likevel en|fortsatt en|alltid en|en fin|fin|en pen
        pen|det var en|det var ein|det vart en|deg|dere|dem|dette|henne|ham|dykk|dokker|det en
        dette en|deg en|dere en
        ble|ble det|det ble|blei|blei det|det blei|vart|vart det|ble visst|det ble visst|ble nok
        det ble nok|må nok bli|må vel bli|knallgod|en knallgod|soleklar og solid|drøy|bunnsolid
        en bunnsolid|sterk og god|en real|real|kjempegod|velfortjent|en velfortjent|hederlig
        en hederlig|grei|en grei|ærlig|en ærlig|bare en|kun en|så vidt en|nok en|enda en|blank
        en blank|krystallklar|en krystallklar|et rungende|et klart|et solid|et sterkt
        en skarve|skarve|en stakkars|ei stakkars|ein stakkars|stakkars|en ussel|ein ussel|en sølle|ei sølle
        en enslig|ei enslig|en enkelt|ein enkelt|ei enkelt|ei lita|ein liten|en bitteliten|en fattig
        ein fattig|ei fattig
        en rund|en stensikker|stensikker|en bankers|bankers|en gedigen|gedigen|skikkelig
        en skikkelig|en blankpolert
        enkelt liten|enkel liten|lita|liten stakkars|lita stakkars|en soleklar og fin|ein soleklar
        ein rungande|rungande
        ein stødig|ein real|ein grei|ein trygg
        """
    ),
    conclusions=words(
        """
        så|derfor|dermed|men|altså|så det blir|så da blir det|dvs|det vil si|alt i alt
        totalt sett|kort sagt
        så en|så det er|men en|så jeg gir|så da|så ja|følgelig|slik at det blir|så dermed
        """
    ),
    tail=words(
        """
        jeg tror|av meg|fra min side|fra meg|fra oss|så klart|helt klart|uten tvil|er mitt svar
        er svaret|er svaret mitt|er karakteren|er min karakter|blir det|blir karakteren|vil jeg si
        vil eg seie|vil eg si|sier jeg|seier eg|si æ|gir jeg|gir eg|får dere|får du|får de|får han
        får hun|får dokker|i karakter|i score|i poengsum|på skala|på skalaen|på en skala
        på deres skala|på min skala|med stjerne|med pluss|med glans|med god margin|stk|til dere
        til deg|til han|til henne|til dem|til kundeservice|til servicen|til hjelpen|for servicen
        for service|for hjelpen|for hjelp|for god service|for god hjelp|for innsatsen|for innsats
        for kundeservice|for tålmodighet|for vennlighet|for hyggelighet|for rask hjelp|tenker jeg
        mener jeg|synes jeg|syns jeg|i dag|denne gangen|foreløpig|så langt|for øyeblikket
        hele veien|hver gang|alltid|som alltid|som vanlig|lett|er greit|er bra|er ok|er fint
        er passe|holder|mulige|mulig|til slutt|alt i alt|totalt|totalt sett|ingen problemer
        ingen klager|av meg til dere|går jeg for|velger jeg|hadde jeg sagt|på alt|for alt
        rett og slett|i alle fall|iallfall|hvertfall|i hvert fall|i vertfall|takk|tusen takk
        er mitt valg|gjelder|passer|passer bra|blir riktig|blir rett|da|nå|hos dere|hos dokker
        da vel|allerede|hittil
        tilsammen|til sammen|sammenlagt|i alt|på prikken|på sekundet|på hodet|blank|sånn passe
        vil jeg påstå|vil jeg tro|om jeg husker riktig|hvis jeg husker rett|så vidt jeg husker
        etter hva jeg husker|ble det|ble det nok|ble det visst|ble det til slutt|blei det
        var det visst|var det nok|var det|har det blitt|fra oss alle|fra en gammel mann
        fra gamlemor|til dama|til karen|på dere|på dere denne gangen|på jer|fra meg og kona
        gjev eg|gjer æ|og ferdig med det|og der er det|lett som en plett|og vel så det
        av hele hjertet|i boka mi
        midt på treet|så der|sådær
        får det bli|får det vel bli|blir det vel|blir det nok|får det være|på en god dag
        og det er snilt|for min del|for mitt vedkommende|for oss|vil jeg tippe|av meg og kona
        er fair
        gjør ingenting
        kan det bli|kan det bli til|er alt jeg kan gi|er alt dere får|får holde|må holde|ikke mer
        ikkje meir|ikke mere
        og ikke mer|og ikkje meir|verken mer eller mindre|ikke ett poeng mer|strekker jeg meg til|strekk eg meg til
        """
    ),
    points=words(
        """
        poeng|poenga|poengene|karakter|i karakter|score|poengsum|i poeng|på skalaen|på en skala
        
        """
    ),
    stars=words("stjerne|stjerner|stjernar|stjernene"),
    top_marks=words(
        """
        toppkarakter|toppkarakteren|toppkarakterar|full pott|fullt pott|full score|full skår
        full poengsum|full poengpott|maks|maksimum|maks score|makspoeng|maksimal score
        maksimal poengsum|maks poeng|høyeste score|høyeste karakter|høyest mulig|høgaste karakter
        det høgaste|beste karakter|beste karakteren
        toppscore|toppskår|toppvurdering|topp vurdering|alle stjernene|alle stjerner
        alle stjernene dere har|alle poengene|alle poeng|alle fem stjerner|alle fem stjernene
        full jackpot|full uttelling|full klaff|øverst på skalaen|toppen av skalaen
        full hus|fullt hus|toppnote|så høyt det går|toppkarrakter
        fult pott
        """
    ),
    nothings=words(
        """
        nada|ingenting|ingenting i det hele tatt|absolutt ingenting|nix|niks|null og niente
        ikke noe som helst|nada og niks|ikkje noko|inkje
        """
    ),
    no_times=words(
        """
        ikke én gang|ikke en gang|ikke en eneste gang|ikkje ein gong|ikkje ein einaste gong
        ingen ganger|ingen gonger|aldri ringt|ikke ringt|ringte aldri noen gang|ingen telefoner
        har aldri ringt dere
        """
    )
    | each(
        "ringte|ringde|jeg ringte|eg ringde",
        "ikke|aldri|ikkje|ikke dere|ikke i det hele tatt|ikke engang|visst ikke|jo ikke|faktisk ikke"
        "|ikke noen gang|ikke en gang|aldri dere",
    )
    | each(
        "måtte ikke|måtte aldri|trengte ikke|trengte ikke å|behøvde ikke|behøvde ikke å|slapp å|slapp"
        "|trong ikkje|trengte aldri å",
        "ringe|ringe dere|ringje",
    )
    | each(
        "har|jeg har|eg har",
        "ikke ringt|aldri ringt|ikkje ringt|ikke ringt dere|ikke ringt i det hele tatt",
    ),
    units=units(
        """
        times: gang|ganger|gonger|gong|gongar|x|stk|telefoner|samtaler|henvendelser|forsøk
        times: kontakter|oppringninger|anrop|runder
        years: år|års|åring|åringen|år gammel|år gamal|år gammal|år ung|åra|vintre|somre
        months: måned|måneder|mnd|mnder|månad|månader|månedar|mndr
        weeks: uke|uker|veke|veker|vike|vikar
        days: dag|dager|dagar|døgn
        hours: time|timer|timar|t
        minutes: minutt|minutter|min|minuttar
        people: stk|person|personer|stykker|stykk|mennesker|personar|voksne
        money: kr|kroner|nok|krone|spenn|euro|eur
        percent: prosent|pst
        dice: terningkast|på terningen
        times: stykk|stykker|oppringinger|telefoner til dere|ringerunder|telefonsamtaler
        minutes: minuttene
        """
    ),
    unit_questions=units(
        """
        times: hvor mange ganger|ganger|kor mange gonger|kor mange gongar|hvor ofte|antall ganger
        times: hvor mange henvendelser
        years: hvor gammel|hvor gamle|kor gammal|kor gamal|alder|alderen|år
        months: måneder|månader|mnd
        weeks: uker|veker
        days: dager|dagar
        hours: timer|timar
        minutes: minutter
        people: personer|hvor mange er dere
        money: kroner|pris|betalte|betaler|koster|kostet
        percent: prosent
        dice: terningkast
        """
    ),
    unit_leads=units(
        """
        times: jeg ringte|ringte|har ringt|ringt|jeg har ringt|kontaktet|jeg kontaktet dere
        times: kontaktet dere|prøvde|jeg prøvde|ringte dere|måtte ringe|jeg måtte ringe|tok kontakt
        times: har kontaktet dere|det tok|har vært i kontakt|minst jeg husker|har prøvd
        years: jeg er|er|eg er|æ e|æ er|jeg fylte|fylte|alder|alderen er|alderen min er
        years: jeg har fylt|min alder er|akkurat fylt|nylig fylt|er nettopp fylt
        months: tok|det tok|i
        weeks: tok|det tok|i
        days: tok|det tok|i
        hours: tok|det tok|i|ventet|jeg ventet
        minutes: tok|det tok|i|ventet|jeg ventet
        people: vi er|vi var|det er
        money: jeg betalte|betalte|jeg betaler|betaler|det koster|koster|det kostet|kostet
        dice: terningkast|terningkastet er|terningkastet|terningkastet blir|gir terningkast
        dice: jeg gir terningkast|vi gir terningkast
        times: jeg ringte dere|vi ringte|vi måtte ringe|tok|det gikk|trengte|jeg trengte
        times: det må ha vært|må ha vært|har nok ringt|jeg har nok ringt|telte|jeg telte
        times: eg ringde|ringde|æ ringte
        minutes: det var|ventet i|jeg ventet i|venta|venta i|jeg venta|vi ventet|vi ventet i
        minutes: sto i kø|sto i kø i|satt i kø|satt i kø i|satt i|satt der i|det gikk|gikk
        minutes: må ha vært|det må ha vært|det tok meg|hang i|æ venta|eg venta|hang på tråden i
        minutes: i kø
        hours: det var|ventet i|jeg ventet i|venta|venta i|jeg venta|vi ventet|vi ventet i
        hours: sto i kø|sto i kø i|satt i kø|satt i kø i|satt i|satt der i|det gikk|gikk
        hours: må ha vært|det må ha vært|det tok meg|hang i|æ venta|eg venta|hang på tråden i
        hours: i kø
        """
    ),
    measures=words(
        """
        barn|unger|kunder|kolleger|folk|menn|damer|kvinner|teknikere|montører|feil|ting|tinga
        greier|grunner|årsaker|problemer|spørsmål|alternativer|abonnement|abonnementer|simkort|sim
        telefon|mobiler|mobil|linjer|linje|strek|streker|fakturaer|faktura|regninger|regning|brev
        eposter|e-poster|mailer|meldinger|melding|sms|enheter|rutere|ruter|sekund|sekunder|sek|g|gb
        mb|kb|tb|gig|mbit|mbps|ghz|km|cm|mm|kg|liter|meter|mil|mila|grader|volt|watt|etasje|etg|rom
        leilighet|seksjon|inngang|oppgang|buss|side|kapittel|kanal|versjon|modell|iphone|galaxy
        pixel|ipad|android|windows|tast|trykk|tastevalg|sone|steg|del|størrelse|million|millioner
        mill|milliard|milliarder|tusenvis|hundrevis|dere er|dere er nr|dere er nummer|dere er no
        du er nr|du er nummer|vi er|jeg er|eg er|det er bare|har|jeg har|eg har|det finnes|de beste
        de verste|andre|flere|fleire|nye|mer|ganger i|gonger i|i uka|i uken|i året|i måneden
        om dagen|om året|daglig|ukentlig|per|pr|i kø|dekning|sjanse|sjanser|ubesvart|ubesvarte|ny
        uleste|ulest|tapt|saldo|pin|kode|ref|referanse|ordre|sak|saksnummer|id|øre|i timen|siste
        første|topp|på topp|plass|par|dobbel|dobbelt|problem|null problem|halvdeler|stk igjen
        hverdager|helger|netter|natt|sekundar|tiår|generasjoner|niks|billetter|bil|biler|kilo|hus
        vei|veg|gate|spor|tog|plattform|klasse|klassing|trinn|avdeling|avd|mai|time til|spørsmålet
        spørsmål nr|punkt
        """
    ),
    dates=words(
        """
        januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember|jan|feb
        mar|apr|jun|jul|aug|sep|sept|okt|nov|des|mandag|tirsdag|onsdag|torsdag|fredag|lørdag|søndag
        måndag|tysdag|laurdag|sundag|kl|klokka|klokken|klokkå|kloka|etter|før|siden|sidan|til kl
        fra kl|fram til|frem til|innen|tilbake|tilbake kl|ring kl|ved|i morgen|i morgon|i går|om
        i kveld|over|på|kvart over|kvart på|halv|fra og med|mellom|for|dato|åpent|ring meg|imorgen
        mandag til
        """
    ),
    months=numbered(
        """
        1 januar|jan
        2 februar|feb|febr
        3 mars|mar
        4 april|apr
        5 mai
        6 juni|jun
        7 juli|jul
        8 august|aug
        9 september|sep|sept
        10 oktober|okt
        11 november|nov
        12 desember|des
        """
    ),
    announcing=words(
        """
        e-post|epost|e-post er|epost er|mail|mailen|email|e-mail|e-postadresse|epostadresse|mailadresse
        mailto|min e-post|min e-post er|min epost|min epost er|e-posten min er|eposten min er|mailen min er
        min mail er|e-postadressen min er|mailadressen min er|tlf|telefon|telefonnummer|tlfnr|mobil
        mobilnummer|nummer|nr|nummeret|nummeret er|nummeret mitt er|mitt nummer er|telefonnummeret mitt er
        mobilen min er|dato|datoen|datoen er|datoen var|den|postnr|postnummer|postnummeret er
        postnummeret mitt er|mitt postnummer er|det|det er|det var|er|bruk|dette er
        """
    ),
    denials=words(
        """
        ikke|ikkje|ikkj|itj|ittj|ikkje noko|nei|ikkeno|unntatt|untatt|uten|utan|bortsett fra|verken
        hverken|korkje|ikje|ikk|slett ikke|langt fra|langt ifra|langt i fra|istedenfor|i stedet for
        fremfor|framfor|enn|knapt
        """
    ),
    nevers=words(
        """
        aldri|ingen|ingenting|inga|neppe|aldri igjen|null og niks|ikkje noko|ikke noe|ingen ting
        """
    ),
    comparisons=words(
        """
        under|over|mindre|mindre enn|enn|mer|mer enn|meir enn|minst|maks|max|maksimum|maksimalt
        minimum|høyst|nesten|bortimot|opp mot|mot|opptil|inntil|ned mot|tett på|nær|nære|bedre enn
        betre enn|dårligere enn|verre enn|høyere|høyere enn|lavere|lavere enn|større enn|eller mer
        eller mindre|eller høyere|eller lavere|og oppover|oppover|og nedover|pluss|hakket|et hakk
        snart|ikke under|ikke over|drøyt|drøye|knappe|i underkant|i overkant|godt over|godt under
        for mye|for mange|nærmere|fler enn|verdt
        for sent|for seint|for tidlig|forsinket|forsinka|etter skjema|over tiden|på overtid
        sent ute
        """
    ),
    conditions=words(
        """
        hvis|viss|dersom|om|om dere|om du|med mindre|når dere|når det|når du|så lenge|forutsatt
        bare hvis
        men bare for|bare for|kun for|forutsatt at|gitt at|så sant|så fremt
        """
    ),
    unreal=words(
        """
        ble|burde vært|forrige gang|før|hadde|hadde blitt|hadde gitt|hadde vært|håper|håpet
        kjem an på|kommer an på|kunne blitt|kunne gitt|kunne vært|neste gang|normalt|pleier|sist
        skulle gi|skulle gitt|skulle vært|tenkte å|tenkte å gi|vanligvis|var|vart|ville blitt
        ville vært|ønsker
        """
    ),
    corrections=words(
        """
        mener|mente|meinte|meiner|jeg mente|jeg mener ja|retting|korreksjon|korrigerer|rettelse
        eller rettere sagt|rettere sagt|nei vent|vent litt|tuller|tulla|tullet|bare tull|tull
        bare tuller|kødder|kødda|kødder bare|bare kødder|spøk|spøker|bare spøk|vits|ironi|ironisk
        sarkasme|sarkastisk|skrev feil|feil|skreiv feil|tastet feil|trykket feil|trykte feil
        feil tall|feil nummer|skrivefeil|glem det|ombestemte meg|ombestemt meg|forandret mening
        endrer til|endre til|endret til|skal være|skulle være|skulle vere|heller|i stedet|istedet
        på liksom|liksom|du liksom|neida|neidå|juks|lyver|løgn|ble feil|vart feil
        gjør det om
        vent nei|vent da|det trodde du|trodde du ja|det tror du|den gikk du på|lurte deg
        eller forresten|forresten|glem den|stryk det|nei forresten|noen til|et par til|rettet
        jeg ombestemte meg|ved nærmere ettertanke|drøm videre|den var god
        ja særlig
        sa ingen|sa ingen noensinne|my ass|særlig liksom
        har ikke bestemt meg
        """
    ),
    hedges=words(
        """
        kanskje|muligens|delvis|til dels|tildels|sånn passe|sånn noenlunde|sånn halvveis|halvveis
        nesten|både og|både ja og nei|tja|tjaa|nja|njaa|litt|mer eller mindre|usikker|usikkert
        vet ikke|veit ikkje|vet ikkje|er usikker|håper|håper det|jeg håper det|kommer an på
        det kommer an på|av og til|noen ganger|innimellom|midlertidig|foreløpig|enn så lenge
        i starten|men|unntatt|bortsett fra|hvis|om|dersom|egentlig|i utgangspunktet|noe|noe av det
        til en viss grad|i noen grad|i teorien|visstnok|angivelig|så vidt|såvidt|stort sett|mest
        spørs|det spørs|gjenstår å se|får se|vi får se|snart|uklart|bare|tvilsomt|usikre|vel
        på en måte|på ein måte|nå ja|nåja
        midt på treet|så der|sådær
        ja vel|ja hva skal jeg si|hva skal jeg si|ikke bestemt meg
        """
    ),
    non_answers=words(
        """
        vet ikke|veit ikkje|vet ikkje|veit ikke|jeg vet ikke|eg veit ikkje|aner ikke|ane ikkje
        ingen anelse|ingen formening|ingen mening|ingen kommentar|ingen kommentarer|ingen problem
        ingen problemer|null problem|ikke noe|ikke noe problem|ikke noe problemer|ingenting
        ingen ting|begge|begge to|begge deler|alle|alle sammen|alt sammen|alle deler|hverken|verken
        verken eller|hverken eller|ingen av dem|ingen av delene|ingen av de|ingen spesielle
        ingen klager|ingen årsak|ikke aktuelt|ikke relevant|har ikke|husker ikke|hugsar ikkje
        både og|ja og nei|ja eller nei|nei og ja|ingen sak|ingen fare|ikke sikker|ikke sant
        ikke så verst|ikke verst|ikke så ille|ikke så bra|ikke bra|spør senere|ikke nå
        ingen dekning|ikke dekning|ikke viktig|vil ikke svare|ønsker ikke å svare|ikke helt
        ikke så mye|nei vet ikke|nei vent|har ingen formening|ingen spørsmål|ikke noen formening
        ingen grunn|ingen endring|ingen forskjell|ingen svar|ingen hjelp
        """
    ),
    opinions=words(
        """
        veldig|svært|ganske|kjempe|super|ekstremt|utrolig|meget|litt|altfor|alt for|så|helt|rimelig
        temmelig|skikkelig|virkelig|sinnsykt|mega|passe|nokså|utrulig|særs|heilt|mykje|mye|bare
        relativt|enormt|bra|kjempebra|superbra|knallbra|dritbra|kjempegod|god|godt|gode|bedre|best
        beste|flott|fint|fin|fine|utmerket|fantastisk|strålende|glimrende|suveren|suverent|topp
        toppen|supert|perfekt|perfekte|nydelig|herlig|knall|prima|hyggelig|hyggelige|trivelig
        trivelege|vennlig|vennlige|høflig|høflige|hjelpsom|hjelpsomme|behjelpelig|imøtekommende
        serviceinnstilt|blid|blide|kompetent|kunnskapsrik|dyktig|dyktige|flink|flinke|profesjonell
        profesjonelle|profesjonelt|proff|rask|raskt|raske|kjapp|kjapt|kjappe|effektiv|effektivt
        lett|enkelt|enkel|greit|grei|greie|ok|okei|okey|helt ok|grei nok|greit nok|tålmodig
        forståelsesfull|tydelig|klart|ryddig|ryddige|oversiktlig|informativ|informativt|nyttig
        fornøyd|kjempefornøyd|nøgd|superfornøyd|misfornøyd|glad|takknemlig|imponert|skuffet|skuffa
        skuffende|dårlig|dårleg|dårlige|elendig|elendige|håpløs|håpløst|forferdelig|grusom|grusomt
        fryktelig|horribelt|horribel|ræva|rævva|dritdårlig|kjempedårlig|pinlig|skandale|skandaløst
        ubrukelig|ubrukelege|treg|tregt|trege|sein|seint|sen|sent|lang|langt|lange|langsom|langsomt
        lengre|kort|for lang|vanskelig|vanskeleg|tungvint|tungt|komplisert|rotete|rot|kaos|kaotisk
        irriterende|irritert|frustrerende|frustrert|sint|uhøflig|frekk|frekt|sur|arrogant|useriøst
        useriøs|udugelig|inkompetent|uprofesjonell|uvennlig|likegyldig|dyrt|dyr|dyre|billig|stabilt
        ustabilt|ustabil|stabil|forvirrende|uklart|uklar|verst|verste|verre|værst|middels
        gjennomsnittlig|middelmådig|akseptabelt|godkjent|tilfredsstillende|kjedelig|ikke bra
        ikke så bra|ikke verst|ikke så verst|ikke god nok|ikke bra nok|ikke så ille|ikke fornøyd
        ikkje bra|ikkje verst|aldri igjen|ingen klager|kan bli bedre|kunne vært bedre
        kunne vore betre|betre|rom for forbedring|forbedringspotensial|godt jobba|bra jobba
        bra jobbet|godt jobbet|stå på|ingen problemer|ingenting å utsette|ingenting å klage på
        ikke noe å utsette|ikke noe å klage på|som forventet|alt bra|alt ok|alt i orden
        veldig veldig|knirkefritt|smertefritt|problemfritt|uproblematisk|betryggende|sjarmerende
        koselig|koseleg|kjempehyggelig|kjempegrei|kjempesnill|snill|snille|trygg|trygt|seriøst
        seriøs|verdiløs|verdiløst|latterlig|tragisk|trist|slitsomt|slapt|slapp|svak|svakt|sterkt
        null problem|sannsynlig|usannsynlig|svært sannsynlig|ikke sannsynlig|kunne ikke vært bedre
        kan ikke bli bedre|kan ikke klage|full pott|superhyggelig|superhyggelige|kjempeflink
        kjempeflinke|superrask|kjemperask
        aldri mer
        for sent|for seint|for tidlig|forsinket|forsinka|etter skjema|over tiden|på overtid
        sent ute
        feil avdeling|til feil|feil person|feil sted|feil kø|feil faktura|feil informasjon|feil svar fra|på feil
        tar aldri slutt|tar jo aldri slutt|bare stiger|bare øker|går bare opp|stopper aldri|uendelig
        tek aldri slutt
        """
    )
    | each(
        "slutter|stopper|stoppar|sluttar|slutta|gir",
        "aldri|jo aldri|visst aldri|jo ikke|jo ikkje|heller aldri|liksom aldri|jo visst aldri|seg jo aldri",
    ),
    stronger=words(
        """
        veldig|svært|meget|kjempe|super|ekstremt|utrolig|særdeles|helt|ganske|virkelig|så|skikkelig
        særs|heilt|utrulig|sjukt|sinnsykt|dødelig
        """
    ),
    topics=words(
        """
        service|servicen|servise|kundeservice|kundeservicen|kundeservise|hjelp|hjelpen|hjelpa
        support|supporten|kundestøtte|betjening|betjeninga|betjeningen|behandling|behandlinga
        behandlingen|oppfølging|oppfølgingen|kundebehandler|kundebehandleren|kundebehandling
        medarbeider|medarbeideren|personale|personalet|ansatte|dame|dama|damen|mann|mannen|fyr
        fyren|jente|jenta|gutt|gutten|kar|karen|folka|person|personen|opplevelse|opplevelsen
        opplevelse med dere|jobb|jobben|selskap|firma|produkt|produktet|råd|rådgivning
        kommunikasjon|informasjon|informasjonen|info|svar|svaret|svartid|ventetid|ventetida
        ventetiden|samtale|samtalen|prat|praten|løsning|løsningen|forklaring|veiledning|rettledning
        dialog|chat|chatten|oppklaring|nettside|app|appen|samt|mine|kjøpet|handelen|leveranse
        levering|måte|systemet
        jenten|han i telefonen|hun i telefonen|hun dama|han fyren|montøren|teknikeren|sjåføren
        legen|rørleggeren|butikken|resepsjonen|han som|hun som|de som
        """
    ),
    openers=words(
        """
        men|fordi|siden|ettersom|selv om|sjølv om|da|så|og|da jeg|jeg|eg|æ|du|dere|dokker|de|dei
        han|hun|ho|vi|det|den|dette|denne|disse|alt|alle|ingen|ingenting|noen|min|mitt|mine|deres
        hans|hennes|men det|men dere|måtte|ventet|venta|ventade|fikk|tok|ble|blei|vart|var|har
        hadde|gikk|løst|løste|ordnet|ordna|fikset|fiksa|hjalp|hjelper|svarte|forklarte|lyttet
        skjønte|forstod|snakket|snakka|prøvde|brukte|mistet|betalte|lovet|lovte|kunne|burde|skulle
        vil|ville|kan|skal|bør|må|veldig|svært|ganske|altfor|alt for|litt|dårlig|bra|kjempebra
        savner|ønsker|trenger|håper|liker|likte|elsker|hater|fungerer|fungerte|virker|virket|virka
        manglet|mangler|hvorfor|hva|hvordan|når|hvor|takket være|pga|på grunn av|grunnet
        til tross for|dessuten|derfor|ellers|først|endelig|etterpå|tilslutt|først og fremst
        spesielt|anbefaler|anbefales|vil anbefale|kommer|kjem|synd|synes|syns|ikke fornøyd|ikke bra
        ikke så bra|ikke verst|aldri|aldri igjen|ingen klager|ingen hjelp|fortsatt|fremdeles
        framleis|fortsett|bare|kun|takknemlig|dere er|du er|vi er|jeg er|eg er|jeg har|eg har
        dere har|de er|hun er|han er
        for han|for hun|for de|for det|for jeg|for vi|for dere|for du|for eg|for æ|før|innen
        og så|til jeg|til det|til noen|trist at|hang|satt|sto|kom|med en|med den|på en|på et
        i en|i kø|uten å|takket|deretter|men så|mens|fra|rakk|imens|hørte
        fikk ikke|fikk aldri|fekk ikkje|fekk aldri|jeg fikk ikke|fikk egentlig ikke
        fikk ikke egentlig|kunne ikke|hadde ikke|fikk liksom ikke|eg fekk ikkje
        """
    )
    | each(
        "sidan|siden|ettersom|fordi at|då|for|da|når|av di|selv om|sjølv om|ikke fordi",
        "eg|jeg|det|de|dei|dere|ho|hun|han|servicen|prisen|vi|ventetiden|hjelpen|den|noen|me|æ|dama|mannen",
    ),
    by_words=words("fra|av|hos|med|takket være"),
    yes_words=words(
        """
        ja|ja takk|jo|jo takk|j|jepp|jep|japp|jada|joda|jau|jaha|jess|yess|jaja|ja visst|javisst
        joa|jammen|jahaa|jada da|absolutt|selvfølgelig|sjølvsagt|selvsagt|så klart|såklart
        klart det|det stemmer|stemmer|riktig|korrekt|definitivt|helt klart|helt riktig|uten tvil
        ubetinget|å ja|åja|jepps|jupp|ja det var det|ja det er det|ja det gjorde jeg
        ja det fikk jeg|ja det ble det|ja det gjorde det|sant|helt sant|jaa|jaaa
        ja takk for hjelpen|ja takk for hjelp|ja tusen takk|ja da|jo da|ja ja|ja takk for god hjelp
        å ja da|ja absolutt|ja definitivt|ja selvfølgelig|ja helt klart|det gjorde det
        det ble det|ja det ble løst|ja det ble ordnet|det er det|ja heldigvis|heldigvis ja
        ja gudskjelov|jauda|ja så absolutt|så absolutt|jøss ja|å joda|ja alt i orden|alt i orden
        alt ordnet seg|det ordnet seg|det løste seg|ja det løste seg|ja det ordnet seg
        ja det gikk fint
        jamenn|ja sannelig|jaggu|jaggu ble det det|jajamen|jodå|å jada|jøss da|det kan du banne på
        det kan du ta gift på|ja for pokker|visst ble det det
        ja det blei det|jo det blei det|joda det blei det|jau det vart det|ja det vart det
        det vart det|det blei det|et klart ja|et stort ja|et rungende ja|klart ja|jo det ble det
        joda det ble det
        ja det skal være sikkert|ja gitt|ja sannelig ble det det|jau det blei det|ja heldigvis ble det det|sannelig
        """
    ),
    no_words=words(
        """
        no|nei|niks|nope|nix|næ|nææ|neida|nei da|neitakk|nei takk|absolutt ikke|absolutt ikkje
        overhodet ikke|slett ikke|slett ikkje|ikke i det hele tatt|ikkje i det heile|på ingen måte
        dessverre ikke|desverre ikke|dessverre ikkje|dessverre nei|desverre nei|aldri|nei aldri
        nei ikke|nei absolutt ikke|nei det var det ikke|nei det er det ikke|nei det gjorde jeg ikke
        nei det fikk jeg ikke|nei det ble det ikke|det ble det ikke|overhode ikke|langt ifra
        langt fra|definitivt ikke|selvfølgelig ikke|så klart ikke|aldeles ikke|ikke løst
        ikkje løyst|ikke ordnet|ikke fikset|naij|næi|nei nei|det gjorde det ikke|det ble ikke
        det vart ikkje|ikke egentlig|egentlig ikke
        ikke i nærheten|ikke engang i nærheten|langt derifra
        diverre ikkje|nei overhodet ikke|nei slett ikke|nei langt ifra|fortsatt ikke
        nei fortsatt ikke|nei ikke i det hele tatt|ikke på noen måte|niksen|næh|nehei|neppe
        nei det løste seg ikke|det løste seg ikke|det ordnet seg ikke|nei det ordnet seg ikke
        null|ingenting ble løst|dårlig med det
        niks og nada|null og niks|nei og atter nei|ikke tale om|ikke snakk om|nei for pokker
        ikke faen|nei for faen|ikke det spor|ikke spor|ikke det minste
        ikke på langt nær|ikke i det hele|niks du|nei du|næ du|neimen|neisann|å nei|å nei du|ånei
        nehei du|ikkje tale om|ikkje i det heile tatt|ikkje på langt nær|ikkje det minste
        et klart nei|et rungende nei|klart nei|et stort nei|blankt nei|nei det blei det ikke
        nei det vart det ikkje|det vart det ikkje|det blei det ikke|blei det ikke|ble det ikke
        nei ble det ikke|nei blei det ikke|nei overhodet|nei dessverre ikke|nixen|nix og nada
        """
    ),
    yes_no_openers=words(
        """
        etter|fordi|siden|takket være|til slutt|endelig|veldig|raskt|fort|med en gang|med det samme
        kjempebra|bra|og|flott|kjempefint|heldigvis|men det tok tid|men det tok lang tid
        men det tok litt tid|men tok tid|men tok lang tid|men det tok lenge
        men det tok altfor lang tid|på andre forsøk|på første forsøk|på første samtale|til sist
        det var bare|var bare|det var kun|viste seg|det viste seg|teknikeren|montøren|han kom
        hun kom|de kom|en tekniker|dama|fyren|det var en|siden i går|fra i dag|i dag|i går|min
        mi|nå kan|nå kan jeg|og nå
        """
    ),
    echoes=words(
        """
        det|den|ble|blei|vart|er|e|var|har|hadde|gjorde|fikk|blitt|jeg|eg|æ|du|dere|de|vi|han|hun
        ho|min|mitt|problemet|problemet mitt|saken|saka|alt|det meste|ordna|ordnet|løst|løyst
        fikset|fiksa|i orden|ok|bra|fint|nå|no|da|takk|ferdig|helt|fullstendig|med en gang
        til slutt|endelig|idag|i dag|i går|allerede|av|meg|oss|seg|så|veldig|og|sånn|fungerer
        virker|funker|greit|gjør|her|der|gikk|fort|raskt|dessverre|dokker
        """
    ),
    settled=words(
        """
        løst|løyst|ordnet|ordna|fikset|fiksa|i orden|fungerer|virker|funker|ok nå|bra nå
        fungerer nå|virker nå
        går igjen|kjører igjen|oppe igjen|oppe og på nett|på nett igjen|på plass
        reparert|fungerer igjen|virker igjen|funker igjen|funker fint|virker fint|fungerer fint
        varmt igjen|tett igjen|alt i orden|i boks|på stell|løste seg|ordnet seg|ordna seg
        som det skal|som bare det
        ordna det|ordnet det|fikset det|fiksa det|fikk det til|løste det|fikk orden på det
        går fint|går som det skal|går bra nå|går nå
        """
    ),
    unsettled=words(
        """
        fortsatt|fremdeles|framleis|kom tilbake|kommer tilbake|tilbake igjen|igjen|skjedde igjen
        enda|ennå|enno|gjenstår|trenger hjelp|jeg trenger hjelp|samme problem|samme feil
        samme problemet
        stadig vekk|stadig|hver dag|ikke noe bedre|verre|samme greia|samme som før
        akkurat som før|på nytt|drypper|lekker
        er tilbake|tilbake|venter fortsatt|venter ennå|har ikke hørt|ingen kom|uendret
        dukket opp igjen
        stoppet igjen|sluttet å virke|slutta å virke|slutter å virke|slutta å fungere
        sluttet å fungere|faller ut|datt ut igjen|røyk igjen|stoppet å virke|detter ut
        brøt sammen igjen|falt ut igjen
        """
    ),
    sign_offs=words(
        """
        mvh|hilsen|hilsning|helsing|vennlig hilsen|med vennlig hilsen|med vennleg helsing
        beste hilsen|vh|hilser|klem|klem fra|sendt fra|sendt fra min|sent from|tlf|telefon|mob
        mobil|hilsen fra|sendt via|skaff deg outlook|få outlook|ha det fra|med hilsen
        de beste hilsener|venlig hilsen
        vennligst hilsen|beste helsing
        """
    ),
    before_lines=words("mms|sms|uten emne|emne|ikke noe emne|vs|sv|re|fw|svar|svar på|intet emne"),
    label_endings=words("en|et|a|n|t|ne|ene|er|ar|ane|s|e|i|r|et mitt"),
    little_words=words(
        """
        og|i|jeg|det|at|en|et|ei|den|til|er|som|på|de|med|han|av|ikke|ikkje|der|så|var|meg|seg|men
        ett|har|om|vi|min|mitt|ha|hadde|hun|nå|over|da|ved|fra|du|ut|sin|dem|oss|opp|man|kan|hans
        hvor|eller|hva|skal|selv|her|alle|vil|bli|ble|blitt|kunne|inn|når|være|kom|noen|noe|ville
        dere|deres|kun|ja|nei|etter|ned|skulle|denne|for|deg|si|sine|sitt|mot|å|meget|hvorfor|dette
        disse|uten|hvordan|ingen|din|ditt|blir|samme|hvilken|hvilke|sånn|inni|mellom|vår|hver|hvem
        vors|hvis|både|bare|enn|fordi|før|mange|også|slik|vært|siden|henne|hennar|hennes|eg|me|dei
        ho|no|ein|eit|frå|korleis|kva|kven|kvifor|mykje|noko|nokon|nokre|sidan|vere|vore|verte|vart
        dykk|dykkar|aldri|alltid|annen|bra|fin|god|godt|gode|dag|dager|takk|hei|vet|helt|alt|hele
        veldig|jo|får|gir|går|tar|sier|ser|ny|nye|stor|store|lang|lange|lite|litt|mer|mest|mye
        hjelp|første|andre|siste|hos|mens|slutt
        sa|sagt
        va
        """
    ),
    false_friends=words(
        """
        sex|noe|sin|men|tie|at|fast|gift|nie|elf|man|an|do|kan|ne|nu|end|ende|kuu|viis|kuus|alle
        art|vier|oi|acht|doch|für|gar
        """
    ),
    help_words=words("hjelp"),
    skip_words=words(
        """
        hopp over|hopp over spørsmålet|hopp over dette|skip|pass|står over|stå over
        neste spørsmål|jeg hopper over
        """
    ),
    repeat_words=words(
        """
        gjenta|gjenta spørsmålet|gjenta takk|si igjen|hva var spørsmålet|ta det om igjen
        """
    ),
    stop_words=words(
        """
        kontakt meg aldri|kontakt meg aldri igjen|ikke ta kontakt|ikke ta kontakt mer
        ikke ta kontakt igjen|ikke ta mer kontakt|send aldri mer|jeg vil ikke bli kontaktet
        vil ikke bli kontaktet|vil ikkje bli kontakta|ønsker ikke å bli kontaktet
        jeg ønsker å bli fjernet fra listen|stop|stopp|stoppe|stop all|stopp alt|stopp alle|stopall
        unsubscribe|avmeld|avmelding|avslutt|slutt|meld av|meld meg av|meld meg ut|stopp nå
        slutt nå|avmeld meg|stopp meldinger|stopp sms|stopp meldingene|slett meg|fjern meg
        stopp denne tjenesten|jeg vil melde meg av|vil melde meg av|ønsker å melde meg av
        jeg ønsker å melde meg av|stopp tjenesten|ta meg av listen|ta meg av lista
        jeg ønsker ikke flere meldinger|stopp stopp|stopp stopp stopp|cancel|quit|end
        """
    ),
    stop_verbs=words(
        """
        slutt å sende|slutt med å sende|slutt å texte|slutt å kontakte|slutt å smse|slutt å spamme
        slutt å melde|slutte å sende|stopp|stopp å sende|stopp med|ikke send|ikkje send|ikke sende
        ikke kontakt|ikkje kontakt|ikke ta kontakt|ikke ta kontakt med|ikke tekst|ikke spam
        ikke skriv til|ikke mas på|vil ikke ha|ønsker ikke|ønsker ikke å få|ønsker ikke å motta
        vil ikke motta|vil ikke få|vil ikkje ha|ynskjer ikkje|ønsker ikke flere|ikke flere
        vil ikke ha flere|fjern|slett|stryk|avmeld|ingen flere|ingen fleire|ikke mer|ikkje fleire
        ikke noe mer|ikke noen flere|stopp utsendelse av|kontakt aldri|send aldri|send ikke
        send ikkje|ikke send meg|slutt å plage|ikke forstyrr|meld av
        la være å sende|la være å sende meg|slutt å sende meg|la være å kontakte
        """
    )
    | each(
        "slutt|slutt å|slutt med å|slutte å|la være å|la være med å|stopp å|stopp med å|lat vere å"
        "|hold opp med å|hold opp å|holde opp med å|drit i å|dropp å|ikke fortsett å"
        "|dere trenger ikke å"
        "|dere trenger ikke|dere skal ikke|dere må ikke|vil ikke at dere skal"
        "|ønsker ikke at dere skal|vil ikkje at de skal|ber dere slutte å|ber dere om å slutte å"
        "|ber dere la være å|kan dere slutte å|kunne dere slutte å|vil dere slutte å"
        "|spar dere for å",
        "sende|sende meg|senda|smse|tekste|texte|kontakte|skrive til|melde|spamme|mase på"
        "|ta kontakt"
        "|ta kontakt med|sende ut|sende til",
    )
    | each(
        "ikke|ikkje|aldri|ikke lenger|ikke mer",
        "send|send meg|skriv til|kontakt|smse|sms|tekst|spam|ta kontakt med|mas på|sende meg"
        "|skrive til|kontakte|tekste",
    )
    | each(
        "vil ikke|vil jeg ikke|vil eg ikkje|ønsker jeg ikke|gidder jeg ikke|orker jeg ikke"
        "|orkar eg ikkje|vil ikkje|vil aldri|ønsker ikke|ynskjer ikkje|ynskjer ikke|ønskjer ikkje"
        "|vil helst ikke"
        "|ønsker ikke lenger|vil ikke lenger|gidder ikke|orker ikke|orkar ikkje|gidd ikkje"
        "|trenger ikke"
        "|treng ikkje|har ikke lyst til å|har ikke lyst på|er ikke interessert i å"
        "|er ikke interessert i"
        "|slipper gjerne|vil slippe|vil gjerne slippe|ønsker å slippe|samtykker ikke til"
        "|takker nei til",
        "ha|å ha|få|å få|motta|å motta|få tilsendt|bli sendt|å bli sendt|ha noen|ha noe|få noen"
        "|å ta imot"
        "|bli kontaktet på|bli kontaktet via|å bli kontaktet via|å bli kontaktet på",
    )
    | words(
        """
        vil slippe|vil gjerne slippe|ønsker å slippe|takker nei til|nei takk til|slipp meg for
        send meg ikke|send meg aldri|send meg ikkje|meld meg av|meld meg ut av|meld meg ut fra
        stryk meg fra|slett meg fra|fjern meg fra|ta meg av|ta meg bort fra|ta meg ut av|ta bort
        avslutt|stans|stans utsending av|har ikke lyst på|gidder ikke|gidder jeg ikke
        gidder ikke flere|orker ikke
        orker ikke flere|orker jeg ikke|vil jeg slippe|vil ikke lenger ha|skriv ikke til
        skriv aldri til|smse ikke|kutt ut
        """
    ),
    stop_objects=words(
        """
        meg|meldinger|melding|meldingar|meldingene|meldingane|sms|smser|sms'er|sms-er|smsene
        sms'ene|tekstmeldinger|tekstmelding|slike meldinger|slike sms|slike sms'er|disse
        disse meldingene|denne meldingen|undersøkelser|undersøkelsen|undersøkelse|undersøkingar
        spørreundersøkelser|flere|flere meldinger|flere sms|flere smser|flere sms'er
        fleire meldingar|flere undersøkelser|mer|mer sms|meir|spam|dette nummeret|nummeret mitt
        mitt nummer|mitt telefonnummer|telefonnummeret mitt|fra dere|kontakt|noen flere meldinger
        noen meldinger|noe mer|dere meldinger|kontaktet|bli kontaktet|å bli kontaktet|meg meldinger
        meg sms|meg flere meldinger|disse sms'ene|disse smsene|kontaktes|henvendelser
        sånne meldinger|sånne sms|navnet mitt|opplysningene mine
        meg sms-er|meg smser|meg flere sms|meg disse
        """
    )
    | each(
        "flere|flere av|noen flere|noen|disse|de|de her|slike|sånne|sånn|fleire|fleire slike|desse"
        "|deres|alle|alle disse|mer|mer av|flere slike|flere sånne|noe mer|noe|en eneste"
        "|flere av disse"
        "|flere av deres|flere sånne dumme|dumme|flere dumme|dykkar",
        "sms|smser|sms'er|sms-er|smsar|sms'ar|meldinger|meldingar|meldingene|meldingane"
        "|tekstmeldinger"
        "|tekstmeldingar|tekstmeldingene|undersøkelser|undersøkelsene|undersøkingar"
        "|spørreundersøkelser"
        "|smsene|sms'ene|tekster|henvendelser|beskjeder",
    )
    | words(
        """
        sånt|slikt|dette|listen|lista|listene|listen deres|lista deres|deres liste|deres lister
        registeret|registeret deres|flere av disse|flere av dem|smsar|sms'ar|tekstmeldingar
        beskjeder
        meg sånt|meg slikt|meg dette|meg mer|meg flere|meg noe mer|meg noe|meg flere meldinger
        meg flere smser|meg flere sms'er|meg fleire sms|meg fleire meldingar|meg meir
        meg tekstmeldinger
        meg flere tekstmeldinger|meg undersøkelser|meg flere undersøkelser|meg sms'er|utsendelser
        """
    ),
    stop_around=words(
        """
        å|takk|vennligst|vær så snill|vær snill|nå|nå takk|straks|umiddelbart|med en gang|hei
        fra listen|fra lista|fra listen deres|fra deres liste|fra lista deres|av|av listen|av lista
        fra registeret|fra systemet|fra denne listen|til meg|til dette|til dette nummeret|lenger
        lengre|igjen|mer|meir|på sms|via sms|og|jeg|eg|vi|kan dere|kan du|kan dere vær så snill
        vær så god|gjerne|fra dere|bare|da|ok|please|for alltid|helst|alle|alt|flere|ønsker at dere
        jeg ønsker at dere|jeg vil at dere|vil at dere skal|dere må|ut|får|motta
        fra dette|fra disse|permanent
        vil dere|kan dere være så snill å|vær så snill og
        """
    )
    | words(
        """
        framover|fremover|i fremtiden|i framtida|fra nå av|frå no av|heretter|noen gang
        noen gang igjen
        nokon gong|i det hele tatt|snarest|omgående|på mobilen|på telefonen|på denne mobilen
        på telefon
        til min mobil|til telefonen min|til mobilen min|per sms|over sms|med sms|med meldinger
        med disse
        fra dere lenger|fra dykk|fra dokker|frå dykk|frå dokker|no|så|nå da|og så|men|tusen takk
        er dere snille|er dere grei|er du snill|kjære dere|god dag|hallo|hei dere|dere kan|de kan
        kunne dere|kan dere|vil dere være så snille å|kan dere være så snille å|vær så snille å
        vær så snill å|vær snill å|vær så vennlig å|vennligst å|jeg vil|eg vil|vil gjerne|ønsker
        jeg ønsker|herfra|derfra|virkelig|rett og slett|for godt|til evig tid|aldri|faen
        for guds skyld
        for fanden|er så snill|om jeg får be|fra denne tjenesten|fra denne lista|fra listene
        fra alle lister|fra det registeret|av deres lister|av deres liste|en gang for alle|allerede
        mere|meg|et sekund
        """
    ),
    stop_reasons=words(
        """
        feil nummer|feil person|dere har feil nummer|du har feil nummer|jeg er ikke kunde
        er ikke kunde
        er ikke kunde her|ikke kunde|eg er ikkje kunde|er ikkje kunde|jeg er ikke kunde hos dere
        er ikke kunde hos dere|er ikke lenger kunde|jeg er ikke lenger kunde|ikke kunde lenger
        ikke interessert|jeg er ikke interessert|er ikke interessert|eg er ikkje interessert
        ikkje interessert|la meg være i fred|la meg være|gi meg fred|lat meg vere i fred
        lat meg vere
        jeg har fått nok|har fått nok|fått nok|nå er det nok|det er nok nå|nok er nok|nok nå|ferdig
        dette er spam|det er spam|spam|dette er mas|irriterende|plagsomt|kjenner dere ikke
        jeg kjenner dere ikke|har ikke tid|jeg har ikke tid|har sagt det før|jeg har sagt det før
        jeg har flyttet|stopp|slutt|meld meg av|avmeld|stopp dette|stopp det
        """
    ),
    reaction_openings=(
        "likte",
        "liker",
        "elsket",
        "elska",
        "elsker",
        "mislikte",
        "lo av",
        "ler av",
        "fremhevet",
        "framhevet",
        "understreket",
        "uthevet",
        "stilte spørsmål ved",
        "stilte spørsmål om",
        "stilte spørsmål til",
        "spurte om",
        "fjernet en like fra",
        "fjernet en liker fra",
        "fjernet et hjerte fra",
        "fjernet et misliker fra",
        "fjernet tommel opp fra",
        "fjernet tommel ned fra",
        "fjernet en latter fra",
        "fjernet et utropstegn fra",
        "fjernet et spørsmålstegn fra",
        "reagerte * på",
        "reagerte * til",
        "reagerte med * på",
        "reagerte med * til",
        "* på",
        "* til",
        "fjernet * fra",
        "fjernet en tommel opp fra",
        "fjernet en tommel ned fra",
        "elskte",
        "syntes * om",
    ),
    autoresponder_openings=(
        "autosvar",
        "auto-svar",
        "automatisk svar",
        "automatisk melding",
        "automatisk beskjed",
        "dette er et automatisk",
        "dette er en automatisk",
        "fraværsmelding",
        "jeg er ikke på kontoret",
        "jeg er for tiden ikke på kontoret",
    ),
    busy_openings=(
        "jeg er på ferie",
        "jeg har ferie",
        "jeg er bortreist",
        "jeg kjører",
        "eg køyrer",
        "kjører bil",
        "jeg sitter i møte",
        "jeg er i møte",
        "jeg er opptatt",
        "takk for din melding",
        "takk for meldingen",
        "vi har mottatt",
    ),
    autoresponder_marks=words(
        """
        tilbake|til og med|frem til|fram til|ferie|kjører|akkurat nå|ringer deg|ringer tilbake
        svarer så snart|så snart jeg kan|senere|møte|fraværende|permisjon|ikke svare|kan ikke svare
        kontakt|hastesaker|begrenset tilgang|bortreist|ringer opp|når jeg er fremme
        """
    ),
)
