import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { glob, readdir, readFile, readlink, writeFile } from "node:fs/promises";
import { get, type IncomingMessage } from "node:http";
import { join } from "node:path";
import { test } from "node:test";
import { parse } from "parse5";
import { parse as parseYaml } from "yaml";
import { openFiles } from "../../src/app/open-files.ts";
import { openStore } from "../../src/app/open-store.ts";
import { newId } from "../../src/core/ids.ts";
import { ensureOwner } from "../../src/wall/make-owner.ts";
import { ended, runProgram, serve, startProgram } from "../commands/run-program.ts";
import { emptySystem, exported, linesOf, unpack } from "../harness/archives.ts";
import { type Journey, newJourney } from "../harness/journey.ts";
import { newItems } from "../harness/new-items.ts";
import { TOPOLOGIES, within } from "../harness/topologies.ts";
import { until } from "../harness/until.ts";

/** CSV by RFC 4180, as a spreadsheet reads it. */
function readCsv(text: string): Record<string, string>[] {
  const rows: string[][] = [[]];
  for (const [, quoted, bare = "", end = ""] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    rows.at(-1)?.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
    if (end === "\r\n") rows.push([]);
    if (end === "") break;
  }
  const [names = [], ...others] = rows;
  return others
    .filter((row) => row.length === names.length)
    .map((row) => Object.fromEntries(names.map((name, at) => [name, row[at] ?? ""])));
}

interface Node {
  readonly nodeName: string;
  readonly attrs?: readonly { readonly name: string; readonly value: string }[];
  readonly childNodes?: readonly Node[];
  readonly value?: string;
}

/** Every element of a name, with its attributes and its text. */
function elementsOf(node: Node, name: string): { attributes: Record<string, string>; text: string }[] {
  const inner = (node.childNodes ?? []).flatMap((child) => elementsOf(child, name));
  if (node.nodeName !== name) return inner;
  const attributes = Object.fromEntries((node.attrs ?? []).map((one) => [one.name, one.value]));
  return [{ attributes, text: (node.childNodes ?? []).map((child) => child.value ?? "").join("") }, ...inner];
}

const HOSTILE = `</A><script>alert(1)</script>" & 'x'`;

async function odd(wall: Journey): Promise<void> {
  const { body: board } = await wall.expect<{ id: string }>(201, "POST", "/walls", {
    body: { name: `Boats ${HOSTILE}` },
  });
  await wall.share({
    url: "https://quay.example/?a=1&b=2",
    title: HOSTILE,
    note: `=HYPERLINK("x")\nsecond line, "quoted"`,
    tags: ["quay", "été"],
    wall_id: board.id,
  });
  await wall.share({ text: "+1 for the posts", title: "@cmd", tags: ["-1"] });
  const trashed = await wall.share({ text: "thrown away" });
  await wall.expect(204, "DELETE", `/items/${trashed.item_id}`);
}

test("a table of items is read as it was written, and holds no formula", async (t) => {
  const wall = await newJourney(t, { workers: false });
  await odd(wall);
  const text = (await exported(wall, "format=csv")).toString("utf8");
  assert.ok(text.startsWith("\ufeffid,"), "Excel knows by this that it is UTF-8");
  const rows = readCsv(text.slice(1));
  assert.equal(rows.length, 2, "what lies in the trash is not in it");
  const [link, note] = rows;
  assert.equal(link?.["url"], "https://quay.example/?a=1&b=2");
  assert.equal(link?.["title"], HOSTILE);
  assert.equal(link?.["note"], `'=HYPERLINK("x")\nsecond line, "quoted"`);
  assert.deepEqual(link?.["tags"]?.split(", ").toSorted(), ["quay", "été"]);
  assert.equal(note?.["text"], "'+1 for the posts");
  assert.equal(note?.["title"], "'@cmd");
  assert.equal(note?.["tags"], "'-1");
  for (const row of rows) for (const cell of Object.values(row)) assert.doesNotMatch(cell, /^[=+\-@\t\r]/);
});

test("bookmarks are read by what reads HTML: folders, dates, tags, notes; nothing of them acts", async (t) => {
  const wall = await newJourney(t, { workers: false });
  await odd(wall);
  const text = (await exported(wall, "format=html")).toString("utf8");
  assert.match(text, /^<!DOCTYPE NETSCAPE-Bookmark-file-1>\n/);
  const document = parse(text) as unknown as Node;
  assert.deepEqual(elementsOf(document, "script"), []);
  assert.deepEqual(
    elementsOf(document, "h3").map((one) => one.text),
    ["Inbox", `Boats ${HOSTILE}`],
  );
  const [link, ...others] = elementsOf(document, "a");
  assert.deepEqual(others, [], "notes have no address");
  assert.equal(link?.text, HOSTILE);
  assert.equal(link?.attributes["href"], "https://quay.example/?a=1&b=2");
  assert.deepEqual(link?.attributes["tags"]?.split(",").toSorted(), ["quay", "été"]);
  assert.ok(Math.abs(Number(link?.attributes["add_date"]) - Date.now() / 1_000) < 120);
  assert.match(elementsOf(document, "dd")[0]?.text ?? "", /=HYPERLINK/);
});

test("each item is a text with front matter that YAML reads, whatever its title is", async (t) => {
  const wall = await newJourney(t, { workers: false });
  await odd(wall);
  const titles = ["---", "a: b\n# c", "\u2028\u0085 é: [", "con/../aux.md", "x".repeat(400), "."];
  for (const title of titles) await wall.share({ text: `text of ${title}`, title });
  const { entries } = await unpack(await exported(wall));
  const notes = [...entries].filter(([name]) => name.startsWith("notes/"));
  assert.equal(notes.length, 2 + titles.length);
  const told = linesOf<{ id: string; title: string }>({ entries, bytes: Buffer.alloc(0) }, "items.jsonl");
  for (const [name, bytes] of notes) {
    assert.match(name, /^notes\/\d{4}-\d\d-\d\d [^/\\:]{1,80} [0-9a-f]{12}\.md$/);
    const [, front = "", body = ""] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(bytes.toString("utf8")) ?? [];
    const fields = parseYaml(front) as { id: string; title: string; created: string };
    assert.equal(fields.title, told.find(({ id }) => id === fields.id)?.title);
    assert.match(body, /^\n# /);
  }
});

for (const topology of TOPOLOGIES)
  test(
    `under writes nothing that stood all the while is missing, and each item is whole (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology, workers: false });
      const rows = Array.from({ length: 300 }, (_, at) => ({ text: `Note ${at}` }));
      const { body } = await wall.expect<{ items: { item_id: string }[] }>(200, "POST", "/share/bulk", { body: rows });
      const ids = body.items.map(({ item_id }) => item_id);
      let isDone = false;
      let edits = 0;
      const writing = (async () => {
        for (; !isDone; edits++) {
          const id = ids[(edits * 7) % ids.length] ?? "";
          // Of one request: whoever sees half of it sees two that differ.
          await wall.expect(200, "PATCH", `/items/${id}`, { body: { title: `edit ${edits}`, note: `edit ${edits}` } });
          await wall.expect(200, "PUT", `/items/${id}/tags/edit-${edits % 5}`);
          if (edits % 3 === 0) await wall.share({ text: `another ${edits}` });
        }
      })();
      await until("writes under way", () => edits > 5 || null);
      for (let times = 0; times < 3; times++) {
        const archive = await unpack(await exported(wall));
        const items = linesOf<{
          id: string;
          own: { title?: string; note?: string };
          places: unknown[];
          tags: { tag: string }[];
        }>(archive, "items.jsonl");
        const seen = new Set(items.map(({ id }) => id));
        assert.deepEqual(
          ids.filter((id) => !seen.has(id)),
          [],
        );
        assert.equal(seen.size, items.length, "none twice");
        const tags = new Set(linesOf(archive, "tags.jsonl").map(({ id }) => id));
        for (const item of items) {
          assert.equal(item.own.title, item.own.note, "each item is whole");
          assert.equal(item.places.length, 1);
          for (const { tag } of item.tags) assert.ok(tags.has(tag), "what it names is there, too");
        }
      }
      isDone = true;
      await writing;
    },
  );

test("whoever goes in the middle leaves nothing open behind", async (t) => {
  // Open files are seen where they lie in a folder.
  const wall = await newJourney(t, { topology: "embedded", workers: false });
  for (let times = 0; times < 3; times++) {
    const form = new FormData();
    form.append("files", new File([new Uint8Array(randomBytes(20_000_000))], `large-${times}.bin`));
    await wall.expect(202, "POST", "/share", { body: form });
  }
  const openUnder = async (folder: string) => {
    const links = await Promise.all(
      (await Array.fromAsync(glob("/proc/[0-9]*/fd/*"))).map((open) => readlink(open).catch(() => "")),
    );
    return links.filter((link) => link.startsWith(folder)).length;
  };
  const folder = join(wall.dataDir, "files");
  for (const query of ["format=zip", "format=jsonl"]) {
    const gone = get(`${wall.url}/api/v1/export?${query}`, {
      agent: false,
      headers: { authorization: `Bearer ${wall.key}` },
    });
    gone.on("error", () => {});
    const [answer] = (await once(gone, "response")) as [IncomingMessage];
    answer.on("error", () => {});
    await once(answer, "readable");
    if (query === "format=zip") await until("a file to be open", async () => (await openUnder(folder)) > 0 || null);
    gone.destroy();
    await until("all to be closed", async () => (await openUnder(folder)) === 0 || null);
  }
  assert.equal(
    (await fetch(`${wall.url}/api/v1/export`, { method: "HEAD", headers: { authorization: `Bearer ${wall.key}` } }))
      .status,
    405,
  );
});

/** How `npm start` has a server collect what it no longer needs. */
const AS_NPM_START = { NODE_OPTIONS: "--max-semi-space-size=8 --max-old-space-size=1024" };

test("the memory of an export does not grow with what is exported", async (t) => {
  const peakOf = async (items: number, textBytes: number, fileBytes: number): Promise<number> => {
    const system = await emptySystem(t, "sqlite");
    const opened = await openStore(system.settings);
    const { store } = opened;
    const { owner } = await ensureOwner(store);
    const ids = await newItems(store, { id: owner } as never, items);
    const { id: wall } = await store.reader.selectFrom("walls").select("id").executeTakeFirstOrThrow();
    const text = "seven posts of the quay ".repeat(Math.ceil(textBytes / 24));
    await store.write((unit) => unit.db.updateTable("items").set({ own: '{"firstTitle":"A note"}' }).execute());
    for (let at = 0; at < ids.length; at += 100)
      await store.write(async (unit) => {
        for (const [n, item] of ids.slice(at, at + 100).entries()) {
          const place = { wall, item, clock: at + n + 1, sort_at: at + n, added_by: owner, removed_at: null };
          await unit.db.insertInto("places").values(place).execute();
          const content = { item, shared_text: null, html: text, markdown: text, text, files_text: null };
          await unit.db.insertInto("contents").values(content).execute();
        }
      });
    const files = await openFiles(system.settings.files);
    const id = newId();
    const key = `${id.slice(-2)}/${id}`;
    const zeros = (async function* () {
      for (let left = fileBytes; left > 0; left -= 1_000_000) yield Buffer.alloc(Math.min(left, 1_000_000), 7);
    })();
    const { sha256, bytes } = await files.put(key, zeros, { maxBytes: fileBytes });
    await store.write(async (unit) => {
      const file = {
        id,
        owner,
        item: ids[0] ?? "",
        role: "original",
        state: "kept",
        store_key: key,
        sha256,
        bytes,
      } as const;
      const nothing = {
        name: "large.bin",
        width: null,
        height: null,
        placeholder: null,
        made_from: null,
        staged_by: null,
        facts: null,
      };
      await unit.db
        .insertInto("files")
        .values({ ...file, ...nothing, type: "application/octet-stream", created_at: unit.nowMs })
        .execute();
    });
    await files.close();
    await opened.close();
    const program = startProgram(t, ["export", join(system.folder, "out.zip"), "--json"], {
      settings: { ...system.environment, ...AS_NPM_START },
    });
    let peak = 0;
    const looking = setInterval(() => {
      void readFile(`/proc/${program.pid}/status`, "utf8").then(
        (status) => (peak = Math.max(peak, Number(/RssAnon:\s+(\d+)/.exec(status)?.[1] ?? 0) * 1_024)),
        () => undefined,
      );
    }, 20);
    const { code, stderr } = await ended(program);
    clearInterval(looking);
    assert.equal(code, 0, stderr);
    return peak;
  };
  // Enough for every cache to be full and the collector to have its usual slack.
  const small = await peakOf(1_000, 20_000, 1_000);
  const large = await peakOf(5_000, 20_000, 300_000_000);
  const moreMb = Math.round((large - small) / 1_000_000);
  t.diagnostic(`5,000 items with 300 MB of texts and a file of 300 MB: ${moreMb} MB more than a fifth of it`);
  assert.ok(small > 10_000_000);
  assert.ok(moreMb < 100, `${moreMb} MB`);
});

test("the command writes a whole file or none, by the server or without one, and never over another", async (t) => {
  const { program, settings, url } = await serve(t);
  const key = (await readFile(join(settings["DATA_DIR"] ?? "", "owner.key"), "utf8")).trim();
  const shared = await fetch(`${url}/api/v1/share`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify({ url: "https://quay.example/" }),
  });
  assert.equal(shared.status, 202);
  const folder = (await emptySystem(t, "sqlite")).folder;
  const file = (name: string) => join(folder, name);
  const run = (...words: string[]) => runProgram(t, ["export", ...words], { settings });
  const online = await run(file("one.html"));
  assert.deepEqual([online.code, online.stderr], [0, ""]);
  assert.match(online.stdout, /^Exported to .*one\.html \(\d+ bytes\)\.\n$/);
  assert.match(await readFile(file("one.html"), "utf8"), /quay\.example/);
  const again = await run(file("one.html"));
  assert.deepEqual([again.code, /already; give another name, or --overwrite/.test(again.stderr)], [1, true]);
  assert.equal((await run(file("one.html"), "--overwrite")).code, 0);
  assert.equal((await run(file("x"))).code, 2);
  const unknown = await run(file("wall.csv"), "--wall", "Nowhere");
  assert.deepEqual([unknown.code, /There is no wall "Nowhere"/.test(unknown.stderr)], [1, true]);
  assert.equal((await run(file("inbox.bin"), "--wall", "inbox", "--format", "csv")).code, 0);

  const stopped = ended(program);
  program.kill("SIGTERM");
  await stopped;
  const offline = await run(file("all.zip"));
  assert.equal(offline.code, 0, offline.stderr);
  assert.equal(linesOf(await unpack(await readFile(file("all.zip"))), "items.jsonl").length, 1);
  await writeFile(file("taken.zip"), "mine");
  assert.equal((await run(file("taken.zip"))).code, 1);
  assert.equal(await readFile(file("taken.zip"), "utf8"), "mine");
  assert.deepEqual(
    (await readdir(folder)).filter((name) => name.endsWith(".part")),
    [],
  );
});
