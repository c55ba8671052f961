import assert from "node:assert/strict";
import { test } from "node:test";
import { settle } from "../../src/pipeline/settle.ts";
import type { StepRow } from "../../src/store/tables.ts";
import { deleteWall } from "../../src/wall/delete-wall.ts";
import { editItem } from "../../src/wall/edit-item.ts";
import { placeItem } from "../../src/wall/place-item.ts";
import { on } from "../harness/databases.ts";
import { countDeadlocks } from "../harness/deadlocks.ts";
import { newWorkshop, type Workshop } from "../harness/new-workshop.ts";
import { putUpWall } from "../harness/people.ts";

const ROUNDS = 60;
const ROUNDS_AT_ONCE = 5;
const ITEMS = 2;

interface Round {
  readonly wall: string;
  readonly other: string;
  readonly addresses: readonly string[];
  readonly items: readonly string[];
  readonly held: readonly StepRow[];
}

/** A wall with items whose pages are being read, and another wall. */
async function prepare({ store, ada, share, claim }: Workshop, name: string): Promise<Round> {
  const wall = await putUpWall(store, { owner: ada.id, name });
  const other = await putUpWall(store, { owner: ada.id, name: `beside ${name}` });
  const addresses = Array.from({ length: ITEMS }, (_, n) => `https://estuary.example/${name}/${n}`);
  const shares = await Promise.all(addresses.map((url) => share({ url, wall_id: wall })));
  const held = await claim("content", ITEMS);
  return { wall, other, addresses, items: shares.map((made) => made.item ?? ""), held };
}

/** Everything that may happen to these items, at once. */
async function everythingAtOnce(
  { deps, ada, share }: Workshop,
  { wall, other, addresses, items, held }: Round,
): Promise<void> {
  const outcome = { kind: "skipped", why: "nothing to read" } as const;
  await Promise.all([
    ...held.map((step) => settle(deps, { step, outcome, staged: [] })),
    ...items.map((item) =>
      editItem(deps, { item, person: ada.id }, { edit: { note: "wipe the glass" }, ifVersion: null }),
    ),
    ...addresses.map((url) => share({ url, tags: ["lamps", "salt"] })),
    ...items.map((item) => placeItem(deps, { item, person: ada.id, wall: other })),
    deleteWall(deps, { id: wall, person: ada.id }),
  ]);
}

test(
  "settling, editing, sharing again, placing and deleting the wall at once never wait for each other in a circle",
  await on("postgres"),
  async (t) => {
    const deadlocks = countDeadlocks(t);
    const workshop = await newWorkshop(t, "postgres");
    for (let done = 0; done < ROUNDS; done += ROUNDS_AT_ONCE) {
      const rounds: Round[] = [];
      for (let n = 0; n < ROUNDS_AT_ONCE; n++) rounds.push(await prepare(workshop, `round-${done + n}`));
      await Promise.all(rounds.map((round) => everythingAtOnce(workshop, round)));
      assert.equal(deadlocks(), 0, `after ${done} rounds`);
    }

    const { reader } = workshop.store;
    const standing = await reader
      .selectFrom("places")
      .innerJoin("walls", "walls.id", "places.wall")
      .select(["places.item", "walls.deleted_at"])
      .where("places.removed_at", "is", null)
      .execute();
    assert.equal(new Set(standing.map((place) => place.item)).size, ROUNDS * ITEMS, "every item stands somewhere");
    assert.equal(standing.filter((place) => place.deleted_at !== null).length, 0, "none stands on a deleted wall");
  },
);
