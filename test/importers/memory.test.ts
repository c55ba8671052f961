import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { once } from "node:events";
import { test } from "node:test";

const READER = new URL("../harness/read-large-import.ts", import.meta.url);
/** Half a gigabyte is what is promised; `IMPORT_MEGABYTES=500` shows it in a few minutes, this shows it in seconds. */
const MEGABYTES = Number(process.env["IMPORT_MEGABYTES"] ?? 120);
const MOST_MEGABYTES = 300;

for (const kind of ["netscape", "csv", "json", "linkwarden", "stray-quote", "one-string", "one-tag"] as const) {
  test(`a ${kind} file of ${MEGABYTES} MB is read within ${MOST_MEGABYTES} MB of memory`, async (t) => {
    // With the heap that `npm start` gives the server.
    const child = fork(READER, [kind, String(MEGABYTES)], {
      execArgv: ["--max-semi-space-size=8", "--max-old-space-size=1024"],
    });
    t.after(() => child.kill("SIGKILL"));
    const [{ things, broken, rssMegabytes, cpuMs }] = (await once(child, "message")) as [
      { things: number; broken: number; rssMegabytes: number; cpuMs: number },
    ];
    t.diagnostic(`${things} things, ${broken} broken, ${rssMegabytes} MB, ${cpuMs} ms of a processor`);
    assert.ok(things > 0 || broken > 0);
    assert.ok(rssMegabytes < MOST_MEGABYTES, `${rssMegabytes} MB`);
  });
}
