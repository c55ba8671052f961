import { createHash } from "node:crypto";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Meaning } from "../ai/embed.ts";
import { UNLIKE } from "../ai/embedding-models.ts";
import type { Log } from "../core/events.ts";
import { keptVector, likeness } from "../core/vectors.ts";
import { findAnyItem, lockItems, stands } from "../store/items.ts";
import { textsOf } from "../store/refresh-item.ts";
import type { SearchFields } from "../store/search-index.ts";
import type { Store } from "../store/store.ts";
import { digestsOf, keepVector } from "../store/vectors.ts";
import {
  beginModel,
  dueOf,
  isWalkLeft,
  nextWithDue,
  type VectorModel,
  vectorDone,
  vectorLater,
  vectorModel,
  walkForDue,
} from "../store/vectors-due.ts";

export interface EmbedDeps {
  readonly store: Store;
  readonly log: Log;
  readonly meaning: Meaning;
}

/** What a process remembers between two turns of the chore. */
export interface Pace {
  /** In one call: fewer where the server is slow. */
  texts: number;
  /** How many numbers the model answers with; null until it was asked in this process. */
  dimensions: number | null;
  /** Failures in a row, and until when nobody is asked after them. */
  failures: number;
  restsUntilMs: number;
  /** People whose month has no money left, and until when they are passed over. */
  readonly spent: Map<string, number>;
}

export const MOST_TEXTS = 64;
/** In one go of the chore, of each person: others come between, and a stop waits for one call. */
const CALLS_A_TURN = 20;
/** Of a text so many characters: the models read about as much. */
const TEXT_CHARACTERS = 3_000;
/** An item that is still being worked on after so long is taken as it is. */
const SETTLED_AFTER_MS = 10 * 60_000;
/** How long an item waits of which no vector came, the first time and at the most. */
const FIRST_RETRY_MS = 60_000;
const LONGEST_RETRY_MS = 24 * 3_600_000;
/** How long everything rests after a failure, and after many in a row. */
const FIRST_REST_MS = 1_000;
const LONGEST_REST_MS = 10 * 60_000;
const SPENT_REST_MS = 10 * 60_000;

export const newPace = (): Pace => ({
  texts: MOST_TEXTS,
  dimensions: null,
  failures: 0,
  restsUntilMs: 0,
  spent: new Map(),
});

const doubled = (firstMs: number, times: number, mostMs: number): number =>
  Math.min(firstMs * 2 ** Math.min(times, 30), mostMs);

/**
 * Makes vectors of what items say, of some that are due, person by person: beside everything else, and nobody waits for it.
 * What was asked and not answered is due as before; the rows say what is left.
 */
export async function embedSome(deps: EmbedDeps, pace: Pace, signal: AbortSignal): Promise<void> {
  const { store } = deps;
  if (performance.now() < pace.restsUntilMs) return;
  const model = await modelOf(deps, pace, signal);
  if (model === null) return rest(pace);
  if (await isWalkLeft(store.reader, model))
    await store.write(async (unit) => {
      const now = await vectorModel(unit.db, model.model);
      if (now) await walkForDue(unit, now, { settledBeforeMs: unit.nowMs - SETTLED_AFTER_MS });
    });
  for (
    let owner = await nextWithDue(store.reader, "");
    owner !== null;
    owner = await nextWithDue(store.reader, owner)
  ) {
    if ((pace.spent.get(owner) ?? 0) > performance.now()) continue;
    for (let calls = 0; calls < CALLS_A_TURN; calls += 1) {
      const done = await embedOf(deps, { owner, model, pace }, signal);
      if (done === "failed") return rest(pace);
      if (done !== "more") break;
    }
  }
}

/** Whoever does not answer as they should is asked more and more seldom: it may cost, and helps nobody. */
function rest(pace: Pace): void {
  pace.restsUntilMs = performance.now() + doubled(FIRST_REST_MS, pace.failures, LONGEST_REST_MS);
  pace.failures += 1;
}

/** The model as its rows have it. It is asked once in a process, since another may answer to the same name by now. */
async function modelOf(
  { store, log, meaning }: EmbedDeps,
  pace: Pace,
  signal: AbortSignal,
): Promise<VectorModel | null> {
  const known = await vectorModel(store.reader, meaning.model);
  if (known && known.dimensions === pace.dimensions) return known;
  const person = await store.reader
    .selectFrom("persons")
    .select("id")
    .orderBy("created_at")
    .limit(1)
    .executeTakeFirst();
  if (!person) return null;
  const vectors: Float32Array[][] = [];
  for (const [texts, as] of [
    [UNLIKE.questions, "question"],
    [UNLIKE.texts, "text"],
  ] as const) {
    const made = await meaning.embed(texts, { person: person.id, as }, signal);
    if (made.kind === "none") {
      log("warn", "vectors-failed", { model: meaning.model, code: made.code, detail: made.why });
      return null;
    }
    vectors.push([...made.vectors]);
  }
  const [questions = [], texts = []] = vectors;
  const pairs = questions.flatMap((question) => texts.map((text) => likeness(question, text)));
  const unlike = pairs.reduce((sum, pair) => sum + pair, 0) / pairs.length;
  const dimensions = texts[0]?.length ?? 0;
  pace.dimensions = dimensions;
  if (known && known.dimensions === dimensions) return known;
  const begun = { model: meaning.model, dimensions, unlike_e6: Math.round(unlike * 1_000_000) };
  await store.write((unit) => beginModel(unit, begun));
  log("info", "vectors-begun", { model: meaning.model, dimensions, unlike: Math.round(unlike * 100) / 100 });
  return await vectorModel(store.reader, meaning.model);
}

interface Due {
  readonly item: string;
  readonly version: number;
  readonly tries: number;
}

const byItem = (one: Due, other: Due): number => (one.item < other.item ? -1 : 1);

interface Told extends Due {
  readonly text: string;
  readonly digest: string;
}

/** @returns whether there is more to do for this person; failed: nobody is to be asked for a while */
async function embedOf(
  deps: EmbedDeps,
  { owner, model, pace }: { owner: string; model: VectorModel; pace: Pace },
  signal: AbortSignal,
): Promise<"more" | "done" | "failed"> {
  const { store, log, meaning } = deps;
  const nowMs = await store.nowMs();
  const settledBeforeMs = nowMs - SETTLED_AFTER_MS;
  const due = await dueOf(store.reader, { owner, nowMs, settledBeforeMs, limit: pace.texts });
  if (due.length === 0) return "done";
  const asked = await changedAmong(deps, { due, model });
  if (asked.length === 0) return "more";
  const texts = asked.map(({ text }) => text);
  const made = await meaning.embed(texts, { person: owner, as: "text" }, signal);
  const failed = (code: string, detail: string) =>
    log("warn", "vectors-failed", { model: model.model, items: asked.length, code, detail });
  if (made.kind === "vectors") {
    if (made.vectors.every((vector) => vector.length === model.dimensions)) {
      await keepAll(store, { model, kept: asked, vectors: made.vectors });
      pace.texts = Math.min(MOST_TEXTS, pace.texts * 2);
      pace.failures = 0;
      return "more";
    }
    // Another model answers to this name by now: it is asked anew what it is.
    pace.dimensions = null;
    failed("ai-answer-invalid", "Its vectors have another length than before.");
    return "failed";
  }
  failed(made.code, made.why);
  if (made.because === "budget") {
    pace.spent.set(owner, performance.now() + SPENT_REST_MS);
    return "done";
  }
  const isOfTexts = made.because === "texts";
  // One of them may be what it does not take, or all are too much at a time.
  if (isOfTexts || made.code === "ai-timeout") pace.texts = Math.max(1, Math.floor(asked.length / 2));
  if (!isOfTexts) return "failed";
  if (asked.length > 1) return "more";
  await putOff(store, asked);
  return "failed";
}

async function putOff(store: Store, due: readonly Due[]): Promise<void> {
  await store.write(async (unit) => {
    for (const { item, version, tries } of due) {
      const dueAtMs = unit.nowMs + doubled(FIRST_RETRY_MS, tries, LONGEST_RETRY_MS);
      await vectorLater(unit, { item, version, tries: tries + 1, dueAtMs });
    }
  });
}

/** What says something else than its vector was made of; of the rest nothing is due any more. */
async function changedAmong(
  { store, meaning }: EmbedDeps,
  { due, model }: { due: readonly Due[]; model: VectorModel },
): Promise<Told[]> {
  const known = await digestsOf(
    store.reader,
    due.map(({ item }) => item),
  );
  const changed: Told[] = [];
  const same: Due[] = [];
  for (const one of due) {
    const item = await findAnyItem(store.reader, one.item);
    const text = item && stands(item) ? meaningfulText(await textsOf(store.reader, item)) : "";
    const digest = createHash("sha256").update(`${meaning.model} ${model.dimensions} ${text}`).digest("base64url");
    if (text === "" || known.get(one.item) === digest) same.push(one);
    else changed.push({ ...one, text, digest });
    await nextTurn();
  }
  if (same.length > 0)
    await store.write(async (unit) => {
      // In one order, so that no two units wait for each other.
      for (const one of same.toSorted(byItem)) await vectorDone(unit, one);
    });
  return changed;
}

/**
 * What an item says to everybody who sees it. Never the note, which is its owner's alone; nor tags, which are found by
 * themselves and change often.
 */
function meaningfulText({ title, summary, body }: SearchFields): string {
  return [title, summary, body].filter(Boolean).join("\n").slice(0, TEXT_CHARACTERS).trim();
}

async function keepAll(
  store: Store,
  { model, kept, vectors }: { model: VectorModel; kept: readonly Told[]; vectors: readonly Float32Array[] },
): Promise<void> {
  await store.write(async (unit) => {
    const items = await lockItems(
      unit,
      kept.map(({ item }) => item),
    );
    const pairs = kept.map((told, at) => ({ ...told, vector: vectors[at] }));
    for (const { item: id, digest, version, vector } of pairs.toSorted(byItem)) {
      const item = items.get(id);
      if (!item || !vector) continue;
      if (stands(item))
        await keepVector(unit, { ...item, seq: Number(item.seq) }, { of: model, digest, vector: keptVector(vector) });
      await vectorDone(unit, { item: id, version });
    }
  });
}
