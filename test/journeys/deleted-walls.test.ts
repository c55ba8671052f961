import assert from "node:assert/strict";
import { test } from "node:test";
import { newWall } from "../harness/new-wall.ts";
import { TOPOLOGIES, within } from "../harness/topologies.ts";

for (const topology of TOPOLOGIES) {
  test(
    `an item restored after its wall was deleted comes back to the inbox (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newWall(t, { topology, workers: false });
      const board = await wall.ask<{ id: string }>("POST", "/walls", { body: { name: "Kiln" } });
      const share = await wall.share({ text: "cone ten at noon", wall_id: board.body.id });
      assert.equal((await wall.ask("DELETE", `/items/${share.item_id}`)).status, 204);
      assert.equal((await wall.ask("DELETE", `/walls/${board.body.id}`)).status, 204);

      const back = await wall.ask<{ wall_ids: string[] }>("POST", `/items/${share.item_id}/restore`);
      const me = await wall.ask<{ inbox_id: string }>("GET", "/me");
      assert.deepEqual(back.body.wall_ids, [me.body.inbox_id]);
    },
  );

  test(
    `shares that arrive while their wall is deleted stand in the inbox or are refused, and none is out of sight (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newWall(t, { topology, workers: false });
      for (let round = 0; round < 5; round++) {
        const board = await wall.ask<{ id: string }>("POST", "/walls", { body: { name: `Kiln ${round}` } });
        const shares = Array.from({ length: 8 }, (_, n) =>
          wall.ask<{ item_id: string }>("POST", "/share", {
            body: { text: `shelf ${round}.${n}`, wall_id: board.body.id },
          }),
        );
        const deleted = wall.ask("DELETE", `/walls/${board.body.id}`);
        const answers = await Promise.all(shares);
        assert.equal((await deleted).status, 204);
        const me = await wall.ask<{ inbox_id: string }>("GET", "/me");
        for (const { status, body } of answers) {
          assert.ok(status === 202 || status === 422, `answered ${status}`);
          if (status === 202) assert.deepEqual((await wall.item(body.item_id)).wall_ids, [me.body.inbox_id]);
        }
      }
    },
  );
}
