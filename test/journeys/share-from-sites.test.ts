import assert from "node:assert/strict";
import { after, test } from "node:test";
import { openPageReader } from "../../src/content/page-reader.ts";
import type { FoundFields } from "../../src/core/item-shown.ts";
import type { WebRequest } from "../../src/core/ports/web.ts";
import { contentOf } from "../../src/store/contents.ts";
import type { ShareRow } from "../../src/store/tables.ts";
import { newWall } from "../harness/new-wall.ts";
import { newWorkshop, type Workshop } from "../harness/new-workshop.ts";
import { article } from "../harness/pages.ts";
import { answerOf, scriptedTools, type WebScript } from "../harness/scripted-tools.ts";
import { SITE_EXAMPLES, type SiteExample } from "../harness/site-answers.ts";

const pages = openPageReader();
after(() => pages.close());

const LOGIN_PAGE = `<!doctype html><title>Log in</title><h1>Log in</h1><form><input type="password"></form>`;
const PAGE = article({ title: "What the page itself says" });

type Answer = { status?: number; type?: string; body?: string; truncated?: boolean } | "silence" | "rest";

/** A web in which these addresses answer and no other exists; what was asked for is kept. */
function webOf(answers: Record<string, Answer>): { script: WebScript; asked: string[]; pictures: string[] } {
  const asked: string[] = [];
  const pictures: string[] = [];
  const script: WebScript = (request: WebRequest) => {
    (request.accept === "image/*" ? pictures : asked).push(request.url);
    const answer = answers[request.url] ?? { status: 404, body: "<title>Gone</title>" };
    if (answer === "rest")
      return Promise.resolve({ kind: "busy", code: "site-busy", why: "the site does not answer", delayMs: 30_000 });
    if (answer === "silence")
      return Promise.resolve({ kind: "failure", code: "page-timeout", retryable: true, reason: "silence" });
    const { status = 200, type = "text/html; charset=utf-8", body = "", truncated = false } = answer;
    return Promise.resolve({
      ...answerOf(request, status),
      contentType: type,
      bytes: new TextEncoder().encode(body),
      truncated,
    });
  };
  return { script, asked, pictures };
}

async function shareIn(workshop: Workshop, address: string, web: WebScript): Promise<ShareRow> {
  const share = await workshop.share({ url: address, note: "for the harbour talk" });
  workshop.worker({ tools: { ...scriptedTools(workshop.deps.files, web), pages } }).start();
  return await workshop.once(share, "completed", "error");
}

async function itemOf(workshop: Workshop, share: ShareRow): Promise<{ found: FoundFields; text: string }> {
  const { store } = workshop;
  assert.equal(share.state, "completed");
  const item = await store.reader
    .selectFrom("items")
    .selectAll()
    .where("id", "=", share.item ?? "")
    .executeTakeFirstOrThrow();
  return {
    found: JSON.parse(item.found) as FoundFields,
    text: (await contentOf(store.reader, item.id))?.text ?? "",
  };
}

for (const example of SITE_EXAMPLES) {
  const { site, address, asked, type, body } = example;
  const isPage = asked === address;

  test(`what ${site} says of ${address} becomes an item, with one question`, async (t) => {
    const workshop = await newWorkshop(t, "sqlite");
    const web = webOf({ [asked]: { type, body } });
    const { found, text } = await itemOf(workshop, await shareIn(workshop, address, web.script));
    for (const field of ["title", "author", "siteName", "publishedAt", "durationSeconds"] as const)
      if (field in example.expected) assert.equal(found[field], example.expected[field], field);
    assert.ok(example.text === null || text.includes(example.text[0] ?? ""));
    const picture = example.expected["leadImageUrl"];
    assert.deepEqual(web.asked, [asked]);
    assert.equal(web.pictures[0], picture ?? web.pictures[0], "the lead image is fetched first");
  });

  if (isPage) continue;

  test(`a login wall in front of ${address} is never kept as what ${site} says`, async (t) => {
    const workshop = await newWorkshop(t, "sqlite");
    const web = webOf({ [asked]: { status: 403 }, [new URL(address).href]: { body: LOGIN_PAGE } });
    const share = await shareIn(workshop, address, web.script);
    const { found, text } = await itemOf(workshop, share);
    assert.equal(found.title, undefined);
    assert.equal(text, "");
    assert.equal((await workshop.stepOf(share, "read")).state, "failed");
  });
}

for (const site of ["youtube", "bluesky"]) {
  const { address, asked, type, body } = exampleOf(site);
  const refusals: [how: string, answer: Answer][] = [
    ["refuses (403)", { status: 403, body: "Blocked" }],
    ["has had enough (429)", { status: 429, body: "{}" }],
    ["knows nothing of it (404)", { status: 404, body: "{}" }],
    ["is broken (500)", { status: 500 }],
    ["is silent", "silence"],
    ["is left alone after failures", "rest"],
    ["shows a login page", { body: LOGIN_PAGE }],
    ["says what is no JSON", { type, body: '{"title": "cut of' }],
    ["says too much", { type, body, truncated: true }],
  ];
  for (const [how, answer] of refusals) {
    test(`when the endpoint of ${site} ${how}, the page is read`, async (t) => {
      const workshop = await newWorkshop(t, "sqlite");
      const shared = new URL(address).href;
      const web = webOf({ [asked]: answer, [shared]: { body: PAGE } });
      const { found, text } = await itemOf(workshop, await shareIn(workshop, address, web.script));
      assert.equal(found.title, "What the page itself says");
      assert.match(text, /rows out to the seven posts/);
      assert.deepEqual(web.asked.slice(0, 2), [asked, shared]);
    });
  }
}

test("a repository's page that its site cannot read is read as any page, without a second question", async (t) => {
  const workshop = await newWorkshop(t, "sqlite");
  const address = "https://github.com/estuary/lamps";
  const web = webOf({ [address]: { body: PAGE } });
  const { found } = await itemOf(workshop, await shareIn(workshop, address, web.script));
  assert.equal(found.title, "What the page itself says");
  assert.deepEqual(web.asked, [address]);
});

test("a post of a server nobody has heard of is read by its own word, its page where it has none", async (t) => {
  const example = exampleOf("mastodon");
  const wall = await newWall(t, {
    pages: {
      "/api/v1/statuses/112233445566778899": { type: example.type, body: example.body },
      "/@mara/112233445566778899": PAGE,
      "/@mara/112233445566778800": PAGE,
    },
  });
  const post = await wall.ended(await wall.share({ url: wall.pages.at("/@mara/112233445566778899") }));
  const { title, author, language } = await wall.item(post.result_id);
  assert.deepEqual(
    { title, author, language },
    { title: "Sieben Lampen brennen.", author: "Mara Quill (@mara)", language: "de" },
  );
  assert.equal(wall.pages.asked("/@mara/112233445566778899"), 0);

  const other = await wall.ended(await wall.share({ url: wall.pages.at("/@mara/112233445566778800") }));
  assert.equal((await wall.item(other.result_id)).title, "What the page itself says");
  assert.equal(wall.pages.asked("/api/v1/statuses/112233445566778800"), 1);
});

test("where the person gave the page, no site is asked", async (t) => {
  const wall = await newWall(t);
  const url = wall.pages.at("/@mara/112233445566778899");
  const status = await wall.ended(await wall.share({ url, html: PAGE }));
  assert.equal((await wall.item(status.result_id)).title, "What the page itself says");
  assert.equal(wall.pages.asked("/api/v1/statuses/112233445566778899"), 0);
});

function exampleOf(site: string): SiteExample {
  const found = SITE_EXAMPLES.find((example) => example.site === site);
  assert.ok(found);
  return found;
}
