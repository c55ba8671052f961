import assert from "node:assert/strict";
import { test } from "node:test";
import sharp from "sharp";
import type { ShareStatus } from "../../src/contract/shares.ts";
import { type Journey, newJourney } from "../harness/journey.ts";
import { article, openPages } from "../harness/pages.ts";
import { TOPOLOGIES, within } from "../harness/topologies.ts";
import { until } from "../harness/until.ts";

const PDF = "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";

async function readTo(wall: Journey, path: string) {
  const share = await wall.share({ url: wall.pages.at(path) });
  const status = await wall.ended(share);
  return { status, item: await wall.item(share.item_id) };
}

for (const topology of TOPOLOGIES) {
  test(
    `where a link led to, and what the page calls itself, are found as the same item (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology });
      const { pages } = wall;
      pages.answer("/short", { status: 301, headers: { location: "/lamps/7?ref=1" } });
      pages.answer("/lamps/7", article({ canonical: pages.at("/lamps/canonical") }));
      const { item } = await readTo(wall, "/short");
      assert.deepEqual([item.url, item.canonical_url], [pages.at("/short"), pages.at("/lamps/canonical")]);
      for (const path of ["/short", "/lamps/7?ref=1", "/lamps/canonical"]) {
        const again = await wall.share({ url: pages.at(path) });
        assert.deepEqual([again.status, again.duplicate_of], ["completed", item.id], path);
        const saved = await wall.get<{ items: { id: string }[] }>(`/items?url=${encodeURIComponent(pages.at(path))}`);
        assert.deepEqual(
          saved.items.map(({ id }) => id),
          [item.id],
        );
      }
      // A page that calls another site its canonical form is not believed.
      pages.answer("/copy", article({ title: "A copy", canonical: "https://elsewhere.example/original" }));
      const copy = await readTo(wall, "/copy");
      assert.equal((await wall.share({ url: "https://elsewhere.example/original" })).duplicate_of, null);
      assert.equal(copy.item.title, "A copy");
    },
  );

  test(
    `a page without an article is found by what it says, and an article that was read outlives it (${topology})`,
    await within(topology),
    async (t) => {
      const shop = "<title>Lamps</title><nav>Home</nav><h1>Storm lamp no. 4</h1><p>Brass, with a cormorant on it.</p>";
      const wall = await newJourney(t, { topology, pages: { "/shop": shop, "/lamps": [article(), shop] } });
      const found = async (words: string) =>
        (await wall.get<{ items: { id: string; snippet: string | null }[] }>(`/search?q=${words}`)).items;
      const { status, item } = await readTo(wall, "/shop");
      assert.deepEqual([status.status, status.warnings], ["completed", []]);
      const [hit, ...more] = await found("cormorant");
      assert.deepEqual([hit?.id, more.length], [item.id, 0]);
      assert.match(JSON.stringify(hit), /with a/, "the place is shown");
      assert.deepEqual([item.language, item.reading_minutes], ["en", null], "known by its words, and nothing to read");
      const content = async (id: string, format: string) =>
        Buffer.from(
          (await wall.expect<Uint8Array>(200, "GET", `/items/${id}/content?format=${format}`)).body,
        ).toString();
      assert.match(await content(item.id, "text"), /^Storm lamp no\. 4\n\nBrass/);
      assert.doesNotMatch(await content(item.id, "html"), /cormorant/, "there is no article");
      assert.deepEqual(await found("home"), [], "bars and menus are no words of it");

      const { item: read } = await readTo(wall, "/lamps");
      const { body: again } = await wall.expect<{ processing_id: string }>(202, "POST", `/items/${read.id}/read`);
      await wall.ended(again);
      assert.equal(wall.pages.asked("/lamps"), 2);
      assert.match(await content(read.id, "html"), /rows out to the seven posts/);
      assert.match(await content(read.id, "text"), /rows out to the seven posts/);
    },
  );

  test(`a page that answers 503 is read when it is back (${topology})`, await within(topology), async (t) => {
    const wall = await newJourney(t, { topology });
    wall.pages.answer("/busy", { status: 503, headers: { "retry-after": "50" } }, article());
    const share = await wall.share({ url: wall.pages.at("/busy") });
    const waiting = await until("read to wait", async () => {
      const { steps } = await wall.get<ShareStatus>(share.status_url);
      return steps.find(({ name, state }) => name === "read" && state === "waiting");
    });
    assert.equal(waiting.attempt, 2);
    assert.deepEqual([waiting.error?.code, waiting.error?.retryable], ["page-unavailable", true]);
    const due = Date.parse(waiting.retry_at ?? "") - Date.parse(waiting.started_at ?? "");
    assert.ok(due >= 50_000, `it would be asked again after ${due} ms`);
    wall.clock.forward({ seconds: 61 });
    const status = await wall.ended(share);
    assert.deepEqual([status.status, status.warnings], ["completed", []]);
    assert.equal((await wall.item(share.item_id)).title, "The last lamplighter of the estuary");
    assert.equal(wall.pages.asked("/busy"), 2);
  });

  test(`a slow page is glanced at first and then really read (${topology})`, await within(topology), async (t) => {
    const wall = await newJourney(t, { topology });
    let letGo: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    wall.pages.answer(
      "/slow",
      (_request, response) =>
        void held.then(() => response.writeHead(200, { "content-type": "text/html" }).end(article())),
    );
    const asked = wall.pages.nextAsked("/slow");
    const share = await wall.share({ url: wall.pages.at("/slow"), note: "Lamps on the estuary at night" });
    await asked;
    wall.clock.forward({ seconds: 4 });
    await until("the glance", async () => {
      const { steps } = await wall.get<ShareStatus>(share.status_url);
      return steps.find(({ name, state }) => name === "glance" && state === "done");
    });
    const glanced = await wall.item(share.item_id);
    assert.deepEqual([glanced.state, glanced.analyzed_by], ["working", "built-in"]);
    assert.notEqual(glanced.title, "The last lamplighter of the estuary");
    letGo();
    const status = await wall.ended(share);
    assert.deepEqual([status.status, status.warnings], ["completed", []]);
    assert.equal((await wall.item(share.item_id)).title, "The last lamplighter of the estuary");
    assert.equal(wall.pages.asked("/slow"), 1);
  });
}

test("an article is set in the size and on the ground that are asked for, under the same strict policy", async (t) => {
  const wall = await newJourney(t, { pages: { "/lamps": article() } });
  const { item } = await readTo(wall, "/lamps");
  const read = async (query: string) => {
    const answer = await wall.expect<Uint8Array>(200, "GET", `/items/${item.id}/content?format=html${query}`);
    assert.match(answer.headers.get("content-security-policy") ?? "", /^default-src 'none'; .*sandbox/);
    const html = Buffer.from(answer.body).toString();
    assert.match(html, /rows out to the seven posts/);
    return [/--size:([^;}]+)/.exec(html)?.[1], /color-scheme:([^;}]+)/.exec(html)?.[1], html.includes("--ground:")];
  };
  assert.deepEqual(await read(""), ["18.5px", "light dark", false]);
  assert.deepEqual(await read("&size=largest&theme=night"), ["25px", "dark", true]);
  assert.deepEqual(await read("&theme=paper"), ["18.5px", "light", true]);
  assert.deepEqual(await read("&size=small&theme=dark"), ["16.5px", "dark", false]);
  for (const wrong of ["size=99px", "size=", "theme=%7Dbody%7B", "theme=Night", "size=large&size=small"])
    await wall.refused("400 fields-not-valid", "GET", `/items/${item.id}/content?format=html&${wrong}`);
});

test("a link to an image or a PDF becomes one, and a lying charset is seen through", async (t) => {
  const picture = await sharp({ create: { width: 320, height: 200, channels: 3, background: "#283" } })
    .jpeg()
    .toBuffer();
  const wall = await newJourney(t, {
    pages: {
      "/photo": { type: "text/html", body: picture },
      "/tides.pdf": { type: "application/pdf", body: PDF },
      "/lying": {
        type: "text/html; charset=iso-8859-1",
        body: `\ufeff${article({ title: "Fährmann über die Förde" })}`,
      },
    },
  });
  const photo = await readTo(wall, "/photo");
  assert.deepEqual([photo.status.status, photo.item.kind], ["completed", "image"]);
  const [original] = photo.item.files.filter(({ role }) => role === "original");
  assert.deepEqual(
    [original?.type, original?.bytes, original?.width, original?.height],
    ["image/jpeg", picture.byteLength, 320, 200],
  );
  assert.deepEqual(Buffer.from(await wall.get<Uint8Array>(original?.url ?? "")), picture);

  const pdf = await readTo(wall, "/tides.pdf");
  assert.deepEqual(
    [pdf.item.kind, pdf.item.files[0]?.name, pdf.item.files[0]?.type],
    ["pdf", "tides.pdf", "application/pdf"],
  );

  const lying = await readTo(wall, "/lying");
  assert.equal(lying.item.title, "Fährmann über die Förde");
});

test("a private address that a page leads to is refused with one coarse code, open port or not", async (t) => {
  const wall = await newJourney(t);
  const secret = await openPages({ "/admin": "<title>Router settings</title>" }, "127.0.0.9");
  t.after(() => secret.close());
  const closedPort = "http://127.0.0.9:9/";
  const targets = {
    "/open": secret.at("/admin"),
    "/closed": closedPort,
    "/ours": `${wall.url}/api/v1/version`,
    "/scheme": "file:///etc/passwd",
  };
  const answers: string[] = [];
  for (const [path, location] of Object.entries(targets)) {
    wall.pages.answer(path, { status: 302, headers: { location } });
    const { status, item } = await readTo(wall, path);
    assert.deepEqual([status.status, status.warnings.map(({ code }) => code)], ["completed", ["page-unread"]]);
    const error = status.steps.find(({ name }) => name === "read")?.error;
    answers.push(JSON.stringify([error, status.warnings]));
    assert.doesNotMatch(JSON.stringify([item, status]), /Router settings|ECONNREFUSED|127\.0\.0\.9/);
  }
  assert.equal(new Set(answers).size, 1, answers.join("\n"));
  assert.equal(secret.asked("/admin"), 0);
});
