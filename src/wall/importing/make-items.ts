import { newId } from "../../core/ids.ts";
import type { OwnFields } from "../../core/item-shown.ts";
import { PRIORITIES } from "../../core/steps.ts";
import { foldTag } from "../../core/tag-name.ts";
import { stepNamed } from "../../pipeline/plan.ts";
import type { Ranks } from "../../pipeline/ranks.ts";
import { keepContent } from "../../store/contents.ts";
import { wordsToFind } from "../../store/highlight-words.ts";
import { insertHighlights } from "../../store/highlights.ts";
import type { HighlightRow } from "../../store/reading-tables.ts";
import { indexNewItems } from "../../store/search-index.ts";
import { newStep } from "../../store/steps.ts";
import { insertMany, insertRows, type Unit } from "../../store/store.ts";
import type { ItemRow, PlaceRow, RunRow, StepRow } from "../../store/tables.ts";
import { takePlaces } from "../../store/wall-clock.ts";
import { keepReceivedFiles } from "../accepted.ts";
import type { PreparedRow, PreparedThing } from "./prepared.ts";

/** Reading begins this long after a thing was taken, so that it does not hold up those that are still to be taken. */
const READ_AFTER_MS = 10_000;

/** A thing that becomes a new item. */
export interface NewThing {
  readonly thing: PreparedThing & Pick<PreparedRow, "n">;
  readonly item: string;
  /** Where it will stand, at least on one wall. */
  readonly walls: readonly string[];
}

/**
 * Makes the items of these things with everything but their places: a card that is ready, and a run in the background that
 * reads what there is to read.
 */
export async function makeItems(
  unit: Unit,
  ranks: Ranks,
  {
    person,
    importId,
    things,
    tags,
  }: { person: string; importId: string; things: readonly NewThing[]; tags: ReadonlyMap<string, string> },
): Promise<ItemRow[]> {
  if (things.length === 0) return [];
  const rows = things.map(({ thing, item }) => itemRow(unit, { thing, item, person }));
  const numbers = new Map(
    (await insertMany(unit, "items", rows, ["id", "seq"])).map(({ id, seq }) => [id as string, Number(seq)]),
  );
  const items: ItemRow[] = rows.map((row) => ({ ...row, seq: numbers.get(row.id) ?? 0 }));
  for (const { thing, item } of things) {
    if (thing.own.textIsLong) await keepContent(unit, item, { shared_text: thing.draft.text });
    await keepReceivedFiles(unit, { draft: thing.draft, owner: person, item });
  }
  await insertIdentities(unit, { person, things });
  const pairs = things.flatMap(({ thing, item }) => tagIds(thing, tags).map((tag) => ({ item, tag })));
  await insertRows(
    unit,
    "item_tags",
    pairs.map((pair) => ({ ...pair, by: "person" as const })),
  );
  await insertHighlights(
    unit,
    things.flatMap(({ thing, item }) => highlightRows(unit, { thing, item, person, importId })),
  );
  await beginReading(
    unit,
    ranks,
    things.map(({ thing, item }) => ({ item, person, steps: stepsOf(thing) })),
  );
  await indexNewItems(
    unit,
    things.map(({ thing, item, walls }) => ({
      seq: numbers.get(item) ?? 0,
      owner: person,
      walls,
      words: thing.words,
      facts: thing.facts(thing.createdAtMs ?? unit.nowMs),
    })),
  );
  return items;
}

function itemRow(
  unit: Unit,
  { thing, item, person }: { thing: PreparedThing; item: string; person: string },
): Omit<ItemRow, "seq"> {
  const createdAtMs = thing.createdAtMs ?? unit.nowMs;
  return {
    id: item,
    owner: person,
    kind: thing.itemKind,
    state: "ready",
    own: JSON.stringify(thing.own satisfies OwnFields),
    found: "{}",
    analysis: null,
    share: null,
    title: thing.shown.title,
    site: thing.shown.site,
    lang: thing.shown.language,
    created_at: createdAtMs,
    updated_at: unit.nowMs,
    edited_version: 1,
    version: 1,
    merged_into: null,
    // In the order of their dates, as they were kept.
    pinned_at: thing.isPinned ? createdAtMs : null,
    archived_at: thing.isArchived ? createdAtMs : null,
    deleted_at: null,
    purge_at: null,
  };
}

async function insertIdentities(
  unit: Unit,
  { person, things }: { person: string; things: readonly NewThing[] },
): Promise<void> {
  await insertRows(
    unit,
    "addresses",
    things.flatMap(({ thing: { addresses }, item }) =>
      addresses.map(({ hash, address, via }) => ({ owner: person, identity_hash: hash, item, address, via })),
    ),
  );
  // Written here and not at the end of the run, so that the same note brought again is found before it was looked at.
  await insertRows(
    unit,
    "marks",
    things.flatMap(({ thing: { draft, identities }, item }) =>
      draft.url === null ? identities.map((hash) => ({ owner: person, hash, item })) : [],
    ),
  );
}

/** Two names may be one tag: by a synonym, or by their spelling. */
export const tagIds = ({ draft }: PreparedThing, tags: ReadonlyMap<string, string>): string[] => [
  ...new Set(draft.tags.flatMap((name) => tags.get(foldTag(name)) ?? [])),
];

export function highlightRows(
  unit: Unit,
  { thing, item, person, importId }: { thing: PreparedThing; item: string; person: string; importId: string },
): HighlightRow[] {
  return thing.highlights.map((highlight) => ({
    id: newId(unit.nowMs),
    item,
    person,
    text: highlight.text,
    note: highlight.note ?? null,
    colour: highlight.colour ?? null,
    place: null,
    import: importId,
    created_at: highlight.createdAtMs ?? thing.createdAtMs ?? unit.nowMs,
    words: wordsToFind({ text: highlight.text, note: highlight.note ?? null }),
  }));
}

/** No first look at what is sent: nobody watches, and the card says already what the person brought. */
function stepsOf({ draft }: PreparedThing): StepRow["name"][] {
  const steps: StepRow["name"][] = [
    ...(draft.url === null ? [] : ["read" as const]),
    ...(draft.files.length === 0 ? [] : ["files" as const]),
  ];
  return steps.length > 0 ? steps : ["analyze"];
}

/** Begins runs in the background, behind everything that somebody waits for. */
export async function beginReading(
  unit: Unit,
  ranks: Ranks,
  wanted: readonly { item: string; person: string; steps: readonly StepRow["name"][] }[],
): Promise<void> {
  const runs: RunRow[] = [];
  const steps: StepRow[] = [];
  for (const { item, person, steps: names } of wanted) {
    const run = newId(unit.nowMs);
    runs.push({ id: run, item, share: null, cause: "import", started_at: unit.nowMs, ended_at: null });
    for (const name of names) {
      const { lane } = stepNamed(name);
      const rank = await ranks.next(unit, { person, lane });
      const whose = { item, person, share: null, run };
      steps.push(
        newStep(unit, {
          ...whose,
          name,
          lane,
          priority: PRIORITIES.background,
          rank,
          dueAtMs: unit.nowMs + READ_AFTER_MS,
        }),
      );
    }
  }
  await insertRows(unit, "runs", runs);
  await insertRows(unit, "steps", steps);
}

/** Puts the new items on their walls, a range of numbers for each. The clocks are locked. @throws WallGone */
export async function placeNewItems(
  unit: Unit,
  { person, things }: { person: string; things: readonly NewThing[] },
): Promise<void> {
  const placements = things.flatMap(({ thing, item, walls }) =>
    walls.map((wall) => ({ wall, item, sortAtMs: thing.createdAtMs ?? unit.nowMs })),
  );
  const byWall = Map.groupBy(placements, ({ wall }) => wall);
  const places: PlaceRow[] = [];
  for (const wall of [...byWall.keys()].sort()) {
    const standing = byWall.get(wall) ?? [];
    let clock = await takePlaces(unit, wall, standing.length);
    for (const { item, sortAtMs } of standing) {
      places.push({ wall, item, clock, sort_at: sortAtMs, added_by: person, removed_at: null, position: null });
      clock += 1;
    }
  }
  await insertRows(unit, "places", places);
}
