import assert from "node:assert/strict";
import { test } from "node:test";
import { readPageHere } from "../../src/content/read-page.ts";
import { siteRequest } from "../../src/content/sites/sites.ts";
import type { PageRead, PageReadFailure } from "../../src/core/page.ts";
import { cpuMsOf } from "../harness/cpu-time.ts";
import { SITE_EXAMPLES, type SiteExample } from "../harness/site-answers.ts";

const LOGIN_PAGE = `<!doctype html><title>Sign in</title><form action="/login"><input type="password"></form>`;

/** Within a tag, since what a person wrote may speak of scripts. */
const ACTIVE = /<(?:script|iframe|style|form)|<[^<>]*\s(?:on\w+|style)=|<[^<>]*javascript:/i;

function read(example: SiteExample, body = example.body, contentType = example.type): PageRead | PageReadFailure {
  const bytes = new TextEncoder().encode(body);
  return readPageHere({ site: example.site, bytes, contentType, url: example.address });
}

function goodRead(example: SiteExample, body?: string): PageRead {
  const page = read(example, body);
  assert.ok("metadata" in page, "reason" in page ? page.reason : "");
  return page;
}

for (const example of SITE_EXAMPLES) {
  const { site, address, asked } = example;

  test(`${address} is asked for at ${new URL(asked).host}`, () => {
    const found = siteRequest(address);
    assert.equal(found?.site, site);
    assert.equal(found?.request.url, asked);
  });

  test(`${site} says what stands at ${address}`, () => {
    const { metadata, article, obstacle } = goodRead(example);
    for (const [field, value] of Object.entries(example.expected))
      assert.deepEqual(metadata[field as keyof typeof metadata], value, field);
    assert.equal(obstacle, null);
    if (example.text === null) return assert.equal(article, null);
    let from = 0;
    for (const part of example.text) {
      const place = article?.text.indexOf(part, from) ?? -1;
      assert.ok(place >= 0, `${JSON.stringify(part)} in its place in ${JSON.stringify(article?.text)}`);
      from = place;
    }
  });

  test(`nothing that ${site} hands on from ${new URL(asked).pathname} can run or load by itself`, () => {
    const { article, metadata } = goodRead(example);
    assert.doesNotMatch(article?.html ?? "", ACTIVE);
    assert.doesNotMatch(article?.html ?? "", /<img(?![^>]* src="https:\/\/)/i);
    for (const picture of [metadata.leadImageUrl, ...(article?.imageUrls ?? [])])
      assert.match(picture ?? "https://none.example", /^https?:\/\//);
  });

  test(`a login page in place of ${site}'s answer at ${new URL(asked).pathname} is no content`, () => {
    assert.ok("code" in read(example, LOGIN_PAGE, "text/html"));
  });

  if (!example.type.includes("json")) continue;

  test(`${site}'s answer at ${new URL(asked).pathname} may be cut anywhere`, () => {
    for (let at = 0; at < example.body.length; at += Math.ceil(example.body.length / 40))
      assert.ok("code" in read(example, example.body.slice(0, at)), `cut at ${at}`);
  });

  test(`${site}'s answer at ${new URL(asked).pathname} may hold any type anywhere`, () => {
    const odd = [null, 0, -1, true, "", "x", [], {}, [[[[]]]], { a: { b: 1 } }, "\ud800\u0000", "9".repeat(400)];
    for (const [place, value] of mutations(JSON.parse(example.body) as unknown, odd)) {
      const page = read(example, JSON.stringify(value));
      if ("code" in page) assert.match(page.reason, /^not an answer of/, place);
      else assert.doesNotMatch(page.article?.html ?? "", ACTIVE, place);
    }
  });
}

test("an answer of a million brackets, a gigantic text or a forest of tags ends in time", () => {
  for (const example of SITE_EXAMPLES) {
    for (const body of [
      "[".repeat(1_000_000),
      `"${"<b>".repeat(300_000)}"`,
      "<div>".repeat(200_000),
      "\0".repeat(100_000),
    ]) {
      const took = cpuMsOf(() => {
        const page = read(example, body);
        assert.ok("code" in page || page.metadata.title !== null);
      });
      assert.ok(took < 5_000, `${example.site} took ${took} ms`);
    }
  }
});

test("markup in an answer is bounded in depth and number before it is looked at", () => {
  const example = exampleOf("mastodon");
  const post = JSON.parse(example.body) as Record<string, unknown>;
  const page = goodRead(example, JSON.stringify({ ...post, content: `${"<blockquote>".repeat(100_000)}deep` }));
  assert.ok((page.article?.html.length ?? 0) < 100_000);
});

test("a thread of thousands is kept in part", () => {
  const example = exampleOf("hacker-news");
  const thread = JSON.parse(example.body) as Record<string, unknown>;
  const children = Array.from({ length: 3_000 }, (_, at) => ({
    id: at,
    author: "a",
    text: `said ${at}.`,
    children: [],
  }));
  const page = goodRead(example, JSON.stringify({ ...thread, children }));
  assert.equal(page.article?.text.match(/said \d+\./g)?.length, 30);
});

test("what only looks like a Mastodon post is none", () => {
  const example = exampleOf("mastodon");
  const post = JSON.parse(example.body) as Record<string, unknown>;
  for (const change of [
    { id: "99" },
    { visibility: "private" },
    { visibility: "direct" },
    { content: null },
    { account: {} },
  ])
    assert.ok("code" in read(example, JSON.stringify({ ...post, ...change })), JSON.stringify(change));
});

test("a picture behind a warning is not shown on a card", () => {
  const example = exampleOf("mastodon");
  const post = JSON.parse(example.body) as Record<string, unknown>;
  const page = goodRead(example, JSON.stringify({ ...post, sensitive: true, spoiler_text: "Bright light" }));
  assert.equal(page.metadata.leadImageUrl, null);
  assert.equal(page.metadata.title, "Bright light");
});

test("a Bluesky author who asks to be shown to members only is not kept", () => {
  const example = exampleOf("bluesky");
  const body = example.body.replace('"labels":[]', '"labels":[{"val":"!no-unauthenticated"}]');
  assert.ok("code" in read(example, body));
});

test("a paper that does not exist is no paper", () => {
  const example = exampleOf("arxiv");
  assert.ok(
    "code" in read(example, example.body.replace("http://arxiv.org/abs/2503.01234v1", "http://arxiv.org/api/errors#x")),
  );
});

const NOT_KNOWN = [
  "https://www.youtube.com/@estuaryfilms",
  "https://vimeo.com/categories/animation",
  "https://x.com/mara_quill",
  "https://bsky.app/profile/mara.quill.example",
  "https://www.reddit.com/r/lamps/",
  "https://news.ycombinator.com/news",
  "https://github.com/features/actions",
  "https://github.com/estuary",
  "https://github.com/estuary/lamps/wiki",
  "https://arxiv.org/pdf/2503.01234",
  "https://en.wikipedia.org/w/index.php?title=Lamp&oldid=5",
  "https://stackoverflow.com/questions/tagged/lamps",
  "https://open.spotify.com/search",
  "https://medium.com/@mara/on-lamps-0a1b2c3d4e5f",
  "https://www.tiktok.com/@mara/video/7123456789012345678",
  "https://youtube.com.evil.example/watch?v=lampLAMP_01",
  "https://notgithub.com/estuary/lamps/issues/8",
  "https://github.com.evil.example/estuary/lamps",
  "https://page.example/",
  "javascript:alert(1)",
  "",
];

for (const address of NOT_KNOWN) {
  test(`${JSON.stringify(address)} is read from its page`, () => assert.equal(siteRequest(address), null));
}

function exampleOf(site: string): SiteExample {
  const found = SITE_EXAMPLES.find((example) => example.site === site);
  assert.ok(found);
  return found;
}

/** The value with one of its parts replaced, for every part and every replacement. */
function* mutations(value: unknown, replacements: readonly unknown[], path = "$"): Generator<[string, unknown]> {
  for (const replacement of replacements) yield [`${path} = ${JSON.stringify(replacement).slice(0, 20)}`, replacement];
  if (typeof value !== "object" || value === null) return;
  for (const [key, part] of Object.entries(value)) {
    for (const [place, changed] of mutations(part, replacements, `${path}.${key}`)) {
      yield [place, Array.isArray(value) ? value.with(Number(key), changed) : { ...value, [key]: changed }];
    }
  }
}
