import assert from "node:assert/strict";
import { test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import type { AuditEntry } from "../../src/contract/audit.ts";
import type { Upload } from "../../src/contract/files.ts";
import type { GuestShare } from "../../src/contract/guest-shares.ts";
import type { Import, ImportedRow } from "../../src/contract/imports.ts";
import type { House, Person } from "../../src/contract/people.ts";
import type { Quota } from "../../src/contract/quotas.ts";
import type { BulkRow, ShareAccepted } from "../../src/contract/shares.ts";
import { emptyTrash } from "../../src/pipeline/forget-old.ts";
import { mendCounts } from "../../src/pipeline/mend-counts.ts";
import { listMiscounted } from "../../src/store/quotas.ts";
import { type Arrived, arriveAs, PASSWORD } from "../harness/accounts.ts";
import { bring, manyBookmarks } from "../harness/imports.ts";
import { type Journey, newJourney } from "../harness/journey.ts";
import { withRows } from "../harness/look-inside.ts";
import type { AskOptions } from "../harness/new-wall.ts";
import { boardOf, linkTo, pathOfLink, visitPath } from "../harness/open-walls.ts";
import { article } from "../harness/pages.ts";
import { TOPOLOGIES, within } from "../harness/topologies.ts";
import { until } from "../harness/until.ts";

const settings = { RATE_LIMIT_SIGN_IN: "off", RATE_LIMIT_SHARE: "off" };
const TWENTY = 20;
const DAY_MS = 86_400_000;

const allow = (wall: Journey, { id }: Pick<Arrived, "id">, quota: Record<string, unknown>) =>
  wall.expect(204, "PATCH", `/people/${id}`, { body: { quota } });
const quotaOf = (wall: Journey, as: AskOptions = {}) => wall.get<Quota>("/me/quota", as);
const useOf = async (wall: Journey, as: AskOptions = {}) => {
  const { items, bytes } = await quotaOf(wall, as);
  return [items.used, bytes.used];
};
const fileOf = (bytes: number, name = "a.txt") => new File(["x".repeat(bytes)], name, { type: "text/plain" });

function formOf(...files: File[]): FormData {
  const form = new FormData();
  for (const file of files) form.append("files", file);
  return form;
}

const share = async (wall: Journey, as: AskOptions, body: AskOptions["body"], headers: Record<string, string> = {}) =>
  (await wall.expect<ShareAccepted>(202, "POST", "/share", { ...as, body, headers: { ...as.headers, ...headers } }))
    .body;

const ended = (wall: Journey, id: string, as: AskOptions) =>
  until("the import to be done", async () => {
    const row = await wall.get<Import>(`/imports/${id}`, as);
    return row.state === "done" ? row : null;
  });

/** What is counted for everybody is what is there. */
const assertCounted = async (wall: Journey) =>
  assert.deepEqual(await withRows(wall, ({ reader }) => listMiscounted(reader)), []);

for (const topology of TOPOLOGIES) {
  const options = await within(topology);
  const open = (t: Parameters<typeof newJourney>[0], more: Parameters<typeof newJourney>[1] = {}) =>
    newJourney(t, { topology, workers: false, settings, ...more });

  test(`the first twenty things of a person, all at once, are taken and counted (${topology})`, options, async (t) => {
    const wall = await open(t);
    for (const name of ["lin", "max", "eve"]) {
      const { as } = await arriveAs(wall, name);
      const all = await Promise.all(
        Array.from({ length: TWENTY }, (_, n) => wall.ask("POST", "/share", { ...as, body: { text: `thing ${n}` } })),
      );
      assert.deepEqual([...new Set(all.map(({ status }) => status))], [202]);
      assert.equal((await quotaOf(wall, as)).items.used, TWENTY);
    }
  });

  test(`of twenty at once for whom there is room for one, one is taken (${topology})`, options, async (t) => {
    const wall = await open(t);
    const lin = await arriveAs(wall, "lin");
    await share(wall, lin.as, { text: "the first" });
    await allow(wall, lin, { items: 2, bytes: 1_000 });
    const all = await Promise.all(
      Array.from({ length: TWENTY }, (_, n) =>
        wall.ask<{ code?: string }>("POST", "/share", { ...lin.as, body: { url: `https://lamps.example/${n}` } }),
      ),
    );
    assert.deepEqual(all.map(({ status, body }) => `${status} ${body.code ?? ""}`).toSorted(), [
      "202 ",
      ...Array.from({ length: TWENTY - 1 }, () => "409 quota-reached"),
    ]);
    await allow(wall, lin, { items: null, bytes: 1_000 });
    const withFiles = await Promise.all(
      Array.from({ length: TWENTY }, (_, n) =>
        wall.ask<{ code?: string }>("POST", "/share", { ...lin.as, body: formOf(fileOf(700, `${n}.txt`)) }),
      ),
    );
    assert.deepEqual(withFiles.filter(({ status }) => status === 202).length, 1);
    assert.deepEqual(await useOf(wall, lin.as), [3, 700]);
    await assertCounted(wall);
  });

  test(
    `who has as much as they may have is told how much that is, at every door to their wall (${topology})`,
    options,
    async (t) => {
      const wall = await open(t);
      const lin = await arriveAs(wall, "lin");
      const known = await share(wall, lin.as, { url: "https://lamps.example/known" });
      const once = await share(wall, lin.as, { text: "by a key" }, { "idempotency-key": "the-same" });
      await allow(wall, lin, { items: 2 });
      const refusal = async (body: AskOptions["body"]) =>
        (await wall.refused("409 quota-reached", "POST", "/share", { ...lin.as, body })).body;
      const told = await refusal({ url: "https://lamps.example/more" });
      assert.deepEqual(told.params, { used: 2, max: 2 });
      assert.match(told.detail, /2 of the 2 things/);
      await refusal({ text: "words" });
      await refusal(formOf(fileOf(5)));
      const rows = (
        await wall.expect<{ items: BulkRow[] }>(200, "POST", "/share/bulk", {
          ...lin.as,
          body: [{ url: "https://lamps.example/known" }, { url: "https://lamps.example/new" }],
        })
      ).body.items;
      assert.deepEqual(
        rows.map(({ http_status: status, problem }) => [status, problem?.code]),
        [
          [202, undefined],
          [409, "quota-reached"],
        ],
      );
      const again = await share(wall, lin.as, { text: "by a key" }, { "idempotency-key": "the-same" });
      assert.equal(again.processing_id, once.processing_id, "what was taken before is answered as before");
      assert.equal((await share(wall, lin.as, { url: "https://lamps.example/known" })).duplicate_of, known.item_id);
      assert.deepEqual(await useOf(wall, lin.as), [2, 0]);
      // Nobody else is held up by it.
      await share(wall, {}, { text: "Ada's" });
      await assertCounted(wall);
    },
  );

  test(
    `a limit that was lowered removes nothing and lets nothing new in; the trash counts until it is emptied (${topology})`,
    options,
    async (t) => {
      const wall = await open(t);
      const lin = await arriveAs(wall, "lin");
      const first = await share(wall, lin.as, formOf(fileOf(300), fileOf(200, "b.txt")));
      await share(wall, lin.as, { text: "second" });
      await allow(wall, lin, { items: 1, bytes: 100 });
      assert.deepEqual(await useOf(wall, lin.as), [2, 500]);
      const { files } = await wall.get<{ files: { url: string }[] }>(`/items/${first.item_id}`, lin.as);
      for (const { url } of files) await wall.get(url, lin.as);
      await wall.expect(200, "PATCH", `/items/${first.item_id}`, { ...lin.as, body: { note: "still mine" } });
      await wall.expect(204, "DELETE", `/items/${first.item_id}`, lin.as);
      await wall.refused("409 quota-reached", "POST", "/share", { ...lin.as, body: { text: "third" } });
      await withRows(wall, async (store) => {
        const purge = { purge_at: (await store.nowMs()) - DAY_MS };
        await store.write((unit) =>
          unit.db.updateTable("items").set(purge).where("deleted_at", "is not", null).execute(),
        );
        await emptyTrash(store);
      });
      assert.deepEqual(await useOf(wall, lin.as), [1, 0]);
      await wall.refused("409 quota-reached", "POST", "/share", { ...lin.as, body: { text: "third" } });
      await allow(wall, lin, { items: 2 });
      await share(wall, lin.as, { text: "third" });
      await assertCounted(wall);
    },
  );

  test(`an upload is refused before its bytes come, whole and in pieces (${topology})`, options, async (t) => {
    const wall = await open(t);
    const lin = await arriveAs(wall, "lin");
    await allow(wall, lin, { bytes: 1_000 });
    const send = (bytes: number, headers: Record<string, string> = {}) =>
      wall.ask<Upload & { code?: string; params?: object }>("POST", "/files", {
        ...lin.as,
        body: Buffer.alloc(bytes, "x"),
        headers: { ...lin.as.headers, "content-type": "text/plain", ...headers },
      });
    const refused = await send(1_001);
    assert.deepEqual([refused.status, refused.body.code], [409, "quota-reached"]);
    assert.deepEqual(refused.body.params, { used: 0, max_bytes: 1_000 });
    const announced = await send(10, { "upload-complete": "?0", "upload-length": "5000" });
    assert.equal(announced.body.code, "quota-reached");
    // As many begin as there is room for, however many come at once.
    const all = await Promise.all(Array.from({ length: TWENTY }, () => send(600)));
    const begun = all.filter(({ status }) => status === 201);
    assert.equal(begun.length, 1);
    const [upload] = begun;
    await share(wall, lin.as, { file_ids: [upload?.body.id] });
    assert.deepEqual(await useOf(wall, lin.as), [1, 600]);
    // Of an unknown length: it is known at its end, and then not kept.
    const begunOpen = await send(100, { "upload-complete": "?0" });
    assert.equal(begunOpen.status, 201);
    await wall.refused("409 quota-reached", "PATCH", begunOpen.body.upload_url, {
      ...lin.as,
      body: Buffer.alloc(400, "x"),
      headers: {
        ...lin.as.headers,
        "content-type": "application/partial-upload",
        "upload-offset": "100",
        "upload-complete": "?1",
      },
    });
    await assertCounted(wall);
  });

  test(
    `what a guest brings needs room with the wall's owner, who alone is told how much there is (${topology})`,
    options,
    async (t) => {
      const wall = await open(t);
      const lin = await arriveAs(wall, "lin");
      const { person } = await wall.get<{ person: { id: string } }>("/me");
      const board = await boardOf(wall);
      const path = pathOfLink(await linkTo(wall, board, { kind: "guest" }));
      const form = (text: string) => {
        const filled = new FormData();
        filled.append("text", text);
        filled.append("files", fileOf(400));
        return filled;
      };
      const sent = () => visitPath(wall, path, { method: "POST", body: form("from a guest") });
      for (let n = 0; n < 2; n += 1) assert.equal((await sent()).status, 303);
      await allow(wall, person, { bytes: 500 });
      const waiting = (await wall.get<{ items: GuestShare[] }>(`/walls/${board}/guest-shares`)).items;
      const taking = (n: number) => `/walls/${board}/guest-shares/${waiting[n]?.id}/accept`;
      await wall.expect(200, "POST", taking(0));
      const mine = (await wall.refused("409 quota-reached", "POST", taking(1))).body;
      assert.deepEqual(mine.params, { used: 400, max_bytes: 500 });
      const refused = await sent();
      assert.equal(refused.status, 409);
      assert.match(refused.text, /no room for more on this wall/);
      assert.doesNotMatch(refused.text, /400|500/);
      // Nothing of what waits is lost: with more room it is taken.
      await allow(wall, person, { bytes: null });
      await wall.expect(200, "POST", taking(1));
      assert.deepEqual(await useOf(wall), [2, 800]);
      assert.deepEqual(await useOf(wall, lin.as), [0, 0]);
      await assertCounted(wall);
    },
  );

  test(
    `an import takes as many rows as there is room for and tells which it left; undone, they count until the trash is empty (${topology})`,
    options,
    async (t) => {
      const wall = await open(t, { workers: true });
      const lin = await arriveAs(wall, "lin");
      await allow(wall, lin, { items: 7 });
      const { id } = await bring(wall, manyBookmarks(12), "?start=true", lin.as);
      const done = await ended(wall, id, lin.as);
      assert.deepEqual([done.counts.made, done.counts.broken], [7, 5]);
      const { items } = await wall.get<{ items: ImportedRow[] }>(`/imports/${id}/rows?state=broken`, lin.as);
      assert.deepEqual([...new Set(items.map((row) => row.reason?.code))], ["quota-reached"]);
      assert.deepEqual((await useOf(wall, lin.as))[0], 7);
      // What stands already needs no room.
      await allow(wall, lin, { items: 1, bytes: 1_000 });
      const again = await bring(wall, manyBookmarks(7), "?start=true", lin.as);
      const joined = await ended(wall, again.id, lin.as);
      assert.deepEqual([joined.counts.joined, joined.counts.broken], [7, 0]);
      await wall.refused("409 quota-reached", "POST", "/imports", { ...lin.as, body: Buffer.alloc(1_001, "x") });
      await assertCounted(wall);
    },
  );

  test(`a page is read without copies of it where there is no room for them (${topology})`, options, async (t) => {
    const wall = await open(t, { workers: true });
    const { person } = await wall.get<{ person: { id: string } }>("/me");
    wall.pages.answer("/lamps", article());
    await allow(wall, person, { bytes: 10 });
    const shared = await wall.share({ url: wall.pages.at("/lamps") });
    const status = await wall.ended(shared);
    assert.deepEqual([status.status, status.warnings.map(({ code }) => code)], ["completed", ["no-room"]]);
    const item = await wall.item(shared.item_id);
    assert.deepEqual(item.files, []);
    assert.equal(item.state, "ready");
    assert.deepEqual(await useOf(wall), [1, 0]);
    await allow(wall, person, { bytes: null });
    const read = await wall.expect<{ processing_id: string }>(202, "POST", `/items/${shared.item_id}/read`);
    assert.deepEqual((await wall.ended(read.body)).warnings, []);
    const copies = (await wall.item(shared.item_id)).files;
    assert.ok(copies.some(({ role }) => role === "snapshot"));
    const bytes = copies.reduce((sum, file) => sum + file.bytes, 0);
    assert.deepEqual(await useOf(wall), [1, bytes]);
    // Read again, it takes the place of what was read before, also where there is room for no more than that.
    await allow(wall, person, { bytes });
    const anew = await wall.expect<{ processing_id: string }>(202, "POST", `/items/${shared.item_id}/read`);
    assert.deepEqual((await wall.ended(anew.body)).warnings, []);
    assert.deepEqual(await useOf(wall), [1, bytes]);
    await assertCounted(wall);
  });

  test(
    `the house has limits for everybody, a person their own; who is told of them, and that it is written down (${topology})`,
    options,
    async (t) => {
      const wall = await open(t);
      const lin = await arriveAs(wall, "lin", { name: "Lin" });
      const max = await arriveAs(wall, "max");
      assert.deepEqual((await quotaOf(wall, lin.as)).items, { used: 0, limit: null, own: "house" });
      await share(wall, max.as, { text: "one" });
      const house = (await wall.expect<House>(200, "PATCH", "/house", { body: { quota: { items: 1, ai_usd: 2.5 } } }))
        .body;
      assert.deepEqual(house.quota, { items: 1, bytes: null, ai_usd: 2.5 });
      await wall.refused("409 quota-reached", "POST", "/share", { ...max.as, body: { text: "two" } });
      await share(wall, lin.as, { text: "one" });
      await wall.refused("409 quota-reached", "POST", "/share", { ...lin.as, body: { text: "two" } });
      await allow(wall, lin, { items: 2, bytes: null, ai_usd: 0 });
      await share(wall, lin.as, { text: "two" });
      await wall.expect(200, "PATCH", "/house", { body: { quota: { items: 10 } } });
      await wall.refused("409 quota-reached", "POST", "/share", { ...lin.as, body: { text: "three" } });
      await share(wall, max.as, { text: "two" });
      assert.deepEqual(await quotaOf(wall, lin.as), {
        items: { used: 2, limit: 2, own: 2 },
        bytes: { used: 0, limit: null, own: null },
        ai_usd: { used: 0, limit: 0, own: 0 },
      });
      await allow(wall, lin, { items: "house" });
      const people = (await wall.get<{ items: Person[] }>("/people")).items;
      assert.deepEqual(
        people.map(({ login, quota }) => [
          login,
          quota.items.used,
          quota.items.limit,
          quota.items.own,
          quota.ai_usd.limit,
        ]),
        [
          [null, 0, 10, "house", 2.5],
          ["lin", 2, 10, "house", 0],
          ["max", 2, 10, "house", 2.5],
        ],
      );
      const late = await arriveAs(wall, "mia");
      assert.equal((await quotaOf(wall, late.as)).items.limit, 10, "whoever comes later has what the house sets too");

      await wall.refused("403 scope-too-small", "PATCH", `/people/${lin.id}`, {
        ...lin.as,
        body: { quota: { items: null } },
      });
      const reading = await wall.keyOf("read");
      await wall.get("/me/quota", { key: reading.key });
      await wall.refused("403 scope-too-small", "GET", "/me/quota", { key: (await wall.keyOf("share")).key });
      for (const quota of [
        {},
        { items: -1 },
        { items: 1.5 },
        { bytes: "all" },
        { ai_usd: 1e9 },
        { coins: 1 },
        null,
        [],
      ])
        await wall.refused("400 fields-not-valid", "PATCH", `/people/${lin.id}`, { body: { quota } });
      await wall.refused("400 fields-not-valid", "PATCH", "/house", { body: { quota: { items: "house" } } });

      const { items } = await wall.get<{ items: AuditEntry[] }>("/audit");
      const changes = items.filter(({ action }) => action.endsWith("quota-changed")).toReversed();
      assert.deepEqual(
        changes.map(({ action, subject, detail }) => [action, subject, detail]),
        [
          ["house-quota-changed", null, { items: 1, ai_usd: 2.5 }],
          ["quota-changed", lin.id, { items: 2, bytes: "none", ai_usd: 0 }],
          ["house-quota-changed", null, { items: 10 }],
          ["quota-changed", lin.id, { items: "house" }],
        ],
      );
      await assertCounted(wall);
    },
  );

  test(
    `merging, going and coming change what is counted, and a count that is wrong is mended (${topology})`,
    options,
    async (t) => {
      const wall = await open(t, { workers: true });
      const lin = await arriveAs(wall, "lin");
      const [one, other] = [
        await share(wall, lin.as, formOf(fileOf(10), fileOf(20, "same.txt"))),
        await share(wall, lin.as, formOf(fileOf(20, "same.txt"))),
      ];
      assert.deepEqual(await useOf(wall, lin.as), [2, 50]);
      await wall.expect(200, "POST", `/items/${other.item_id}/merge`, { ...lin.as, body: { into: one.item_id } });
      const [items, bytes] = await useOf(wall, lin.as);
      assert.deepEqual([items, (bytes ?? 0) >= 30], [1, true]);
      await assertCounted(wall);
      await withRows(wall, async (store) => {
        await store.write((unit) => unit.db.updateTable("quotas").set({ items: 99, bytes: 1 }).execute());
        assert.ok((await listMiscounted(store.reader)).includes(lin.id));
        await mendCounts(store);
      });
      // What is written past the program is seen by it within a second or so.
      await until("the mended count to be told", async () =>
        isDeepStrictEqual(await useOf(wall, lin.as), [items, bytes]),
      );
      await wall.expect(204, "DELETE", "/me", { ...lin.as, body: { password: PASSWORD } });
    },
  );
}
