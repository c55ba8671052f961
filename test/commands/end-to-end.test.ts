import assert from "node:assert/strict";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { chmod, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import type { Item } from "../../src/contract/items.ts";
import type { ShareStatus } from "../../src/contract/shares.ts";
import { freshPostgres, on } from "../harness/databases.ts";
import { emptyFolder, ended, runProgram, type Serving, serve, startProgram } from "./run-program.ts";

/** Asks the server of a test and reads the JSON it is answered. */
function asker(t: TestContext, { settings }: Pick<Serving, "settings">) {
  return async <Body>(...words: string[]): Promise<Body> => {
    const { code, stdout, stderr } = await runProgram(t, [...words, "--json"], { settings });
    assert.equal(code, 0, `${words.join(" ")}: ${stderr}`);
    return JSON.parse(stdout) as Body;
  };
}

test("what is shared on the command line is found, listed and opened there", async (t) => {
  const ask = asker(t, await serve(t));
  const shared = await ask<ShareStatus & { item: Item }>(
    "share",
    "Sourdough bread needs time",
    "--tag",
    "kitchen",
    "--note",
    "for Sunday",
  );
  assert.deepEqual([shared.status, shared.progress], ["completed", 1]);
  assert.ok(shared.item.tags.some(({ name, by }) => name === "kitchen" && by === "person"));

  const found = await ask<{ items: Item[]; total: number }>("search", "sourdough", "bread");
  assert.deepEqual([found.total, found.items[0]?.id], [1, shared.result_id]);
  assert.deepEqual(
    (await ask<{ items: Item[] }>("search", "bread", "--wall", "inbox")).items.map(({ id }) => id),
    [shared.result_id],
  );
  assert.deepEqual((await ask<{ items: Item[] }>("list", "--trash")).items, []);
  const status = await ask<ShareStatus>("status", shared.processing_id, "--watch");
  assert.equal(status.result_id, shared.result_id);
  const opened = await ask<{ note: string; markdown: string }>("open", String(shared.result_id));
  assert.deepEqual([opened.note, opened.markdown], ["for Sunday", "Sourdough bread needs time"]);
});

test("what stands there twice is listed and made one", async (t) => {
  const serving = await serve(t);
  const ask = asker(t, serving);
  const share = async (note: string) =>
    String((await ask<ShareStatus>("share", "Sourdough bread needs time", "--note", note)).result_id);
  const [older, newer] = [await share("for Sunday"), await share("and for Lin")];
  const { items: pairs } = await ask<{ items: { why: string; items: Item[] }[] }>("duplicates");
  assert.deepEqual(
    pairs.map(({ why, items }) => [why, ...items.map(({ id }) => id)]),
    [["text", older, newer]],
  );
  const { stdout: told } = await runProgram(t, ["duplicates"], { settings: serving.settings });
  assert.match(told, /^They say the same:\nSourdough bread/);

  const one = await ask<Item>("merge", newer, "--into", older);
  assert.deepEqual([one.id, one.note], [older, "for Sunday\nand for Lin"]);
  const { stdout: none } = await runProgram(t, ["duplicates"], { settings: serving.settings });
  assert.equal(none, "Nothing stands there twice.\n");
  const { code, stderr } = await runProgram(t, ["merge", older, "--into", newer], { settings: serving.settings });
  assert.deepEqual([code, stderr.includes(older)], [1, true]);
});

test("what was marked is listed and found by its words", async (t) => {
  const serving = await serve(t);
  const ask = asker(t, serving);
  const shared = await ask<ShareStatus>("share", "Sourdough bread needs time and patience");
  const { stdout: none } = await runProgram(t, ["highlights"], { settings: serving.settings });
  assert.equal(none, "Nothing is marked yet.\n");
  const key = (await readFile(join(serving.settings["DATA_DIR"] ?? "", "owner.key"), "utf8")).trim();
  const marked = await fetch(`${serving.url}/api/v1/items/${shared.result_id}/highlights`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify({ text: "needs time", note: "a day" }),
  });
  assert.equal(marked.status, 201);
  assert.equal((await ask<{ items: { text: string }[] }>("highlights", "tim", "day")).items[0]?.text, "needs time");
  const { stdout } = await runProgram(t, ["highlights"], { settings: serving.settings });
  assert.match(stdout, /^> needs time\na day\nSourdough bread/);
  const { stdout: other } = await runProgram(t, ["highlights", "yeast"], { settings: serving.settings });
  assert.equal(other, "No highlight has these words.\n");
});

test("files and what is piped in arrive byte for byte", async (t) => {
  const serving = await serve(t);
  const file = join(await emptyFolder(t), "whales.txt");
  await writeFile(file, "Blue whales sing.\n");
  const { code, stdout } = await runProgram(t, ["share", file, "-", "--json"], {
    settings: serving.settings,
    input: Uint8Array.of(0x89, 0xff, 0x00),
  });
  assert.equal(code, 0);
  const [text, piped] = stdout
    .trimEnd()
    .split("\n")
    .map((line) => (JSON.parse(line) as { item: Item }).item.files[0]);
  assert.deepEqual([text?.name, text?.bytes, piped?.bytes], ["whales.txt", 18, 3]);
  const key = (await readFile(join(serving.settings["DATA_DIR"] ?? "", "owner.key"), "utf8")).trim();
  const answer = await fetch(new URL(piped?.url ?? "", serving.url), { headers: { authorization: `Bearer ${key}` } });
  assert.deepEqual([...(await answer.bytes())], [0x89, 0xff, 0x00]);
});

test("a key that may only share shares, and learns nothing else", async (t) => {
  const serving = await serve(t);
  const ask = asker(t, serving);
  const made = await ask<{ id: string; key: string }>(
    "key",
    "create",
    "--name",
    "Phone",
    "--scope",
    "share",
    "--expires",
    "30d",
  );
  const { items } = await ask<{ items: { id: string; name: string; expires_at: string | null }[] }>("key", "list");
  assert.ok(items.some(({ id, name, expires_at }) => id === made.id && name === "Phone" && expires_at !== null));

  const settings = { ...serving.settings, DW_KEY: made.key };
  const shared = await runProgram(t, ["share", "from the phone"], { settings });
  assert.deepEqual([shared.code, shared.stdout], [0, "✓ from the phone\n"]);
  const listed = await runProgram(t, ["list"], { settings });
  assert.deepEqual([listed.code, listed.stdout], [1, ""]);

  assert.deepEqual(await ask("key", "revoke", made.id), { revoked: made.id });
  const revoked = await runProgram(t, ["share", "once more"], { settings });
  assert.equal(revoked.code, 1);
  assert.match(revoked.stderr, /^[^\n]+Give another key with --key or DW_KEY\.\n$/);
});

test("the owner's link works with a server and without one", async (t) => {
  const serving = await serve(t);
  const ask = asker(t, serving);
  const running = await ask<{ url: string; offline: boolean }>("owner-link");
  assert.ok(running.url.startsWith(`${serving.url}/welcome#`));
  serving.program.kill("SIGTERM");
  await ended(serving.program);
  const alone = await ask<{ url: string; offline: boolean }>("owner-link");
  assert.deepEqual([running.offline, alone.offline], [false, true]);
});

test("the banner names the address, the link and the key, and SIGTERM ends with 0 and cleans up", async (t) => {
  const { program, url, banner, settings } = await serve(t);
  assert.ok(banner.includes(`is at ${url}\n`));
  assert.match(banner, /within 15 minutes:\n {2}http:\S+\/welcome#\S+\n/);
  assert.ok(banner.includes(join(settings["DATA_DIR"] ?? "", "owner.key")));
  const again = await runProgram(t, ["serve"], { settings: { ...settings, PORT: "0" } });
  assert.equal(again.code, 1);
  assert.match(again.stderr, /^Digital Wall runs on this folder already \(process \d+\)[^\n]+\n$/);
  program.kill("SIGTERM");
  assert.equal((await ended(program)).code, 0);
  assert.ok(!existsSync(join(settings["DATA_DIR"] ?? "", "server.json")));
});

test("a misspelt setting is named, and a port that is taken is one sentence", async (t) => {
  const { url } = await serve(t);
  const settings = {
    DATA_DIR: join(await emptyFolder(t), "data"),
    LOG_LEVEL: "silent",
    PORT: new URL(url).port,
    PUBLIC_ULR: "x",
  };
  const { code, stderr } = await runProgram(t, ["serve"], { settings });
  assert.equal(code, 1);
  assert.match(
    stderr,
    /^PUBLIC_ULR is no setting and has no effect; PUBLIC_URL was probably meant\.\nAnother program listens on port \d+ already[^\n]+\n$/,
  );
});

test("who asks a second time to stop is obeyed at once", async (t) => {
  const stuck = `
    import { untilStopped } from ${JSON.stringify(join(import.meta.dirname, "../../src/commands/until-stopped.ts"))};
    setInterval(() => {}, 1000);
    console.log("ready");
    await untilStopped(() => new Promise(() => {}));`;
  const file = join(await emptyFolder(t), "stuck.mjs");
  await writeFile(file, stuck);
  const program = startProgram(t, [], { launcher: file });
  await once(program.stdout, "data");
  const end = ended(program);
  const asking = setInterval(() => program.kill("SIGTERM"), 100);
  t.after(() => clearInterval(asking));
  assert.equal((await end).code, 1);
});

test("the doctor of a running server finds everything in order, and a key that others can read", async (t) => {
  const { settings } = await serve(t);
  const well = await runProgram(t, ["doctor"], { settings });
  assert.equal(well.code, 0, well.stdout);
  for (const check of ["Node", "Folder", "Lock", "Database", "Owner's key", "Server", "  database", "Key", "Pictures"])
    assert.match(well.stdout, new RegExp(`^✓ ${check}`, "m"));
  await chmod(join(settings["DATA_DIR"] ?? "", "owner.key"), 0o644);
  const ill = await runProgram(t, ["doctor", "--json"], { settings });
  const { findings } = JSON.parse(ill.stdout) as { findings: { check: string; level: string; todo: string | null }[] };
  assert.equal(ill.code, 1);
  assert.match(findings.find(({ check }) => check === "Owner's key")?.todo ?? "", /^chmod 600 /);
});

test(
  "on PostgreSQL migrate, worker, --no-workers and the owner's key work together",
  await on("postgres"),
  async (t) => {
    const { url, drop } = await freshPostgres();
    t.after(drop);
    const shared = { DATABASE_URL: url, LOG_LEVEL: "silent" };
    const migrated = await runProgram(t, ["migrate", "--json"], {
      settings: { ...shared, DATA_DIR: await emptyFolder(t) },
    });
    assert.ok((JSON.parse(migrated.stdout) as { applied: string[] }).applied.length > 0, migrated.stderr);
    const made = await runProgram(t, ["key", "create", "--owner"], {
      settings: { ...shared, DATA_DIR: await emptyFolder(t) },
    });
    assert.match(made.stdout, /^dw_\S+\n$/);

    const dataDir = await emptyFolder(t);
    const api = startProgram(t, ["serve", "--no-workers"], { settings: { ...shared, DATA_DIR: dataDir, PORT: "0" } });
    const worker = startProgram(t, ["worker"], { settings: { ...shared, DATA_DIR: dataDir } });
    for await (const part of api.stdout.iterator({ destroyOnReturn: false }))
      if (String(part).includes("Ctrl-C")) break;
    const settings = { DATA_DIR: dataDir, DW_KEY: made.stdout.trim() };
    const done = await runProgram(t, ["share", "worked on elsewhere", "--json"], { settings });
    assert.equal((JSON.parse(done.stdout) as ShareStatus).status, "completed");
    const doctor = await runProgram(t, ["doctor"], { settings: { ...shared, DATA_DIR: dataDir } });
    assert.match(doctor.stdout, /^✓ Database .*PostgreSQL, up to date/m);
    for (const program of [api, worker]) {
      program.kill("SIGTERM");
      assert.equal((await ended(program)).code, 0);
    }
  },
);
