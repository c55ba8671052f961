import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { openStore } from "../../src/app/open-store.ts";
import { readSettings } from "../../src/config/settings.ts";
import { MIGRATION_NAMES } from "../../src/store/migrate.ts";
import { startServerProcess } from "../faults/server-process.ts";
import { freshPostgres, on } from "../harness/databases.ts";

const HERE = 10;
const PROCESSES = 3;

test(
  "many that start at once on an empty database all start, and each migration was applied by one of them",
  await on("postgres"),
  async (t) => {
    const folder = await mkdtemp(join(tmpdir(), "dw-start-"));
    const database = await freshPostgres();
    const settingsOf = (name: string) => ({
      DATA_DIR: join(folder, name),
      DATABASE_URL: database.url,
      DATABASE_POOL: "2",
      PORT: "0",
    });
    const processes = Array.from({ length: PROCESSES }, (_, n) => startServerProcess(settingsOf(`process-${n}`)));
    t.after(async () => {
      for (const process of processes) process.signal("SIGKILL");
      await Promise.all(processes.map((process) => process.ended));
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    });
    const opened = await Promise.all(
      Array.from({ length: HERE }, (_, n) => openStore(readSettings(settingsOf(`here-${n}`)), "serve")),
    );
    const served = await Promise.all(processes.map((process) => process.served));
    await Promise.all(opened.map((one) => one.close()));
    assert.ok(
      served.every((url) => url !== null),
      processes.flatMap(({ log }) => log).join("\n"),
    );
    const applied = [
      ...opened.flatMap((one) => one.applied),
      ...processes.flatMap(({ log }) => log.filter((line) => line.includes('"migrated"')).flatMap(appliedIn)),
    ];
    assert.deepEqual(applied.toSorted(), [...MIGRATION_NAMES]);
  },
);

const appliedIn = (line: string): string[] => (JSON.parse(line) as { applied: string[] }).applied;
