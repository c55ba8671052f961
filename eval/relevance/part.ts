import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { facetsIn } from "../../src/contract/finding.ts";
import { learnNewWords } from "../../src/pipeline/learn-words.ts";
import { migrate } from "../../src/store/migrate.ts";
import type { Store } from "../../src/store/store.ts";
import { inboxOf } from "../../src/store/walls.ts";
import { findItems } from "../../src/wall/find-items.ts";
import { ensureOwner } from "../../src/wall/make-owner.ts";
import { freshPostgres, postgresAnswers } from "../../test/harness/databases.ts";
import { withRows } from "../../test/harness/look-inside.ts";
import { storeItems } from "../../test/harness/stored-items.ts";
import type { EvalPart, Figure, Telling } from "../part.ts";
import { gradeOf, ndcgAt10 } from "./judged.ts";
import { makeThings, type Thing } from "./made.ts";
import { type AskedQuery, QUERIES } from "./queries.ts";

/** What the set was before anything was tuned by it: whoever changes a thing or a question measures something else. */
const SET = "d41f649f4c962c55";
/** The databases may differ by so much. */
const MOST_APART = 0.02;
const SHOWN = 10;
const WORDS_A_UNIT = 2_000;

interface Answered {
  readonly asked: AskedQuery;
  readonly ndcg: number;
  /** The titles that were shown, each with its grade. */
  readonly shown: readonly string[];
}

/** How well the search puts what somebody has in mind first. */
export const relevance: EvalPart = {
  name: "relevance",
  about:
    "The search on 2,000 things of our own in English and German and questions as people type them, asked of the product with each database. A thing is graded by what it is about (3: just what was in mind, 2: in part, 1: of the subject), not by its words; half of the things call their subject by another name than the question. Figures are nDCG@10.",
  async measure(telling) {
    const things = makeThings();
    const digest = createHash("sha256")
      .update(JSON.stringify([things, QUERIES]))
      .digest("hex")
      .slice(0, 16);
    if (digest !== SET) throw new Error(`the relevance set has changed: it is ${digest}, and was ${SET}`);
    const embedded = await onSqlite((store) => ask(store, things));
    const figures = figuresOf(embedded);
    tell(telling, embedded);
    if (!(await postgresAnswers())) {
      telling.say("No PostgreSQL answers: asked of SQLite alone.");
      return figures;
    }
    const distributed = await onPostgres((store) => ask(store, things));
    const apart = Math.abs(meanOf(embedded) - meanOf(distributed));
    telling.say(`SQLite ${meanOf(embedded).toFixed(4)}, PostgreSQL ${meanOf(distributed).toFixed(4)}`);
    if (apart > MOST_APART) throw new Error(`the databases are ${apart.toFixed(3)} apart`);
    return figures;
  },
};

function figuresOf(answered: readonly Answered[]): Figure[] {
  const kinds = [...new Set(QUERIES.map(({ kind }) => kind))];
  return [
    { name: "all", value: meanOf(answered), cases: answered.length },
    ...kinds.map((kind) => {
      const of = answered.filter(({ asked }) => asked.kind === kind);
      return { name: kind, value: meanOf(of), cases: of.length };
    }),
  ];
}

const meanOf = (answered: readonly Answered[]): number =>
  answered.reduce((sum, { ndcg }) => sum + ndcg, 0) / answered.length;

function tell({ say, details }: Telling, answered: readonly Answered[]): void {
  if (!details) return;
  for (const { asked, ndcg, shown } of answered) say(`${ndcg.toFixed(2)} ${asked.q}\n    ${shown.join("\n    ")}`);
}

/** Asks everything as the page does. */
async function ask(store: Store, things: readonly Thing[]): Promise<Answered[]> {
  await migrate(store);
  const { owner } = await ensureOwner(store);
  const { id: wall } = await inboxOf(store.reader, owner);
  await storeItems(store, { owner, wall, count: things.length }, (n) => (things[n] as Thing).item);
  while (await learnNewWords(store, WORDS_A_UNIT));
  const rows = await store.reader.selectFrom("items").select("id").where("owner", "=", owner).orderBy("seq").execute();
  const thingOf = new Map(rows.map(({ id }, n) => [id, things[n] as Thing]));
  const answered: Answered[] = [];
  for (const asked of QUERIES) {
    const { items, also } = await findItems(store, { person: owner, q: asked.q, facets: facetsIn({}), limit: SHOWN });
    const shown = [...items, ...also].slice(0, SHOWN).map(({ id }) => thingOf.get(id) as Thing);
    const grades = shown.map((thing) => gradeOf(thing, asked));
    const all = things.map((thing) => gradeOf(thing, asked));
    answered.push({
      asked,
      ndcg: ndcgAt10(grades, all),
      shown: shown.map(({ item }, at) => `${grades[at]} ${item.own.firstTitle}`),
    });
  }
  return answered;
}

async function onSqlite<Result>(work: (store: Store) => Promise<Result>): Promise<Result> {
  const dataDir = await mkdtemp(join(tmpdir(), "dw-relevance-"));
  try {
    return await withRows({ dataDir, databaseUrl: null }, work);
  } finally {
    await rm(dataDir, { recursive: true });
  }
}

async function onPostgres<Result>(work: (store: Store) => Promise<Result>): Promise<Result> {
  const fresh = await freshPostgres({ migrated: false });
  try {
    return await withRows({ dataDir: "", databaseUrl: fresh.url }, work);
  } finally {
    await fresh.drop();
  }
}
