"""Finnish as customers write it."""

from services.engine.languages.number_words import number_words
from services.engine.languages.pack import LanguagePack, each, numbered, units, words

_NUMBERS = {
    0: "nolla|nollan|nollaa|nollaks",
    1: "yksi|yks|yy|ykkönen|ykkösen|yhden|yhtä|ykköstä",
    2: "kaksi|kaks|kaa|kakkonen|kakkosen|kahden|kahta|kakkosta",
    3: "kolme|kolmonen|kolmosen|kolmen|kolmea|kolmosta",
    4: "neljä|nelonen|nelosen|neljän|neljää|nelosta",
    5: "viisi|viis|vitonen|viitonen|vitosen|viitosen|viiden|viittä|vitosta",
    6: "kuusi|kuus|kutonen|kuutonen|kutosen|kuutosen|kuuden|kuutta|kutosta|puoli tusinaa|puol tusinaa",
    7: "seitsemän|seittemän|seiska|seiskan|seitsemää|seitsikko|seiskaa|seittämän",
    8: "kahdeksan|kaheksan|kasi|kasin|kahdeksikko|kahdeksaa|kahdeksikon|kaheksikko|kasia|kahdeksaiset|kasinen",
    9: "yhdeksän|yheksän|ysi|ysin|yhdeksikkö|yhdeksää|ysiä|yheksää|yheksikkö",
    10: "kymmenen|kymppi|kympin|kymppiä|kymmenikkö|täysi kymppi|täys kymppi|kymmentä|kybä|kymmene|kybän",
    11: "yksitoista|ykstoista|ykstoist|yksitoist",
    12: "kaksitoista|tusina|tusinan|tusinaa|kokonainen tusina|kakstoista|kakstoist",
    13: "kolmetoista|kolmetoist|kolttoista",
    14: "neljätoista|neljätoist",
    15: "viisitoista|viistoista|viistoist|viisitoist",
    16: "kuusitoista|kuustoista|kuustoist",
    17: "seitsemäntoista|seittemäntoista|seittemäntoist|seitsemäntoist",
    18: "kahdeksantoista|kaheksantoista|kaheksantoist",
    19: "yhdeksäntoista|yheksäntoista|yheksäntoist",
    20: "kaksikymmentä|kakskyt|kakskytä|kakskymmentä|kakskymment|kaksikyt|kaksikymment|kaksikymmen",
    30: "kolmekymmentä|kolkyt|kolkytä|kolmekyt|kolmekymment|kolkkyt|kolmekymmen",
    40: "neljäkymmentä|nelkyt|nelkytä|neljäkyt|neljäkymment|neljäkymmen",
    50: "viisikymmentä|viiskyt|viiskytä|viisikyt|viiskymmentä|viiskymment|viisikymmen",
    60: "kuusikymmentä|kuuskyt|kuuskytä|kuusikyt|kuuskymmentä|kuusikymmen",
    70: "seitsemänkymmentä|seiskyt|seitkyt|seitkytä|seittemänkyt|seitsemänkyt|seittemänkymmentä|seiskakyt",
    80: "kahdeksankymmentä|kaheksankyt|kasikyt|kahdeksankyt|kaheksankymmentä|kaheksankytä",
    90: "yhdeksänkymmentä|yheksänkyt|ysikyt|yhdeksänkyt|yheksänkymmentä",
    100: "sata",
    1000: "tuhat",
}

FINNISH = LanguagePack(
    code="fi",
    names=words("suomi|suomeksi|finnish|suomen kieli|suomea"),
    number_words=number_words(_NUMBERS, joined=("{ten}{unit}", "{ten} {unit}")),
    articles=frozenset(),
    definite_articles=frozenset(),
    occasions=numbered(
        """
        1 kerran|yhden kerran|vain kerran|kertaalleen|vaan kerran
        2 kahdesti|kaksi kertaa|pari kertaa
        3 kolmesti
        4 neljästi
        5 viidesti
        1 kerran vain|kerran vaan|yhden ainoan kerran
        0 en kertaakaan|ei kertaakaan|nolla kertaa
        4 neljä kertaa
        5 viisi kertaa
        6 kuudesti
        7 seitsemästi
        8 kahdeksasti
        10 kymmenesti
        """
    ),
    spans=numbered(
        """
        15 vartti|varttitunti|vartin verran|vartin ajan
        30 puoli tuntia|puolisen tuntia|puolituntinen|puol tuntia
        45 kolme varttia|kolmevarttia|kolme varttituntia
        60 tunti|tunnin|yksi tunti|tunnin verran|kokonainen tunti|tunnin ajan|yhden tunnin
        75 tunti ja vartti
        90 puolitoista tuntia|puoltoista tuntia|tunti ja puoli|tunnin ja puoli
        150 kaksi ja puoli tuntia
        """
    ),
    ordinals=numbered(
        """
        1 ensimmäinen|eka|ensimmäisen|ekan|ylin|se eka|ensimmäinen vaihtoehto|eka vaihtoehto
        2 toinen|toka|toisen|tokan|se toka|toinen vaihtoehto|keskimmäinen
        3 kolmas|kolmannen|se kolmas|kolmas vaihtoehto
        4 neljäs|neljännen
        5 viides|viidennen
        6 kuudes
        -1 viimeinen|viimeisen|vika|se viimeinen|alin|viimeinen vaihtoehto
        """
    ),
    number_endings=words("n|nen|kko|ppi|tä|ta|ksi|a|ä|aa|ää"),
    half_words=words("puoli|puolikas|puolitoista|ja puoli|puolikasta"),
    minus_words=words("miinus"),
    and_words=words(
        """
        ja|sekä|myös|plus|sekä myös|ja myös|ynnä|plus myös|lisäksi|sekä että|ja sitten
        """
    ),
    or_words=words("tai|vai|viiva|taikka"),
    of_words=words("kautta|per|asteikolla"),
    number_marks=words("nro|numero|no|nr|luku|num"),
    option_marks=words(
        """
        vaihtoehto|vastaus|vastausvaihtoehto|kohta|valinta|valintani|valintani on|valitsen
        valitsisin|otan|vaihtoehto numero|numero|vaihtoehto nro|vastaus numero|ehkä eniten|eniten
        lähinnä|pääasiassa|ensisijaisesti|varsinkin|erityisesti|vain|pelkkä|pelkästään|jokin|joku
        jotain|se on|mielestäni|minulle|parempi|lyhyempi|ennen kaikkea|äänestän
        """
    ),
    around=words(
        """
        hyvää päivää|hei|moi|moikka|terve|heippa|moro|hei hei|heissan|huomenta|hyvää huomenta|iltaa
        hyvää iltaa|hei taas|taas|ok|okei|okke|no|no niin|joo|juu|jep|kyllä|noh|siis|kiitos|kiitti
        kiitoksia|kiitos paljon|paljon kiitoksia|suuri kiitos|suuret kiitokset|kiitokset
        kiitos avusta|kiitos hyvästä palvelusta|kiitos palvelusta|kiitos teille|kiitos kysymästä
        kiitos kaikesta|kiitos nopeasta avusta|kiitos hyvästä avusta|tuhannet kiitokset
        tuhat kiitosta|tuhannesti kiitos|kiitokset avusta|kiitos vielä|ole hyvä|olkaa hyvä|ehkä|kai
        kaiketi|luultavasti|todennäköisesti|varmaan|varmaankin|varmasti|mahdollisesti|luulen
        luulisin|arvelen|arvioisin|uskoisin|mielestäni|minusta|musta|mun mielestä|minun mielestäni
        oma mielipiteeni|omasta puolestani|puolestani|minulta|multa|meiltä|ehdottomasti|tietysti
        tietenkin|totta kai|tottakai|selvästi|selkeä|selkeästi|epäilemättä|ilman muuta|takuulla
        todellakin|rehellisesti|rehellisesti sanottuna|suoraan sanottuna|itse asiassa|oikeastaan
        kokonaisuutena|kokonaisuudessaan|yhteensä|yleisesti|yleensä ottaen|kaiken kaikkiaan
        keskimäärin|öö|ööh|öh|hm|hmm|hmmm|mm|äh|oho|ups|hups|hehe|haha|hihi|lol|anteeksi|sori
        valitettavasti|ikävä kyllä|onneksi|mieluusti|mielellään|vain|vaan|ihan vain
        hyvää päivänjatkoa|hyvää päivän jatkoa|mukavaa päivää|mukavaa päivänjatkoa|hyvää jatkoa
        kivaa päivää|hyvää viikonloppua|mukavaa viikonloppua|hyvää illanjatkoa|mukavaa iltaa
        hyvää joulua|hyvää uutta vuotta|hyvää kesää|tsemppiä|moi moi|moikka moi|näkemiin|kaverit
        kaikille|täältä|tässä|tässä vastaus|kuten aina|niin kuin aina|jatkakaa samaan malliin
        hienoa työtä|hyvää työtä|anteeksi myöhäinen vastaus
        hyi|huh|huhhuh|yh|no jaa|nojaa|no joo|luojan kiitos|luojalle kiitos|ihan tosi|tosissaan
        en vitsaile|suoraan sanoen|jos rehellisiä ollaan|rehellisyyden nimissä|totta puhuen
        epäröimättä|empimättä|silmää räpäyttämättä|annas kun mietin|odotas|mietitään|katsotaan
        niin se on|kuten sanottu|kaikesta huolimatta|joka tapauksessa|kumminkin|sentään
        no sanotaan|kiitti teille|kiitos teille kaikille|suurkiitos|iso kiitos|kiitän
        sellaista se on|jepulis|hei vaan|tervehdys|iltoja
        siltä väliltä|keskeltä|keskivälistä|nyt|nyt vaikka|vaikka|no nyt
        """
    ),
    rating=words(
        """
        annan|minä annan|mä annan|mää annan|antaisin|annamme|annetaan|annan teille|antaisin teille
        annan sille|annan palvelulle|annan siitä|annan arvosanaksi|arvosanaksi|annan arvosanan
        antaa|haluan antaa|voin antaa|voisin antaa|saatte|saatte minulta|saat|saa|saa minulta
        palvelu saa|palvelunne saa|asiakaspalvelu saa|ansaitsee|ansaitsette|sanon|sanoisin|sanotaan
        sanoa|pakko sanoa|täytyy sanoa|voisin sanoa|arvosana|arvosanani|arvosanani on|arvosana on
        arvosanaksi annan|arvio|arvioni|arvioni on|arvioin|arvioisin|vastaus|vastaukseni
        vastaukseni on|vastaus on|vastaan|vastaisin|pisteet|pisteitä|pistemäärä|pisteeni
        pistemäärä on|numero|numeroksi|numeroni|laitan|laitetaan|laittaisin|valitsen|valitsisin
        äänestän|päädyn|menen|tyytyväisyys|tyytyväisyyteni|asteikko|suosittelen|todennäköisyys
        tulos|se on|palaute|kokonaisarvosana|nps
        laitetaas|laitetaan vaikka|laitan teille|laitanpa|pannaan|pistetään|pistän
        annetaan vaikka|annampa|annan kyllä|mie annan|myö annetaan|antasin|antasin teille
        sanosin|sanoisin että|sanon vaikka|sanotaan vaikka|pitää sanoa|täytyy antaa|pakko antaa
        on pakko antaa|saatte kyllä|tulee|tulkoon|olkoon|menköön|kyllä se on|kyl se on
        se on kyllä|päädyn numeroon|kirjoitan|merkitsen|veikkaan|veikkaisin|arvosanaks
        arvosanaksi tulee|tästä tulee|siitä tulee|siitä saa|tästä saa
        sanotaan nyt|sanotaan nyt vaikka|arvaisin|veikkaan että|vastaukseni olisi
        numero on|numeroni on
        sanoisin et|sanoisin että|mä sanoisin et|mä sanoisin että|minä sanoisin|mä sanoisin|sanosin
        sanosin et|mä sanosin
        mä sanosin et|sanotaan et|sanotaan että|sanon et|sanon että|mä sanon et|mä annan
        mä annan teille|mä antaisin|mä laitan
        mä pistän|mä heitän|heitän|menköön|olkoon|olkoon sitte|olkoon sitten|laitetaan
        laitetaan vaikka|sanotaan vaikka|mä vastaan
        mun arvosana on|tulkoon|pannaan|pistetään|annetaan|annetaan nyt|voin antaa vain|mun puolesta
        kyl mä annan|kyllä mä annan
        kyl mä sanoisin et|sanoisin kyl|joudun antamaan
        """
    ),
    lead=words(
        """
        minä|mä|mää|me|se|on|olisi|noin|n|noin noin|suunnilleen|suurin piirtein|arviolta|ehkä
        selkeä|vahva|heikko|iso|täysi|täydet|puhdas|kova|vankka|tasan|tasainen|ihan|jopa|kuitenkin
        edelleen|aina|sellainen|semmoinen|joku|palvelusta|avusta|palvelulle|teille|tästä|siitä
        tälle|kohtalainen|ehdoton|varma|ansaittu|oikein|sille|hänelle
        vain|pelkkä|reilu|rehti|rehellinen|ansaitusti|komea|hyvä|napakka|kirkas|tukeva
        vahva ja selvä|semmonen|sellanen|kyllä|taisi olla|taitaa olla|oliko se|se oli|olikohan
        ehkäpä|varovainen|vaisu|laiha|niukka|surkea|loistava|silkka
        pyöreä|pyöree|pyöreän|pyöreät|pyöreet|puhdas|puhtaan|puhas|selvä|selvän|selkeä|selkee|vahva|vahvan|ehdoton
        ehdottoman|iso|ison|heikko|heikon|hyvä|hyvän|kova|kovan|komea|komean|komee|ansaittu|ansaitun
        rehellinen|rehellisen
        vaivainen|vaivaisen|surkea|surkean|surkee|säälittävä|säälittävän|varma|varman|kirkas
        kirkkaan|sellainen|sellanen
        semmonen|semmoisen|sellaisen|tukeva|tukevan|napakka|napakan|kiva|kivan|yksinäinen|yksinäisen
        pieni|pienen|ruhtinaallinen
        """
    ),
    conclusions=words(
        """
        eli|siis|joten|niin|mutta|siksi|joten siis|toisin sanoen|tekee|eli siis|joten annan
        mutta annan|niinpä|näin ollen|täten
        """
    ),
    tail=words(
        """
        minulta|multa|meiltä|minusta|mielestäni|mun mielestä|luulen|luulisin|sanoisin|sanon
        on vastaukseni|on arvosanani|on vastaus|on arvioni|annan|antaisin|teille|sinulle|hänelle
        heille|palvelusta|avusta|palvelulle|hyvästä palvelusta|ystävällisestä palvelusta
        nopeasta palvelusta|asiakaspalvelulle|asteikolla|tällä asteikolla|tällä kertaa|tänään
        toistaiseksi|joka kerta|aina|helposti|kaikesta|ehdottomasti|tietysti|kpl|kappaletta
        ei ongelmia|ei valittamista|on hyvä|on ok|riittää|täältä|tähdellä|kiitettävä|pinnaa|pojot
        pojoa|eli täydet|täydet|on se|nyt|kokonaisuutena|jo|tähän mennessä
        yhteensä|kaikkiaan|kaiken kaikkiaan|tasan|täsmälleen|prikulleen|minuutilleen
        jos oikein muistan|muistaakseni|sikäli kun muistan|taisi olla|taisi tulla|tuli
        niitä tuli|niitä oli|oli|mie annan|mä annan|minä annan|mää annan|minä sanon|mä sanon
        sanon minä|saatte|saatte multa|teille kaikille|teille täältä|sydämestäni|minun mielestä
        mun puolesta|puolestani|tulee multa|tulee|irtoaa|lähtee|sille tytölle|sille pojalle
        sille miehelle|sille naiselle|siitä
        ihan ok|no ihan ok|siinä ja siinä|keskinkertainen
        kai|taitaa olla|sanoisin näin|on reilu|on ihan reilu|ja sekin on liikaa|minulle|mulle
        meille|hyvänä päivänä|olkoon|olkoon menneeksi
        ei haittaa|riittäköön
        enempää ei heru|enempää en anna|enempää ei tule|ei enempää|eikä enempää|siitä tulee
        ja sekin säälistä|riitti|riittää
        ei enempää eikä vähempää|voin antaa|irtoaa|irtoo|heruu|lähtee
        """
    ),
    points=words(
        """
        pistettä|piste|pisteet|pisteen|pojoa|pinnaa|arvosana|arvosanaksi|arvosanan|asteikolla
        """
    ),
    stars=words("tähti|tähteä|tähden|tähteä viidestä"),
    top_marks=words(
        """
        täydet pisteet|täydet|täydet tähdet|täysi pistemäärä|täydet pojot|täydet pinnat
        täys pistemäärä|täyden pistemäärän|täydet arvosanat|täysi arvosana
        maksimi|maksimit|maksimipisteet|maksimiarvosana|maksimi pisteet|maksimia|korkein
        korkein arvosana|korkein mahdollinen|korkeimman|korkeimman arvosanan|korkeimmat pisteet
        korkeimmat|paras arvosana|paras mahdollinen|parhaat pisteet|parhaan arvosanan
        huippuarvosana|huippupisteet|huippu arvosana|huippuarvosanan|huippupisteitä|kaikki tähdet
        kaikki pisteet|kaikki viisi tähteä|kaikki tähdet mitä on|täyskymppi|asteikon yläpää
        ylin arvosana|ylin|ylimmän arvosanan|kiitettävä arvosana|laudatur|täysi kattaus|täyskäsi
        parhaimmat pisteet|täydet viisi
        """
    ),
    nothings=words(
        """
        nada mitään|nollille|ei pisteen pistettä|ei yhtään|ei pisteitä
        ei pistettäkään|tyhjää|nolla pistettä
        """
    ),
    no_times=words(
        """
        en kertaakaan|ei kertaakaan|ei yhtään kertaa|en yhtään kertaa|en kertaakaan soittanut
        ei yhtään puhelua|en ole soittanut|en oo soittanu|ei tarvinnut soittaa
        """
    )
    | each(
        "en|mä en|minä en|enhän|en kyllä|en edes|ei tarvinnut|ei tarvinnu|ei tarttenu|en oo|en ole"
        "|ei tarvinnut edes|enkä",
        "soittanut|soittanu|soittanut kertaakaan|soittanu kertaakaan|soittanut ollenkaan"
        "|soittanu ollenkaan|soitellut|soitellu|soittanut teille|soittanu teille|soittaa"
        "|soittanut lainkaan|soittanut yhtään kertaa|soittanut kertaakaan teille"
        "|soittaa kertaakaan|soittaa ollenkaan|edes soittanut|ole soittanut|oo soittanu"
        "|edes soittanu",
    ),
    units=units(
        """
        times: kertaa|kerta|kerran|krt|x|puhelua|puhelu|yhteydenottoa|yritystä|soittoa|kpl
        years: vuotta|vuosi|v|vuotias|vuotiaana|vuoden ikäinen|vee
        months: kuukautta|kuukausi|kk
        weeks: viikkoa|viikko|vk
        days: päivää|päivä|pv|pvä|vuorokautta
        hours: tuntia|tunti|h|t
        minutes: minuuttia|minuutti|min
        people: henkilöä|henkilö|henkeä|ihmistä|aikuista|hlö
        money: euroa|euro|e|eur|egee
        percent: prosenttia|prosentti|pros
        dice: noppa|silmälukua
        times: kertaa yhteensä|kertoja|soittokertaa|soittoo|kertoo|kertaa soitin|puheluja
        minutes: minsaa|minuutin|minuutteja|minuuttii
        hours: tuntii
        """
    ),
    unit_questions=units(
        """
        times: montako kertaa|kertaa|kuinka monta kertaa|kuinka usein|kuinka monesti
        years: kuinka vanha|minkä ikäinen|ikä|ikäsi|vuotta
        months: kuukautta
        weeks: viikkoa
        days: päivää
        hours: tuntia
        minutes: minuuttia
        people: henkilöä|montako henkilöä|kuinka monta teitä
        money: euroa|hinta|maksoit|maksoi
        percent: prosenttia
        dice: nopanheitto
        """
    ),
    unit_leads=units(
        """
        times: soitin|olen soittanut|otin yhteyttä|olin yhteydessä|olen ottanut yhteyttä|yritin
        times: jouduin soittamaan|piti soittaa|soitin teille
        years: olen|oon|ikä|ikäni|ikäni on|täytin|iältäni
        months: kesti|meni
        weeks: kesti|meni
        days: kesti|meni
        hours: kesti|meni|odotin|jonotin
        minutes: kesti|meni|odotin|jonotin
        people: meitä on|meitä oli
        money: maksoin|maksoi|maksaa|maksan
        dice: nopanheitto|silmäluku
        times: soittelin|soitettiin|jouduin soittaa|piti soittaa teille|tarvittiin|vaadittiin
        times: se vaati|vaati|taisin soittaa|taisi olla|taisi mennä|laskin|olen soitellut
        times: soitin teille yhteensä|soitin yhteensä
        minutes: odottelin|odotettiin|odotin noin|jonotettiin|jonottelin|meni noin|siinä meni
        minutes: siihen meni|meni ainakin|taisi olla|taisi mennä|se oli|oli|kesti noin
        minutes: roikuin linjalla|roikuin|istuin|odotusta|odotusta oli|jonotusta
        hours: odottelin|odotettiin|odotin noin|jonotettiin|jonottelin|meni noin|siinä meni
        hours: siihen meni|meni ainakin|taisi olla|taisi mennä|se oli|oli|kesti noin
        hours: roikuin linjalla|roikuin|istuin|odotusta|odotusta oli|jonotusta
        """
    ),
    measures=words(
        """
        lasta|asiakasta|ihminen|miestä|naista|asentajaa|asentaja|virhettä|virhe|asiaa|asia|syytä
        syy|ongelmaa|ongelma|kysymystä|kysymys|liittymää|liittymä|simkorttia|sim|puhelinta|puhelin
        kännykkää|linjaa|linja|palkkia|palkki|laskua|lasku|kirjettä|sähköpostia|viestiä|viesti
        tekstiviestiä|laitetta|laite|reititintä|sekuntia|sekunti|sek|s|g|gb|mb|kb|tb|gigaa|giga
        mbit|mbps|megaa|km|cm|mm|kg|litraa|metriä|astetta|volttia|kerros|krs|huone|huonetta|asunto
        as|rappu|bussi|sivu|luku|kanava|versio|malli|iphone|galaxy|pixel|ipad|android|windows|paina
        näppäin|vyöhyke|osa|koko|miljoona|miljoonaa|miljardi|tuhansia|satoja|olette|olette numero
        olette nro|olette ykkönen|olette ykkösiä|olet numero|olemme|olen|on meillä|minulla on
        mulla on|parasta|pahinta|muuta|muut|lisää|uutta|uusi|viikossa|päivässä|kuussa|vuodessa
        kuukaudessa|jonossa|kuuluvuutta|mahdollisuus|vastaamaton|vastaamatonta|lukematta
        lukematonta|saldo|pin|koodi|viite|tilaus|tilausnumero|tunnus|senttiä|top|sija|paria|pari
        yötä|yö|vuosikymmentä|autoa|auto|talo|tie|katu|raide|juna|luokka|osasto|ensimmäistä
        viimeistä|viimeisen|lähtien|vuoden|kuukauden|viikon|päivän|tunnin|minuutin
        """
    ),
    dates=words(
        """
        tammikuuta|helmikuuta|maaliskuuta|huhtikuuta|toukokuuta|kesäkuuta|heinäkuuta|elokuuta
        syyskuuta|lokakuuta|marraskuuta|joulukuuta|tammikuu|helmikuu|maaliskuu|huhtikuu|toukokuu
        kesäkuu|heinäkuu|elokuu|syyskuu|lokakuu|marraskuu|joulukuu|maanantai|tiistai|keskiviikko
        torstai|perjantai|lauantai|sunnuntai|maanantaina|tiistaina|keskiviikkona|torstaina
        perjantaina|lauantaina|sunnuntaina|klo|kello|jälkeen|ennen|sitten|asti|saakka|mennessä
        palaan|takaisin|huomenna|eilen|illalla|aamulla|yli|vaille|vartin|puoli|välillä|auki|soita
        soittakaa|viime|alkaen|päivänä|kun
        """
    ),
    months=numbered(
        """
        1 tammikuuta|tammikuu|tammikuun|tammi
        2 helmikuuta|helmikuu|helmikuun|helmi
        3 maaliskuuta|maaliskuu|maaliskuun|maalis
        4 huhtikuuta|huhtikuu|huhtikuun|huhti
        5 toukokuuta|toukokuu|toukokuun|touko
        6 kesäkuuta|kesäkuu|kesäkuun|kesä
        7 heinäkuuta|heinäkuu|heinäkuun|heinä
        8 elokuuta|elokuu|elokuun|elo
        9 syyskuuta|syyskuu|syyskuun|syys
        10 lokakuuta|lokakuu|lokakuun|loka
        11 marraskuuta|marraskuu|marraskuun|marras
        12 joulukuuta|joulukuu|joulukuun|joulu
        """
    ),
    announcing=words(
        """
        sähköposti|sähköpostiosoite|sähköpostini|sähköpostini on|sähköpostiosoitteeni on|meili|maili|email
        mailto|meilini on|osoite|osoitteeni on|puh|puhelin|puhelinnumero|puhelinnumeroni on|numero|numeroni
        numeroni on|gsm|kännykkä|päivä|päivämäärä|päivämäärä on|pvm|se|se on|se oli|on|postinumero
        postinumeroni|postinumeroni on|postinro|tämä on
        """
    ),
    denials=words(
        """
        ei|en|eivät|emme|ette|et|eikä|enkä|ilman|paitsi|lukuun ottamatta|sen sijaan|kuin|tuskin
        ei ole|en ole|ei ollut|älä|älkää|ei mitään
        """
    ),
    nevers=words(
        """
        ei koskaan|koskaan|en koskaan|kukaan|ei kukaan|tuskin|ei ikinä|ikinä|en ikinä|ei enää ikinä
        """
    ),
    comparisons=words(
        """
        alle|yli|vähemmän|vähemmän kuin|kuin|enemmän|enemmän kuin|vähintään|enintään|korkeintaan
        ainakin|maksimi|max|maksimissaan|minimi|minimissään|melkein|lähes|lähellä|miltei|vajaa
        vajaat|reilu|reilusti|reilut|parempi kuin|huonompi kuin|korkeampi kuin|matalampi kuin
        tai enemmän|tai vähemmän|tai yli|tai alle|ja yli|ja enemmän|plus|kohta|pian|hieman yli
        hieman alle|vähän yli|vähän alle|juuri ja juuri|liian monta|liikaa|tasolla|jopa yli|enempi
        myöhässä|liian myöhään|etuajassa|etukäteen|aikataulusta jäljessä|yliajalla
        """
    ),
    conditions=words(
        """
        jos|mikäli|ellei|jollei|jos olisi|kun olette|kunhan|edellyttäen|mutta vain jos|vain jos
        olettaen|sillä ehdolla
        """
    ),
    unreal=words(
        """
        aioin antaa|ajattelin antaa|ensi kerralla|meinasin antaa|normaalisti|oli|olisi ollut
        olisi voinut olla|olisin antanut|olisin voinut antaa|riippuen|riippuu|toivoin|toivon
        toivottavasti|viimeksi|yleensä
        olisi|olisin|olis|olisit|oltaisi
        """
    ),
    corrections=words(
        """
        tarkoitan|tarkoitin|siis tarkoitan|korjaus|korjaan|eikun|eiku|ei vaan|ei kun|vitsi|vitsinä
        vitsailen|pelleilen|läpällä|vitsivitsi|leikki leikki|leikillä|ironiaa|sarkasmia
        kirjoitusvirhe|väärin|väärä|väärä numero|näppäilyvirhe|painoin väärin|unohda|muutin mieleni
        vaihdan|pitäisi olla|piti olla|mieluummin|pikemminkin|sittenkin|valehtelen|valetta|muka
        no ei|lyöntivirhe
        eikö|odotas nyt|hetkinen|niinhän sinä luulit|luulitpa|huijasin|vitsi vitsi
        pelleilin|läppä|läpällä vaan|pyyhi|pari lisää|muutama lisää|tarkemmin ajatellen
        uneksi vaan|hyvä yritys|just joo|joopa joo|siis ei
        sanoi ei kukaan|ei sanonut kukaan
        en ole päättänyt
        """
    ),
    hedges=words(
        """
        ehkä|kai|kaiketi|osittain|osin|puoliksi|jotakuinkin|melkein|sekä että|niin ja näin
        vaihtelevasti|vähän|enemmän tai vähemmän|epävarma|en tiedä|en ole varma|toivon
        toivottavasti|riippuu|joskus|välillä|väliaikaisesti|toistaiseksi|aluksi|hetken|mutta|paitsi
        jos|periaatteessa|jossain määrin|teoriassa|ilmeisesti|kuulemma|juuri ja juuri|enimmäkseen
        saa nähdä|nähtäväksi jää|epäselvää|vain|varmaan|luultavasti|mahdollisesti|ei ihan|en usko
        en usko että|tuskin|ei varsinaisesti|melko|tavallaan|jollain tavalla
        ihan ok|no ihan ok|siinä ja siinä|keskinkertainen
        no joo|mitä tuohon sanoisi|en ole päättänyt
        """
    ),
    non_answers=words(
        """
        en tiedä|en osaa sanoa|eos|ei tietoa|ei hajuakaan|ei mitään|ei mitään hajua|ei mielipidettä
        ei kommentoitavaa|ei kommentteja|ei kommenttia|ei ongelmaa|ei ongelmia|ei mitään ongelmaa
        ei mitään ongelmia|ei hätää|ei se mitään|molemmat|kummatkin|kaikki|kumpikin|ei kumpikaan
        ei kumpaakaan|ei mikään|ei mikään näistä|ei mikään niistä|ei mitään niistä|ei valittamista
        ei koske|ei koske minua|en muista|en muista enää|kyllä ja|kyllä ja ei|kyllä vai ei
        kyllä tai ei|en ole varma|ei hassumpi|ei huono|ei niin hyvä|ei hyvä|ei kuuluvuutta
        en halua vastata|ei ihan|ei niin paljon|ei kysymyksiä|ei eroa|ei vastausta|ei apua|en usko
        ei väliä|samantekevää|aivan sama|ei vielä tietoa|ei varmaan|ei kai|ei ehkä
        """
    ),
    opinions=words(
        """
        erittäin|todella|tosi|hyvin|melko|aika|varsin|super|supertyytyväinen|äärimmäisen
        uskomattoman|liian|niin|täysin|ihan|aivan|hirveän|hyvä|hyvää|hyvät|parempi|paras|parasta
        hieno|hienoa|loistava|loistavaa|loistavasti|erinomainen|erinomaista|erinomaisesti|mahtava
        mahtavaa|upea|upeaa|täydellinen|täydellistä|huippu|huippua|huippuhyvä|kiva|kivaa|mukava
        mukavaa|ihana|ihanaa|ystävällinen|ystävällistä|ystävälliset|kohtelias|kohteliasta|avulias
        avuliasta|palvelualtis|asiantunteva|asiantuntevaa|osaava|osaavaa|pätevä|ammattimainen
        ammattitaitoinen|ammattitaitoista|nopea|nopeaa|nopeasti|nopeat|ripeä|ripeää|tehokas
        tehokasta|helppo|helppoa|helposti|sujuva|sujuvaa|sujuvasti|sujui hyvin|vaivaton|vaivatonta
        vaivattomasti|ok|okei|ihan ok|ihan hyvä|kärsivällinen|selkeä|selkeää|selkeästi|hyödyllinen
        tyytyväinen|tyytyväisiä|erittäin tyytyväinen|tyytymätön|iloinen|kiitollinen|vaikuttunut
        pettynyt|pettymys|huono|huonoa|huonosti|huonoin|surkea|surkeaa|surkeasti|kamala|kamalaa
        kauhea|kauheaa|hirveä|hirveää|onneton|toivoton|toivotonta|hyödytön|arvoton|säälittävää
        häpeällistä|hidas|hidasta|hitaasti|myöhässä|pitkä|pitkää|pitkään|pitkästä|lyhyt|vaikea
        vaikeaa|hankala|hankalaa|monimutkainen|monimutkaista|sekava|sekavaa|kaaos|ärsyttävä
        ärsyttävää|turhauttavaa|vihainen|töykeä|töykeää|epäkohtelias|ylimielinen|epäammattimaista
        kallis|kallista|halpa|vakaa|epäselvä|epäselvää|pahin|keskinkertainen|keskinkertaista
        keskiverto|kohtalainen|kohtuullinen|hyväksyttävä|tylsää|ei hyvä|ei huono|ei kovin hyvä
        ei niin hyvä|ei hassumpi|ei valittamista|ei ongelmia|ei enää koskaan|ei koskaan enää
        voisi olla parempi|parannettavaa|parantamisen varaa|hyvää työtä|hienoa työtä|kaikki hyvin
        kaikki ok|odotusten mukainen|luotettava|rehellinen|asiallinen|asiallista|asiallisesti
        toimiva|toimivaa|toimi hyvin|toimii hyvin|miellyttävä|positiivinen|tympeä|tylyä
        todennäköistä|epätodennäköistä|ei voisi olla parempi|ei voi valittaa
        en enää|en enää ikinä|ei enää|ei ikinä enää
        liian myöhään|etuajassa|etukäteen|aikataulusta jäljessä|yliajalla
        väärä osasto|väärään paikkaan|väärälle osastolle|väärään osastoon|väärä lasku|väärää tietoa
        väärälle|väärään
        loputon|loputonta|nousee vaan|nousee koko ajan|vaan nousee
        """
    )
    | each(
        "ei|eivät|ei vaan|ei ikinä|eikä|ei koskaan|ei meinaa|ei näytä|ei tunnu",
        "lopu|loppua|lopu ikinä|lopu millään|loppuvan|lopu koskaan|lopu nousemasta",
    ),
    stronger=words(
        """
        erittäin|todella|tosi|hyvin|melko|aika|varsin|super|äärimmäisen|uskomattoman|täysin|ihan
        aivan|oikein
        """
    ),
    topics=words(
        """
        palvelu|palvelua|palvelun|palvelusta|palvelunne|asiakaspalvelu|asiakaspalvelua
        asiakaspalvelun|asiakaspalvelija|apu|apua|avun|tuki|tukea|tuen|neuvonta|neuvontaa|opastus
        kohtelu|käsittely|asiointi|henkilö|henkilökunta|työntekijä|neuvoja|mies|nainen|kokemus|työ
        yritys|firma|tuote|tieto|tiedot|viestintä|tiedotus|vastaus|odotusaika|odotus|jonotus
        jonotusaika|puhelu|keskustelu|ratkaisu|selitys|chat|sovellus|minulle|meille
        tyyppi|kaveri|poika|tyttö|asentaja|kuski|lääkäri|putkimies|kauppa|se tyyppi|se kaveri
        se nainen|se mies
        """
    ),
    openers=words(
        """
        mutta|koska|sillä|vaikka|kun|ja|että|minä|mä|sinä|te|he|hän|me|se|ne|tämä|tuo|nämä|kaikki
        kukaan|joku|teidän|oli|oli tosi|tosi|on|olisi|olin|odotin|jonotin|sain|saatiin|piti|jouduin
        kesti|meni|hoitui|ratkesi|ratkaistiin|korjattiin|auttoi|auttoivat|vastasi|selitti|kuunteli
        ymmärsi|puhuin|yritin|maksoin|lupasi|voisi|pitäisi|haluaisin|haluan|voi|erittäin|todella
        melko|liian|vähän|kaipaan|toivon|tarvitsen|tykkään|tykkäsin|pidin|rakastan|vihaan|toimii
        toimi|puuttui|miksi|mitä|miten|milloin|missä|ansiosta|takia|vuoksi|huolimatta|lisäksi|siksi
        muuten|ensin|vihdoin|lopulta|erityisesti|varsinkin|suosittelen|sääli|harmi|asia hoitui
        homma hoitui|jatkakaa|edelleen|vieläkin|paras|hyvä|ei toiminut|ei koskaan|te olette|olette
        olemme|olen|minulla on|mulla on|ette|en ole
        ennen kuin|ennenkuin|sitten|kunnes|ja sitten|istuin|seisoin|tuli|sai|vei|jonossa
        linjalla|puhelimessa|samalla|sillä välin|ehdin|kuulin|sen jälkeen|löi|antoi|otti|puhui
        neuvoi|hoiti
        kosk|mut|muttei|mutku|ja se|ku|ja toi|vaik|vaikkei|ja joutu|ja joka
        en saanut|en saanu|en oikein saanut|en oikein|ei oikein|en oikeen|ei oikeen|en saanu oikein
        ei saanut|ei osannut|ei osattu|en päässyt|en pääsny
        """
    )
    | each(
        "koska|ku|kun|sillä|vaikka|kosk|siks ku|siksi koska|siksi että|vaik|ku siis",
        "se|mä|minä|asia|oli|siinä|ne|te|ette|en|jouduin|sain|kesti|hinta|palvelu|tyyppi|mun|ei"
        "|joutu|odotin|piti|kaikki|mua|tää|toi|homma|apu|nopeesti|hyvin|vähän|vaan|jouduttiin",
    ),
    by_words=words("ansiosta|ansiota|kiitos"),
    yes_words=words(
        """
        kyllä|kylla|kyl|joo|juu|jep|jees|joo joo|juu juu|kyllä kiitos|joo kiitos|totta|totta kai
        tottakai|tietysti|tietenkin|ehdottomasti|todellakin|kyllä ratkesi|kyllä vaan
        kyllä vain|kylläpä|no joo|no kyllä|ilman muuta|pitää paikkansa|joojoo|juup|jepjep|jes|yes|k
        kyllä sain|kyllä kiitos paljon|kyllä kiitos avusta|joo kiitos paljon|joo kiitos avusta
        kyllä onneksi|onneksi kyllä|joo kyllä|joo onneksi|jep jep|juu kyllä|joo ratkesi|ratkesi
        ratkesi kyllä|ratkesi joo|kyllä selvisi|selvisi|selvisi kyllä|selvisi joo|hoitui
        hoitui kyllä|joo hoitui|järjestyi|kyllä järjestyi|joo järjestyi|korjaantui
        kaikki kunnossa|kyllä kaikki kunnossa|aivan|kyllä tuli|tuli kuntoon|tuli ratkaistua|kyll
        kyllä kyllä|toki|totta mooses|joo-o
        no todellakin|todellakin|juu|jees|joo-o|kyllä vaan|kyllä vain|totta hitossa|totta helvetissä
        ilman muuta|no kyllä|jo vain|jovain|juu juu|joo kyllä|just näin|näin on
        on joo|oli joo|selvä kyllä|ehdoton kyllä|no totta kai|joo ratkesi|joo ratkes|joo hoitu
        joo hoitui|kyllä hoitui|kyllä ratkesi|kyllä ratkes|juu ratkes|jep ratkes|onneksi kyllä
        kyllä onneksi
        """
    ),
    no_words=words(
        """
        ei|ei kiitos|eipä|ei ollut|ei todellakaan|ei lainkaan|ei ollenkaan|ei missään nimessä
        ei missään tapauksessa|valitettavasti ei|ikävä kyllä ei|ei ratkennut|ei ole|ei ei|eii|ehei
        ei koskaan|ei ikinä|ei tosiaankaan|eipä ole|eipä ollut|ei oo|ei ole ratkennut|ei suinkaan
        nope|ei tietenkään
        ei lähellekään|ei vieläkään|ei edelleenkään
        ei mitenkään|ei tullut|ei tullut kuntoon|ei oo ratkennut|ei selvinnyt|ei hoitunut
        ei järjestynyt|ei korjaantunut|ei se ratkennut|eipä ratkennut|eipä tullut|ei todella
        ei sitten mitenkään
        eipä|ei sinnepäinkään|ei lähellekään|no ei todellakaan|ei alkuunkaan|ei tosiaankaan
        ei hitossa|ei helvetissä|ehei|ei suinkaan|nou|ei sitten millään|joo ei|ei oo vielä
        ei ratkennu|ei ratkennut|ei sinne päinkään|selvä ei|ehdoton ei|ei pätkääkään|ei yhtään
        ei tippaakaan|ei rahtuakaan|ei ei|ei ei ei|ei sit millään|ei kyllä ratkennut|ei hoitunut
        ei hoitunu|ei selvinnyt|ei selvinny
        """
    ),
    yes_no_openers=words(
        """
        koska|jälkeen|lopulta|vihdoin|erittäin|tosi|todella|nopeasti|heti|ja|hyvin|ensimmäisellä
        saman tien|mutta kesti|mutta kesti kauan|mutta se kesti|mutta siinä kesti
        mutta kesti liian kauan|toisella yrityksellä|ensimmäisellä yrityksellä
        se oli vain|oli vain|olikin vain|asentaja|tyyppi|hän tuli|eilen|tänään|nyt voin|nyt
        ja nyt|se oli
        """
    ),
    echoes=words(
        """
        se|on|oli|ole|ollut|ongelma|ongelmani|asia|asiani|kaikki|ratkesi|ratkennut|ratkaistu
        ratkaistiin|hoitui|hoidettu|korjattu|kunnossa|kuntoon|selvisi|ok|hyvin|nyt|sitten|kiitos
        täysin|kokonaan|heti|lopulta|tänään|eilen|jo|minä|minun|mun|me|te|he|hän|niin|tosi|ja
        toimii|toimi|sain|saatiin|täällä|valitettavasti|teidän|tuli|meni|siinä|apua
        """
    ),
    settled=words(
        """
        ratkesi|ratkaistu|ratkaistiin|hoitui|hoidettu|korjattu|kunnossa|kuntoon|selvisi|toimii
        ok nyt|toimii nyt
        toimii taas|toimii hyvin|pelaa taas|pelittää|pelittää taas|taas kunnossa
        korjaantui|järjestyi|lämmin taas|niin kuin pitää|kuin unelma
        hoiti homman|hoiti|korjasi|ratkaisi|sai kuntoon|sai toimimaan|laittoi kuntoon|fiksasi
        pelaa nyt|pelaa hyvin
        """
    ),
    unsettled=words(
        """
        vielä|vieläkin|vieläkään|edelleen|edelleenkin|edelleenkään|palasi|tuli takaisin|uudestaan
        taas|uudelleen|jatkuu|tarvitsen apua|sama ongelma|sama vika
        yhä|vieläki|jatkuvasti|joka päivä|pahempi|ei parempi|samat viat|kuten ennen|tippuu
        vuotaa
        taas täällä|odotan edelleen|odotan vielä|kukaan ei tullut|ennallaan
        lakkasi toimimasta|lakkaa toimimasta|hajosi taas|meni taas rikki|katkeaa|katkesi taas|pätkii
        temppuilee|tökkii|kaatui taas|lopetti toimimasta|lakkas toimimasta|sammui taas
        """
    ),
    sign_offs=words(
        """
        terveisin|ystävällisin terveisin|terv|t|tv|yst terv|yt|parhain terveisin|lähetetty
        lähetetty iphonesta|lähetetty puhelimesta|lähetetty minun|puh|puhelin|gsm|hanki outlook
        terveiset|sent from my|halauksin
        terkuin
        """
    ),
    before_lines=words("mms|sms|ei aihetta|aihe|vs|vl|re|fw|vast|vastaus"),
    label_endings=words(
        """
        n|a|ä|ta|tä|t|ssa|ssä|sta|stä|lla|llä|lle|lta|ltä|na|nä|ksi|in|an|än|on|en|us|ni|kin|nne
        mme
        """
    ),
    little_words=words(
        """
        ja|on|ei|se|että|oli|ne|en|et|hän|mutta|kun|niin|kuin|myös|jos|tai|vai|mitä|mikä|joka|jotka
        minä|sinä|me|te|he|mun|sun|nyt|vain|vaan|sen|sitä|siitä|siinä|sille|tämä|tuo|nämä|tässä
        tästä|tätä|ovat|olen|olet|olemme|olette|ole|ollut|olisi|voi|voin|ettei|eikä|kyllä|joo|juu
        kaikki|kaikkea|joku|jotain|joskus|aina|koskaan|miksi|miten|missä|milloin|kuka|kenen|hyvä
        hyvin|todella|erittäin|tosi|liian|paljon|vähän|enemmän|vähemmän|ennen|jälkeen|kanssa|ilman
        asti|sitten|vielä|enää|jo|kiitos|hei|moi|no|ehkä|apu|apua|päivä|päivää|aika|pois|ihan
        ensimmäinen|toinen|viimeinen|toisen
        """
    ),
    false_friends=words(
        """
        en|ja|jo|no|me|te|se|ne|on|tie|nie|to|man|sin|hän|hat|do|at|et|fire|ni|tre|sex|he|fem|an|oi
        saa|tai|vain|alle|kun|jos|kai|mutta|elf|vier|tres|ti
        """
    ),
    help_words=words("apua"),
    skip_words=words(
        """
        ohita|ohita kysymys|ohitan|skip|skippaa|jätän väliin|hyppää yli|seuraava kysymys
        """
    ),
    repeat_words=words("toista|toista kysymys|voisitko toistaa|mikä oli kysymys"),
    stop_words=words(
        """
        älä ota yhteyttä|älkää ottako yhteyttä|älkää enää ottako yhteyttä|älä enää ota yhteyttä
        älkää ottako minuun enää yhteyttä|stop|stopp|lopeta|lopettakaa|lopeta viestit|peruuta
        stop all|unsubscribe|lopeta jo|poista minut|poistakaa minut|poista numeroni
        lopettakaa viestit|haluan poistua listalta|cancel|quit|lopeta heti
        """
    ),
    stop_verbs=words(
        """
        lopeta|lopeta viestien lähettäminen|lopettakaa|lopettakaa viestien lähettäminen
        lopeta viestittely|lopettakaa viestittely|lopeta lähettäminen|lopettakaa lähettäminen
        älä lähetä|älkää lähettäkö|älä lähettele|älkää lähetelkö|älä laita|älkää laittako
        älkää viestittäkö|älä viestitä|älä ota yhteyttä|älkää ottako yhteyttä|älkää enää lähettäkö
        älä enää lähetä|älkää enää ottako|poista|poistakaa|en halua|en halua enää|en enää halua
        en tahdo|ei enää
        peru|perukaa|peruuta|peruuttakaa
        """
    )
    | each(
        "älkää|älkää enää|älkääkä|älkää enää ikinä|älkää ikinä|älkää koskaan|älkää nyt",
        "lähettäkö|lähetelkö|laittako|laittako enää|lähettäkö enää|viestittäkö|tekstatko"
        "|ottako yhteyttä"
        "|kirjoittako|kirjoitelko|häiritkö|spämmätkö|pistäkö|ottako",
    )
    | each(
        "älä|älä enää|älä ikinä|älä koskaan|äläkä",
        "lähetä|lähettele|laita|viestitä|tekstaa|ota yhteyttä|kirjoita|kirjoittele|häiritse"
        "|spämmää|pistä",
    )
    | words(
        """
        lopettakaa jo|lopeta jo|lopettakaa nyt|voisitteko lopettaa|voitteko lopettaa|voisitko lopettaa
        pyydän lopettamaan|pyydän teitä lopettamaan|lakatkaa|lopettaisitteko|haluaisin lopettaa
        haluan lopettaa
        """
    )
    | each(
        "en|mä en|minä en|emme|emmä|en mä|en minä|en enää|mä en enää|en todellakaan|en kyllä",
        "halua|haluu|haluu enää|halua enää|tahdo|tahdo enää|halua saada|halua saada enää"
        "|haluu saada"
        "|halua vastaanottaa|halua enää saada|halua enää vastaanottaa|jaksa|jaksa enää"
        "|kaipaa|kaipaa enää|haluaisi|haluaisi enää|ole kiinnostunut saamaan|halua ottaa vastaan"
        "|suostu vastaanottamaan|haluais|haluais enää",
    )
    | words(
        """
        ei enää|ei enempää|ei kiitos enää|ei lisää|riittää nämä|peruuttakaa|perukaa|peru|peruuta
        haluan perua|haluan peruuttaa|haluan lopettaa|poistakaa|poista|poistaisitteko
        voitteko poistaa
        voisitteko poistaa|voisitko poistaa|pyydän poistamaan|haluan poistaa|ottakaa pois
        otatteko pois
        poistattehan|lopettakaa|lopeta|kiellän|estäkää|lopettakaa jo
        """
    ),
    stop_objects=words(
        """
        minulle|mulle|minuun|minut|mut|viestejä|viestit|viestiä|viestien lähettäminen
        tekstiviestejä|tekstareita|tekstiviestit|näitä|näitä viestejä|näitä tekstareita
        näitä kyselyitä|kyselyitä|kyselyjä|kyselyt|enempää viestejä|lisää viestejä|numeroni
        puhelinnumeroni|tämä numero|numeroa|roskapostia|yhteydenottoja|yhteyttä|teidän viestejä
        tietoni|mitään viestejä|tällaisia viestejä|viestittely
        nämä viestit|nämä|tekstarit|nämä tekstiviestit|nämä tekstarit|nää viestit
        """
    )
    | each(
        "näitä|noita|mitään|enempää|enää|lisää|teidän|yhtään|tällaisia|tälläsiä|tämmöisiä|tämmösiä"
        "|kaikki|nää"
        "|nämä|noi|enää näitä|enää mitään|enää yhtään|enempää näitä|minulle|mulle|minulle enää"
        "|mulle enää"
        "|minulle näitä|mulle näitä|minulle mitään|mulle mitään|enää tällaisia|tollasia|typeriä"
        "|näitä typeriä",
        "viestejä|viestiä|viestit|viestei|tekstiviestejä|tekstiviestiä|tekstiviestit|tekstareita"
        "|tekstaria"
        "|tekstarit|tekstareit|kyselyitä|kyselyjä|kyselyt|kyselyä|smssiä|sms-viestejä|mainoksia"
        "|sms",
    )
    | words(
        """
        viestien lähettely|viestien laittaminen|tekstiviestien lähettäminen|tekstailu
        viestittäminen|näiden lähettäminen|näiden viestien lähettäminen|kyselyiden lähettäminen
        kyselyjen lähettäminen|tekstarien lähettäminen|tekstareiden lähettäminen
        näiden tekstiviestien lähettäminen|näiden kyselyiden lähettäminen|viestien lähettämisen
        näiden viestien lähettämisen|tekstiviestien lähettämisen|kyselyiden lähettämisen
        mitään viestejä|tekstiviestiä|tekstaria|viestei|tekstareit|smssiä|sms-viestejä|tämmöisiä
        tälläsiä|tollasia
        viestienne|viestittely|minua|mua|meikäläistä|meille|kyselyä|tietojani
        numeroani|puhelinnumeroani|numeroni|numero|puhelinnumero|minun numeroni|mun numero|nimeni
        listalta|listaltanne|listoiltanne|rekisteristänne|yhteydenottojanne|yhteydenotot
        """
    ),
    stop_around=words(
        """
        kiitos|ystävällisesti|nyt|heti|välittömästi|hei|listalta|listaltanne|listoilta|listoiltanne
        postituslistalta|rekisteristä|rekisteristänne|järjestelmästä|minulle|mulle|tähän numeroon
        enää|enempää|lisää|ja|minä|me|voitteko|voisitteko|olkaa hyvä|ole hyvä|ole kiltti|teiltä
        vain|ok|please|kaikki|haluan että|saada|vastaanottaa|lähettäminen|tältä listalta|pois
        näistä|tästä|pysyvästi|lopullisesti
        viitsisittekö|olkaa kilttejä
        """
    )
    | words(
        """
        jatkossa|tästä eteenpäin|tästä lähtien|vastaisuudessa|tulevaisuudessa|ikinä|koskaan
        milloinkaan
        ollenkaan|lainkaan|pliis|kiitti|kiitos jo etukäteen|kiitos etukäteen|ystävällisesti nyt
        tähän puhelimeen|tähän|tänne|puhelimeeni|tähän numeroon enää|tekstiviestillä|tekstiviestitse
        tekstarilla|viestillä|teiltä enää|yrityksenne|teidän listalta|teidän listoilta
        kaikilta listoilta
        hei vaan|moi|terve|päivää|no|nyt heti|nyt jo|jo|olkaa niin kilttejä|olkaa kiltit
        olkaa ystävällisiä ja|olkaa ystävällinen ja|olisitteko ystävällisiä ja|oisko mahdollista
        voisko|voiko|voitteko te|pyydän|pyytäisin|haluaisin että|haluan|haluaisin|mutta|mä|en
        todellakaan
        oikeasti|oikeesti|hitto|helvetti|jumalauta|herran tähden|saatana|perkele|saada enää
        saada teiltä
        välittömästi nyt|asap|saman tien|lopullisesti pois|kokonaan|te|sitten|siis|viestittelemästä
        meille
        vastaanottaa enää|minulle enää|mulle enää|enää ikinä|enää koskaan|häiritä
        """
    ),
    stop_reasons=words(
        """
        väärä numero|väärä henkilö|teillä on väärä numero|sulla on väärä numero|en ole asiakas
        en ole asiakkaanne|en ole teidän asiakas|en ole enää asiakas|en ole enää asiakkaanne
        en oo asiakas
        en ole kiinnostunut|en oo kiinnostunut|ei kiinnosta|ei kiinnosta enää|antakaa olla
        antakaa olla rauhassa|jättäkää rauhaan|jättäkää minut rauhaan|jättäkää mut rauhaan
        jätä rauhaan
        antakaa mun olla rauhassa|antakaa mun olla|saa riittää|nyt riittää|nyt saa riittää
        riittää jo
        riittää|sain tarpeekseni|olen saanut tarpeekseni|tämä on roskapostia|roskapostia|spämmiä
        ärsyttävää|ei ole aikaa|en tunne teitä|olen sanonut tämän ennenkin|olen muuttanut|lopeta
        lopettakaa|häiritsee
        """
    ),
    reaction_openings=(
        "tykkäsi",
        "tykkäsi viestistä",
        "rakasti",
        "ei tykännyt",
        "ei pitänyt",
        "piti",
        "nauroi",
        "korosti",
        "kyseenalaisti",
        "poisti tykkäyksen",
        "poisti sydämen",
        "reagoi * viestiin",
        "* viestiin",
        "nauroi viestille",
        "painotti",
        "poisti * viestistä",
        "poisti tykkäyksen viestistä",
        "rakasti viestiä",
        "kyseenalaisti viestin",
        "reagoi * kohteeseen",
    ),
    autoresponder_openings=(
        "automaattinen vastaus",
        "automaattivastaus",
        "automaattinen viesti",
        "tämä on automaattinen",
        "poissaoloviesti",
        "poissaoloilmoitus",
        "olen poissa toimistolta",
    ),
    busy_openings=(
        "olen lomalla",
        "ajan parhaillaan",
        "ajan juuri nyt",
        "ajan autoa",
        "olen ajamassa",
        "olen kokouksessa",
        "kiitos viestistäsi",
        "viestisi on vastaanotettu",
    ),
    autoresponder_marks=words(
        """
        palaan|asti|saakka|lomalla|ajan|juuri nyt|parhaillaan|soitan|vastaan|mahdollisimman pian
        myöhemmin|kokouksessa|poissa|vapaalla|en voi vastata|ottakaa yhteyttä|kiireellisissä
        takaisin
        """
    ),
)
