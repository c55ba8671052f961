import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import type { FileRow, ItemRow, PlaceRow, ShareRow, StepRow } from "../../src/store/tables.ts";
import type { Promised } from "./ledger.ts";
import { judgeRows } from "./oracle.ts";
import { folderObjects, judgeFiles } from "./oracle-files.ts";
import type { Snapshot } from "./rows.ts";
import { movesBack } from "./watch.ts";

const share = (more: Partial<ShareRow> = {}) =>
  ({
    id: "s1",
    idempotency_key: "k1",
    item: "i1",
    state: "completed",
    run: "r1",
    version: 1,
    error_code: null,
    ...more,
  }) as ShareRow;
const item = (more: Partial<ItemRow> = {}) =>
  ({ id: "i1", owner: "ada", own: "{}", state: "ready", share: "s1", merged_into: null, ...more }) as ItemRow;
const step = (more: Partial<StepRow> = {}) =>
  ({ id: "t1", name: "read", state: "done", attempt: 1, error_code: null, ...more }) as StepRow;
const place = (more: Partial<PlaceRow> = {}) => ({ wall: "w1", item: "i1", clock: 1, ...more }) as PlaceRow;
const file = (more: Partial<FileRow> = {}) =>
  ({
    id: "f1",
    item: "i1",
    state: "kept",
    role: "original",
    store_key: "aa/f1",
    sha256: "abc",
    created_at: 0,
    ...more,
  }) as FileRow;
const promise = (more: Partial<Promised> = {}): Promised => ({
  key: "k1",
  processingId: "s1",
  thing: "lamp",
  sha256: [],
  ...more,
});
const rows = (more: Partial<Snapshot> = {}): Snapshot => ({
  shares: [share()],
  items: [item()],
  steps: [step()],
  runs: [],
  places: [place()],
  files: [],
  addresses: [],
  wall_clocks: [],
  ai_calls: [],
  ai_months: [],
  ...more,
});
const address = (path: string) => JSON.stringify({ url: `https://lamps.example/${path}` });

const WRONG: readonly { says: RegExp; rows?: Partial<Snapshot>; promised?: Promised[] }[] = [
  { says: /I1 .*accepted and is not there/, promised: [promise({ processingId: "s2" })] },
  { says: /I1 .*never ended/, rows: { shares: [share({ state: "processing" })] } },
  { says: /I1 .*without a reason/, rows: { shares: [share({ state: "error" })] } },
  { says: /I1 .*has the key k2/, rows: { shares: [share({ idempotency_key: "k2" })] } },
  { says: /I1 .*still waiting/, rows: { steps: [step({ state: "waiting" })] } },
  { says: /I1 .*shown at work/, rows: { items: [item({ state: "working" })] } },
  { says: /I2 .*completed and has no item/, rows: { shares: [share({ item: "i9" })] } },
  { says: /I2 .*completed and has no item/, rows: { items: [item({ merged_into: "i2" })] } },
  {
    says: /I2 the key k1 made 2 shares/,
    rows: { shares: [share(), share({ id: "s2" })] },
    promised: [promise(), promise({ processingId: "s2" })],
  },
  {
    says: /I2 lamp became 2 items/,
    rows: {
      shares: [share(), share({ id: "s2", idempotency_key: "k2", item: "i2" })],
      items: [item(), item({ id: "i2" })],
      places: [place(), place({ item: "i2" })],
    },
    promised: [promise(), promise({ key: "k2", processingId: "s2" })],
  },
  {
    says: /I2 .*became one item/,
    rows: { shares: [share(), share({ id: "s2", idempotency_key: "k2" })] },
    promised: [promise(), promise({ key: "k2", processingId: "s2", thing: "beacon" })],
  },
  {
    says: /I2 2 items stand for ada lamps\.example/,
    rows: {
      shares: [share(), share({ id: "s2", item: "i2" })],
      items: [item({ own: address("a?utm_source=x") }), item({ id: "i2", own: address("a") })],
      places: [place(), place({ item: "i2" })],
    },
  },
  {
    says: /I2 item i2 has no share/,
    rows: { items: [item(), item({ id: "i2" })], places: [place(), place({ item: "i2" })] },
  },
  { says: /I2 .*never stood on a wall/, rows: { places: [] } },
  { says: /I3 .*not kept: abc/, promised: [promise({ sha256: ["abc"] })] },
  {
    says: /I3 .*not kept: abc/,
    rows: { files: [file({ state: "leaving" })] },
    promised: [promise({ sha256: ["abc"] })],
  },
  { says: /I10 .*poison/, rows: { steps: [step({ state: "failed", error_code: "poison" })] } },
];

test("the oracle finds nothing in rows that are right", () => {
  assert.deepEqual(judgeRows(rows({ files: [file()] }), [promise({ sha256: ["abc"] })]), []);
});

for (const { says, rows: wrong = {}, promised = [promise()] } of WRONG)
  test(`the oracle says ${says.source}`, () => {
    const found = judgeRows(rows(wrong), promised).map(({ invariant, what }) => `${invariant} ${what}`);
    assert.match(found.join("\n"), says);
  });

test("the oracle finds bytes without rows, rows without bytes, and bytes that are not those that were stored", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "dw-oracle-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  await mkdir(join(folder, "aa"));
  for (const name of ["f1", "f2", "f3.part", "f4"]) await writeFile(join(folder, "aa", name), "seven lamps");
  const files = [
    file(),
    file({ id: "f3", store_key: "aa/f3", state: "staged" }),
    file({ id: "f4", store_key: "aa/f4", state: "staged", created_at: Date.now() }),
    file({ id: "f5", store_key: "aa/f5" }),
  ];
  const found = (await judgeFiles(folderObjects(folder), { files }, Date.now())).map(
    ({ invariant, what }) => `${invariant} ${what}`,
  );
  assert.deepEqual(found, [
    "I4 the object aa/f2 has no row",
    "I4 the object aa/f3.part is staged for longer than the sweep allows",
    "I3 the bytes of original f1 are not those that were stored",
    "I4 the bytes of original f5 are gone",
  ]);
});

test("the watch notices what moves back", () => {
  const states = (more: { share?: Partial<ShareRow>; step?: Partial<StepRow>; clock?: number; place?: number }) => ({
    shares: [share(more.share)],
    steps: [step(more.step)],
    wall_clocks: [{ wall: "w1", clock: more.clock ?? 5, oldest: 0, closed_at: null }],
    places: [place({ clock: more.place ?? 5 })],
  });
  assert.deepEqual(movesBack(states({}), states({})), []);
  const anotherRun = { share: { state: "processing", run: "r2" } } as const;
  assert.deepEqual(movesBack(states({}), states(anotherRun)), [], "a person may try again");
  const back = states({ share: { state: "processing", version: 0 }, step: { state: "running" }, clock: 4, place: 4 });
  assert.equal(movesBack(states({}), back).length, 4);
  assert.match(
    movesBack(states({}), states({ share: { state: "processing" } }))[0] ?? "",
    /from completed to processing within a run/,
  );
  assert.match(movesBack(states({}), states({ step: { state: "ready" } }))[0] ?? "", /from done to ready/);
  assert.match(movesBack(states({}), { ...states({}), shares: [] })[0] ?? "", /was there and is gone/);
});
