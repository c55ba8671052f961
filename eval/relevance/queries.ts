import type { Manner } from "./manners.ts";

/** What somebody types, and what they have in mind. */
export interface AskedQuery {
  readonly q: string;
  readonly want:
    | { readonly single: string }
    | { readonly subject: string; readonly manner?: Manner; readonly language?: "en" | "de" };
  readonly kind: QueryKind;
}

export type QueryKind =
  | "a subject and what of it"
  | "a subject"
  | "in German"
  | "mistyped"
  | "still being typed"
  | "one thing, half remembered"
  | "by another name";

const of =
  (kind: QueryKind) =>
  (q: string, want: AskedQuery["want"]): AskedQuery => ({ q, want, kind });
const both = of("a subject and what of it");
const alone = of("a subject");
const german = of("in German");
const mistyped = of("mistyped");
const begun = of("still being typed");
const known = of("one thing, half remembered");
const named = of("by another name");

export const QUERIES: readonly AskedQuery[] = [
  both("clean cast-iron pan ", { subject: "iron-pan", manner: "care" }),
  both("espresso machine buying guide ", { subject: "espresso", manner: "choice" }),
  both("repairing lawn mower ", { subject: "mower", manner: "trouble" }),
  both("tent for beginners ", { subject: "tent", manner: "beginning" }),
  both("history of the fountain pen ", { subject: "pen", manner: "history" }),
  both("heat pump costs ", { subject: "heat-pump", manner: "cost" }),
  both("living with a home server ", { subject: "server", manner: "experience" }),
  both("solar panels grant ", { subject: "solar", manner: "news" }),
  both("build a bat box ", { subject: "bats", manner: "build" }),
  both("wifi router does not work ", { subject: "router", manner: "trouble" }),
  both("which mattress to buy ", { subject: "mattress", manner: "choice" }),
  both("sewing machine maintenance ", { subject: "sewing", manner: "care" }),
  both("forum hiking boots ", { subject: "boots", manner: "question" }),
  both("getting started with bookbinding ", { subject: "books", manner: "beginning" }),
  both("smoke detector recall ", { subject: "smoke", manner: "news" }),
  both("electricity tariff saving money ", { subject: "tariff", manner: "cost" }),
  both("upright piano long test ", { subject: "piano", manner: "experience" }),
  both("raised bed plans ", { subject: "raised", manner: "build" }),
  both("where does the beehive come from ", { subject: "bees", manner: "history" }),
  both("pressure cooker gasket question ", { subject: "pressure", manner: "question" }),
  both("running shoes compared ", { subject: "shoes", manner: "choice" }),
  both("looking after a bicycle chain ", { subject: "chain", manner: "care" }),
  both("fix dripping tap ", { subject: "tap", manner: "trouble" }),
  both("telescope first steps ", { subject: "telescope", manner: "beginning" }),
  both("pension hidden costs ", { subject: "pension", manner: "cost" }),
  both("new rules rental contract ", { subject: "rent", manner: "news" }),
  both("kayak weekend project ", { subject: "kayak", manner: "build" }),
  both("what nobody told me about the night train ", { subject: "train", manner: "experience" }),

  alone("sourdough starter ", { subject: "starter" }),
  alone("wooden floor ", { subject: "floor" }),
  alone("postgresql ", { subject: "postgres" }),
  alone("hay fever ", { subject: "hayfever" }),
  alone("ukulele ", { subject: "ukulele" }),
  alone("bird feeder ", { subject: "feeder" }),
  alone("pottery kiln ", { subject: "kiln" }),
  alone('"tax return"', { subject: "tax" }),
  alone("password manager ", { subject: "passwords" }),
  alone("greenhouse ", { subject: "greenhouse" }),

  named("skillet ", { subject: "iron-pan" }),
  named("levain feeding ", { subject: "starter" }),
  named("fridge door seal ", { subject: "fridge" }),
  named("cold radiators ", { subject: "radiator", manner: "trouble" }),
  named("leaking faucets repair ", { subject: "tap", manner: "trouble" }),
  named("photovoltaics worth it ", { subject: "solar", manner: "cost" }),
  named("kitchen knives sharpening care ", { subject: "knife", manner: "care" }),
  named("stargazing ", { subject: "telescope" }),
  named("sleeper trains ", { subject: "train" }),
  named("hand-knit sweaters ", { subject: "knitting" }),
  named("e reader or electronic book reader which one ", { subject: "ereader", manner: "choice" }),
  named("water butts ", { subject: "barrel" }),

  german("Wärmepumpe Kosten ", { subject: "heat-pump", manner: "cost", language: "de" }),
  german("Hochbeet kaufen ", { subject: "raised", manner: "choice", language: "de" }),
  german("nähmaschine reparieren ", { subject: "sewing", manner: "trouble", language: "de" }),
  german("Kuehlschrank defekt ", { subject: "fridge", manner: "trouble", language: "de" }),
  german("Heizkörper reinigen ", { subject: "radiator", manner: "care", language: "de" }),
  german("Steuererklärung ", { subject: "tax", language: "de" }),
  german("Laufschuhe im Vergleich ", { subject: "shoes", manner: "choice", language: "de" }),
  german("schimmel bad ", { subject: "mould", language: "de" }),
  german("Personalausweis Termin Bürgeramt ", { single: "rathaus" }),
  german("Zwetschgen Streusel Blech ", { single: "pflaumenkuchen" }),
  german("Kraniche Herbst ", { single: "vogelzug" }),

  mistyped("espreso machine care ", { subject: "espresso", manner: "care" }),
  mistyped("compst heap ", { subject: "compost" }),
  mistyped("matress costs ", { subject: "mattress", manner: "cost" }),
  mistyped("telscope ", { subject: "telescope" }),
  mistyped("Fledermauskaten ", { subject: "bats", language: "de" }),
  mistyped("lighthose keepers ", { single: "lighthouse" }),

  begun("sourd", { subject: "starter" }),
  begun("sleeping b", { subject: "sleeping-bag" }),
  begun("tomato plants beg", { subject: "tomato", manner: "beginning" }),
  begun("wallp", { subject: "wallpaper" }),
  begun("heat pump hist", { subject: "heat-pump", manner: "history" }),
  begun("chanter", { single: "mushroom" }),

  known("keepers logbooks fog ", { single: "lighthouse" }),
  known("crooked streets medieval ", { single: "zoning" }),
  known("present neighbours twins ", { single: "gift" }),
  known("sleeping twice a night ", { single: "sleepless" }),
  known("plaited bread ", { single: "dough" }),
  known("wal fsync power cut ", { single: "sqlite" }),
  known("regex outage backtracking ", { single: "regex" }),
  known("eels ocean ", { single: "eels" }),
  known("boiler invoice ", { single: "boiler" }),
  known("wifi cabin code ", { single: "wifi-note" }),
  known("living room window measurements ", { single: "measurements" }),
  known("moths jumpers freezer ", { single: "moth" }),
  known("fence meeting october ", { single: "meeting" }),
  known("poem coat ", { single: "poem" }),
  known("kp number northern lights ", { single: "aurora" }),
  known("single queue for all counters ", { single: "queueing" }),
  known("radio play ferry captain ", { single: "radiosender" }),
  known("funeral for ice ", { single: "glacier" }),
];
