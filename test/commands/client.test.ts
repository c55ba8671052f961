import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { Client } from "../../src/commands/client.ts";
import { readEventData } from "../../src/commands/event-stream.ts";
import { followShare } from "../../src/commands/follow-share.ts";
import { sendShare } from "../../src/commands/send-share.ts";
import type { ShareStatus } from "../../src/contract/shares.ts";
import { emptyFolder, runProgram } from "./run-program.ts";
import {
  type Answer,
  accepted,
  cut,
  events,
  ITEM_ID,
  json,
  problem,
  SHARE_ID,
  type SmallServer,
  shareStatus,
  smallServer,
} from "./small-server.ts";

const clientOf = ({ url }: Pick<SmallServer, "url">) =>
  new Client({ url, key: "dw_test", pageUrl: url, isLocal: true });
const aText = { kind: "text", text: "a thought" } as const;
const words = { tags: [] };
const nothing = () => {};

test("a request carries the key and its query", async (t) => {
  const server = await smallServer(t, json({ items: [] }));
  await clientOf(server).ask("GET", "/search", { query: { q: "blue & whale", cursor: undefined } });
  assert.equal(server.asked[0]?.path, "/api/v1/search?q=blue+%26+whale");
  assert.equal(server.asked[0]?.headers.authorization, "Bearer dw_test");
});

const REFUSALS: readonly (readonly [what: string, answer: Answer, says: RegExp])[] = [
  ["the detail", problem(422, "nothing-to-share", "There is nothing in it."), /^There is nothing in it\.$/],
  [
    "fields the detail does not name",
    problem(400, "fields-not-valid", "Two fields are wrong.", { errors: [{ field: "/title", message: "too long" }] }),
    /^Two fields are wrong\. \(title: too long\)$/,
  ],
  [
    "how to give another key",
    problem(401, "credentials-refused", "This key is not known."),
    /not known\. Give another key with --key or DW_KEY\.$/,
  ],
  ["when to come back", problem(429, "too-many-requests", "Slow down.", {}, { "retry-after": "7" }), /in 7 s\.$/],
  [
    "the request, where it is the server's fault",
    problem(500, "internal", "Something broke."),
    /^A title: Something broke\. \(request r-1\)$/,
  ],
  [
    "that something else answers",
    (_asked, response) => void response.writeHead(404).end("<h1>nginx</h1>"),
    /\(404\) is not Digital Wall/,
  ],
  [
    "where it is sent on to",
    (_asked, response) => void response.writeHead(301, { location: "https://wall.example/x" }).end(),
    /on to https:\/\/wall\.example; name/,
  ],
];

for (const [what, answer, says] of REFUSALS)
  test(`a refusal is one sentence that says ${what}`, async (t) => {
    const server = await smallServer(t, answer);
    await assert.rejects(clientOf(server).ask("GET", "/items"), (error: Error & { exitCode?: number }) => {
      assert.match(error.message, says);
      assert.equal(error.exitCode, 1);
      return true;
    });
  });

test("a server that is not there is named, with how to start it", async (t) => {
  const server = await smallServer(t, cut);
  await assert.rejects(clientOf(server).ask("GET", "/items"), {
    exitCode: 3,
    message: /^Digital Wall does not answer at http.*`digital-wall serve`\.$/,
  });
});

test("a share whose connection broke is sent again with the same idempotency key", async (t) => {
  const server = await smallServer(t, cut, cut, accepted);
  const { processing_id } = await sendShare(clientOf(server), aText, words, nothing);
  assert.equal(processing_id, SHARE_ID);
  const keys = server.asked.map(({ headers }) => headers["idempotency-key"]);
  assert.equal(keys.length, 3);
  assert.equal(new Set(keys).size, 1);
  assert.match(String(keys[0]), /^[0-9a-f-]{36}$/);
});

test("a server that says later is waited for, with the same idempotency key", async (t) => {
  const server = await smallServer(
    t,
    problem(429, "too-many-requests", "Slow down.", {}, { "retry-after": "0" }),
    accepted,
  );
  const waited: string[] = [];
  await sendShare(clientOf(server), aText, words, (seconds, why) => waited.push(`${seconds} ${why}`));
  assert.deepEqual(waited, ["1 A title"]);
  assert.equal(server.asked[0]?.headers["idempotency-key"], server.asked[1]?.headers["idempotency-key"]);
});

test("a refusal is not sent again", async (t) => {
  const server = await smallServer(t, problem(422, "nothing-to-share", "No."));
  await assert.rejects(sendShare(clientOf(server), aText, words, nothing), /^ServerRefused: No\.$/);
  assert.equal(server.asked.length, 1);
});

test("a file goes as a form, with its name, its bytes and every tag", async (t) => {
  const server = await smallServer(t, accepted);
  const file = { kind: "file", name: "whale.txt", blob: new Blob(["big"], { type: "text/plain" }) } as const;
  await sendShare(clientOf(server), file, { tags: ["sea", "blue"], title: "W" }, nothing);
  const { body = "", headers } = server.asked[0] ?? {};
  assert.match(headers?.["content-type"] ?? "", /^multipart\/form-data; boundary=/);
  assert.match(body, /name="files"; filename="whale\.txt"\r\nContent-Type: text\/plain\r\n\r\nbig\r\n/);
  assert.match(body, /name="tags"\r\n\r\nsea\r\n[\s\S]*name="tags"\r\n\r\nblue\r\n/);
  assert.match(body, /name="title"\r\n\r\nW\r\n/);
});

test("events are read whatever their line ends and wherever they are cut", async () => {
  const text = ': hello\r\nid: 1\r\ndata: {"a":\r\ndata: 1}\r\n\r\nretry: 5\n\ndata:ü\n\ndata: lost';
  async function* oneByOne() {
    for (const byte of new TextEncoder().encode(text)) yield await Promise.resolve(Uint8Array.of(byte));
  }
  assert.deepEqual(await Array.fromAsync(readEventData(oneByOne())), ['{"a":\n1}', "ü"]);
});

test("a stream that breaks is opened anew, until the share has ended", async (t) => {
  const done = shareStatus({ status: "completed", stage: "completed", progress: 1 });
  const server = await smallServer(t, events([shareStatus()], { broken: true }), cut, events([shareStatus(), done]));
  const seen: string[] = [];
  for await (const { status } of followShare(clientOf(server), SHARE_ID, AbortSignal.timeout(30_000)))
    seen.push(status);
  assert.deepEqual(seen, ["processing", "processing", "completed"]);
});

const item = {
  id: ITEM_ID,
  kind: "link",
  state: "ready",
  title: "Blue \u001b[31mwhales\u001b[0m",
  url: "https://sea.example/whales",
  site_name: null,
  created_at: new Date().toISOString(),
  tags: [{ name: "sea", by: "ai" }],
};

/** Runs a share against a server that accepts it and tells this end. */
async function shareThatEnds(t: TestContext, end: Partial<ShareStatus>, options: readonly string[] = []) {
  const server = await smallServer(t, accepted, events([shareStatus(), shareStatus(end)]), json(item));
  const settings = { DW_SERVER: server.url, DW_KEY: "dw_test", DATA_DIR: await emptyFolder(t) };
  return { ...(await runProgram(t, ["share", "https://sea.example/whales", ...options], { settings })), server };
}

test("a share ends with its title, tags, address and warnings, and steers no terminal", async (t) => {
  const warnings = [{ code: "page-unread" as const, message: "The page is gone.", step: "read" as const }];
  const { code, stdout, stderr, server } = await shareThatEnds(t, {
    status: "completed",
    result_id: ITEM_ID,
    warnings,
  });
  assert.equal(code, 0);
  assert.equal(
    stdout,
    `✓ Blue [31mwhales[0m\n  link · sea.example · just now · #sea\n  ${server.url}/item/${ITEM_ID}\n  ! The page is gone.\n`,
  );
  assert.equal(stderr, "https://sea.example/whales: Reading the page…\n");
});

test("a share that ended in an error ends with 1 and its reason", async (t) => {
  const { code, stdout } = await shareThatEnds(t, {
    status: "error",
    stage: "error",
    progress: 0,
    message: "The disk is full.",
  });
  assert.equal(code, 1);
  assert.match(stdout, /^✗ .*\n {2}The disk is full\.\n/);
});

test("--json prints one document and nothing else", async (t) => {
  const { code, stdout, stderr } = await shareThatEnds(t, { status: "completed", result_id: ITEM_ID }, ["--json"]);
  const document = JSON.parse(stdout) as ShareStatus & { item: { id: string } };
  assert.deepEqual([code, stderr, document.status, document.item.id], [0, "", "completed", ITEM_ID]);
});

test("several shares with --json are a line each, and one that is refused does not stop the others", async (t) => {
  const server = await smallServer(t, problem(422, "url-not-valid", "This is no address."), accepted);
  const settings = { DW_SERVER: server.url, DW_KEY: "dw_test", DATA_DIR: await emptyFolder(t) };
  const { code, stdout } = await runProgram(
    t,
    ["share", "https://", "https://a.example/", "b", "--json", "--no-wait"],
    { settings },
  );
  const lines = stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  assert.equal(code, 1);
  assert.deepEqual(
    lines.map(({ error, processing_id }) => error ?? processing_id),
    ["This is no address.", SHARE_ID, SHARE_ID],
  );
});

test("a file that changes while it is sent is one sentence", async (t) => {
  const file = join(await emptyFolder(t), "growing.txt");
  await writeFile(file, "short");
  const grows: Answer = (asked, response) => {
    writeFileSync(file, "longer than before");
    json({ items: [{ id: ITEM_ID, name: "Inbox" }], next_cursor: null })(asked, response);
  };
  const server = await smallServer(t, grows, accepted);
  const settings = { DW_SERVER: server.url, DW_KEY: "dw_test", DATA_DIR: await emptyFolder(t) };
  const { code, stderr } = await runProgram(t, ["share", file, "--wall", "Inbox"], { settings });
  assert.deepEqual([code, stderr], [1, "A file changed or went away while it was sent; share it again.\n"]);
});

test("the owner's key of this machine is never sent to a server that was merely named", async (t) => {
  const server = await smallServer(t, json({ items: [], next_cursor: null }));
  const dataDir = await emptyFolder(t);
  await mkdir(dataDir, { recursive: true });
  await writeFile(join(dataDir, "owner.key"), "dw_secret\n");
  await writeFile(join(dataDir, "server.json"), JSON.stringify({ url: "http://127.0.0.1:9", pid: 1 }));
  const { code } = await runProgram(t, ["list", "--server", server.url], { settings: { DATA_DIR: dataDir } });
  assert.deepEqual([code, server.asked.length], [2, 0]);
});

test("a list is asked for page by page until there are enough", async (t) => {
  const page = (next_cursor: string | null) => json({ items: Array.from({ length: 100 }, () => item), next_cursor });
  const server = await smallServer(t, page("two"), page("three"));
  const settings = { DW_SERVER: server.url, DW_KEY: "dw_test", DATA_DIR: await emptyFolder(t) };
  const { stdout } = await runProgram(t, ["list", "--limit", "150", "--json"], { settings });
  assert.equal((JSON.parse(stdout) as { next_cursor: string }).next_cursor, "three");
  assert.deepEqual(
    server.asked.map(({ path }) => path),
    ["/api/v1/items?limit=100", "/api/v1/items?limit=50&cursor=two"],
  );
});

test("a wall is found by its name, and one that is not there names those that are", async (t) => {
  const walls = json({
    items: [
      { id: ITEM_ID, name: "Inbox" },
      { id: SHARE_ID, name: "Holidays" },
    ],
    next_cursor: null,
  });
  const server = await smallServer(t, walls, json({ items: [], next_cursor: null }), walls);
  const settings = { DW_SERVER: server.url, DW_KEY: "dw_test", DATA_DIR: await emptyFolder(t) };
  await runProgram(t, ["list", "--wall", "holidays"], { settings });
  assert.equal(server.asked[1]?.path, `/api/v1/walls/${SHARE_ID}/items?limit=20`);
  const { code, stderr } = await runProgram(t, ["list", "--wall", "Hollidays"], { settings });
  assert.deepEqual([code, stderr], [1, 'There is no wall "Hollidays". There is "Inbox", "Holidays".\n']);
});
