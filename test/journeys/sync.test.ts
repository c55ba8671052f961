import assert from "node:assert/strict";
import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import type { Act } from "../../src/contract/acts.ts";
import type { AccountChanges } from "../../src/contract/changes.ts";
import type { Item, ItemChange } from "../../src/contract/items.ts";
import type { Wall } from "../../src/contract/walls.ts";
import { emptyTrash } from "../../src/pipeline/forget-old.ts";
import { type Beside, comesBeside, joins } from "../harness/beside.ts";
import { on } from "../harness/databases.ts";
import { importAll, takeBack } from "../harness/imports.ts";
import { type Journey, newJourney } from "../harness/journey.ts";
import { withRows } from "../harness/look-inside.ts";
import { Mirrored } from "../harness/mirrored.ts";
import { TOPOLOGIES, within } from "../harness/topologies.ts";
import { until } from "../harness/until.ts";

/** Edits of the random test; `TEST_SYNC_EDITS=4000` is about a minute. */
const EDITS = Number(process.env["TEST_SYNC_EDITS"] ?? "160");
/** Edits that are under way together, while the mirrors are brought up to date. */
const AT_ONCE = 8;
const MARKED = "url,title,highlights\n";

const quiet = (wall: Journey) =>
  until("all work to be done", async () => {
    const { pending_items, processing_items } = await wall.get<Record<string, number>>("/queue");
    return pending_items === 0 && processing_items === 0;
  });

/** As if all that lies in the trash had lain there for its 30 days. */
async function emptyTrashNow(wall: Journey): Promise<void> {
  await withRows(wall, async (store) => {
    const isLeft = () =>
      store.reader.selectFrom("items").select("id").where("purge_at", "is not", null).executeTakeFirst();
    while (await isLeft()) {
      await store.write((unit) =>
        unit.db.updateTable("items").set({ purge_at: 1 }).where("deleted_at", "is not", null).execute(),
      );
      await emptyTrash(store);
    }
  });
  await until("the trash to be empty", async () => {
    const { items } = await wall.get<{ items: Item[] }>("/items?trash=true");
    return items.length === 0;
  });
}

async function changesFrom(wall: Journey, since: string | null, as = {}): Promise<AccountChanges> {
  return await wall.get<AccountChanges>(`/changes?limit=100${since === null ? "" : `&since=${since}`}`, as);
}

for (const dialect of ["sqlite", "postgres"] as const)
  test(
    `a mirror that is kept by the example client ends equal to what the API lists, whatever was done meanwhile (${dialect})`,
    await on(dialect),
    async (t) => {
      const wall = await newJourney(t, { topology: dialect === "sqlite" ? "embedded" : "postgres" });
      const seed = Number(process.env["TEST_SYNC_SEED"] ?? Date.now() % 1_000_000);
      t.diagnostic(`seed ${seed}`);
      const lin = await comesBeside(wall, "Lin");
      const acts = new Acts(wall, lin, seed);
      await acts.begin();
      const mirrors = [new Mirrored(wall, wall.key), new Mirrored(wall, lin.as.key)];
      for (let done = 0; done < EDITS; done += AT_ONCE)
        await Promise.all([
          ...Array.from({ length: AT_ONCE }, () => acts.one()),
          ...mirrors.map((mirror) => (done % 3 === 0 ? mirror.sync() : null)),
        ]);
      await quiet(wall);
      for (const mirror of mirrors) await mirror.equalsTheApi();
      assert.ok(Object.keys(mirrors[0]?.mirror.items ?? {}).length > 5, "there is something to compare");
      assert.ok(Object.keys(mirrors[0]?.mirror.highlights ?? {}).length > 0);
      for (const key of [wall.key, lin.as.key]) await new Mirrored(wall, key).equalsTheApi();

      // A mirror that keeps up hears that the trash was emptied before the marks of what lay there go.
      await emptyTrashNow(wall);
      for (const mirror of mirrors) {
        await mirror.equalsTheApi();
        assert.equal(mirror.begunAnew, 0);
      }
    },
  );

/** Something that Ada or Lin does, at random: what is refused by then is no fault. */
class Acts {
  readonly #wall: Journey;
  readonly #lin: Beside;
  #state: number;
  readonly #items: { id: string; key: string }[] = [];
  readonly #walls: string[] = [];
  #inbox = "";
  #made = 0;

  constructor(wall: Journey, lin: Beside, seed: number) {
    this.#wall = wall;
    this.#lin = lin;
    this.#state = seed + 1;
  }

  async begin(): Promise<void> {
    this.#inbox = await this.#wall.inbox();
    for (const name of ["Boats", "Lamps", "Ropes"]) await this.#makeWall(name);
    const [shared = ""] = this.#walls;
    await joins(this.#wall, { wall: shared, who: this.#lin, role: "editor" });
    await importAll(this.#wall, `${MARKED}https://marked.example/,Marked,"the keel\nthe mast"\n`);
    const { items } = await this.#wall.get<{ items: Item[] }>("/items?url=https://marked.example/");
    for (const { id } of items) this.#items.push({ id, key: this.#wall.key });
    for (let n = 0; n < 10; n += 1) await this.#share();
  }

  /** Mulberry32. */
  #random(below: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let x = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x;
    return ((x ^ (x >>> 14)) >>> 0) % below;
  }

  #any<Of>(of: readonly Of[]): Of {
    return of[this.#random(of.length)] as Of;
  }

  async #makeWall(name: string): Promise<void> {
    const { body } = await this.#wall.expect<Wall>(201, "POST", "/walls", { body: { name } });
    this.#walls.push(body.id);
  }

  async #share(): Promise<void> {
    this.#made += 1;
    const key = this.#random(3) === 0 ? this.#lin.as.key : this.#wall.key;
    const wall_id = this.#random(2) === 0 ? undefined : this.#any(this.#walls);
    const body = { text: `thing ${this.#made}`, tags: [this.#tag()], wall_id };
    const answer = await this.#wall.ask<{ item_id: string }>("POST", "/share", { key, body });
    if (answer.status === 202) this.#items.push({ id: answer.body.item_id, key });
  }

  #tag(): string {
    return `tag ${this.#random(8)}`;
  }

  async one(): Promise<void> {
    const { id, key } = this.#any(this.#items);
    const other = this.#any(this.#items);
    const on = this.#random(5) === 0 ? this.#inbox : this.#any(this.#walls);
    const ask = (method: string, path: string, body?: unknown, as = key) =>
      this.#wall.ask(method, path, { key: as, ...(body === undefined ? {} : { body }) });
    const lin = this.#lin.as.key;
    const acts: readonly [number, () => Promise<unknown>][] = [
      [6, () => this.#share()],
      [6, () => ask("PATCH", `/items/${id}`, { note: `note ${this.#random(1_000)}` })],
      [2, () => ask("PATCH", `/items/${id}`, { archived: this.#random(2) === 0 })],
      [4, () => ask("PUT", `/items/${id}/tags/${this.#tag()}`)],
      [3, () => ask("DELETE", `/items/${id}/tags/${this.#tag()}`)],
      [6, () => ask("PUT", `/items/${id}/walls/${on}`)],
      [6, () => ask("DELETE", `/items/${id}/walls/${on}`)],
      [3, () => ask("DELETE", `/items/${id}`)],
      [3, () => ask("POST", `/items/${id}/restore`)],
      [1, () => ask("POST", `/items/${id}/merge`, { into: other.id })],
      [2, () => ask("DELETE", `/tags/${this.#tag()}`)],
      [1, () => ask("POST", `/tags/${this.#tag()}/restore`)],
      [3, () => this.#many(on, key)],
      [2, () => this.#takeBack(key)],
      [2, () => ask("POST", `/tags/${this.#tag()}/merge`, { into: this.#tag() })],
      [1, () => ask("DELETE", `/tags/${this.#tag()}/synonyms/${this.#tag()}`)],
      [2, () => ask("PATCH", `/walls/${on}`, { name: `wall ${this.#random(100)}` }, this.#wall.key)],
      [1, () => ask("DELETE", `/walls/${on}`, undefined, this.#wall.key)],
      [1, () => this.#makeWall("another")],
      [3, () => this.#letIn(this.#any(this.#walls))],
      [2, () => ask("DELETE", `/walls/${on}/members/${this.#lin.id}`, undefined, this.#any([lin, this.#wall.key]))],
      [1, () => ask("PUT", `/walls/${on}/owner`, { person: this.#lin.id }, this.#wall.key)],
    ];
    let at = this.#random(acts.reduce((sum, [weight]) => sum + weight, 0));
    for (const [weight, act] of acts) {
      at -= weight;
      if (at < 0) return void (await act());
    }
  }

  /** One change to all that a question finds. */
  async #many(on: string, key: string): Promise<void> {
    const change = this.#any<ItemChange>([
      { pinned: this.#random(2) === 0 },
      { tag: this.#tag() },
      { untag: this.#tag() },
      { place: on },
      { unplace: on },
      { move: { from: on, to: this.#any(this.#walls) } },
      { trashed: true },
    ]);
    const body = { query: { q: `"thing ${this.#random(30)}" OR tag:"${this.#tag()}"` }, change };
    await this.#wall.ask("POST", "/acts", { key, body });
  }

  async #takeBack(key: string): Promise<void> {
    const { body } = await this.#wall.ask<{ items?: Act[] }>("GET", "/acts?limit=5", { key });
    const acts = body.items ?? [];
    if (acts.length > 0) await this.#wall.ask("POST", `/acts/${this.#any(acts).id}/undo`, { key });
  }

  async #letIn(wall: string): Promise<void> {
    const role = this.#any(["viewer", "editor"]);
    const made = await this.#wall.ask<{ url?: string }>("POST", `/walls/${wall}/invitations`, { body: { role } });
    const token = made.body.url?.split("#")[1];
    if (token !== undefined) await this.#wall.ask("POST", "/join", { ...this.#lin.as, body: { token } });
  }
}

for (const topology of TOPOLOGIES) {
  test(
    `who comes onto a wall is told all that stands there, and who leaves it that it is gone (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology, workers: false });
      const lin = await comesBeside(wall, "Lin");
      const { body: board } = await wall.expect<Wall>(201, "POST", "/walls", { body: { name: "Boats" } });
      const shared = await wall.share({ text: "a dinghy", note: "mine alone", wall_id: board.id });
      const { next: before } = await changesFrom(wall, null, lin.as);

      await joins(wall, { wall: board.id, who: lin, role: "viewer" });
      const come = await until("it to be told", async () => {
        const told = await changesFrom(wall, before, lin.as);
        return told.walls.length > 0 && told;
      });
      assert.deepEqual([come.walls[0]?.name, come.walls[0]?.role], ["Boats", "viewer"]);
      assert.deepEqual(
        come.items.map(({ id, note, wall_ids }) => [id, note, wall_ids]),
        [[shared.item_id, null, [board.id]]],
      );

      await wall.expect(204, "DELETE", `/walls/${board.id}/members/${lin.id}`);
      await wall.share({ text: "after she left", wall_id: board.id });
      const left = await until("it to be told", async () => {
        const told = await changesFrom(wall, come.next, lin.as);
        return told.gone.walls.length > 0 && told;
      });
      assert.deepEqual([left.gone.walls, left.walls, left.items, left.gone.places], [[board.id], [], [], []]);
      // What happens between two looks is told by its end.
      const { items, walls } = await changesFrom(wall, before, lin.as);
      assert.deepEqual([items, walls], [[], []]);
    },
  );

  test(`highlights come and go with the import that brought them (${topology})`, await within(topology), async (t) => {
    const wall = await newJourney(t, { topology });
    const mirrored = new Mirrored(wall, wall.key);
    await mirrored.sync();
    const brought = await importAll(wall, `${MARKED}https://marked.example/,Marked,"the keel\nthe mast"\n`);
    await mirrored.equalsTheApi();
    const texts = Object.values(mirrored.mirror.highlights).map(({ text }) => text);
    assert.ok(texts.length > 0);
    await takeBack(wall, brought);
    await mirrored.equalsTheApi();
    assert.deepEqual(mirrored.mirror.items, {});
  });

  test(
    `a cursor that no answer gave, or that is too old, is refused with how to go on (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology });
      const { item_id: id } = await wall.share({ text: "soon gone" });
      await quiet(wall);
      const { next } = await changesFrom(wall, null);
      const keys = JSON.parse(Buffer.from(next, "base64url").toString()) as unknown[];
      const with_ = (...changed: unknown[]) =>
        Buffer.from(JSON.stringify([...changed, ...keys.slice(changed.length)])).toString("base64url");
      await wall.refused("410 resync", "GET", `/changes?since=${with_("another-run")}`);
      await wall.refused("410 resync", "GET", `/changes?since=${with_(keys[0], 2 ** 53 - 1, 2 ** 53 - 1)}`);
      for (const bad of [
        with_(keys[0], -1),
        with_(keys[0], 5, 4),
        with_(keys[0], 1, 1, "elsewhere"),
        with_(keys[0], 1, 1, "things", "", "one two three"),
        "x",
      ])
        await wall.refused("422 cursor-not-valid", "GET", `/changes?since=${bad}`);

      await wall.expect(204, "DELETE", `/items/${id}`);
      await emptyTrashNow(wall);
      const { body } = await wall.refused("410 resync", "GET", `/changes?since=${next}`);
      assert.match(body.detail, /without since/);
      const mirrored = new Mirrored(wall, wall.key);
      await mirrored.equalsTheApi();
    },
  );
}

test("a cursor from after the copy that was put back is known by the rows it is asked of (sqlite)", async (t) => {
  const wall = await newJourney(t, { topology: "embedded", workers: false });
  await wall.share({ text: "before the copy" });
  await wall.restart({ workers: false });
  await wall.share({ text: "in the copy" });
  const { next: kept } = await changesFrom(wall, null);
  await wall.stop();
  const [rows, copy] = [join(wall.dataDir, "wall.db"), join(wall.dataDir, "copy.db")];
  await copyFile(rows, copy);
  await wall.restart({ workers: false });
  await wall.share({ text: "lost with the disk" });
  const { next: lost, items } = await changesFrom(wall, kept);
  assert.equal(items.length, 1);
  await wall.stop();
  await copyFile(copy, rows);
  await wall.restart({ workers: false });
  await wall.refused("410 resync", "GET", `/changes?since=${lost}`);
  // Who had not come further than the copy goes on.
  assert.deepEqual((await changesFrom(wall, kept)).items, []);
});
