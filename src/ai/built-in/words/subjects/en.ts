import type { SubjectWords } from "../language-words.ts";
import { listed } from "../language-words.ts";

export const ENGLISH_SUBJECTS: SubjectWords = {
  everyday:
    listed(`advice agenda agreed apartment appointment apron attendees backpack bag bake baking basil beach bedroom bench
      bicycle blanket boil bolt bottle bowl bread breakfast brush butter button cat chain chair cheese childhood chop
      clean cloth coat coffee compost cook cooking cream cupboard customer cup dad dear dentist diet dinner dish
      doctor dog dough drain dry eat egg eggs family father ferry flour flowers fork fridge fruit garden gardener
      garlic glass glue grandfather grandmother guest guesthouse habit hammer health herbs hike hiking holiday honey
      host hotel house household island jar journey kids kitchen knife lamp landlord leaves lemon lessons letter lunch
      mattress meal meeting memory menu mother mum neighbour nut oil olive onion onions oven owner paint pan parents
      patience path peel pepper pipe plate pot potatoes recipe refund rent repair restaurant rice room rope salt
      saucepan saucer sauce screw screwdriver seeds sew shelf shoes shop shopping shoulder silence sincerely sleep
      soap soil sofa soup spanner spoon stairs stir strap street sugar suitcase summer sunset tablespoon tap tea
      teaspoon tenant tent thread tomato tomatoes tool towel trail travel tree trip trousers tyre village vinegar
      waiter walk walking wall warranty wash waterproof weeds wheel wife window wine wood wooden yeast yours`),
  categories: {
    technology:
      listed(`algorithm android api app apps apple artificial bandwidth battery benchmark beta binary bluetooth browser buffer
      bug byte cache chip client cloud code codebase coding command compiler compute computer container cpu cyber
      dashboard data database debug debugging deploy deployment developer device devops digital docker driver
      electronics encryption firmware framework frontend gadget git github gigabyte gpu hacker hardware headphones
      html http infrastructure install internet ios javascript kernel keyboard kubernetes laptop latency library linux
      machine-learning macos malware megabyte memory microservice migration millisecond mobile model module monitor
      network neural node notebook npm offline online open-source patch pc phone php pixel platform plugin postgres
      postgresql processor programming protocol prototype proxy python query queue regex replica repository robot
      router ruby rust sandbox schema screen script sdk security sensor server smartphone snapshot software source sql
      sqlite ssd startup storage sysadmin tablet tech technology terminal thread transaction typescript update upgrade
      usb vacuum vulnerability webassembly website wifi windows wireless worker adapter automation bot camera cable
      charger charging chatbot command-line configuration configure crypto csv cursor earbuds email encrypted ereader
      ethernet exploit file files flag folder format gps hacked hard-disk headset hotspot inbox json link login lora
      microcontroller mouse nas noise-cancelling options output parameter parser passkey password passwords phishing
      plug power-bank printer ram recharge repo restart rollback scanner settings smartwatch speaker spreadsheet ssh
      stylus switches sync tracker two-factor usb-c user users voltage watch web webcam wi-fi workflow xml`),
    entertainment:
      listed(`actor actress album anime animation artist audience band bestseller box-office celebrity character cinema
      comedian comedy comic concert console dance director documentary drama dvd episode exhibition fantasy festival
      film filmmaker fiction game gamer gameplay gaming genre guitar hit horror hollywood movie movies multiplayer
      museum music musical musician nintendo novel opera orchestra pc performance playlist playstation plot podcast
      pop premiere producer puzzle rapper record rock role scene score screenplay season sequel series show singer
      single sitcom song songs soundtrack stage star steam storyline streaming studio switch television theater
      theatre thriller tour trailer tv vinyl vocals xbox adaptation author ballad blockbuster board-game boardgame
      book books bookshop camera cast cellist chapter chapters characters choir choreographer composer crime cult
      debut dialogue dice director's drummer ensemble episodes essayist finale gallery headliner hero heroine jazz
      lead line-up lyrics melody murder mystery narrator novelist paperback performer photography plays poem poems
      poet poetry protagonist publisher quest reader readers reading rehearsal sculpture sci-fi screen screening
      sequels songwriter stories storytelling tickets track tracks tragedy venue villain violin writer writers`),
    news: listed(`accident accused agency announced arrested arrests attack authorities authority ballot bill bomb budget campaign
      candidate casualties ceasefire chancellor charged collision conflict congress council court crisis declined
      democrat demonstration demonstrators diplomat earthquake economy election emergency evacuated explosion flood
      government governor hospital hurricane inflation injured investigation investigators judge killed lawmakers
      lawsuit legislation mayor military minister ministry motion nationwide official officials opposition parliament
      party police policy politician poll president prime prison prosecutor prosecutors protest protesters referendum
      refugees reform reporters republican residents resigned rescue sanctions senate senator sentence spokesman
      spokesperson spokeswoman statement storm strike suspect tariff tax told treaty trial troops tuesday unemployment
      union verdict vote voted voters war warned wednesday wildfire witnesses thursday monday according academy
      administration airport ambulance analysts annual athlete athletes basketball biologist biologists breakthrough
      championship championships champion champions citizens city claims climate closure club coach commission
      committee commuters company compared councillors county cup cyclist damage defeat defender deputy discovery
      drought ecologist ecologists employees equaliser expected experiment experiments figures findings firefighters
      football footballer fund funding goal goals goalkeeper grant handball heatwave hockey inaugurated jobs journal
      kick kilometres laboratory layoffs league local marathon match measures medal midfielder million missing
      national olympic opponent opponents organisers penalty percent plant policies population port prices project
      promotion published quarter quarter-final railway rain rate region regional report reported rescuers research
      researcher researchers rescued rise rose rugby samples scientist scientists scored scorer semi-final species
      sprint stadium stage state station statistics striker study supporters survey team teams temperatures title
      tournament trade traffic transport trophy trust undersecretary unions university victims victory volunteers
      water wildlife winner workers wounded`),
    social:
      listed(`anyone birthday buddy buddies comments congrats dm everybody everyone feed folks follow followers friends fyi
      giveaway guys haha hashtag hey imo influencer instagram lol meme message neighbours neighbors omg please poll
      post posted profile reply repost retweet selfie share squad story tag thanks thread tiktok timeline tweet tweets
      twitter viral y'all`),
  },
};
