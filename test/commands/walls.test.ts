import assert from "node:assert/strict";
import { test } from "node:test";
import { runProgram, serve } from "./run-program.ts";

test("walls are made, listed and deleted on the command line, smart ones with their question", async (t) => {
  const serving = await serve(t);
  const run = (...words: string[]) => runProgram(t, ["walls", ...words], { settings: serving.settings });
  assert.equal((await run("make", "Boats")).code, 0);
  const smart = await run("make", "Lamps", "--query", "lamp -is:archived");
  assert.match(smart.stdout, /^[0-9a-f-]{36}\n$/);
  const { stdout } = await run("list");
  assert.match(stdout, /Inbox {2,}0 things/);
  assert.match(stdout, /Lamps {2,}0 things {2,}lamp -is:archived/);
  const refused = await run("make", "Nothing", "--query", "kind:nonsense");
  assert.deepEqual([refused.code, refused.stdout], [1, ""]);
  assert.match(refused.stderr, /value-unknown at 0–13/);
  assert.match((await run("delete", "lamps")).stdout, /Deleted/);
  assert.doesNotMatch((await run("list")).stdout, /Lamps/);
  assert.equal((await run("delete", "lamps")).code, 1);
});
