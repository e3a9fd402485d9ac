"""English as customers write it."""

from services.engine.languages.number_words import number_words
from services.engine.languages.pack import LanguagePack, each, numbered, units, words

_NUMBERS = {
    0: "zero|nil|nought|naught",
    1: "one",
    2: "two",
    3: "three",
    4: "four",
    5: "five|fiver",
    6: "six|half a dozen|half dozen|a half dozen|half-a-dozen|half-dozen",
    7: "seven|sevn|a lucky seven",
    8: "eight",
    9: "nine",
    10: "ten|tenner",
    11: "eleven",
    12: "twelve|dozen|a dozen|one dozen|a full dozen|a whole dozen",
    13: "thirteen|a baker's dozen|baker's dozen",
    14: "fourteen",
    15: "fifteen",
    16: "sixteen",
    17: "seventeen",
    18: "eighteen",
    19: "nineteen",
    20: "twenty",
    30: "thirty",
    40: "forty|fourty",
    50: "fifty",
    60: "sixty",
    70: "seventy",
    80: "eighty",
    90: "ninety",
    24: "two dozen",
    100: "hundred|one hundred|a hundred",
    1000: "thousand|one thousand|a thousand",
}

ENGLISH = LanguagePack(
    code="en",
    names=words("english|in english|english please|en"),
    number_words=number_words(_NUMBERS, joined=("{ten}-{unit}", "{ten} {unit}", "{ten}{unit}")),
    articles=words("one"),
    definite_articles=words("the"),
    occasions=numbered(
        """
        1 once|only once|just once|once only|one time
        2 twice
        3 thrice
        1 just the once|the once|a single time|once and once only|one time only|only one time
        0 not once|didn't call at all|never called
        """
    ),
    spans=numbered(
        """
        15 quarter of an hour|a quarter of an hour|quarter hour|a quarter hour|quarter an hour
        30 half an hour|half hour|a half hour|half an hr|halfhour
        45 three quarters of an hour|three quarter of an hour|3 quarters of an hour
        60 an hour|one hour|a whole hour|a full hour|one whole hour|one full hour|an entire hour
        75 an hour and a quarter
        90 an hour and a half|one and a half hours|one and a half hour|hour and a half
        150 two and a half hours
        """
    ),
    ordinals=numbered(
        """
        1 first|1st|the first|first one|the first one|first option|the first option|top one
        2 second|2nd|the second|second one|the second one|second option|the second option
        3 third|3rd|the third|third one|the third one|third option|the third option
        4 fourth|4th|the fourth|fourth one|the fourth one|fourth option
        5 fifth|5th|the fifth|fifth one|the fifth one|fifth option
        6 sixth|6th|the sixth|sixth one
        -1 last|the last|last one|the last one|last option|the last option
        """
    ),
    number_endings=frozenset(),
    half_words=words("half|halves|a half|quarter"),
    minus_words=words("minus|negative"),
    and_words=words(
        """
        and|also|as well as|plus|n|along with|together with|and also|as well|too|plus also|then
        followed by
        """
    ),
    or_words=words("or|to|or maybe|versus|vs"),
    of_words=words("of|out of|outof|outta|out off|over"),
    number_marks=words("number|nr|no|num|nbr"),
    option_marks=words(
        """
        option|alternative|answer|choice|option number|option no|option nr|choice number
        answer number|alternative number|i choose|choose|i pick|pick|i chose|i select|select
        i'd choose|i would choose|i'll choose|i'd pick|i would pick|i'll pick|i like|it's|it is
        mostly|mainly|only|just|the|definitely|i want|my choice is|i choose option|i pick option
        i choose number|i choose nr|i pick number|my answer is option|answer is|something|some
        i'll take|i take|a bit of|primarily|especially|both|i vote|i vote for|my vote is|i think
        i would say|i'd say|that would be|that'd be|for me|for me it's|to me|generally|usually
        better|improve|first and foremost|above all|numbers|options|choices
        also|plus the|as well as the
        """
    ),
    around=words(
        """
        xx|xxx|hi|hello|hey|hiya|heya|hello there|there|hi there|hey there|good morning|morning
        good afternoon|good evening|good day|dear|dear sir|sir|dear all|dear team|team|hi all
        hi guys|guys|hi team|yo|ok|okay|oki|okey|okie|alright|all right|right|well|so|then|now
        anyway|please|pls|plz|thanks|thank you|thx|tnx|ty|thks|cheers|ta|many thanks|thanks a lot
        thank you very much|thank you so much|thanks so much|thanks again|again|thank you again
        thanks very much|thanks for asking|thank you for asking|thanks for everything
        thank you for everything|thanks for the help|thank you for the help|thanks for your help
        thank you for your help|thanks for helping|thanks for all your help
        thank you for your service|thanks for the service|thanks team|thanks guys|thanks all
        thanks mate|mate|much appreciated|appreciated|appreciate it|kind regards then|maybe|perhaps
        probably|prob|probs|i think|i thinks|i guess|guess|i suppose|i believe|i reckon|i feel|imo
        imho|in my opinion|in my view|for me|from me|from us|for my part|from my side|definitely
        def|defo|definetly|definately|absolutely|certainly|surely|for sure|sure|of course|ofcourse
        obviously|clearly|without doubt|without a doubt|no doubt|without question|hands down|easily
        honestly|tbh|to be honest|to be fair|truthfully|frankly|in all honesty|actually|really
        overall|all in all|in general|generally|on balance|altogether|in total|totally|um|umm
        uh|uhm|er|erm|hm|hmm|hmmm|eh|ah|oh|oops|ooops|whoops|sorry|haha|hahaha|hehe|lol|xd|ha|he
        wow|yay|yup|yep|yeah|yes|unfortunately|sadly|regrettably|luckily|happily|gladly
        good question|have a nice day|have a good day|have a great day|have a good one
        have a lovely day|have a nice evening|have a good evening|have a great weekend
        have a nice weekend|have a good weekend|merry christmas|happy new year|good luck|take care
        all the best|bye|goodbye|bye bye|see you|no worries|madam|maam|ma'am|miss|buddy|my friend
        folks|everyone|here|here you go|here it is|here is my answer|just|only|simply
        at least from me|speaking for myself|personally|literally|basically|god bless|bless you
        blessings|amen|love you|love you all|love you guys|happy to help|glad to help
        you're welcome|you are welcome|my pleasure|np|nothing more|that's all|that is all
        nothing else|end of|period|full stop|done|as usual|as always|like always
        sorry for the late reply|sorry for late reply|sorry for the delay|sorry for late response
        sorry for the late response|sorry for my late reply
        meh|bah|pff|pfft|ugh|argh|phew|whew|blah|hiya love|love|darling|afternoon|evening|g'day
        howdy|cheers mate|thank god|thank goodness|thank heavens|thankfully|no joke|no kidding
        no lie|i kid you not|not joking|seriously|not gonna lie|ngl|truth be told|if i'm honest
        if i am honest|if i'm being honest|i'm afraid|i am afraid|let me think|let me see
        lemme think|without hesitation|without blinking|no hesitation|hope that helps
        hope this helps|no pressure|thank you kindly|thanks a million|thanks a bunch
        thanks ever so much|ta very much|all good then|good stuff|happy days|right then
        there you go|there you have it|as i said|like i said|god|gosh|blimey|mind you
        to be precise|in fact|after all|in the end|at the end of the day
        x
        bang in the middle|in the middle|right in the middle|smack in the middle
        middle of the road|bless him|bless her|bless them|love her
        """
    ),
    rating=words(
        """
        i rate|rate|i rate it|rate it|i rate you|rate you|i'd rate|i'd rate it|give|i give|i'd give
        i would give|would give|i'll give|i will give|will give|i can give|can give|give it
        give you|give this|give them|give him|give her|give that|giving|giving you|i'm giving
        i am giving|giving it|i am giving you|i'm giving you|gives|gave|i gave|give u|i'd give you
        give your|give the|give the service|give the agent|give the help|give your service
        give your team|give your agent|i would rate|i'll rate|i will rate|rate this|rate them
        rate him|rate her|rate that|rate your|rate the|rate the service|rate your service
        rate the help|rate u|rating|my rating|my rating is|the rating|score|my score|my score is
        the score|the score is|scores|i score|i'd score|i would score|score it|score you|score this
        mark|my mark|my mark is|grade|my grade|my grade is|answer|my answer|my answer is|answer is
        the answer|the answer is|reply|my reply|my reply is|response|my response|my response is|say
        i say|i'd say|i would say|i'll say|i will say|id say|i have to say|i must say
        i'd have to say|i would have to say|i want to say|i'd like to say|let's say|lets say
        let us say|let me say|shall we say|we say|we'd say|we would say|we give|we'd give
        we would give|i'll go with|go with|i will go with|i'd go with|i would go with|going with
        i'm going with|i am going with|i go with|i go for|go for|i'd go for|i would go for
        i'll go for|i vote|vote|my vote|my vote is|i choose|i'd choose|i'll choose|i pick|i'd pick
        i'll pick|i'll take|put me down for|put down|i put|i'd put|feedback|my feedback
        my feedback is|result|satisfaction|satisfaction score|service score|my satisfaction
        my satisfaction is|likelihood|i recommend you|award|i award|i'd award|award you|nps|csat
        customer service score|how likely|how satisfied|evaluation|my evaluation|you get|you get an
        you get a|they get|they get a|they get an|he gets|she gets|it gets|it gets a|you deserve
        you deserve a|you deserve an|deserves a|deserves an|they deserve a|she deserves a
        he deserves a|i am a|i'm a|you earned a|scale|let's go with|lets go with|let us go with
        my score would be|score would be|my rating would be|rating would be|my answer would be
        answer would be|id give|id rate|it would be a|it would be an|it gets an
        i make it|i'd make it|i make that|call it|let's call it|i'd call it|i'd put it at
        put it at|put me at|put me down as|i'm at|i land on|i landed on|i settle on
        i'll settle on|i'll settle for|settling on|settle for|has to be a|gotta go with
        i gotta say|i got to say|i've got to say|got to say|must say|have to say
        i'd have to give|i have to give|i can only give|can only give|i can't give more than a
        happy to give|i'm happy to give|it's got to be|it has to be|it's gotta be|gotta be
        you earned|you've earned|you've earned a|they earned|earns a|earned a|it earns|worth a
        it's worth a|i'd go|i go|going for|i'm going for|make mine|make mine a|you lot get
        you guys get|you lot get a|i would go
        my answer's|my score's|my rating's|it's only a|its only a|it is only a|only worth a
        giving yous|giving ya|giving yous a|im giving you|im giving yous|im giving|im giving it
        im giving you a|im giving yous a|i would rate it as|i would rate it as a|rate it as a
        it's a|that's a|its a|at a guess
        the number is|my number is|number is
        gonna say|im gonna say|i'm gonna say|i'm going to say|im going to say|gonna give
        im gonna give|i'm gonna give
        i'd probably say|i'd probably give|probably say|gonna go with|i'll have to say|i'd reckon
        stick me down for|stick me down as a
        let's go for|chuck me down for|i'd stick|i'll stick it at|put us down for|i wud say
        i wud give|i would probably say
        i'd have to go with|it's looking like a|that makes it a|id go with|id go for|ill give
        ill say|ill go with|i'd call that
        """
    ),
    lead=words(
        """
        i|we|it|it's|it is|is|its|it's an|an|it's a|a|it is a|is a|it is an|is an|it was a
        it was an|it would be|would|it'd be|it's about|about|that's|that's a|that's an|that is
        that would be|that would be a|would be a|that would be an|would be an|thats|thats a|this
        this is|this is a|this is an|around|approx|approximately|circa|ca|c|somewhere around
        at about|roughly|like|like a|like an|more like|more like a|solid|a solid|strong|a strong
        clear|a clear|big|a big|a big fat|fat|a fat|firm|a firm|full|a full|whole|a whole|perfect
        a perfect|easy|an easy|good|a good|nice|a nice|a high|a low|weak|a weak|straight|a straight
        round|mere|a mere|generous|a generous|proper|a proper|for it|for the service|for service
        for you|you|will|has to be|has to be a|has to be an|must be|must be a|must be an|got to be
        gotta be|gotta be a|gotta be an|definitely a|definitely an|an absolute|absolute|a definite
        it a|it an|this a|this an|you a|you an|them a|him a|her a|as|as a|as an|as of now
        i feel like|i feel it's a|i think it's|i think it is|i think a|i think an|equals|equal to
        exactly|precisely|even a|easily a|easily an|still|still a|always a|dead|a clean|clean
        service was a|the service was a|the service was an|service is a|the service is a
        the service is an|the help was a|experience was a|my experience was a|overall a|overall an
        overall it was a|overall it's a|that'd be|that'd be an|that'd be a
        just the|only the|only a|just a|barely a|hard|a hard|a cold|another|yet another
        a respectable|respectable|decent|a decent|resounding|a resounding|definite|honest
        an honest|begrudging|a begrudging|grudging|a grudging|low|high|lowly|a lowly
        well deserved|a well deserved|well earned|a well earned|glowing|a glowing|perfect little
        a proud|humble|a humble|it came to|came to|comes to|turned out to be|ended up at
        ended up|we'll say|must've been|that'll be|that'll be a|that's gotta be a
        that's got to be a|it's gotta be a
        a rock solid|rock solid|miserable|a miserable|measly|a measly|paltry|a paltry|lousy|a lousy|a pathetic
        pathetic|a poxy|poxy|a lonely|a lone|a cracking|cracking|a stonking|stonking|a whopping
        whopping|a massive|massive
        a huge|a comfortable|comfortable|a tidy|tidy|a sound|a princely|a wee|wee|a crisp|a bold
        a sterling|a thumping
        a grand total of|grand total of|a nice round|a big round|a big old|a great big
        a bog standard|a grumpy|a cheeky
        """
    ),
    conclusions=words(
        """
        so|therefore|thus|hence|but|which makes it|makes it|that makes it|making it|so that's
        i.e|ie|overall|all in all|in short|in other words
        so it's a|so a|so i'd say|so that's a|but i'd say|but a|but still a|even so|so yeah
        so yes|therefore a
        """
    ),
    tail=words(
        """
        for now|from my side|for sure|in my opinion|i think so|is my answer|is my score
        is my rating|is my final answer|is my vote|is my grade|is my choice|would be my answer
        would be my score|i would say|i'd say|i say|i guess|i believe|for the service|for service
        for your service|for the help|for help|for your help|for the agent|for the support
        for support|for customer service|for the customer service|for everything|for you
        for you guys|for him|for her|for them|for it|for this|for effort|for the effort
        for the team|for your team|for friendliness|for good service|for great service
        for excellent service|for being helpful|for being so helpful|for being nice|it is|it's
        from me|all the way|all day|every time|always|any day|at the moment|at present|today
        this time|no problem|no problems|no complaints|thanks to her|thanks to him|all round
        all around|across the board|straight|exactly|flat|i'd give it|is what i give
        is what i'd give|is what i would give|is fine|is good|is fair|is ok|is enough|too|as well
        though|tho|top marks|full marks|full score|out of the park|with a star|with bells on
        with a plus|hands down|i rate it|if you ask me|in the end|so far|until now|up to now
        please and thank you|it was|given|already
        i reckon|i think it was|i think|i believe it was|if memory serves|if i remember right
        if i remember correctly|if i recall correctly|as far as i remember|as far as i recall
        give or take|all told|all in|no less|on the dot|to be exact|to be precise|or thereabouts
        thereabouts|i'd wager|i'd reckon|i suppose|i'd guess|by my count|by my reckoning
        in my book|from where i sit|and that's that|and no more|easy|all day long
        every single time|any day of the week|for your efforts|for the effort alone|to you all
        to you guys|to the lot of you|for the lads|for the lad|for the girls|for the young man
        for the young lady|for the lady|for the gentleman|it is then|it is from me|i'm afraid
        sadly|in fairness|says i
        nothing special|so so|fair to middling
        at a push|from the heart|from the missus|from the wife|from the wife and me
        from the kids|from everyone here|of them|if i'm generous|and that's being kind
        and that's generous|and thats generous|and that's being generous|it shall be
        would be my guess|i'd have thought
        no bother|no bother at all|not a bother
        is all you get|is all you're getting|is all i can give|is the best i can do|and that's generous
        no more|and no more|nothing more|no less|i'd have to say|and not a point more
        not a point less|out of ten for me
        """
    ),
    points=words(
        """
        point|points|pts|pt|score|rating|mark|marks|grade|on the scale|on your scale|on a scale
        on that scale|on this scale|out of the scale
        """
    ),
    stars=words("star|stars"),
    top_marks=words(
        """
        full marks|full score|full house|top marks|top score|top notch score|top rating|maximum
        the maximum|max|the max|max score|maximum score|maximum marks|max points|maximum points
        highest|the highest|highest score|highest marks|highest rating|top of the scale
        perfect score|a perfect score|all the stars|all of the stars|all stars|every star
        every single star|all five stars|full stars|full points
        all the points|top whack|the full whack|as high as it goes|the highest you can get
        the highest possible|highest possible|best score|best marks|the best possible
        best possible score|top grade|top grades|best grade|straight as|flying colours
        flying colors|off the charts|off the scale
        """
    ),
    nothings=words(
        """
        zilch|zip|zippo|nada|sod all|bugger all|naff all|diddly squat|squat|nil points|nul points
        a big fat nothing|a fat nothing|nothing at all|absolutely nothing|nowt
        none at all|none whatsoever|zip zero nada
        """
    ),
    no_times=words(
        """
        not even once|not a single time|zero times|not once did i|never called|never rang
        never phoned|no calls|no calls at all|used the chat instead|sorted it online myself
        """
    )
    | each(
        "didn't|didnt|did not|haven't|havent|have not|never|never had to|didn't have to"
        "|didnt have to|didn't need to|didnt need to|did not have to|no need to|never needed to"
        "|never even|didn't even|didn't actually|never actually",
        "call|called|ring|rang|rung|phone|phoned|call you|call you at all|called you|ring you"
        "|rang you|phone you|phoned you|call once|call at all|ring at all|phone at all|contact you"
        "|contacted you|call in|ring up|ring once|phone once|phone up|call anyone|ring anyone"
        "|call even once|need to call|need to ring",
    ),
    units=units(
        """
        times: time|times|x|calls|call|phone calls|contacts|attempts|tries|occasions|try|attempt|total
        years: year|years|yrs|yr|y|yo|years old|year old|yrs old|yr old|years of age|total
        months: month|months|mth|mths|mo|total
        weeks: week|weeks|wk|wks|total
        days: day|days|total
        hours: hour|hours|hr|hrs|h|total
        minutes: minute|minutes|min|mins|m|total
        people: person|people|persons|of us|ppl|adults|total
        money: nok|kr|kroner|eur|euro|euros|usd|dollar|dollars|pounds|gbp|bucks|sek|dkk|total
        percent: percent|per cent|pct
        dice: dice|die roll
        times: times over|time only|goes|rings
        minutes: mins or so|minutes flat|minutes exactly
        """
    ),
    unit_questions=units(
        """
        times: how many times|times|how often|number of times|how many calls
        years: how old|your age|age|years
        months: months
        weeks: weeks
        days: days
        hours: hours
        minutes: minutes
        people: people|persons|how many of you
        money: how much money|price|pay|paid|nok|euro|dollars|cost
        percent: percent|percentage
        dice: roll of the dice
        """
    ),
    unit_leads=units(
        """
        times: i called|called|i rang|rang|i phoned|phoned|i contacted you|contacted|contacted you
        times: i tried|tried|i have called|have called|i've called|i have contacted you
        times: i called you|called you|i had to call|had to call|i wrote|emailed|i emailed|it took
        times: took|at least i think|all of|total|a total of
        years: i am|am|i'm|im|age|aged|my age|my age is|i turned|turned|i just turned|just turned
        months: it took|took|for
        weeks: it took|took|for
        days: it took|took|for
        hours: it took|took|for|i waited|waited
        minutes: it took|took|for|i waited|waited|waited for|i waited for|total|a total of
        people: we are|there are|we were|there were|we're
        money: i paid|paid|it cost|cost|i pay|pay
        dice: dice roll|roll of the dice|a roll of
        times: it was|it took me|took me|i had to ring|had to ring|i rang you|rang you
        times: i called in|we called|we rang|i must have called|i must have rung|must have been
        times: i think it was|it must have been|i phoned you|i ended up calling|ended up calling
        times: i've phoned|i've rung|you made me call|i counted|counted|i needed|needed|total of
        minutes: it was|must have been|it must have been|i think it was|took me|it took me
        minutes: waited about|i waited about|on hold for|i was on hold for|was on hold
        minutes: been waiting|waiting|i sat there for|sat there for|sat for|i hung on for
        minutes: hung on for|held for|i held for|i was waiting|we waited|we waited for
        minutes: it was about|i'd say it was
        hours: it was|must have been|it must have been|i think it was|took me|it took me
        hours: waited about|i waited about|on hold for|i was on hold for|was on hold
        hours: been waiting|waiting|i sat there for|sat there for|sat for|i hung on for
        hours: hung on for|held for|i held for|i was waiting|we waited|we waited for
        hours: it was about|i'd say it was
        """
    ),
    measures=words(
        """
        top|first|best|people|person|men|women|guys|kids|children|users|customers|agents
        technicians|engineers|things|thing|reasons|problems|issues|questions|question|mistakes
        errors|error|faults|options|sim|sims|sim cards|phones|phone|lines|line|bars|bar
        subscriptions|accounts|bills|bill|invoices|invoice|emails|letters|texts|messages|message
        devices|routers|g|gb|mb|kb|tb|gig|gigs|mbps|kbps|mbit|ghz|km|cm|mm|kg|miles|meter|meters
        metres|degrees|volt|watt|floor|room|flat|apartment|gate|house|street|road|bus|page|chapter
        channel|version|iphone|galaxy|pixel|ipad|windows|android|model|press|dial|extension|ext
        zone|team|type|size|level|step|part|million|millions|billion|thousands|hundreds|k|sec|secs
        second|seconds|decades|decade|nights|weekends|other|others|more|different|separate|new
        missed|unread|star service|star hotel|you are number|you're number|you are no
        you are the number|we are|we're|i am|am|i'm|there are|i have|i've|i had|u|chance|chances
        coverage|signal|bar of|in a row|hundred times|of my|of the|of them|of you|of your|each|per
        a day|a week|a month|a year|every|times a|balance|pin|code|ref|reference|order|ticket|case
        id|vat|cents|quid|usb|mp|hz|pm
        """
    ),
    dates=words(
        """
        january|february|march|april|may|june|july|august|september|october|november|december|jan
        feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec|monday|tuesday|wednesday|thursday|friday
        saturday|sunday|mon|tue|tues|wed|thu|thurs|fri|sat|sun|o'clock|oclock|am|pm|at|by|until
        till|til|since|after|before|back at|back by|back on|tomorrow|yesterday|tonight|ago|noon
        midnight|on the|of may|call me at|in the morning|past|quarter to|quarter past
        call you back at|call back at|from|between|on monday|on may|during
        """
    ),
    months=numbered(
        """
        1 january|jan
        2 february|feb|febr
        3 march|mar
        4 april|apr
        5 may
        6 june|jun
        7 july|jul
        8 august|aug
        9 september|sep|sept
        10 october|oct
        11 november|nov
        12 december|dec
        """
    ),
    announcing=words(
        """
        email|e-mail|mail|email address|e-mail address|mail address|mailto|my email|my email is|my e-mail is
        my email address is|my mail is|email is|e-mail is|the email is|phone|phone number|number|tel
        telephone|mobile|cell|my number|my number is|my phone number is|my phone is|my mobile is|number is
        date|the|the date|the date is|the date was|date is|on|on the|postcode|post code|postal code|zip|zip code
        my postcode|my postcode is|postcode is|my zip code is|my postal code is|it|it is|it's|its|it was|is
        this is|here it is|use|you can use
        """
    ),
    denials=words(
        """
        not|no|nope|nah|isn't|isnt|wasn't|wasnt|don't|dont|doesn't|doesnt|didn't|didnt|can't|cant
        cannot|can not|couldn't|couldnt|wouldn't|wouldnt|won't|wont|shouldn't|shouldnt|haven't
        havent|hasn't|hasnt|aren't|arent|ain't|aint|without|neither|nor|except|apart from|far from
        hardly|barely|scarcely|anything but|instead of|rather than|excluding|but not
        """
    ),
    nevers=words("never|nobody|no one|none|nothing|nowhere|never again|noone"),
    comparisons=words(
        """
        under|below|over|above|less|less than|than|more|more than|fewer than|at least|at most
        at minimum|minimum|maximum|max|min|nearly|almost|close to|near|not quite|just under
        just over|just below|up to|better than|worse than|higher|higher than|lower|lower than
        greater than|or more|or less|or so|or higher|or lower|or above|or below|or better|and up
        and above|plus|beyond|past|towards|barely|and a bit|ish|too many|too much|too high|too low
        nearer|same as|compared to|worth
        too late|too early|late|early|behind schedule|behind time|overdue|delayed
        """
    ),
    conditions=words(
        """
        if|unless|as long as|once you|when you|until you|only if|if only|when it|when they|depends
        but only for|only for|only when|assuming|provided that|supposing|in case|so long as
        """
    ),
    unreal=words(
        """
        before it was|was|could be|could have been|could have given|expected|had it been|had you
        hope|hoped|last time|might be|might have been|next time|normally|provided|should be
        should have been|used to|used to be|usually|wanted|wanted to give|was going to|were|will be
        wish|would be|would have been|would have given|would have said
        """
    ),
    corrections=words(
        """
        i mean|mean|i meant|meant|correction|rather|no wait|wait no|scratch that|make that|make it
        change that|change it|change to|changed my mind|just kidding|kidding|jk|joke|joking|a joke
        just joking|sarcasm|sarcastic|ironic|irony|my mistake|mistake|typo|wrong|wrong number
        ignore|ignore that|disregard|on second thought|second thought|on second thoughts
        cancel that|as if|yeah right|you wish|in your dreams|dream on|my bad|instead|psych|lies
        should read|should say|actually no|no actually|i lied|pressed wrong|wrong button|of nothing
        for nothing
        you thought|you'd like that|in your dreams mate|hold on|hang on|oh wait
        wait a minute|wait a sec|or rather|pull the other one|as if mate|only joking
        had you there|gotcha|fooled you|a few more|a couple more|some more|scrap that
        strike that|let me rephrase|on reflection
        my arse|my ass|my foot|my eye|my backside|said no one|said nobody|said no one ever
        said nobody ever
        haven't decided|haven't decided yet|undecided|still deciding
        """
    ),
    hedges=words(
        """
        temporary|short time|maybe|perhaps|possibly|partly|partially|sort of|kind of|kinda|sorta
        somewhat|almost|nearly|half|half way|halfway|in part|more or less|yes and no|not sure
        unsure|i guess|guess so|hopefully|i hope so|hope so|depends|it depends|mostly
        to some extent|some|to a degree|so so|a bit|a little|not entirely|not completely|not fully
        not quite|not totally|some of it|temporarily|for now|only|sometimes|might|could be|probably
        i suppose|unclear|eventually|except|but|however|although|though|if|until|unless
        remains to be seen|we'll see|we will see|time will tell|too early|just|wasn't sure
        questionable|apart from|initially|at first|supposedly|apparently|allegedly|they say
        they said|i was told|in theory|in a way|in a sense|up to a point|so to speak
        nothing special|fair to middling
        well yes|what can i say|haven't decided|not decided|undecided|still deciding
        """
    ),
    non_answers=words(
        """
        no idea|no clue|no problem|no problems|no complaints|no comment|no comments|no worries
        no one|dont know|don't know|do not know|i don't know|idk|dunno|not sure|not applicable|na
        both|all|all of them|all of the above|any|either|neither|none of them|none of the above
        everything|no matter|no need|no reply|no answer|no opinion|no preference|no more|no longer
        no time|no coverage|no signal|no subject|no service|no help|yes and no|if only|no complaint
        no issues|no issue|no questions|no question|no change|no difference|no wonder|no such
        no fun|no good|no better|no response|no news|yes or no|no thing|no money|no internet
        no contact|no way of|no option|no number|no thank|not bad|not good|not great|not happy
        not satisfied|not impressed|not helpful|not too bad|not perfect|nothing|sure thing
        no matter what|no reason|never mind|nevermind|no offence|n/a
        """
    ),
    opinions=words(
        """
        very|really|so|super|extremely|quite|pretty|rather|too|absolutely|totally|incredibly|truly
        amazingly|exceptionally|highly|fairly|bit|a bit|a little|a lot|slightly|somewhat|just|most
        always|good|great|excellent|fantastic|amazing|awesome|brilliant|superb|wonderful|perfect
        perfectly|outstanding|fabulous|lovely|nice|fine|decent|okay|ok|average|mediocre|poor|bad
        terrible|awful|horrible|horrendous|shocking|appalling|disgusting|rubbish|useless|pathetic
        crap|crappy|shit|shitty|disgrace|disappointing|disappointed|frustrating|frustrated|annoying
        annoyed|angry|slow|slowly|fast|quick|quickly|rapid|prompt|promptly|speedy|swift|efficient
        efficiently|effective|helpful|unhelpful|friendly|unfriendly|polite|politely|rude|kind
        patient|professional|unprofessional|knowledgeable|competent|incompetent|courteous|pleasant
        unpleasant|caring|understanding|attentive|informative|informed|thorough|clear|unclear
        confusing|confused|easy|easily|hard|difficult|simple|smooth|smoothly|complicated|painless
        happy|unhappy|satisfied|dissatisfied|unsatisfied|pleased|impressed|delighted|grateful
        thankful|content|worst|best|better|worse|long|longer|short|late|early|expensive|cheap
        overpriced|reliable|unreliable|unstable|stable|broken|lousy|dreadful|brill|ace|top|class
        first class|top class|top notch|spot on|exceptional|superior|magnificent|marvellous
        marvelous|splendid|terrific|stellar|phenomenal|incredible|unbelievable|flawless|faultless
        satisfactory|unsatisfactory|adequate|acceptable|unacceptable|ridiculous|stupid|boring
        tedious|tiring|lengthy|endless|nightmare|hopeless|well|well done|good job|great job
        nice job|not bad|not good|not great|not happy|not impressed|cool|not too bad|not perfect
        not helpful|no complaints|no problems|no problem|no issues|never again|could be better
        could be worse|can be better|room for improvement|worked well|works well|love it|loved it
        enough|enough said|as expected|all good|all ok|all fine|nothing to complain about
        nothing to add|overall|in general|satisfying|solid|strong|weak|fair|sound|genuine|honest
        honestly|warm|cold|arrogant|lazy|careless|excellent as always|perfect as always|value
        quality|time consuming|straightforward|hassle free|problem free|stress free|trouble free
        no hassle|no stress|no trouble|awkward|messy|mess|chaos|chaotic|smart|super duper
        responsive|unresponsive|likely|unlikely|very likely|not likely|couldn't be better
        could not be better|couldn't ask for more|couldn't be happier|can't be better
        can't complain|could not ask for more
        never ever again|not again
        too late|too early|behind schedule|behind time|overdue|delayed
        the wrong|to the wrong|a wrong|wrong department|wrong person|wrong queue|wrong bill
        wrong info|wrong information|wrong part|wrong address|all the wrong
        never stops|never stop|never ends|never ending|never-ending|neverending|just never stops
        doesn't stop|doesnt stop|won't stop|wont stop
        keeps going up|keep going up|never goes down|only goes up|just goes up|never seems to stop
        never seem to stop|doesn't stop going up|never stopped|endless
        """
    ),
    stronger=words(
        """
        very|really|so|super|extremely|quite|truly|absolutely|totally|incredibly|most|highly
        completely|really really|very very
        """
    ),
    topics=words(
        """
        service|services|the service|your service|customer service|the customer service|support
        help|the help|the support|your support|customer support|your help|assistance|agent
        the agent|your agent|your agents|the agents|staff|your staff|the staff|team|your team
        the team|guy|lady|the guy|the lady|the girl|the man|the woman|people|experience
        my experience|the experience|overall experience|job|work|company|product|products|advice
        communication|attitude|response|response time|wait|waiting|waiting time|the wait|wait time
        call|the call|phone call|conversation|chat|answer|answers|info|information|explanation
        solution|handling|treatment|advisor|adviser|operator|representative|rep|guidance|process
        the process|website|app
        the chap|the bloke|the fella|this guy|that lady|your man|the young man|the young lady
        the driver|the engineer|the technician|the receptionist|the doctor|the nurse|the plumber
        the shop|the store
        """
    ),
    openers=words(
        """
        but|because|cause|cuz|coz|cos|since|as|although|though|however|and|while|whilst|except|i
        i'm|i've|i'd|we|we're|we've|you|you're|u guys|he|she|it|it's|its|they|they're|this|that
        that's|there|these|those|the|my|your|our|his|her|their|everyone|everybody|someone|nobody
        everything|nothing|something|never|always|still|only|just|even|thanks to|thanks for
        thank you for|due to|would|could|can|should|will|was|wasn't|were|weren't|did|didn't|does
        doesn't|do|don't|has|hasn't|have|haven't|had|hadn't|had to|waited|waiting|got|took|made
        fixed|solved|resolved|helped|answered|explained|listened|sorted|dealt|received|keep|kept
        love|loved|liked|like|hate|hated|felt|found|needs|need|needed|improve|hope|hoping|wish|why
        what|how|when|where|who|not happy|happy|not good|good|not great|great|not bad|not impressed
        too|so|very|really|such|no help|no complaints|no problems|would recommend|will recommend
        would not recommend|wouldn't recommend|recommended|highly recommended|lost|spent|tried|told
        spoke|talked|asked|paid|charged|connected|worked|works|working|service was|staff was
        staff were|agent was|help was|well done|keep up|keep it up|please fix|please improve
        appreciate|glad|sad|sorry but|despite|considering|overall|first|finally|eventually|after
        especially|mainly|hence|therefore|we are|there are|you are|i am|i have|i had
        then|till|until|before|and then|so far|mostly|thanks because of|given|shame|pity
        plus|well|hung|got through|went|came|left|sat|stood|rang|called|phoned|gave|put|knew
        made me|from the|in the|on the|at the|with the|with a|through the|to get|to reach
        for a|on a|in a|listening|hearing|staring|standing|sitting|holding
        didn't really|didnt really|did not really|didn't get|didnt get|never got|couldn't|couldnt
        wasn't really|wasnt really|i didn't get|i never got|not enough
        """
    )
    | each(
        "seeing as|seeing that|seeing how|purely because|only because|mainly because"
        "|mostly because|only cos|on account of|given that|simply because|just because"
        "|considering that",
        "it|i|the|you|they|he|she|we|my|your|there|that|how|of",
    ),
    by_words=words("from|by|with|thanks to"),
    yes_words=words(
        """
        yes|yes thank you|yes thank you very much|yes thanks|yes thanks a lot|y|yep|yup|yeah|yea
        yess|yas|ye|yeh|yah|ya|sure|sure did|of course|ofcourse|absolutely|definitely|definately
        correct|certainly|for sure|oh yes|yes indeed|yes please|yes sir|hell yes|hell yeah|yessir
        yup yup|yes yes|ok yes|sure thing|very much so|affirmative|totally|true|right|indeed it did
        it sure did|it certainly did|aye|you bet|roger|yesh|yuppers|uh huh|exactly|completely
        yes it did|yes it was|yes it is|yes they did|yes i did|yes i do|yes i think so
        yes thanks for the help|yes thanks for your help|yes thank you for the help
        yes thank you for your help|yes mam|yes maam|yes many thanks
        yeah it is|yeah it was|it was yes|it is yes|it did yes|oh definitely yes|definitely yes
        yes definitely|yes absolutely|yes totally|yes completely|oh yeah|oh yes it was
        for certain|without a doubt|indeed|very much|100%|hundred percent|sorted yes|all sorted
        all sorted now|all fixed|all fixed now|yes all sorted|yes all good|you betcha|yes ma'am
        ay|aye aye|yis|yee|yes siree
        sure was|sure is|sure has|it was indeed|it certainly was|it sure was|most definitely
        most certainly|too right|damn right|yeppers|course it was
        course it did|of course it was|of course it did|bingo|big yes|a big yes|that's a yes
        thats a yes|it's a yes|a firm yes|a big fat yes|a resounding yes|job done|job's a good un
        done and dusted|all done|all done and dusted|right as rain|sorted mate|a yes from me
        that would be a yes|it most certainly was|it absolutely was|it definitely was
        """
    ),
    no_words=words(
        """
        no|n|nope|nah|nay|noo|naw|no thanks|no thank you|not at all|oh no|absolutely not|nopes
        definitely not|certainly not|of course not|no sir|no way|never|not really|no it was not
        it was not|no it wasn't|it wasn't|no it did not|it did not|no it didn't|it didn't
        no not really|no not at all|not one bit|in no way|hell no|unfortunately not|sadly not
        sadly no|unfortunately no|afraid not|i'm afraid not|not in the least|by no means|no no
        it is not|it isn't|it has not|it hasn't|they did not|they didn't|i did not|i didn't
        i do not|i don't|no i did not|no i didn't|no i don't|no they did not|no they didn't
        nothing was solved|not solved|not resolved|not fixed|not yet solved|nooo|noway|no it didnt
        it didnt|no it wasnt|it wasnt|negative|false
        not even close|nowhere near|not by a long shot|no chance|not a chance|no such luck
        no luck|far from it|nope not at all|no still not|still not|still isn't|still hasn't
        not in the slightest|not so far|no afraid not|nada|negatory|no it's not|no its not
        it hasn't been|no it hasn't|no it has not|hardly
        did it heck|did it hell|did it bollocks|did it eck|like hell it was|like heck it was
        was it heck|was it hell|has it heck|has it hell
        is it heck|nowt|fat chance|not on your nelly|no dice|not a sausage|nuh uh|nuh-uh|nopety nope
        nae|not even slightly|not remotely|in no way shape or form
        no chance mate|not likely|not by a long chalk|not a hope|no hope|a big no|big no
        a big fat no|big fat no|hard no|a hard no|a firm no|that's a no|thats a no
        that would be a no|that'd be a no|it's a no|its a no|it's a no from me|that's a no from me
        a no from me|not a jot|not in the least bit|it was not and|not as yet|not as such
        never was|never did|it never was|it never did|never got solved|never got fixed
        never was solved|never was fixed|was it ever not
        """
    ),
    yes_no_openers=words(
        """
        after|because|cause|thanks to|thank you for|thanks for|within|finally|and|eventually|very
        really|quickly|fast|great|perfect|excellent|good|since|right away|immediately|on the
        in the end|first time|the first time|in one call|this time|but it took long
        but it took a while|but it took time|but it took ages|but it took forever|but took a while
        but took long|but it took too long|but it took some time|but took ages|at last
        on first call|on second call|on the first call|on the second call|on first try
        after a while
        was just|it was just|it was only|was only|turns out|turned out|it turned out|your guy
        your man|your engineer|your technician|the engineer|the technician|the guy|the lady
        he came|she came|they came|came and|a technician|an engineer|my|and my|got it|it's been
        works like|since yesterday|as of today|as of yesterday|today
        """
    ),
    echoes=words(
        """
        it|it's|its|was|is|has|been|did|does|do|i|you|they|we|he|she|that|this|my|the|problem|issue
        matter|all|everything|have|had|be|already|today|yesterday|now|got|yes|so|very|well
        completely|fully|quickly|thing|actually|really|yet|at all|one bit|any|by you|by them|for me
        with it|indeed|much|done|ever|and|but thanks|sort|am|are|were|working|work|worked
        my problem|solved|fixed|resolved|sorted|your|sir|good|great|perfectly|finally|in the end
        """
    ),
    settled=words(
        """
        solved|fixed|resolved|sorted|sorted out|works|works now|working now|it works|working again
        all good|all fine|all ok|ok now|fine now|done|helped|cleared|settled
        back on|back up|up and good as new|as good as new|works a treat
        works like a charm|works perfectly|works fine|working perfectly|working fine|all working
        all working now|it's working|its working|all sorted|repaired|connected|warm again|online
        back online|in order
        sorted it|fixed it|solved it|got it working|got it going|did the trick|did the job
        running fine|runs fine|running again|runs again
        """
    ),
    unsettled=words(
        """
        still|came back|come back|comes back|back again|again|returned|happened again|persists
        remains|keeps happening|happening again|i need help|need help|need more help|same problem
        same issue|the same problem
        yet again|every day|each night|no better|worse|back to square one|same story
        same as before|same old|keeps|keep|leaking|dripping|drips
        is back|are back|back already|came back again|waiting|been waiting|no change|nobody came
        no one came|not yet
        stopped working|stopped working again|stopped again|broke again|broke down again|packed up
        packed up again|died again|went down again|cut out again|cuts out|keeps dropping
        keeps cutting out|keeps stopping|keeps failing|still no|stops working|stopped working after
        conked out|on the blink|playing up
        """
    ),
    sign_offs=words(
        """
        sent from|sent from my|regards|kind regards|best regards|br|kr from|rgds|sincerely|yours
        yours sincerely|yours truly|best wishes|warm regards|cheers from|tel|phone|mob|mobile
        get outlook for|sent via|sent with|tlf|greetings from|love from
        many regards|warm wishes
        """
    ),
    before_lines=words("mms|no subject|subject|sms|re|fw|fwd|reply|text message|answer"),
    label_endings=words("s|es"),
    little_words=words(
        """
        the|a|an|and|or|of|to|in|on|at|by|for|from|with|without|not|no|yes|but|if|as|is|it|its|be
        are|was|were|been|am|do|did|does|have|has|had|i|me|my|you|your|he|she|they|them|their|we|us
        our|his|her|him|this|that|these|those|there|here|what|which|who|whom|why|how|when|where|all
        any|some|more|most|much|many|few|one|ones|other|others|such|so|too|very|can|could|will
        would|should|shall|may|might|must|than|then|now|just|only|also|again|up|down|out|off|over
        under|into|about|get|got|make|made|man|men|old|new|see|say|said|go|going|went|come|came|per
        let|put|ask|want|best|better|good|bad|well|never|ever|even|still|none|nothing|both|each
        every|don|don't|doesn't|didn't|can't|won't|isn't|for the|of the|in the|are you|the h|i am
        i'm|it's|that's|you're|i'd|wasn't|haven't|thank|thanks|please|really|because|since|after
        before|while|during|between|until|like|seem|bit|lot|own|same|last|next|first|long|little
        big|high|low|star
        """
    ),
    false_friends=words(
        """
        to|fire|sex|fem|tie|en|et|at|noe|nie|ein|elf|nu|men|do|on|hat|era|tre|ett|tia|kuu|oi|man|ne
        doch|viis|yks|acht|tress|tol|jess|jap|na|pa|for|si|gift|fast|also|will|war|not|die|handy
        bald|rat|arm|gut|brief|bad|hut|kind|bin|am|stern|herd
        """
    ),
    help_words=words("help"),
    skip_words=words(
        """
        skip|skip this|skip it|skip question|skip this question|pass|next question|i'll pass
        rather not say|prefer not to say
        """
    ),
    repeat_words=words(
        """
        repeat|repeat please|please repeat|say again|come again|repeat the question
        what was the question
        """
    ),
    stop_words=words(
        """
        stop|stop all|stopall|unsubscribe|unsubscribe me|cancel|quit|end|opt out|optout|opt me out
        stop now|stop stop|stop stop stop|stop this service|stop sms|stop texts|stop messages
        stop texting|stop messaging|stop surveys|remove me|delete me|take me off|opt-out
        i want to opt out|stop spam|stop spamming
        """
    ),
    stop_verbs=words(
        """
        stop|stop sending|stop texting|stop messaging|stop contacting|stop spamming|quit sending
        quit texting|quit messaging|quit contacting|quit spamming|cease sending|cease texting
        don't send|dont send|do not send|don't text|dont text|do not text|don't message
        dont message|do not message|don't contact|dont contact|do not contact|never contact
        never text|never message|no more|remove|delete|unsubscribe|don't want|dont want|do not want
        no further|please no more|stop bothering
        refrain from sending|refrain from texting|refrain from contacting|stop sending me
        """
    )
    | each(
        "stop|quit|cease|please stop|you can stop|kindly stop|refrain from|avoid|enough of",
        "texting|messaging|sending|sending me|contacting|writing to|smsing|spamming|sending out",
    )
    | each(
        "don't|dont|do not|never|no need to|pls don't|not to|would you not|can you not"
        "|could you not|must not",
        "text|message|send|send me|contact|write to|sms|spam|keep texting|keep messaging"
        "|keep sending|keep sending me|keep contacting|ever text|ever message|ever contact",
    )
    | each(
        "don't|dont|do not|no longer|don't ever|not",
        "want|wanna get|want to get|want to receive|wish to get|wish to receive|wish to be sent"
        "|want to be sent|want to be contacted by|need|like to receive|consent to|agree to"
        "|wish for|want you to send|want you texting|want you to text|want you to message"
        "|want you to contact|want you contacting|wish you to contact",
    )
    | words(
        """
        not interested in receiving|not interested in getting|rather not get|rather not receive
        prefer not to get|prefer not to receive|opt me out of|opt out of|opting out of
        want out of|unsubscribe me from|sign me off|sign me out of|take me off|get me off
        strike me off|cross me off|drop me from
        i withdraw my consent to
        """
    ),
    stop_objects=words(
        """
        me|messages|message|texts|text|text messages|sms|smses|sms messages|these|these messages
        these texts|surveys|survey|these surveys|this survey|your messages|your texts|your surveys
        any more messages|more messages|any more texts|more texts|any more sms|more sms
        any messages|any texts|any sms|any surveys|more surveys|any more surveys|my number|my phone
        my phone number|contact|the messages|the texts|the surveys|the sms|spam|such messages
        such texts|this number|my name|my details|communications|further messages|further texts
        contact from you|to be contacted|to receive messages|to receive texts|to receive sms
        to receive these|to receive these messages|to receive any more messages|to receive surveys
        to get messages|to get texts|to get these|to get these messages|to get sms
        to receive any messages
        me messages|me texts|me sms|me text messages|me these|me these messages
        """
    )
    | each(
        "any|any more|more|these|those|your|any of your|any of these|any further|further|such|all"
        "|all these|all your|the|anymore|another|more of these|any more of these|any more of your"
        "|no more|these silly|silly|stupid|these stupid|bloody|these bloody|daft|these daft",
        "texts|text|messages|message|text messages|sms|smses|sms's|text msgs|msgs|txts|txt"
        "|surveys|survey|survey texts|survey messages|questionnaires|text surveys|sms surveys"
        "|communications|spam texts",
    )
    | words(
        """
        msgs|txts|txt|text msgs|questionnaires|survey texts|your list|the list|this list
        your mailing list|the mailing list|your database|your system|your books|your records
        all your lists|all lists|any list|this mailing list|your contacts|your contact list
        any more of these|more of these|my digits
        """
    ),
    stop_around=words(
        """
        please|pls|plz|thanks|thank you|now|immediately|at once|right now|hi|hello|hey|any more
        anymore|again|ever|ever again|from your list|from the list|from this|from this list
        from your lists|from this service|from all lists|all|from the mailing list
        from your mailing list|from mailing list|to this number|to me|on this number|on this phone
        by sms|by text|from you|and|i|i want to|i want you to|i'd like to|i would like to|i wish to
        can you|could you|can you please|could you please|we|kindly|just|ok|okay|from here
        off your list|off this list|off the list|sir|for good|forever|all of it|via sms|today
        from your system|from everything
        from these|from them|from those|from any of these|from any of this|from all this
        permanently|asap|urgently|love|mate|from all of these
        """
    )
    | each(
        "from|off|out of|on",
        "your list|the list|this list|your lists|your database|the database|your system"
        "|your records|your mailing list|the mailing list|your contacts|your contact list"
        "|your distribution list|all lists|all your lists|your sms list|your text list",
    )
    | words(
        """
        by text|by sms|via text|via sms|over sms|by text message|through text|in future
        in the future|from now on|going forward|any longer|at all|no longer|with immediate effect
        effective immediately|for the love of god|for god's sake|for goodness sake
        for crying out loud
        will you|would you|if you don't mind|if you wouldn't mind|thank you very much|many thanks
        cheers|ta|guys|folks|people|on my phone|on this line|on this mobile|with texts|with messages
        with surveys|with sms|with these|with these texts|with these messages|with your surveys
        with your texts|to my phone|to my number|to my mobile|to this phone|to this mobile|hiya
        good morning|good evening|dear sirs|dear sir|dear team|from you people|from you guys
        from you lot|from your company|from this company|from this number|i'd prefer it|but|so
        i would prefer it|i'd be grateful|i would appreciate it|unless necessary now|as of now
        as of today|right away|straight away|i'd rather you|i would rather you|i'd prefer you
        and don't|ever ever again|completely|entirely|altogether|already|then|i said|really|simply
        would you please|will you please|would you kindly|could you kindly|can someone|i really
        i'm|i am|i do|i no longer|i've asked before|for any reason|about this|about anything
        """
    ),
    stop_reasons=words(
        """
        wrong number|wrong person|you have the wrong number|you've got the wrong number
        you got the wrong number|i am not a customer|i'm not a customer|not a customer
        i'm not your customer|i am not your customer|not your customer|i'm no longer a customer
        i am no longer a customer|no longer a customer|not interested|i'm not interested
        i am not interested|im not interested|leave me alone|and leave me alone|leave me be
        leave me in peace|i don't know you|i never signed up|i never signed up for this
        i didn't sign up|i didn't sign up for this|i did not sign up for this|go away|get lost
        i've had enough|i have had enough|had enough|enough is enough|enough|this is spam
        it's spam|spam|this is harassment|i've moved|i have moved|i've left|i have left you
        i'm done|i am done|no comment|it's annoying|its annoying|this is annoying|annoying
        last warning|i'm at work|i am busy|i'm busy|i've no time|i have no time|no time for this
        i've already answered|i already answered|i've told you before|i told you before|again
        i've already told you|unsubscribe|stop|stop it
        """
    ),
    reaction_openings=(
        "liked",
        "loved",
        "disliked",
        "laughed at",
        "emphasized",
        "emphasised",
        "questioned",
        "removed a like from",
        "removed a heart from",
        "removed a dislike from",
        "removed a laugh from",
        "removed an exclamation from",
        "removed an emphasis from",
        "removed a question mark from",
        "reacted * to",
        "reacted with * to",
        "reacted with a sticker to",
        "removed * from",
        "* to",
    ),
    autoresponder_openings=(
        "auto reply",
        "auto-reply",
        "autoreply",
        "auto response",
        "auto-response",
        "automatic reply",
        "automatic response",
        "automated reply",
        "automated response",
        "automated message",
        "this is an automatic",
        "this is an automated",
        "out of office",
        "i am out of office",
        "i'm out of office",
        "i am out of the office",
        "i'm out of the office",
        "i am currently out of",
        "i'm currently out of",
    ),
    busy_openings=(
        "i am on vacation",
        "i'm on vacation",
        "i am on holiday",
        "i'm on holiday",
        "i am on leave",
        "i'm on leave",
        "i am away",
        "i'm away",
        "i'm driving",
        "i am driving",
        "i'm currently driving",
        "i am currently driving",
        "i can't talk right now",
        "i'm in a meeting",
        "i am in a meeting",
        "thank you for your message",
        "thanks for your message",
        "we have received your message",
        "sorry i missed your call",
    ),
    autoresponder_marks=words(
        """
        until|back|away|return|returning|call you back|get back to you|do not disturb|right now
        later|reply as soon|respond as soon|vacation|holiday|out of office|out of the office
        driving|as soon as possible|automatically|this is an automated|do not reply|contact you
        limited access|urgent|turned on|call you later|text you later
        """
    ),
)
