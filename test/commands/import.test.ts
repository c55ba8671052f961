import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import type { Import } from "../../src/contract/imports.ts";
import type { Item } from "../../src/contract/items.ts";
import { bookmarkFile } from "../harness/imports.ts";
import { openWallabag } from "../harness/service-wallabag.ts";
import { openLinkding } from "../harness/services.ts";
import { emptyFolder, runProgram, serve } from "./run-program.ts";

const FILE = bookmarkFile({
  Harbour: [{ url: "https://lamps.example/", title: "The last lamp", tags: "lamps" }],
  "": [{ url: "javascript:void(0)", title: "A trap" }],
});

test("a file of bookmarks is looked at, imported and taken back on the command line", async (t) => {
  const { settings } = await serve(t);
  const file = join(await emptyFolder(t), "bookmarks.html");
  await writeFile(file, FILE);
  const run = (...words: string[]) => runProgram(t, words, { settings });

  const looked = await run("import", file, "--dry-run");
  assert.equal(looked.code, 1, "a row is broken");
  assert.match(
    looked.stdout,
    /netscape.*: 1 things, nothing is made yet\n {2}1 new, 0 kept already or twice in it, 1 broken/,
  );
  assert.equal((JSON.parse((await run("list", "--json")).stdout) as { items: Item[] }).items.length, 0);

  const brought = await run("import", file, "--tags", "moved");
  assert.equal(brought.code, 1);
  assert.match(brought.stdout, /✗|✓ 1 new, 0 were there already, 1 broken/);
  assert.match(brought.stdout, /line \d+: .*does not begin with http/);
  const found = JSON.parse((await run("search", "last", "lamp", "--json")).stdout) as { items: Item[] };
  assert.deepEqual(found.items[0]?.tags.map(({ name }) => name).sort(), ["lamps", "moved"]);

  const { items: imports } = JSON.parse((await run("import", "list", "--json")).stdout) as { items: Import[] };
  assert.deepEqual(
    imports.map(({ state, source }) => [state, source.name]),
    [
      ["done", "bookmarks.html"],
      ["ready", "bookmarks.html"],
    ],
  );
  const undone = await run("import", "undo", String(imports[0]?.id));
  assert.deepEqual([undone.code, undone.stdout], [0, "✓ Taken back: 1. Left alone: 0.\n"]);
  assert.match((await run("import", "list")).stdout, /undone/);
});

test("a folder is packed on its way, and what is piped in is taken as it is", async (t) => {
  const { settings } = await serve(t);
  const folder = join(await emptyFolder(t), "papers");
  await mkdir(join(folder, "Knots"), { recursive: true });
  await writeFile(join(folder, "Knots", "bowline.md"), "# Bowline\n\nThe rabbit comes out of its hole.\n");
  await writeFile(join(folder, "tides.txt"), "High water at seven, low at one.");
  const run = async (words: string[], input?: string) => {
    const { code, stdout, stderr } = await runProgram(t, [...words, "--json"], {
      settings,
      ...(input === undefined ? {} : { input }),
    });
    assert.equal(code, 0, stderr);
    return JSON.parse(stdout) as Import;
  };
  const packed = await run(["import", folder]);
  assert.deepEqual([packed.state, packed.source.name, packed.counts.made], ["done", "papers.zip", 2]);
  const piped = await run(["import", "-"], "https://one.example/\nhttps://two.example/\n");
  assert.deepEqual([piped.format, piped.counts.made], ["links", 2]);
});

test("what cannot be imported is said in one sentence", async (t) => {
  const { settings } = await serve(t);
  const run = (...words: string[]) => runProgram(t, ["import", ...words], { settings });
  for (const [words, code, sentence] of [
    [[], 2, /Name the file/],
    [["no-such-file.html"], 2, /There is no file/],
    [["package.json", "--dry-run", "--wait"], 2, /waited for/],
    [["package.json", "--format", "floppy"], 1, /recognised/],
    [["undo", "0198c2f0-0000-7000-8000-000000000000"], 1, /no such import/],
  ] as const) {
    const ended = await run(...words);
    assert.deepEqual([ended.code, sentence.test(ended.stderr)], [code, true], ended.stderr);
  }
});

test("everything of a service is pulled on the command line, its key from the environment alone", async (t) => {
  const bookmark = { id: 1, url: "https://ding.example/", title: "A bell", tag_names: [], is_archived: false };
  const linkding = await openLinkding(t, {
    active: [{ ...bookmark, date_added: "2020-01-02T03:04:05Z" }],
    assets: null,
  });
  const { settings } = await serve(t, { FETCH_ALLOW_HOSTS: linkding.host });
  const words = ["import", "--from", "linkding", "--address", linkding.address];
  const without = await runProgram(t, words, { settings });
  assert.deepEqual([without.code, without.stderr.includes("DW_IMPORT_KEY")], [2, true]);
  const pulled = await runProgram(t, words, { settings: { ...settings, DW_IMPORT_KEY: linkding.key } });
  assert.equal(pulled.code, 0, pulled.stderr);
  assert.match(pulled.stdout, /1 new, 0 were there already, 0 broken/);
  assert.ok(!`${pulled.stdout}${pulled.stderr}`.includes(linkding.key));
  assert.equal((await runProgram(t, ["import", "--from", "linkding"], { settings })).code, 2);
});

test("a login comes from the environment alone, and stands in no log of the server", async (t) => {
  const entry = { id: 1, url: "https://ferry.example/", title: "A ferry", annotations: [], is_archived: 0 };
  const wallabag = await openWallabag(t, { entries: [{ ...entry, created_at: "2020-01-02T03:04:05Z" }] });
  const { settings, program } = await serve(t, { FETCH_ALLOW_HOSTS: wallabag.host, LOG_LEVEL: "debug" });
  const logged: string[] = [];
  for (const stream of [program.stdout, program.stderr]) stream.on("data", (part) => logged.push(String(part)));
  const words = ["import", "--from", "wallabag", "--address", wallabag.address];
  const { client_id, client_secret, username, password } = wallabag.login;
  const some = { ...settings, DW_IMPORT_CLIENT_ID: client_id, DW_IMPORT_CLIENT_SECRET: client_secret };
  const without = await runProgram(t, words, { settings: some });
  assert.deepEqual([without.code, without.stderr.includes("DW_IMPORT_PASSWORD")], [2, true]);
  const login = { ...some, DW_IMPORT_USERNAME: username };
  const wrong = await runProgram(t, words, { settings: { ...login, DW_IMPORT_PASSWORD: "guessed-pass" } });
  assert.deepEqual([wrong.code, wrong.stdout.includes("does not take this key or login")], [1, true], wrong.stdout);
  const pulled = await runProgram(t, words, { settings: { ...login, DW_IMPORT_PASSWORD: password } });
  assert.equal(pulled.code, 0, pulled.stderr);
  assert.match(pulled.stdout, /1 new, 0 were there already, 0 broken/);
  const told = [pulled, wrong].map(({ stdout, stderr }) => stdout + stderr).join("") + logged.join("");
  assert.ok(told.includes("import-ended"), "the log was heard");
  for (const secret of [client_secret, password, "guessed-pass", "wallabag-token-2", "wallabag-refresh-2"])
    assert.ok(!told.includes(secret), secret);
});
