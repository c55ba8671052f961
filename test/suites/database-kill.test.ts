import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { test } from "node:test";
import { DIALECTS, on } from "../harness/databases.ts";
import { newStore } from "../harness/new-store.ts";

const WRITER = new URL("../harness/write-for-ever.ts", import.meta.url);
const ROUNDS = 3;
const ANSWERED_A_ROUND = 100;

for (const dialect of DIALECTS)
  test(
    `what was answered survives kill -9, and nothing stands by halves (${dialect})`,
    await on(dialect),
    async (t) => {
      const { store, folder, url } = await newStore(t, dialect);
      const answered: string[] = [];
      for (let round = 1; round <= ROUNDS; round++) {
        const child = fork(WRITER, [dialect, url ?? join(folder, "wall.db"), `round ${round}`], { execArgv: [] });
        let heard = 0;
        child.on("message", (name: string) => {
          answered.push(name);
          heard += 1;
          if (heard === ANSWERED_A_ROUND) child.kill("SIGKILL");
        });
        const [, signal] = (await once(child, "exit")) as [number | null, string | null];
        assert.equal(signal, "SIGKILL");
      }
      const names = new Set((await store.reader.selectFrom("chores").select("name").execute()).map((row) => row.name));
      assert.ok(answered.length >= ROUNDS * ANSWERED_A_ROUND);
      assert.deepEqual(
        answered.filter((name) => !names.has(`${name} whole`)),
        [],
      );
      const halves = [...names].filter(
        (name) => name.endsWith(" begun") && !names.has(name.replace(/begun$/, "whole")),
      );
      assert.deepEqual(halves, []);
    },
  );
