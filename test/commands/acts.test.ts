import assert from "node:assert/strict";
import { test } from "node:test";
import { runProgram, serve } from "./run-program.ts";

test("everything that a question finds is changed on the command line, listed and undone", async (t) => {
  const serving = await serve(t);
  const run = (...words: string[]) => runProgram(t, words, { settings: serving.settings });
  for (const text of ["a lantern of brass", "a lantern of tin", "an oar"])
    assert.equal((await run("share", text)).code, 0);
  assert.equal((await run("walls", "make", "Boats")).code, 0);

  const dry = await run("change", "--query", "lantern", "--trash", "--dry-run");
  assert.match(dry.stdout, /^2 would be asked; nothing was changed/);
  const tagged = await run("change", "--query", "lantern", "--tag", "harbour");
  assert.match(tagged.stdout, /^Of 2: 2 changed\./);
  const [, id = ""] = /undo ([0-9a-f-]{36})/.exec(tagged.stdout) ?? [];
  assert.match((await run("change", "--query", "lantern", "--tag", "harbour")).stdout, /^Of 2: 2 as wanted already\./);
  const moved = await run("change", "--query", "lantern", "--wall", "Inbox", "--move", "boats", "--json");
  const act = JSON.parse(moved.stdout) as { id: string; counts: { changed: number } };
  assert.equal(act.counts.changed, 2);
  const listed = await run("acts");
  assert.match(listed.stdout, /tag harbour of "lantern": 2 changed/);

  assert.match((await run("undo", act.id)).stdout, /^Undone: 2 taken back\./);
  assert.match((await run("undo", id.toUpperCase())).stdout, /^Undone: 2 taken back\./);
  const again = await run("undo", id);
  assert.deepEqual([again.code, again.stdout], [1, ""]);
  assert.match((await run("acts", "--json")).stdout, /"undone": 2/);

  for (const words of [
    ["change", "--query", "lantern"],
    ["change", "--query", "lantern", "--pin", "--trash"],
    ["change", "--query", "lantern", "--move", "Boats"],
    ["change", "--pin"],
  ])
    assert.equal((await run(...words)).code, 2, words.join(" "));
  const unclear = await run("change", "--query", 'lantern "unclosed', "--trash");
  assert.deepEqual([unclear.code, unclear.stdout], [1, ""]);
  assert.match((await run("undo", "no-act")).stderr, /\S/);
});
