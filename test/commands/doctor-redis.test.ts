import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { privateRedis, withRedis } from "../harness/redis.ts";
import { runProgram } from "./run-program.ts";

test("the doctor looks at Redis where one is named, and never shows its password", withRedis(), async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "dw-doctor-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const redis = await privateRedis(t);
  const look = async (url = redis.url) =>
    await runProgram(t, ["doctor"], { settings: { DATA_DIR: folder, REDIS_URL: url } });

  assert.match((await look()).stdout, /^✓ Redis +(Redis|Valkey) \d+\.\d+/m);
  await redis.ask("CONFIG", "SET", "maxmemory-policy", "allkeys-lru");
  assert.match((await look()).stdout, /^! Redis .*allkeys-lru/m);

  const refused = await look(redis.url.replace(redis.password, "another-password"));
  assert.match(refused.stdout, /^✗ Redis .*WRONGPASS/m);
  await redis.kill();
  const away = await look();
  assert.equal(away.code, 1);
  assert.match(away.stdout, /^✗ Redis .*ECONNREFUSED/m);
  for (const { stdout, stderr } of [refused, away])
    assert.doesNotMatch(stdout + stderr, /a-password-of-tests|another-password/);
});
