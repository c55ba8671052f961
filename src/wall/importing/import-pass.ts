import type { AllowedHost } from "../../core/address-guard.ts";
import { visitFailpoint } from "../../core/failpoint.ts";
import type { ImportRow } from "../../core/imported.ts";
import type { ReadImport } from "../../importers/read-import.ts";
import type { ImportsRow } from "../../store/import-tables.ts";
import { countsOf, type HeldImport, type ImportWanted, madeWallsOf, wantedOf } from "../../store/imports.ts";
import { WallGone } from "../../store/wall-clock.ts";
import { isPrivate, PRIVATE_REFUSED } from "../check-share.ts";
import type { WallDeps } from "../deps.ts";
import { addressOf, prepareThing, type StagedOfThing, wallNameOf } from "./prepare-thing.ts";
import type { Broken, PreparedRow } from "./prepared.ts";
import { rowsInTurns } from "./read-source.ts";
import { type StagingDeps, stageThing } from "./stage-files.ts";
import { type BatchWritten, writeBatch } from "./write-batch.ts";

/**
 * Units are as large as takes about this long here and now. On SQLite whoever shares meanwhile waits for one at most; on
 * PostgreSQL nobody does, and each unit goes to and fro twenty times (measured: bench row `import`).
 */
const UNIT_MS = { sqlite: 15, postgres: 200 } as const;
const ROWS_A_UNIT = { fewest: 10, first: 50, most: { sqlite: 250, postgres: 500 } } as const;
/** Of texts in memory at once; a batch with more of them is taken before it is full. */
const CHARACTERS_A_UNIT = 4_000_000;

export interface ImportDeps extends WallDeps, StagingDeps {
  readonly allowHosts: readonly AllowedHost[];
}

/** Another process took the import over, or its person decided about it: nothing more is to be written. */
export class ImportLost extends Error {
  constructor() {
    super("the import is not ours any more");
    this.name = "ImportLost";
  }
}

/**
 * Takes in the rows of a source that were not taken yet, a batch a unit. What was taken is skipped by its number: the order
 * is the same whenever the source is read.
 * @param told after each batch, for those who watch
 * @throws ImportLost; whatever the database and the files throw
 */
export async function takeRows(
  deps: ImportDeps,
  { row, held, signal }: { row: ImportsRow; held: HeldImport; signal: AbortSignal },
  reading: ReadImport,
  told: () => void,
): Promise<void> {
  const wanted = wantedOf(row);
  let written: Omit<BatchWritten, "walls"> = { counts: countsOf(row), madeWalls: madeWallsOf(row) };
  let batch: PreparedRow[] = [];
  let characters = 0;
  let rowsAUnit: number = ROWS_A_UNIT.first;
  // While a batch is written and synced, the rows of the next are read.
  let writing: Promise<void> = Promise.resolve();
  const write = async (rows: readonly PreparedRow[]) => {
    const taken = await takeBatch(deps, { held, person: row.person, wanted, rows, ...written });
    const fitting = Math.round((rows.length * UNIT_MS[deps.store.dialect]) / Math.max(1, taken.unitMs));
    rowsAUnit = Math.min(
      ROWS_A_UNIT.most[deps.store.dialect],
      Math.max(ROWS_A_UNIT.fewest, Math.min(fitting, rowsAUnit * 2)),
    );
    written = taken;
    told();
  };
  const take = async () => {
    await writing;
    if (batch.length === 0) return;
    writing = write(batch);
    // It is waited for before the next; until then nobody listens.
    writing.catch(() => {});
    batch = [];
    characters = 0;
  };
  try {
    for await (const read of rowsInTurns(reading.rows)) {
      signal.throwIfAborted();
      if (read.n <= row.position) continue;
      batch.push(await prepare(deps, { person: row.person, wanted }, read));
      characters += weightOf(read);
      if (batch.length >= rowsAUnit || characters >= CHARACTERS_A_UNIT) await take();
    }
    await take();
  } finally {
    await writing;
  }
}

async function takeBatch(
  deps: ImportDeps,
  batch: Parameters<typeof writeBatch>[2],
): Promise<BatchWritten & { unitMs: number }> {
  const { store, ranks, channel } = deps;
  let unitMs = 0;
  const write = () =>
    store.write(async (unit) => {
      const startedAt = performance.now();
      const done = await writeBatch(unit, ranks, batch);
      unitMs = performance.now() - startedAt;
      return done;
    });
  // A wall that was deleted while its things were on their way is looked for anew: put up again, or the inbox.
  const written = await write().catch((error: unknown) => {
    if (error instanceof WallGone) return write();
    throw error;
  });
  if (written === null) throw new ImportLost();
  visitFailpoint("import-rows-taken");
  if (written.walls.length > 0) channel.publish({ kind: "walls", walls: written.walls });
  return { ...written, unitMs };
}

/** Everything that needs no unit: the bytes of files go to the store, words are counted, identities hashed. */
async function prepare(
  deps: ImportDeps,
  { person, wanted }: { person: string; wanted: ImportWanted },
  read: ImportRow & { readonly n: number },
): Promise<PreparedRow> {
  const { n, at } = read;
  switch (read.kind) {
    case "broken":
      return { n, at, kind: "broken", title: read.title ?? null, url: read.url ?? null, broken: read.broken };
    case "wall":
      return { n, at, kind: "wall", wall: read.wall, name: wallNameOf(read.wall.path) };
    case "smart-list":
      return { n, at, kind: "smart-list", smartList: read.smartList };
    case "thing": {
      const { thing, lost } = read;
      const url = addressOf(thing.url);
      // A page that comes along need not be fetched, wherever it lies.
      const needsPage = url !== null && thing.html === undefined && isPrivate(url.address, deps.allowHosts);
      const staged = needsPage && thing.page === undefined ? NOTHING : await stageThing(deps, person, thing);
      if (needsPage && staged.page === null) {
        const broken = { code: "address-refused", reason: PRIVATE_REFUSED } as const;
        return { n, at, kind: "broken", title: thing.title ?? null, url: url.address, broken };
      }
      const [loss] = staged.lost;
      const isNothingLeft = url === null && thing.text === undefined && staged.files.length === 0;
      const isWhy = loss?.code === "file-not-in-export" || loss?.code === "file-too-large" || loss?.code === "no-room";
      if (isNothingLeft && isWhy) {
        const code: Broken["code"] = loss.code === "no-room" ? "quota-reached" : loss.code;
        const broken = { code, reason: loss.reason };
        return { n, at, kind: "broken", title: thing.title ?? thing.files[0]?.name ?? null, url: null, broken };
      }
      return { n, at, ...prepareThing(thing, { url, wanted, staged, lost }) };
    }
    default:
      return read satisfies never;
  }
}

const NOTHING: StagedOfThing = { files: [], page: null, lost: [] };

const weightOf = (read: ImportRow): number =>
  read.kind === "thing"
    ? (read.thing.text?.length ?? 0) +
      (read.thing.note?.length ?? 0) +
      read.thing.highlights.reduce((sum, { text, note }) => sum + text.length + (note?.length ?? 0), 0)
    : 0;
