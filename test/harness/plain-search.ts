import type { ReadingState } from "../../src/contract/reading-states.ts";
import type { Query } from "../../src/core/search/query.ts";
import { foldTag } from "../../src/core/tag-name.ts";
import { wordsOf } from "../../src/core/words.ts";
import type { Seeded } from "../faults/seeded.ts";

/** An item as a person would describe it, for a search that looks at one after the other. */
export interface PlainItem {
  readonly id: string;
  readonly owner: string;
  readonly walls: readonly string[];
  readonly texts: readonly string[];
  readonly note: string;
  readonly kind: string;
  readonly tags: readonly string[];
  readonly url: string | null;
  readonly site: string | null;
  readonly author: string | null;
  readonly language: string | null;
  readonly category: string | null;
  readonly mood: string | null;
  readonly files: readonly { readonly type: string; readonly name: string | null }[];
  readonly hasText: boolean;
  readonly isPinned: boolean;
  readonly isArchived: boolean;
  readonly isDuplicate: boolean;
  readonly state: "ready" | "failed" | "working";
  readonly createdAtMs: number;
  readonly readingMinutes: number | null;
  /** How far the one who asks is in it, whose ever it is. */
  readonly reading: ReadingState;
}

export interface PlainAsker {
  readonly person: string;
  /** The walls that the person sees, by their names. */
  readonly walls: Readonly<Record<string, string>>;
}

const QUARTER_MS = 15 * 60_000;

/**
 * Whether an item answers a query, by nothing but what it says: the search of the databases must find the same ones. Of
 * others' items nobody knows what is their owner's alone.
 */
export function plainlyAnswers(query: Query, item: PlainItem, asker: PlainAsker): boolean {
  const isOwn = item.owner === asker.person;
  switch (query.kind) {
    case "all":
      return query.of.every((part) => plainlyAnswers(part, item, asker));
    case "any":
      return query.of.some((part) => plainlyAnswers(part, item, asker));
    case "not":
      return !plainlyAnswers(query.of, item, asker);
    case "words":
      return (
        [...item.texts, ...(isOwn ? [item.note] : [])].some((text) => hasWords(text, query)) ||
        acrossTexts(query, item, isOwn)
      );
    case "time": {
      const at = Math.floor(item.createdAtMs / QUARTER_MS);
      const isFrom = query.fromMs === null || at >= Math.floor(query.fromMs / QUARTER_MS);
      return isFrom && (query.toMs === null || at < Math.floor(query.toMs / QUARTER_MS));
    }
    case "reading": {
      const minutes = item.readingMinutes;
      return minutes !== null && minutes >= (query.least ?? 0) && minutes <= (query.most ?? Number.POSITIVE_INFINITY);
    }
    case "fact":
      return hasFact(query, item, { isOwn, asker });
    default:
      return query satisfies never;
  }
}

/** Several words of one piece (`fish-and-chips` is one name, `a/b` are two) need not stand in one text. */
function acrossTexts(query: Query & { kind: "words" }, item: PlainItem, isOwn: boolean): boolean {
  if (query.isPhrase) return false;
  const parts = query.text.split(/[^\p{L}\p{N}\p{M}._'-]+/u).filter(Boolean);
  if (parts.length < 2) return false;
  const texts = [...item.texts, ...(isOwn ? [item.note] : [])];
  return parts.every((part, at) =>
    texts.some((text) => hasWords(text, { ...query, text: part, isTyped: query.isTyped && at === parts.length - 1 })),
  );
}

function hasWords(
  text: string,
  { text: asked, isPhrase, isTyped }: { text: string; isPhrase: boolean; isTyped: boolean },
): boolean {
  // Written without spaces: its letters stand together.
  if (/^\p{Script=Han}+$/u.test(asked)) return text.includes(asked);
  const words = wordsOf(text);
  const wanted = wordsOf(asked);
  if (wanted.length === 0) return true;
  const isAt = (at: number): boolean =>
    wanted.every((word, n) => {
      const found = words[at + n];
      return n === wanted.length - 1 && isTyped && !isPhrase ? (found?.startsWith(word) ?? false) : found === word;
    });
  return words.some((_, at) => isAt(at));
}

function hasFact(
  { name, value }: Query & { kind: "fact" },
  item: PlainItem,
  { isOwn, asker }: { isOwn: boolean; asker: PlainAsker },
): boolean {
  const same = (one: string | null, other: string) => one !== null && one.toLowerCase() === other.toLowerCase();
  switch (name) {
    case "tag":
      return item.tags.some((tag) => foldTag(tag) === foldTag(value));
    case "site": {
      const host = item.url === null ? "" : new URL(item.url).hostname;
      return host === value || host.endsWith(`.${value}`) || same(item.site, value);
    }
    case "kind":
      return item.kind === value;
    case "type":
      return item.files.some(({ type, name: file }) => {
        const [group, sort] = type.split("/");
        return [type, group, sort].includes(value) || (file?.endsWith(`.${value}`) ?? false);
      });
    case "wall":
      return Object.entries(asker.walls).some(([called, wall]) => same(called, value) && item.walls.includes(wall));
    case "by":
      return wordsOf(value).every((word) => wordsOf(item.author ?? "").includes(word));
    case "lang":
      return same(item.language, value) || same(item.language?.split("-")[0] ?? null, value);
    case "category":
      return item.category === value;
    case "mood":
      return item.mood === value;
    case "is":
      return (
        {
          pinned: isOwn && item.isPinned,
          archived: isOwn && item.isArchived,
          duplicate: isOwn && item.isDuplicate,
          failed: isOwn && item.state === "failed",
          pending: isOwn && item.state === "working",
          untagged: item.tags.length === 0,
          unread: item.reading === "unread",
          reading: item.reading === "reading",
          read: item.reading === "read",
        }[value] ?? false
      );
    case "has":
      return (
        {
          note: isOwn && item.note !== "",
          text: item.hasText,
          file: item.files.length > 0,
          image: item.files.some(({ type }) => type.startsWith("image/")),
        }[value] ?? false
      );
    default:
      return name satisfies never;
  }
}

const WORDS = [
  "lamp",
  "lamps",
  "quay",
  "harbour",
  "boat",
  "boats",
  "sail",
  "posts",
  "tide",
  "Füße",
  "日本語",
  "e-mail",
  "snake_case",
];
const TAGS = ["boats", "Sailing", "sailing boats", "日本", "lamps"];
const HOUR_MS = 3_600_000;

/** Items of few words, tags and days, so that most questions have some answer. */
export function drawItem(
  draw: Seeded,
  of: { id: string; owners: readonly string[]; walls: readonly string[]; nowMs: number },
): PlainItem {
  const { oneOf, chance, integer } = draw;
  const text = (most: number) => Array.from({ length: integer(0, most) }, () => oneOf(WORDS)).join(" ");
  const some = <T>(values: readonly T[], percent: number) => values.filter(() => chance(percent));
  const host = oneOf(["quay.example", "news.quay.example", "boats.example"]);
  return {
    id: of.id,
    owner: oneOf(of.owners),
    walls: some(of.walls, 50),
    texts: [text(4), text(6), text(20)],
    note: chance(30) ? text(4) : "",
    kind: oneOf(["link", "note", "image", "pdf"]),
    tags: some(TAGS, 20),
    url: chance(60) ? `https://${host}/${integer(0, 9)}` : null,
    site: oneOf([null, "Quay News", "Boats"]),
    author: oneOf([null, "Ada Lovelace", "Lin", "Ada"]),
    language: oneOf([null, "en", "de", "de-AT"]),
    category: oneOf([null, "travel", "technology"]),
    mood: oneOf([null, "neutral", "positive"]),
    files: some(
      [
        { type: "application/pdf", name: "plan.pdf" },
        { type: "image/png", name: null },
        { type: "text/plain", name: "posts.txt" },
      ],
      15,
    ),
    hasText: chance(50),
    isPinned: chance(20),
    isArchived: chance(20),
    isDuplicate: chance(15),
    state: oneOf(["ready", "ready", "ready", "failed", "working"]),
    createdAtMs: of.nowMs - integer(0, 800 * 24) * HOUR_MS - integer(0, HOUR_MS),
    readingMinutes: oneOf([null, 1, 3, 5, 12, 75]),
    reading: oneOf(["unread", "unread", "reading", "read"]),
  };
}

const ASKED = [
  ...WORDS,
  ...[
    '"quay lamps"',
    '"lamp lamps"',
    "har",
    "日本",
    '"日本語"',
    "tag:boats",
    'tag:"sailing boats"',
    "#SAILING",
    "site:quay.example",
  ],
  ...[
    "site:news.quay.example",
    'site:"quay news"',
    "kind:link",
    "kind:note,pdf",
    "type:pdf",
    "type:image",
    "type:txt",
    "wall:Harbour",
  ],
  ...[
    "wall:harbour,Posts",
    "wall:Nowhere",
    "by:ada",
    'by:"ada lovelace"',
    "lang:de",
    "lang:de-AT",
    "category:travel",
    "mood:positive",
  ],
  ...[
    "is:pinned",
    "is:archived",
    "is:failed",
    "is:pending",
    "is:untagged",
    "is:duplicate",
    "is:unread",
    "is:reading",
    "is:read",
    "is:reading,read",
    "has:note",
    "has:file",
    "has:image",
    "has:text",
  ],
  ...[
    "after:2024",
    "before:2024-06",
    "added:30d",
    "added:2024-01..2024-03",
    "added:today",
    "reading:<5m",
    "reading:5-20m",
    "reading:>1h",
  ],
];

/** A question of up to five pieces, with groups, alternatives and refusals. */
export function drawQuestion(draw: Seeded, depth = 0): string {
  const { oneOf, chance, integer } = draw;
  return Array.from({ length: integer(1, depth === 0 ? 4 : 3) }, () => {
    const isGroup = depth < 2 && chance(25);
    const part = isGroup ? `(${drawQuestion(draw, depth + 1)})` : oneOf(ASKED);
    return `${chance(25) ? "-" : ""}${part}`;
  }).join(chance(35) ? " OR " : " ");
}
