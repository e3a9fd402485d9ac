"""First names that people sign with, as common in the six languages: a name beside an answer is a signature."""

from services.engine.languages.pack import words

FIRST_NAMES = words(
    """anne|anna|inger|kari|marit|ingrid|liv|eva|berit|astrid|bjørg|hilde|marianne|solveig|randi|ida|nina
    maria|elisabeth|kristin|ellen|tone|heidi|gerd|hanne|trine|mona|unni|ragnhild|silje|camilla|emma|nora|sara|sofie
    thea|julie|marte|line|grete|turid|siri|hege|wenche|jorunn|gunn|sissel|bente|kirsten|elin|linda|monica|stine|ane|kine
    jan|per|bjørn|ole|ola|lars|kjell|knut|arne|svein|thomas|hans|geir|tor|morten|terje|odd|erik|martin|andreas|john
    anders|rune|trond|tore|daniel|jon|kristian|magnus|henrik|sven|nils|einar|stian|fredrik|harald|rolf|leif|gunnar|øyvind
    olav|sigurd|ivar|petter|espen|frode|roger|steinar|dag|håkon|vidar|torbjørn|jonas|mathias|marius|sindre|eirik|emil
    karin|kristina|lena|birgitta|marie|ulla|gunilla|kerstin|margareta|susanne|annika|johanna|malin|jenny|ulrika|åsa
    johan|karl|karl-erik|mikael|peter|stefan|bengt|lennart|ulf|göran|bo|mats|håkan|niklas|mattias|oskar|viktor|axel|gustav
    mette|lone|birgitte|dorthe|helle|charlotte|pia|gitte|tina|louise|signe|freja|jens|niels|michael|søren|henning|jesper|kim
    claus|brian|torben|flemming|ib|mads|rasmus|kasper|bent|poul|finn|preben|carsten|kurt|allan|jørgen|jørn
    maija|helena|johannes|liisa|kaarina|tuula|ritva|leena|pirjo|päivi|sari|tiina|minna|satu|hanna|laura|katja|riikka
    juha|timo|matti|kari|mikko|antti|jari|jukka|markku|pekka|heikki|hannu|seppo|ville|janne|petri|marko|sami|teemu|tuomas
    ursula|monika|petra|sabine|renate|helga|karin|brigitte|ingrid|andrea|gisela|claudia|susanne|gabriele|christa|julia|lisa
    wolfgang|klaus|jürgen|dieter|manfred|uwe|günter|horst|bernd|frank|werner|heinz|gerhard|helmut|joachim|markus|rainer|ralf
    mary|patricia|jennifer|barbara|susan|jessica|sarah|karen|nancy|margaret|sandra|ashley|emily|michelle|amanda|melissa|rachel
    james|robert|david|william|richard|joseph|charles|christopher|matthew|anthony|steven|paul|andrew|joshua|kenneth|kevin
    george|steve|mike|dave|bob|jim|joe|tom|tim|chris|alex|sam|ben|nick|jack|harry|oliver|jane|kate|emma|lucy|sophie|amy|helen
    mohammed|muhammad|ahmed|ali|omar|fatima|aisha|amina|hassan|ibrahim|yusuf|mariam"""
)
