import assert from "node:assert/strict";
import { test } from "node:test";
import { on } from "../harness/databases.ts";
import { newWorkshop } from "../harness/new-workshop.ts";

const options = await on("postgres");
const DAY_MS = 24 * 3_600_000;
const LEASE_MS = 60_000;
const NEAR_MS = 30_000;

for (const [machine, offMs] of [
  ["a day ahead", DAY_MS],
  ["an hour behind", -3_600_000],
] as const)
  test(
    `on a machine whose clock is ${machine}, the clock of PostgreSQL decides about leases and rows`,
    options,
    async (t) => {
      const workshop = await newWorkshop(t, "postgres");
      const trueMs = await workshop.store.nowMs();
      t.mock.timers.enable({ apis: ["Date"], now: Date.now() + offMs });
      const share = await workshop.share({ url: "https://estuary.example/lamps" });
      assert.ok(Math.abs(share.created_at - trueMs) < NEAR_MS, "the row has the database's time");
      const [step] = await workshop.claim("content", 1, { name: "here" });
      assert.ok(Math.abs((step?.leased_until ?? 0) - trueMs - LEASE_MS) < NEAR_MS);
      await workshop.sweeper().sweepSteps();
      assert.equal((await workshop.stepOf(share, "read")).state, "running", "nobody's lease ends for our clock's sake");
      workshop.clock.forward(LEASE_MS + 1_000);
      await workshop.sweeper().sweepSteps();
      assert.equal((await workshop.stepOf(share, "read")).state, "ready", "it ends by the database's");
    },
  );
