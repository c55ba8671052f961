import assert from "node:assert/strict";
import { test } from "node:test";
import { newId } from "../../src/core/ids.ts";
import { UNKEPT_AFTER_MS } from "../../src/pipeline/sweeper.ts";
import {
  filesOfItems,
  findSeenFile,
  forgetFile,
  keepFile,
  listUnkept,
  markLeaving,
  stageFile,
} from "../../src/store/files.ts";
import type { Store } from "../../src/store/store.ts";
import { DIALECTS, on } from "../harness/databases.ts";
import { newItems } from "../harness/new-items.ts";
import { newStore } from "../harness/new-store.ts";
import { newWorkshop } from "../harness/new-workshop.ts";
import { pausingBeforeCommit, waitingForLocks } from "../harness/paused-store.ts";
import { arrive, type Person } from "../harness/people.ts";
import { until } from "../harness/until.ts";

const ROUNDS = 20;

async function stage(store: Store, { id: owner }: Person): Promise<{ id: string; key: string }> {
  const id = newId();
  const key = await store.write((unit) =>
    stageFile(unit, { id, owner, role: "original", type: "text/plain", name: "lamps.txt" }),
  );
  return { id, key };
}

const keep = (store: Store, { id: owner }: Person, id: string, item: string) =>
  store.write((unit) => keepFile(unit, { id, owner, item, sha256: "00", bytes: 5 }));

async function* oneChunk(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

const sweepAway = (store: Store, id: string) => store.write((unit) => markLeaving(unit, [id]));

for (const dialect of DIALECTS) {
  const options = await on(dialect);

  test(`a staged file is kept by one item of its owner, once (${dialect})`, options, async (t) => {
    const { store } = await newStore(t, dialect);
    const [ada, lin] = [await arrive(store, "Ada"), await arrive(store, "Lin")];
    const [item = "", other = ""] = await newItems(store, ada, 2);
    const { id } = await stage(store, ada);
    assert.equal(await findSeenFile(store.reader, { id, person: ada.id }), undefined, "a staged file is no file yet");
    assert.equal(await keep(store, lin, id, item), false, "it is not hers");
    assert.equal(await keep(store, ada, id, item), true);
    assert.equal(await keep(store, ada, id, other), false, "it is kept already");
    assert.deepEqual(
      (await filesOfItems(store.reader, [item, other])).get(item)?.map((row) => row.id),
      [id],
    );
    assert.equal(await findSeenFile(store.reader, { id, person: lin.id }), undefined);
  });

  test(`accepting and sweeping one file at once: exactly one of them gets it (${dialect})`, options, async (t) => {
    const base = await newStore(t, dialect);
    const ada = await arrive(base.store, "Ada");
    const sweeping = dialect === "postgres" ? base.another() : base.store;
    const [item = ""] = await newItems(base.store, ada, 1);
    for (let round = 0; round < ROUNDS; round++) {
      const { id } = await stage(base.store, ada);
      const accept = () => keep(base.store, ada, id, item);
      const sweep = async () => (await sweepAway(sweeping, id)).length === 1;
      const [kept, swept] =
        round % 2 ? await Promise.all([accept(), sweep()]) : (await Promise.all([sweep(), accept()])).toReversed();
      assert.equal(Number(kept) + Number(swept), 1);
      const { state } = await base.store.reader
        .selectFrom("files")
        .select("state")
        .where("id", "=", id)
        .executeTakeFirstOrThrow();
      assert.equal(state, kept ? "kept" : "leaving");
    }
  });

  test(`the sweep removes what nobody kept in a day, bytes first and its row last (${dialect})`, options, async (t) => {
    const workshop = await newWorkshop(t, dialect);
    const { store, deps, ada } = workshop;
    const [item = ""] = await newItems(store, ada, 1);
    const [kept, old] = [await stage(store, ada), await stage(store, ada)];
    const bytesOf = async (key: string) => {
      const stream = await deps.files.open(key);
      return stream && String(Buffer.concat(await stream.toArray()));
    };
    for (const { key } of [kept, old]) await deps.files.put(key, oneChunk("lamps"), { maxBytes: 9 });
    await keep(store, ada, kept.id, item);
    await workshop.sweeper().removeUnkeptFiles();
    assert.equal(await bytesOf(old.key), "lamps", "a phone may still come back to it");

    workshop.clock.forward(UNKEPT_AFTER_MS + 1_000);
    const late = await stage(store, ada);
    await workshop.sweeper().removeUnkeptFiles();
    assert.deepEqual([await bytesOf(old.key), await bytesOf(kept.key)], [null, "lamps"]);
    const rows = await store.reader.selectFrom("files").select(["id", "state"]).orderBy("id").execute();
    assert.deepEqual(
      rows.map(({ id, state }) => [id, state]),
      [
        [kept.id, "kept"],
        [late.id, "staged"],
      ],
    );
  });

  test(`only what is leaving is forgotten (${dialect})`, options, async (t) => {
    const { store } = await newStore(t, dialect);
    const ada = await arrive(store, "Ada");
    const { id } = await stage(store, ada);
    await store.write((unit) => forgetFile(unit, id));
    assert.equal((await listUnkept(store.reader, { olderThanMs: Number.MAX_SAFE_INTEGER, limit: 9 })).length, 1);
    await sweepAway(store, id);
    await store.write((unit) => forgetFile(unit, id));
    assert.equal((await listUnkept(store.reader, { olderThanMs: Number.MAX_SAFE_INTEGER, limit: 9 })).length, 0);
  });
}

for (const first of ["accept", "sweep"] as const)
  test(
    `with the ${first} paused before its COMMIT the other waits, and then gets nothing`,
    await on("postgres"),
    async (t) => {
      const base = await newStore(t, "postgres");
      const ada = await arrive(base.store, "Ada");
      const [item = ""] = await newItems(base.store, ada, 1);
      const { id } = await stage(base.store, ada);
      const mayCommit = Promise.withResolvers<void>();
      const hasIt = Promise.withResolvers<void>();
      const paused = pausingBeforeCommit(base.another({ poolSize: 1 }), () => {
        hasIt.resolve();
        return mayCommit.promise;
      });
      const accept = (store: Store) => keep(store, ada, id, item);
      const sweep = async (store: Store) => (await sweepAway(store, id)).length === 1;
      const [one, other] = first === "accept" ? [accept, sweep] : [sweep, accept];
      const winning = one(paused);
      await hasIt.promise;
      const losing = other(base.store);
      await until("the other to wait", async () => (await waitingForLocks(base.store.reader)) === 1);
      mayCommit.resolve();
      assert.deepEqual([await winning, await losing], [true, false]);
    },
  );
