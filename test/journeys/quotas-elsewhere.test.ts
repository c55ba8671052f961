import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { startServer } from "../../src/app.ts";
import type { Upload } from "../../src/contract/files.ts";
import type { Quota } from "../../src/contract/quotas.ts";
import { listMiscounted } from "../../src/store/quotas.ts";
import { arriveAs } from "../harness/accounts.ts";
import { type EmptySystem, emptySystem, exported, linesOf, restored, unpack } from "../harness/archives.ts";
import { DIALECTS, on } from "../harness/databases.ts";
import { newJourney } from "../harness/journey.ts";
import { withRows } from "../harness/look-inside.ts";
import { freshBucket, onRealS3, s3Environment } from "../harness/s3-server.ts";

const UNLIMITED_RATES = { RATE_LIMIT_SIGN_IN: "off", RATE_LIMIT_SHARE: "off" };
const TWENTY = 20;
const BYTES = 6_000_000;

test(
  "what is put into the bucket itself needs room before anybody signs an address for it, and counts once",
  onRealS3(),
  async (t) => {
    const settings = { ...s3Environment(await freshBucket()), FILES_PRESIGNED: "on", ...UNLIMITED_RATES };
    const wall = await newJourney(t, { workers: false, settings });
    const lin = await arriveAs(wall, "lin");
    const allow = (bytes: number) =>
      wall.expect(204, "PATCH", `/people/${lin.id}`, { body: { quota: { items: null, bytes, ai_usd: null } } });
    const begin = (bytes: number) => wall.ask<Upload>("POST", `/files?direct=${bytes}`, lin.as);
    const used = async () => (await wall.get<Quota>("/me/quota", lin.as)).bytes.used;
    const rows = () => withRows(wall, ({ reader }) => reader.selectFrom("files").select("id").execute());

    await allow(BYTES + 1_000);
    const { body: refused } = await wall.refused("409 quota-reached", "POST", `/files?direct=${BYTES + 1_001}`, lin.as);
    assert.deepEqual(refused.params, { used: 0, max_bytes: BYTES + 1_000 });
    assert.deepEqual(await rows(), [], "no row of it, and so no address");

    // As many begin as there is room for, however many come at once; what was begun is room that is taken.
    const all = await Promise.all(Array.from({ length: TWENTY }, () => begin(BYTES)));
    const [upload, ...others] = all.filter(({ status }) => status === 201);
    assert.ok(upload);
    assert.deepEqual(others, []);
    assert.equal((await begin(BYTES)).status, 409);
    for (const { url, from, to } of upload.body.parts ?? [])
      assert.equal((await fetch(url, { method: "PUT", body: Buffer.alloc(to - from + 1) })).status, 200);
    await wall.expect(200, "PATCH", `${upload.body.upload_url}?complete=true`, lin.as);
    await wall.expect(202, "POST", "/share", { ...lin.as, body: { file_ids: [upload.body.id] } });
    assert.equal(await used(), BYTES);

    // Lowered while it comes: it is whole in the bucket, and not taken.
    await allow(BYTES + 500);
    const { body: late } = await wall.expect<Upload>(201, "POST", "/files?direct=400", lin.as);
    await allow(BYTES);
    for (const { url } of late.parts ?? []) await fetch(url, { method: "PUT", body: Buffer.alloc(400) });
    await wall.expect(200, "PATCH", `${late.upload_url}?complete=true`, lin.as);
    await wall.refused("409 quota-reached", "POST", "/share", { ...lin.as, body: { file_ids: [late.id] } });
    assert.equal(await used(), BYTES);

    // Given up, its room is free again.
    await allow(BYTES + 500);
    assert.equal((await begin(500)).status, 409);
    await wall.expect(204, "DELETE", late.upload_url, lin.as);
    assert.equal((await begin(500)).status, 201);
    assert.deepEqual(await withRows(wall, ({ reader }) => listMiscounted(reader)), []);
  },
);

/** The owner of an empty system sets what everybody there may have. */
async function setHouse({ settings }: EmptySystem, quota: Record<string, unknown>): Promise<void> {
  const server = await startServer(settings, { workers: false });
  try {
    const key = (await readFile(join(settings.dataDir, "owner.key"), "utf8")).trim();
    const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
    const body = JSON.stringify({ quota });
    const { status } = await fetch(`${server.url}/api/v1/house`, { method: "PATCH", headers, body });
    assert.equal(status, 200);
  } finally {
    await server.stop();
  }
}

for (const dialect of DIALECTS)
  test(
    `an archive that has no room is refused before anything of it is kept, and is restored whole where it has (${dialect})`,
    await on(dialect),
    async (t) => {
      const wall = await newJourney(t, { workers: false, settings: UNLIMITED_RATES });
      for (let n = 0; n < 4; n += 1) await wall.share({ text: `note ${n} about the seven posts`, tags: ["quay"] });
      const form = new FormData();
      form.append("files", new File(["x".repeat(3_000)], "posts.txt", { type: "text/plain" }));
      await wall.expect(202, "POST", "/share", { body: form });
      const archive = await exported(wall);
      const items = linesOf(await unpack(archive), "items.jsonl").length;
      assert.equal(items, 5);
      const system = await emptySystem(t, dialect);
      const { dataDir, databaseUrl } = system.settings;
      const kept = (table: "items" | "files" | "tags") =>
        withRows({ dataDir, databaseUrl }, ({ reader }) => reader.selectFrom(table).selectAll().execute());

      for (const [quota, told] of [
        [{ items: 4, bytes: null }, /There is no room for what the archive holds/],
        [{ items: null, bytes: 2_999 }, /There is no room for what the archive holds/],
      ] as const) {
        await setHouse(system, quota);
        await assert.rejects(restored(system, archive), told);
        await assert.rejects(restored(system, archive, true), told);
        for (const table of ["items", "files", "tags"] as const) assert.deepEqual(await kept(table), [], table);
      }

      await setHouse(system, { items: 5, bytes: 3_000 });
      assert.equal((await restored(system, archive)).items, 5);
      assert.equal((await kept("items")).length, 5);
      assert.deepEqual(await withRows({ dataDir, databaseUrl }, ({ reader }) => listMiscounted(reader)), []);
    },
  );
