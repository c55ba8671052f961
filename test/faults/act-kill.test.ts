import assert from "node:assert/strict";
import { test } from "node:test";
import type { Act } from "../../src/contract/acts.ts";
import { DIALECTS, on } from "../harness/databases.ts";
import { withRows } from "../harness/look-inside.ts";
import { storeItems } from "../harness/stored-items.ts";
import { type MortalWall, openMortalWall } from "./mortal-wall.ts";
import { until } from "./until.ts";

/** More than a request changes by itself, in a dozen units. */
const ITEMS = 600;
const WITHIN_MS = 120_000;
/** Where several processes share the rows, the next one waits for the dead one's lease. */
const LEASE = "2000";

async function standing(wall: MortalWall) {
  return await withRows(wall, async ({ reader }) => ({
    tags: (await reader.selectFrom("item_tags").select("item").where("by", "=", "person").execute()).length,
    kept: (await reader.selectFrom("act_items").select("item").execute()).length,
    portions: (await reader.selectFrom("act_portions").select("n").execute()).length,
    versions: new Set(
      (await reader.selectFrom("items").select("edited_version").execute()).map((r) => r.edited_version),
    ),
  }));
}

/** The only act there is: the answer that named it may have died with the process. */
async function onlyAct(wall: MortalWall): Promise<string> {
  const { items } = await wall.ask<{ items: Act[] }>("GET", "/acts");
  assert.equal(items.length, 1);
  return (items[0] as Act).id;
}

const endOf = (wall: MortalWall, id: string): Promise<Act> =>
  until("the end of the act", WITHIN_MS, async () => {
    const act = await wall.ask<Act>("GET", `/acts/${id}`);
    return act.ended_at !== null && act;
  });

for (const dialect of DIALECTS)
  test(
    `a program killed in the midst of an act goes on with it, and so it does when it takes it back (${dialect})`,
    await on(dialect),
    async () => {
      const wall = await openMortalWall({ dialect, settings: { DW_LEASE_MS: LEASE } });
      try {
        await wall.start();
        const { person, inbox_id } = await wall.ask<{ person: { id: string }; inbox_id: string }>("GET", "/me");
        await withRows(wall, (store) =>
          storeItems(store, { owner: person.id, wall: inbox_id, count: ITEMS }, (n) => ({
            kind: "note",
            own: { firstTitle: `lantern ${n}`, text: `lantern ${n}` },
            found: {},
            body: "",
          })),
        );
        await until("them to be found", WITHIN_MS, async () => {
          const { items } = await wall.ask<{ items: number }>("POST", "/acts/count", { query: { q: "lantern" } });
          return items === ITEMS;
        });
        const asked = { query: { q: "lantern" }, change: { tag: "harbour" } };
        await wall.dieAt("act-items-changed:3", () => wall.ask("POST", "/acts", asked));
        const between = await standing(wall);
        assert.ok(between.tags > 0 && between.tags < ITEMS, `${between.tags} were changed`);
        assert.equal(between.kept, between.tags, "what is changed can be taken back");
        await wall.dieAt("act-items-changed:2");
        await wall.start();
        const id = await onlyAct(wall);
        const done = await endOf(wall, id);
        assert.deepEqual([done.state, done.counts.changed, done.counts.same], ["done", ITEMS, 0]);
        const whole = await standing(wall);
        assert.deepEqual([whole.tags, whole.kept, whole.portions, [...whole.versions]], [ITEMS, ITEMS, 0, [2]]);

        await wall.dieAt("act-items-undone:4", () => wall.ask("POST", `/acts/${id}/undo`));
        const half = await standing(wall);
        assert.ok(half.tags > 0 && half.tags < ITEMS, `${half.tags} are still to be taken back`);
        await wall.start();
        const undone = await endOf(wall, id);
        assert.deepEqual([undone.state, undone.counts.undone, undone.counts.left], ["undone", ITEMS, 0]);
        const { tags, kept } = await standing(wall);
        assert.deepEqual([tags, kept], [0, 0]);
      } finally {
        await wall.close();
      }
    },
  );
