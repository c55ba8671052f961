import type { StoredItem } from "../../test/harness/stored-items.ts";
import { GERMAN_MANNERS, MANNERS, type Manner, type Manners } from "./manners.ts";
import { SINGLES, type Single } from "./singles.ts";
import { FIELDS, SUBJECTS, type Subject } from "./subjects.ts";

/** The set has so many things. */
export const THINGS = 2_000;
const PLACES = ["Brackwater", "Elmsford", "Oststade", "Little Quay", "Harrow Bridge", "Sankt Velten", "Norrhamn"];
const OPENINGS = [
  "It rained, so there was time to write this down.",
  "This is longer than it should be; skip to the middle.",
  "Updated twice since it first appeared.",
  "A reader asked, and here is what we found.",
  "Written after a long weekend and many cups of tea.",
];
/** One of four things speaks of something else in passing: the words are there, and it is not about it. */
const PASSING = [
  "While we waited we talked about {name}, which is another story.",
  "Unlike {name}, this needs no second pair of hands.",
  "Next week: {name}.",
];
const MS_A_DAY = 86_400_000;
/** So many days lie between the first of them and the last. */
const DAYS = 1_500;
/** The first day of the set, in ms since 1970. */
const FIRST_DAY_MS = Date.UTC(2021, 0, 4);

/** One thing of the set: how it is kept, and what it is about, which no search is told. */
export interface Thing {
  readonly item: StoredItem;
  readonly about: { readonly subject: string; readonly manner: Manner; readonly language: "en" | "de" } | null;
  /** Its name where there is only one of it. */
  readonly single: string | null;
}

/** The things in the order in which they were kept, the same at every run. */
export function makeThings(): Thing[] {
  const singles = SINGLES.map(singleThing);
  const kinds = Object.keys(MANNERS) as Manner[];
  const german = Object.keys(GERMAN_MANNERS) as Manner[];
  const spoken = SUBJECTS.filter((subject) => subject.german !== undefined);
  const things = Array.from({ length: THINGS - singles.length }, (_, n): Thing => {
    const random = randomOf(n + 1);
    // Every sixth is in German where there is a word for it.
    const isGerman = n % 6 === 5;
    const among = isGerman ? spoken : SUBJECTS;
    const round = isGerman ? Math.floor(n / 6) : n - Math.floor((n + 1) / 6);
    const subject = among[round % among.length] as Subject;
    const manners = isGerman ? german : kinds;
    const manner = manners[Math.floor(round / among.length) % manners.length] as Manner;
    return subjectThing({ n, subject, manner, isGerman, random });
  });
  // The single ones stand here and there among the others.
  const every = Math.floor(things.length / singles.length);
  return singles.flatMap((single, at) => [
    ...things.slice(at * every, at === singles.length - 1 ? undefined : (at + 1) * every),
    single,
  ]);
}

function subjectThing({
  n,
  subject,
  manner,
  isGerman,
  random,
}: {
  n: number;
  subject: Subject;
  manner: Manner;
  isGerman: boolean;
  random: () => number;
}): Thing {
  const pick = <Of>(from: readonly Of[]): Of => from[Math.floor(random() * from.length)] as Of;
  const names = isGerman ? (subject.german ?? []) : subject.names;
  const name = pick(names);
  const field = FIELDS[subject.field];
  const part = pick(subject.parts);
  const also = pick(subject.parts.filter((one) => one !== part));
  const filled = (pattern: string, called = name) =>
    capital(
      pattern
        .replaceAll("{name}", called)
        .replaceAll("{part}", part)
        .replaceAll("{also}", also)
        .replaceAll("{place}", pick(PLACES)),
    );
  const { titles, sentences, tag } = ((isGerman ? GERMAN_MANNERS : MANNERS) as Record<Manner, Manners>)[manner];
  const other = pick(SUBJECTS.filter((one) => one !== subject));
  const otherNames = isGerman ? (other.german ?? other.names) : other.names;
  const passing = random() < 0.25 && !isGerman ? [filled(pick(PASSING), pick(otherNames))] : [];
  const said = sentences.map((sentence) => filled(sentence)).filter(() => random() < 0.8);
  // Half of them say in the text what the thing is called, too.
  const named = random() < 0.5 ? [filled(isGerman ? "Es geht um {name}." : "This is about {name}.")] : [];
  const tags = [
    ...(random() < 0.5 ? [pick(field.tags)] : []),
    ...(random() < 0.4 ? [tag] : []),
    ...(random() < 0.3 && !isGerman ? [(subject.names[0] as string).toLowerCase()] : []),
  ];
  const site = pick(field.sites);
  const title = filled(pick(titles));
  const description = said[0] ?? null;
  return {
    about: { subject: subject.id, manner, language: isGerman ? "de" : "en" },
    single: null,
    item: {
      kind: "link",
      own: { firstTitle: title, url: `https://${site}/${n}` },
      found: {
        siteName: site.replace(/\.example$/, ""),
        language: isGerman ? "de" : "en",
        ...(description !== null && random() < 0.6 ? { description } : {}),
      },
      tags,
      body: [...(isGerman ? [] : [pick(OPENINGS)]), ...named, ...said, ...passing].join(" "),
      createdAtMs: FIRST_DAY_MS + Math.floor(random() * DAYS) * MS_A_DAY,
    },
  };
}

function singleThing({ id, title, text, site, tags = [], note, description, language = "en" }: Single): Thing {
  return {
    about: null,
    single: id,
    item: {
      kind: site === undefined ? "note" : "link",
      own: {
        firstTitle: title,
        ...(site === undefined ? { text } : { url: `https://${site}/${id}` }),
        ...(note === undefined ? {} : { note }),
      },
      found: {
        language,
        ...(site === undefined ? {} : { siteName: site.replace(/\.example$/, "") }),
        ...(description === undefined ? {} : { description }),
      },
      tags,
      body: text,
      createdAtMs: FIRST_DAY_MS + ((id.length * 97 + id.charCodeAt(0) * 31) % DAYS) * MS_A_DAY,
    },
  };
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Numbers in [0, 1), the same for the same seed (Marsaglia's xorshift of 32 bits). */
function randomOf(seed: number): () => number {
  let state = (seed * 2_654_435_761) >>> 0 || 1;
  const next = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 4_294_967_296;
  };
  // Neighbouring seeds begin alike.
  for (let n = 0; n < 8; n += 1) next();
  return next;
}
