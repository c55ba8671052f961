import { parseArgs } from "node:util";
import type { Import } from "../../src/contract/imports.ts";
import type { TestDialect } from "../harness/databases.ts";
import { manyBookmarks } from "../harness/imports.ts";
import { withRows } from "../harness/look-inside.ts";
import { type MortalWall, openMortalWall } from "./mortal-wall.ts";
import { freshSeed, type Seeded, seeded } from "./seeded.ts";
import { until } from "./until.ts";

const WITHIN_MS = 300_000;
/** Where several processes share the rows, the next one waits for the dead one's lease. */
const LEASE = "2000";
/** Rows of an import's first unit; each further one has twice as many at most. */
const FIRST_UNIT = 50;

export interface ImportKillOptions {
  readonly seed: number;
  readonly dialect?: TestDialect;
  readonly rows: number;
  readonly kills: number;
  readonly say?: (line: string) => void;
}

export interface ImportKillResult {
  /** What must hold and does not, in words. */
  readonly violations: readonly string[];
  /** How many rows were taken at each kill. */
  readonly takenAt: readonly number[];
}

/**
 * Kills the program again and again while it imports, in turn right behind a commit and at any other moment, and once
 * more while it takes the import back. In the end every row is there, none twice, and afterwards gone.
 */
export async function importKillRun(options: ImportKillOptions): Promise<ImportKillResult> {
  const { rows, kills, say = () => {} } = options;
  const random = seeded(options.seed);
  const wall = await openMortalWall({ dialect: options.dialect ?? "sqlite", settings: { DW_LEASE_MS: LEASE } });
  try {
    await wall.start();
    const { id } = await wall.ask<Import>("POST", "/imports", Buffer.from(manyBookmarks(rows)));
    const importing = () => standing(wall, id);
    const takenAt: number[] = [];
    const share = Math.floor(rows / (kills + 2));
    let left = rows;
    while (takenAt.length < kills && left > 0) {
      if (takenAt.length % 2 === 0) {
        const begin = () => wall.ask("POST", `/imports/${id}/start`);
        await wall.dieAt(
          `import-rows-taken:${random.integer(1, unitsSurelyIn(left) + 1)}`,
          takenAt.length === 0 ? begin : undefined,
        );
      } else {
        const before = (await importing()).counts.made;
        await killWhen(wall, async () => (await importing()).counts.made > before + some(random, share));
      }
      const { made } = await takenOf(wall, id);
      takenAt.push(made);
      left = rows - made;
      say(`kill ${takenAt.length}: ${made} of ${rows} rows were taken`);
      await wall.start();
    }
    await until("the end of the import", WITHIN_MS, async () => (await importing()).state === "done");
    const violations = await judge(wall, { id, rows });

    await wall.dieAt(`import-rows-undone:${random.integer(1, 6)}`, () => wall.ask("POST", `/imports/${id}/undo`));
    await wall.start();
    await until("the end of the undo", WITHIN_MS, async () => (await importing()).state === "undone");
    const { counts } = await importing();
    if (counts.undone !== rows) violations.push(`${counts.undone} of ${rows} rows were taken back`);
    say(`taken back: ${counts.undone}`);
    return { violations, takenAt };
  } finally {
    await wall.close();
  }
}

const some = (random: Seeded, share: number): number => random.integer(0, Math.max(1, share));

/** How many units are needed at least for so many rows, by how large they grow; one, for any rows at all. */
function unitsSurelyIn(rows: number): number {
  let units = 0;
  for (let taken = 0, unit = FIRST_UNIT; taken + unit <= rows && units < 8; unit *= 2, units++) taken += unit;
  return Math.max(1, units);
}

async function killWhen(wall: MortalWall, isTime: () => Promise<boolean>): Promise<void> {
  await until("rows to be taken", WITHIN_MS, isTime);
  await wall.kill();
}

const standing = (wall: MortalWall, id: string): Promise<Import> => wall.ask<Import>("GET", `/imports/${id}`);

/** By the rows of the dead. */
async function takenOf(wall: MortalWall, id: string): Promise<Import["counts"]> {
  return await withRows(wall, async ({ reader }) => {
    const row = await reader.selectFrom("imports").select("counts").where("id", "=", id).executeTakeFirstOrThrow();
    return JSON.parse(row.counts) as Import["counts"];
  });
}

/** All there, none twice, and everything of each. */
async function judge(wall: MortalWall, { id, rows }: { id: string; rows: number }): Promise<string[]> {
  const { counts } = await standing(wall, id);
  const told = await withRows(wall, async ({ reader }) => ({
    report: await reader.selectFrom("import_rows").select(["n", "state", "item"]).where("import", "=", id).execute(),
    addresses: await reader.selectFrom("addresses").select(["address", "item"]).where("via", "=", "shared").execute(),
    items: await reader.selectFrom("items").select(["id"]).execute(),
    places: await reader.selectFrom("places").select(["item", "wall", "clock"]).execute(),
    runs: await reader.selectFrom("runs").select("item").where("cause", "=", "import").execute(),
    words: await reader.selectFrom("item_words").select("rowid").execute(),
  }));
  const expect = (what: string, has: number): string[] => (has === rows ? [] : [`${has} ${what} of ${rows}`]);
  const different = (values: readonly unknown[]): number => new Set(values).size;
  return [
    ...expect("rows made", counts.made),
    ...expect("rows of the report", told.report.filter(({ state }) => state === "made").length),
    ...expect("different rows of the report", different(told.report.map(({ n }) => n))),
    ...expect("items of rows", different(told.report.map(({ item }) => item))),
    ...expect("items", told.items.length),
    ...expect("addresses", different(told.addresses.map(({ address }) => address))),
    ...expect("places", told.places.length),
    ...expect("numbers of the wall's clock", different(told.places.map(({ wall: on, clock }) => `${on} ${clock}`))),
    ...expect("runs", different(told.runs.map(({ item }) => item))),
    ...expect("items with a run", told.runs.length),
    ...expect("items in the index", told.words.length),
  ];
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      kills: { type: "string", default: "10" },
      rows: { type: "string", default: "20000" },
      seed: { type: "string" },
      database: { type: "string", default: "sqlite" },
    },
  });
  const seed = values.seed === undefined ? freshSeed() : Number(values.seed);
  const dialect = values.database === "postgres" ? "postgres" : "sqlite";
  console.log(`seed ${seed}, ${dialect}`);
  const startedAt = performance.now();
  const { violations } = await importKillRun({
    seed,
    dialect,
    rows: Number(values.rows),
    kills: Number(values.kills),
    say: (line) => console.log(line),
  });
  const verdict = violations.length === 0 ? "holds" : `BROKEN: ${violations.join("; ")}`;
  console.log(`${verdict} (${Math.round((performance.now() - startedAt) / 1_000)} s)`);
  process.exitCode = violations.length === 0 ? 0 : 1;
}
