import assert from "node:assert/strict";
import { test } from "node:test";
import { runProgram, serve } from "./run-program.ts";

test("tags are listed, renamed, merged, deleted and brought back on the command line", async (t) => {
  const serving = await serve(t);
  const settings = { settings: serving.settings };
  const run = (...words: string[]) => runProgram(t, ["tags", ...words], settings);
  const share = (text: string, ...tags: string[]) =>
    runProgram(t, ["share", text, "--no-wait", ...tags.flatMap((tag) => ["--tag", tag])], settings);
  await share("seven posts at night", "Hafen", "boats");
  await share("a rope of hemp", "boat");

  assert.match((await run("rename", "hafen", "harbour")).stdout, /^harbour {2,}1 thing {2,}also Hafen\n$/);
  const taken = await run("rename", "boats", "Harbour");
  assert.deepEqual([taken.code, taken.stdout], [1, ""]);
  assert.match(taken.stderr, /"harbour" is a tag already/);
  assert.match((await run("rename", "Harbour", "HARBOUR")).stdout, /^HARBOUR {2,}1 thing {2,}also Hafen\n$/);
  const same = await run("rename", "harbour", "HARBOUR");
  assert.deepEqual([same.code, same.stdout], [1, ""]);
  assert.match(same.stderr, /spelled just so/);
  await run("rename", "HARBOUR", "harbour");
  assert.match((await run("merge", "boats", "boat")).stdout, /^boat {2,}2 things {2,}also boats\n$/);
  const listed = (await run()).stdout;
  assert.match(listed, /boat {2,}2 things/);
  assert.match(listed, /harbour {2,}1 thing/);
  assert.equal((await run("list", "--limit", "1")).stdout.trim().split("\n").length, 1);

  assert.match((await run("delete", "boat")).stdout, /Taken off 2 things/);
  assert.doesNotMatch((await run()).stdout, /boat/);
  const again = await run("delete", "boat");
  assert.deepEqual([again.code, again.stdout], [1, ""]);
  assert.match((await run("restore", "boat")).stdout, /^boat {2,}2 things {2,}also boats\n$/);
  const json = JSON.parse((await run("delete", "harbour", "--json")).stdout) as { name: string; items: number };
  assert.deepEqual([json.name, json.items], ["harbour", 1]);
});
