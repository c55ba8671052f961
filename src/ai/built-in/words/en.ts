import type { LanguageWords } from "./language-words.ts";
import { listed, setOf } from "./language-words.ts";
import { ENGLISH_SUBJECTS } from "./subjects/en.ts";

export const ENGLISH: LanguageWords = {
  stopWords:
    setOf(`a okay ok about above across after again against ago all almost alone along already also although always am
    among an and another any anybody anyone anything anyway anywhere are aren't around as at away back be became
    because become becomes been before behind being below beside besides between beyond both but by can can't cannot
    could couldn't despite did didn't do does doesn't doing don't done down during each either else enough even ever
    every everybody everyone everything everywhere except few first for from further get gets getting give given
    gives go goes going gone got had hadn't has hasn't have haven't having he he'd he'll he's her here hers herself
    him himself his how however i i'd i'll i'm i've if in indeed inside instead into is isn't it it's its itself
    just last least less let let's like many may maybe me might mine more most much must my myself near nearly
    neither never next no nobody none nor not nothing now nowhere of off often on once one ones only onto or other
    others otherwise ought our ours ourselves out outside over own per perhaps quite rather really same second
    several shall she she'd she'll she's should shouldn't since so some somebody someone something sometimes
    somewhere soon still such than that that's the their theirs them themselves then there there's therefore these
    they they'd they'll they're they've third this those though through throughout thus to together too toward
    towards under unless until up upon us very via was wasn't we we'd we'll we're we've were weren't what whatever
    when whenever where wherever whether which while who whoever whole whom whose why will with within without won't
    would wouldn't yes yet you you'd you'll you're you've your yours yourself yourselves two three four five six
    seven eight nine ten eleven twelve twenty thirty forty fifty hundred thousand million billion percent half dozen
    mr mrs ms`),
  weakWords:
    setOf(`able accept add added adds agree allow allowed allows appear appears argue argued ask asked asks bad beautiful
    began begin begins believe best better big biggest bit break bring brings brought build built buy call called
    calls came care case cause certain change changed changes cheap check choose clear clearly close closed come
    comes common complete completely consider contain contains continue cost costs count create created cut day days
    deal decide decided declared different difficult directly drop each early easily easy end ended ends entire
    especially exactly expect explain explains fact fall fast feel feels fell felt figure figures fill final finally
    find finds fine finish five fix fixed follow following follows form found free friendly full fully gave general
    gently good grab great grew guess half hand happen happened happens hard hear heard held help helped helps here
    high hold holds hope hour hours huge idea important improve include included includes including instead invite
    job keep keeps kept kind knew know known knows large largest late later lead leave leaves left length less lie
    list little live lives long longer look looking looks lose lost lot lots love low lower made main mainly make
    makes making matter mean means meant meet mention minute minutes moment month months morning move moved named
    need needed needs new nice night note notes number numbers old open opened opens order original ordinary out
    part particular pass past pay people person pick piece pieces place places play played plays point points
    possible post present pretty problem problems promise proper provide provides put quick quickly quite ran rarely
    read ready real reason receive recent recently recommend remain remains remember require result right run
    running runs said saw say saying says see seem seems seen sell send sent set sets short should show showed shown
    shows side simple simply single sit slow small smaller smallest sold solve sort speak spend spent spot spring
    stand start started starts stay stayed stays step stood stop stopped strong sudden suggest sure surprised take
    taken takes talk tell tells thank thanks thick thing things think third thought throw tight time times tired
    today together told tomorrow tonight took top total tried true try trying turn turned turns type understand
    usual usually use used useful user uses using version wait waiting walk want wanted wants warm watch way ways
    week weeks weekend went wide wish woman women wonder wonderful word words work worked working works world worse
    worst worth write writes written wrong wrote year years yesterday young monday tuesday wednesday thursday friday
    saturday sunday january february march april june july august september october november december summer winter
    autumn afternoon evening metre metres kilometre kilometres gram grams kg litre litres euro euros dollar dollars
    cent cents degree degrees per teaspoon teaspoons tablespoon tablespoons cup cups click man men guy lady name
    access account action activity address advantage agreement amount answer approach area arrival aspect average
    basis benefit capacity capital category centre chance character choice claim collection company comparison
    condition conditions connection contact content control copy corner course damage data date decision default
    demand department design detail details development device difference direction director document edge effect
    effort element employee employees equipment error estimate event evidence example experience expert experts
    explanation facility factor family father feature features feedback field floor front function goal growth guide
    head heart height host hundred image impact increase industry information input instance institution interest
    issue item items layer letter level limit limits line lines link load loss machine management manager manual
    material materials measure member members memory message method middle milliseconds mode mother noise notice
    object offer office official officials operation opinion option options organisation output owner owners page
    pages pair parents participants parts percentage performance period plan population position power practice
    prices process product products progress proposal purpose quality quantity question questions range rate reader
    readers record reference relation report reports request research residents resource response rest results
    review risk role room row rule rules sample scale scene schedule section sense sentence series service services
    setting settings shape share shop situation size solution source space spokesman stage standard state statement
    status store story structure style subject success supply support surface system table tables target task team
    term terms test text title tool tools trade unit units value values variety view visitor visitors voice volume
    weather weight window please`),
  joiners: setOf("of"),
  dullEndings: ["ly", "ing", "ed", "est"],
  clitics: setOf(""),
  determiners: setOf(
    `a an the of my your his her its our their this these those that each every some any no two three four five six
    seven eight nine ten in on at by for from with without per`,
  ),
  verbSigns: setOf(
    `i you he she we they it who to can could will would shall should may might must don't doesn't didn't won't can't
    couldn't wouldn't never always not is are was were be been being have has had i've we've they've i'll we'll
    you'll let's please`,
  ),
  cues: setOf(`conclusion summary short decision decided result results cause lesson recommend verdict therefore solution
    overall finally announced found released important`),
  positive:
    listed(`admirable adorable amazing appealing astonishing awesome beautiful beautifully beloved best better blessed bliss
    brave breathtaking bright brilliant brilliantly calm captivating celebrate celebrated charming cheerful clever
    comfortable compelling congratulations cosy courteous cozy creative cute dazzling delicious delight delighted
    delightful dependable durable easy effective efficient effortless elegant enchanting energetic engaging enjoy
    enjoyable enjoyed enthusiastic excellent exceptional excited exciting exquisite fabulous faithful fantastic
    fascinating favorite favourite flawless friendliest friendly fun funny generous genius gentle gifted glad gladly
    glorious good gorgeous graceful grateful gratitude great greatest gripping happier happiest happily happy
    harmonious healthy heartfelt heartwarming helpful helped hilarious honest hooray hopeful hospitable ideal
    imaginative impressed impressive incredible ingenious innovative insightful inspired inspiring intuitive
    inventive joy joyful kindest kindness laugh likable love loved lovely loves loving luxurious magic magical
    magnificent majestic marvellous marvelous masterful masterpiece memorable neat nice outstanding passionate
    peaceful perfect perfectly playful pleasant pleased pleasure polished powerful praise precious pride proud
    radiant recommend recommended refreshing relaxed relaxing reliable remarkable rewarding robust safe satisfied
    satisfying sensational smart smooth smoothly sparkling spectacular spotless splendid stable stunning stylish
    sublime succeed success successful sunny superb superior sweet talented tasty tender terrific thank thankful
    thanks thoughtful thrilled thrilling tidy touching tremendous triumph trustworthy unbeatable unforgettable
    unique valuable vibrant victory welcomed welcoming witty won wonderful wonderfully worthwhile worthy wow yay
    yummy`),
  negative:
    listed(`abandoned abuse abusive accident accused afraid aggressive alarming anger angry annoyed annoying anxious
    appalling arrogant ashamed atrocious attack attacked awful awkward bad badly bankrupt betrayed bitter bland
    blurry bored boring botched broke broken buggy cheat cheated collapse collapsed complain complained complaint
    complicated confused confusing corrupt crack crap crash crashed crashes crashing crime crisis cruel crushed
    damage damaged danger dangerous dead death deaths defect defective defects delay delayed deplorable depressing
    despair desperate destroyed destruction died dire dirty disagree disappoint disappointed disappointing
    disappointment disaster disastrous disgrace disgraceful disgusted disgusting dishonest dislike dismal disrupted
    distress disturbing dreadful dull embarrassing evacuated exhausted exhausting expensive fail failed failing
    fails failure fake faulty fear fears flaw flawed flimsy flooded forgot fragile fraud frightening frustrated
    frustrating frustration furious garbage ghastly grief grim gross hate hated hates heartbreaking horrible
    horrific horrifying hostile hurt ignored impossible inadequate incompetent inconvenient inedible inferior
    infuriating injured injuries injury insult insulting irritating junk kill killed lacking lame laggy lazy lied
    lonely loss lousy mad mediocre mess messy miserable misery mistake mistakes mourn murder nasty negligent
    nightmare noisy obnoxious offended offensive outage outrage outrageous overpriced pain painful panic pathetic
    pity pointless poor poorly refuses regret rejected ridiculous rip-off rotten rubbish rude ruin ruined sad sadly
    scam scandal scared scary severe shame shameful shocking shoddy sick sloppy smelly stolen stress stressful stuck
    stupid suffer suffered suffering sucks suspicious terrible terribly terrifying theft threatened tired tedious
    toxic tragedy tragic trash trouble ugly unacceptable unbearable unfair unfortunate unfortunately unfriendly
    unhappy unhelpful unpleasant unreliable unsafe unusable upset upsetting useless victim victims violence violent
    warned warning wasted weak worried worries worry worse worst worthless wounded wrecked`),
  praise: [
    "highly recommend",
    "well worth",
    "worth every",
    "worth the",
    "can't recommend it enough",
    "could not be happier",
    "couldn't be happier",
    "can't wait",
    "five stars",
    "best ever",
    "a must",
    "never looked back",
    "good value",
    "love it",
    "thumbs up",
    "made my day",
    "well done",
    "a joy to",
  ],
  blame: [
    "never again",
    "waste of",
    "do not recommend",
    "don't recommend",
    "would not recommend",
    "cannot recommend",
    "can't recommend",
    "not worth",
    "stay away",
    "avoid this",
    "one star",
    "want my money back",
    "money back",
    "fed up",
    "give up",
    "gave up",
    "let down",
    "fell apart",
    "falls apart",
    "stopped working",
    "no longer works",
    "doesn't work",
    "does not work",
    "not again",
    "had enough",
    "too expensive",
    "no apology",
    "sick of",
    "fails to",
    "nobody answers",
  ],
  contrasts: setOf("but however yet though"),
  negations:
    setOf(`not no never none neither nor without hardly barely scarcely cannot can't don't doesn't didn't isn't aren't
    wasn't weren't won't wouldn't shouldn't couldn't haven't hasn't hadn't nobody nothing nowhere`),
  intensifiers:
    setOf(`very really so extremely absolutely totally completely incredibly utterly truly deeply highly most too
    particularly especially ever`),
  leaning:
    setOf(`he she it they this that these those but and so then also such his her their however therefore otherwise yet
    instead or thus besides moreover meanwhile afterwards`),
  abbreviations:
    setOf(`mr mrs ms dr prof st sr jr vs etc e.g i.e a.m p.m inc ltd co corp no nos fig vol ed eds approx dept est gen col
    capt lt sgt rev hon jan feb mar apr jun jul aug sep sept oct nov dec mt ave blvd rd u.s u.k d.c al cf pp ca min
    max tel ext`),
  furniture: [
    "cookie",
    "privacy policy",
    "terms of service",
    "terms of use",
    "all rights reserved",
    "skip to content",
    "skip to main",
    "manage preferences",
    "enable javascript",
    "copyright ©",
  ],
  labels: [
    "newsletter",
    "share this",
    "sign up",
    "log in",
    "sign in",
    "subscribe",
    "read more",
    "related articles",
    "follow us",
    "advertisement",
  ],
  firstPerson: setOf(`i me my mine myself we us our ours i'm i've i'd i'll we're we've we'd we'll`),
  reporting: setOf(
    `said says told announced confirmed reported stated declared added warned according explained denied claimed`,
  ),
  ...ENGLISH_SUBJECTS,
};
