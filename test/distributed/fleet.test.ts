import assert from "node:assert/strict";
import { test } from "node:test";
import { everyFaultOnce, runFleet } from "../faults/fleet.ts";
import { onPrivatePostgres } from "../harness/private-postgres.ts";
import { withRedis } from "../harness/redis.ts";
import { onRealS3 } from "../harness/s3-server.ts";

const NEEDED = [onPrivatePostgres(), withRedis(), onRealS3()].find(({ skip }) => skip !== false) ?? { skip: false };
const SHARES = 60;
/** Each step whose worker was lost is done again in a child of its own; few at once keep this short. */
const FEW_AT_ONCE = { WORK_CONTENT: "2", WORK_AI: "2" };
/** Leases are short, so that a worker that sleeps for longer need not sleep for long. */
const LEASE_MS = 6_000;
const FROZEN_MS = 8_000;

test(
  "servers and workers on PostgreSQL, Redis and S3 keep every promise through every fault, once each",
  NEEDED,
  async (t) => {
    const plan = {
      seed: 5,
      shares: SHARES,
      pauseMs: { from: 150, to: 600 },
      mostWaiting: 12,
      restMs: { from: 100, to: 500 },
      frozenMs: FROZEN_MS,
      hasShortLeases: true,
      filesAwayMs: 2_000,
      redisAwayMs: 1_000,
      readers: 2,
      ownBucketServer: false,
      quietWithinMs: 60_000,
      lookEveryMs: 500,
      settings: { DW_LEASE_MS: String(LEASE_MS), ...FEW_AT_ONCE },
      say: (line: string) => t.diagnostic(line),
    };
    const { violations, kills, accepted } = await runFleet(plan, everyFaultOnce);
    assert.deepEqual(violations, []);
    assert.ok(accepted >= SHARES);
    assert.ok(kills.length === 1 && kills.every((steps) => steps > 0), "a worker died with steps running");
  },
);
