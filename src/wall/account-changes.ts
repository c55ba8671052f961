import type { AccountChanges } from "../contract/changes.ts";
import { Problem } from "../contract/problems.ts";
import type { ChangedKind } from "../store/account-change-tables.ts";
import { changesOfPerson, wallsSeenSince } from "../store/account-changes.ts";
import { changeBounds, currentRun, isToldSince } from "../store/change-numbers.ts";
import {
  highlightsByIds,
  highlightsOfPerson,
  tagsByIds,
  tagsOfPerson,
  wallsSeenBy,
  wallsSeenByIds,
} from "../store/mirrored.ts";
import { listStandingItems, placesChangedSince } from "../store/places.ts";
import type { Reader, Store } from "../store/store.ts";
import type { SeenWall } from "../store/wall-access.ts";
import { makeCursor, readCursor } from "./cursor.ts";
import { presentItems } from "./present-item.ts";
import { mirroredTags, mirroredWall } from "./present-mirrored.ts";
import { presentHighlight } from "./reading/present-highlight.ts";

/**
 * A round goes from one number to before another: through walls, tags and highlights, then through what stands on each wall,
 * in the order of the ids of the walls. The first round of a mirror goes from 0 and tells all that is there.
 */
interface Round {
  readonly person: string;
  readonly from: number;
  readonly to: number;
}

/** Where the next page of a round begins. `things` are the changes of later rounds, the other three those of a first one. */
interface Spot {
  readonly stage: (typeof STAGES)[number];
  /** Of places: the wall. */
  readonly at: string;
  /** Behind this one: an item by its id, or a place by its number. */
  readonly after: string;
}

const STAGES = ["walls", "tags", "highlights", "things", "places"] as const;
const BEGINNING = { at: "", after: "" };

/** Walls that are looked at for one page; a page ends short rather than to look at ten thousand quiet ones. */
const WALLS_A_LOOK = 200;
const MOST_LOOKS = 5;

/**
 * What changed for a person since a cursor, each thing as it is now, at least once, with tombstones; without a cursor all
 * that is there. What others change meanwhile is told in the next round.
 * @throws Problem cursor-not-valid; resync when the cursor is of another system, or of longer ago than tombstones are kept
 */
export async function changesOfAccount(
  { reader: db, dialect }: Store,
  { person, since, limit }: { person: string; since?: string | undefined; limit: number },
): Promise<AccountChanges> {
  // The horizon first: whatever is below it can be read from now on, and the run is at least as new.
  const { horizon, end } = await changeBounds(db, dialect);
  const run = await currentRun(db);
  const asked = readSince(since);
  if (asked) {
    const { run: itsRun, from, to } = asked;
    const isTold = to <= end && (await isToldSince(db, { run: itsRun, number: to, from }));
    if (!isTold) throw beginAnew();
  }
  const isUnderWay = asked !== null && asked.spot !== null;
  const round: Round = {
    person,
    from: asked?.from ?? 0,
    to: asked && isUnderWay ? asked.to : Math.max(horizon, asked?.from ?? 0),
  };
  const told = new Told(limit);
  let spot: Spot | null = asked?.spot ?? { stage: round.from === 0 ? "walls" : "things", ...BEGINNING };
  for (let looks = 0; spot && told.left > 0 && looks < MOST_LOOKS; looks += 1)
    spot = await tellSome(db, round, spot, told);
  // What left its last wall since its place was read is told as gone in the next round.
  const items = (await presentItems(db, [...told.items], { person })).filter((item) => item.wall_ids.length > 0);
  const next = spot
    ? [run, round.from, round.to, spot.stage, spot.at, spot.after]
    : [run, round.to, round.to, "", "", ""];
  return { ...told.answer, items, next: makeCursor(next), more: spot !== null };
}

/** What one answer tells. */
class Told {
  readonly answer: Omit<AccountChanges, "items" | "next" | "more"> = {
    gone: { walls: [], tags: [], highlights: [], places: [] },
    walls: [],
    tags: [],
    highlights: [],
  };
  readonly items = new Set<string>();
  left: number;

  constructor(limit: number) {
    this.left = limit;
  }
}

/** Tells what comes at this spot. @returns where it goes on; null at the end of the round */
async function tellSome(db: Reader, round: Round, spot: Spot, told: Told): Promise<Spot | null> {
  if (spot.stage === "places") return await tellPlaces(db, round, spot, told);
  if (spot.stage === "things") return await tellThings(db, round, spot, told);
  const asked = { person: round.person, after: spot.after, limit: told.left };
  const { answer } = told;
  const pages = {
    async walls() {
      const rows = await wallsSeenBy(db, asked);
      answer.walls.push(...rows.map(mirroredWall));
      return rows.map((row) => row.id);
    },
    async tags() {
      const rows = await tagsOfPerson(db, asked);
      answer.tags.push(...(await mirroredTags(db, rows)));
      return rows.map((row) => row.folded);
    },
    async highlights() {
      const rows = await highlightsOfPerson(db, asked);
      answer.highlights.push(...rows.map(presentHighlight));
      return rows.map((row) => row.id);
    },
  };
  const keys = await pages[spot.stage]();
  const last = keys.at(-1);
  const isFull = keys.length === told.left && last !== undefined;
  told.left -= keys.length;
  return isFull ? { ...spot, after: last } : { stage: AFTER[spot.stage], ...BEGINNING };
}

const AFTER = { walls: "tags", tags: "highlights", highlights: "places" } as const;

/** Walls, tags and highlights that changed, each as it is now; what is not there any more is gone. */
async function tellThings(db: Reader, { person, from, to }: Round, spot: Spot, told: Told): Promise<Spot> {
  const [number, kind, thing] = spot.after === "" ? [] : spot.after.split(" ");
  const after = thing === undefined ? null : { number: wholeOf(number), kind: (kind ?? "") as ChangedKind, thing };
  const rows = await changesOfPerson(db, { person, from, to, after, limit: told.left });
  const idsOf = (which: ChangedKind) => rows.filter((row) => row.kind === which).map((row) => row.thing);
  const { answer } = told;
  const walls = await wallsSeenByIds(db, { person, ids: idsOf("wall") });
  const tags = await tagsByIds(db, { person, ids: idsOf("tag") });
  const highlights = await highlightsByIds(db, { person, ids: idsOf("highlight") });
  answer.walls.push(...walls.map(mirroredWall));
  answer.tags.push(...(await mirroredTags(db, tags)));
  answer.highlights.push(...highlights.map(presentHighlight));
  const standing = new Set([...walls, ...tags, ...highlights].map((row) => row.id));
  for (const row of rows) {
    // A wall that they see anew is told from nothing: they may have known it before, with other things on it.
    const isAnew = row.kind === "wall" && row.whole_from >= from;
    if (isAnew || !standing.has(row.thing)) answer.gone[`${row.kind}s`].push(row.thing);
  }
  const last = rows.at(-1);
  const isFull = rows.length === told.left && last !== undefined;
  told.left -= rows.length;
  return isFull ? { ...spot, after: `${last.number} ${last.kind} ${last.thing}` } : { stage: "places", ...BEGINNING };
}

/** What stands on the walls, or changed there, wall by wall. */
async function tellPlaces(db: Reader, round: Round, spot: Spot, told: Told): Promise<Spot | null> {
  const { person, from } = round;
  const anew = from === 0 ? null : await wallsSeenSince(db, { person, from });
  const isAnew = (wall: string): boolean => anew === null || anew.has(wall);
  const begun = spot.after === "" ? [] : await wallsSeenByIds(db, { person, ids: [spot.at] });
  const others = await wallsSeenBy(db, { person, after: spot.at, limit: WALLS_A_LOOK });
  for (const wall of [...begun, ...others]) {
    if (told.left === 0) return { stage: "places", at: wall.id, after: spot.at === wall.id ? spot.after : BEFORE_ALL };
    const after = wall.id === spot.at ? spot.after : BEFORE_ALL;
    const rest = isAnew(wall.id)
      ? await tellStanding(db, { wall, after }, told)
      : await tellChanged(db, round, { wall, after }, told);
    if (rest !== null) return { stage: "places", at: wall.id, after: rest };
  }
  const last = others.at(-1);
  return others.length === WALLS_A_LOOK && last ? { stage: "places", at: last.id, after: "" } : null;
}

/** A wall is begun and nothing of it told yet; below every id and every number. */
const BEFORE_ALL = "-";

interface OnWall {
  readonly wall: SeenWall;
  readonly after: string;
}

async function tellStanding(db: Reader, { wall, after }: OnWall, told: Told): Promise<string | null> {
  const items = await listStandingItems(db, { wall: wall.id, after, limit: told.left });
  for (const item of items) told.items.add(item);
  const last = items.at(-1);
  const isFull = items.length === told.left && last !== undefined;
  told.left -= items.length;
  return isFull ? last : null;
}

async function tellChanged(
  db: Reader,
  { from, to }: Round,
  { wall, after }: OnWall,
  told: Told,
): Promise<string | null> {
  if (wall.clock < from) return null;
  if (wall.oldest >= from) throw beginAnew();
  const since = after === BEFORE_ALL ? from - 1 : wholeOf(after);
  const places = await placesChangedSince(db, { wall: wall.id, since, before: to, limit: told.left });
  for (const { item, removed_at: removedAt } of places)
    if (removedAt === null) told.items.add(item);
    else told.answer.gone.places.push({ item_id: item, wall_id: wall.id });
  const last = places.at(-1);
  const isFull = places.length === told.left && last !== undefined;
  told.left -= places.length;
  return isFull ? String(last.clock) : null;
}

const beginAnew = () =>
  new Problem("resync", "Ask for /changes without since, and keep what it tells in place of all that you have.");

const notACursor = () => new Problem("cursor-not-valid", "Use the next of an earlier answer, unchanged.");

function readSince(since: string | undefined) {
  const keys = readCursor(since, ["string", "number", "number", "string", "string", "string"]);
  if (keys === null) return null;
  const [run, from, to, stage, at, after] = keys;
  if (from < 0 || to < from) throw notACursor();
  if (stage === "") return { run, from, to, spot: null };
  const known = STAGES.find((one) => one === stage);
  if (known === undefined) throw notACursor();
  return { run, from, to, spot: { stage: known, at, after } };
}

function wholeOf(number: string | undefined): number {
  const whole = Number(number);
  if (!Number.isSafeInteger(whole)) throw notACursor();
  return whole;
}
