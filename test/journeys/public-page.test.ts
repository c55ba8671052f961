import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import type { Page } from "playwright-core";
import sharp from "sharp";
import { faultsOf } from "../harness/axe.ts";
import { inBrowser, visit } from "../harness/browser.ts";
import { type Journey, newJourney } from "../harness/journey.ts";
import { boardOf, linkTo, pathOfLink, visitPath } from "../harness/open-walls.ts";
import { article } from "../harness/pages.ts";
import { TOPOLOGIES, within } from "../harness/topologies.ts";

const PHOTO = join(import.meta.dirname, "../fixtures/files/photo-gps.jpg");
const HOSTILE = `<script>alert(1)</script>"><img src=x onerror=alert(2)> &amp; \u202eback`;
const SECRETS = {
  note: "bought far too dear at the quay",
  elsewhere: "A wall of nobody's business",
  name: "Ada Harbourmaster",
};

/** A board with some of everything, and what nobody with a link may learn of it. */
async function shownBoard(wall: Journey): Promise<{ board: string; items: Record<string, string>; secrets: string[] }> {
  const board = await boardOf(wall);
  await wall.expect(200, "PATCH", `/walls/${board}`, { body: { description: "What is lit at night." } });
  await wall.expect(200, "PATCH", "/me", { body: { name: SECRETS.name } });
  const elsewhere = await boardOf(wall, SECRETS.elsewhere);
  const { note } = SECRETS;
  const link = await wall.share({ url: wall.pages.at("/lamps"), note, tags: ["harbour"], wall_id: board });
  const hostile = await wall.share({ text: HOSTILE, title: HOSTILE, tags: ["<b>"], wall_id: board });
  const short = await wall.share({ text: "Seven lamps.", wall_id: board });
  const aside = await wall.share({ text: "put aside long ago", wall_id: board });
  const form = new FormData();
  form.append("files", new File([await readFile(PHOTO)], "quay.jpg", { type: "application/octet-stream" }));
  form.append("files", new File(["seven posts, word for word"], "posts.txt", { type: "text/plain" }));
  form.append("wall_id", board);
  const { body: photo } = await wall.expect<typeof link>(202, "POST", "/share", { body: form });
  for (const each of [link, hostile, short, aside, photo]) await wall.ended(each);
  await wall.expect(200, "PUT", `/items/${link.item_id}/walls/${elsewhere}`);
  await wall.expect(200, "PATCH", `/items/${aside.item_id}`, { body: { archived: true } });
  const { person } = await wall.get<{ person: { id: string } }>("/me");
  const ids = { link, hostile, short, aside, photo };
  const items = Object.fromEntries(Object.entries(ids).map(([name, { item_id: id }]) => [name, id ?? ""]));
  const shares = Object.values(ids).map((share) => share.processing_id);
  return {
    board,
    items,
    secrets: [...Object.values(SECRETS), elsewhere, person.id, await wall.inbox(), ...shares, "put aside long ago"],
  };
}

for (const topology of TOPOLOGIES)
  test(
    `a wall by its link is a page that needs no script and says nothing private (${topology})`,
    await within(topology),
    async (t) => {
      const settings = { RATE_LIMIT_SIGN_IN: "off" };
      const wall = await newJourney(t, { topology, settings, pages: { "/lamps": article() } });
      const { board, items, secrets } = await shownBoard(wall);
      const path = pathOfLink(await linkTo(wall, board));
      const page = await visitPath(wall, path);
      assert.equal(page.status, 200);
      const { headers, text } = page;
      assert.deepEqual(
        ["x-robots-tag", "referrer-policy", "cache-control", "x-frame-options"].map((name) => headers.get(name)),
        ["noindex", "no-referrer", "private, no-cache", "SAMEORIGIN"],
      );
      assert.match(headers.get("content-security-policy") ?? "", /script-src 'self'; .*frame-ancestors 'none'$/);
      assert.match(text, /<meta name="robots" content="noindex">/);
      assert.match(text, /<meta property="og:title" content="Lamps of the harbour">/);
      assert.doesNotMatch(text, /<script>|onerror=alert\(2\)>|style=|<script(?![^>]* src=)/, "what is written is text");
      assert.ok(text.includes("&lt;script&gt;"));

      const etag = headers.get("etag") ?? "";
      assert.equal((await visitPath(wall, path, { headers: { "if-none-match": etag } })).status, 304);
      const german = await visitPath(wall, path, {
        headers: { "accept-language": "de-AT,en;q=0.5", "if-none-match": etag },
      });
      assert.equal(german.status, 200);
      assert.match(german.text, /<html lang="de"/);
      const { item_id: late } = await wall.share({ text: "an eighth lamp", wall_id: board });
      assert.equal((await visitPath(wall, path, { headers: { "if-none-match": etag } })).status, 200);

      const linked = [...text.matchAll(/(?:href|src|content)="([^"]+)"/g)].map(([, address = ""]) => address);
      const pages = Object.entries(items).map(([name, id]) => [name, `${path}/i/${id}`] as const);
      for (const [name, at] of pages) {
        const { status, text: said } = await visitPath(wall, at);
        assert.equal(status, name === "aside" ? 404 : 200, name);
        linked.push(...[...said.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, address = ""]) => address));
        for (const secret of secrets) assert.ok(!said.includes(secret), `${name} tells ${secret}`);
      }
      for (const address of new Set(linked.filter((each) => each.startsWith(path)))) {
        const { status, text: said } = await visitPath(wall, address);
        assert.equal(status, 200, address);
        for (const secret of secrets) assert.ok(!said.includes(secret), `${address} tells ${secret}`);
      }
      assert.match((await visitPath(wall, `${path}/i/${items["link"]}`)).text, /rel="noopener noreferrer nofollow"/);
      assert.equal((await visitPath(wall, `${path}/i/${late}`)).status, 200);
      assert.equal((await visitPath(wall, `${path}/cover`)).headers.get("content-type"), "image/webp");

      const photo = await wall.item(items["photo"] ?? "");
      const bare = await sharp(await readFile(PHOTO)).metadata();
      assert.ok(bare.exif, "the photo says where it was taken");
      for (const { id, role, type } of photo.files) {
        const response = await fetch(new URL(`${path}/files/${id}`, wall.url));
        const bytes = Buffer.from(await response.arrayBuffer());
        assert.equal(response.status, 200, `${role} ${type}`);
        if (!type.startsWith("image/")) assert.match(String(bytes), /word for word/);
        else
          assert.deepEqual(
            [(await sharp(bytes).metadata()).exif, response.headers.get("content-type")],
            [undefined, "image/webp"],
          );
      }
      const link = await wall.item(items["link"] ?? "");
      for (const { id, role } of link.files.filter((file) => file.role === "snapshot"))
        assert.equal((await visitPath(wall, `${path}/files/${id}`)).status, 404, role);
      await wall.expect(204, "DELETE", `/items/${items["photo"]}`);
      assert.equal((await visitPath(wall, `${path}/files/${photo.files[0]?.id}`)).status, 404);
      assert.equal((await visitPath(wall, `${path}/i/${items["photo"]}`)).status, 404);
    },
  );

test("a photo that nobody has looked into is given to nobody, whatever it is called", async (t) => {
  const wall = await newJourney(t, { workers: false });
  const board = await boardOf(wall);
  const form = new FormData();
  form.append("files", new File([await readFile(PHOTO)], "quay.txt", { type: "text/plain" }));
  form.append("wall_id", board);
  const { body } = await wall.expect<{ item_id: string }>(202, "POST", "/share", { body: form });
  const path = pathOfLink(await linkTo(wall, board));
  const [file] = (await wall.item(body.item_id)).files;
  assert.equal((await visitPath(wall, `${path}/files/${file?.id}`)).status, 404);
});

test("pages of a wall follow one another by plain links, each thing once", async (t) => {
  const wall = await newJourney(t, { workers: false });
  const board = await boardOf(wall);
  for (let n = 0; n < 120; n++) await wall.share({ text: `lamp number ${n}`, wall_id: board });
  let path = pathOfLink(await linkTo(wall, board));
  const seen: string[] = [];
  for (let pages = 1; ; pages++) {
    const { text } = await visitPath(wall, path);
    seen.push(...[...text.matchAll(/>lamp number (\d+)</g)].map(([, n = ""]) => n));
    const next = /rel="next" href="([^"]+)"/.exec(text)?.[1];
    if (next === undefined) {
      assert.equal(pages, 3);
      break;
    }
    path = next;
  }
  assert.deepEqual(
    seen,
    Array.from({ length: 120 }, (_, n) => String(119 - n)),
  );
});

test("a public wall is open to everybody where the server lets it be, and is found only where its owner wants that", async (t) => {
  const wall = await newJourney(t, { workers: false });
  const board = await boardOf(wall);
  await wall.share({ text: "seven lamps", wall_id: board });
  const edit = (body: object) => wall.expect(200, "PATCH", `/walls/${board}`, { body });
  assert.equal((await visitPath(wall, `/p/${board}`)).status, 404);
  await edit({ visibility: "public" });
  const page = await visitPath(wall, `/p/${board}`);
  assert.match(page.text, /seven lamps/);
  assert.equal(page.headers.get("x-robots-tag"), "noindex");
  await edit({ indexed: true });
  const found = await visitPath(wall, `/p/${board}`);
  assert.equal(found.headers.get("x-robots-tag"), null);
  assert.doesNotMatch(found.text, /noindex/);
  await edit({ visibility: "private" });
  assert.equal((await visitPath(wall, `/p/${board}`)).status, 404);

  const closed = await newJourney(t, { workers: false, settings: { PUBLIC_WALLS: "off" } });
  const other = await boardOf(closed);
  await closed.expect(200, "PATCH", `/walls/${other}`, { body: { visibility: "public" } });
  assert.equal((await visitPath(closed, `/p/${other}`)).status, 404);
});

test("only a link that may be embedded lets other pages show it in a frame", async (t) => {
  const wall = await newJourney(t, { workers: false });
  const board = await boardOf(wall);
  const { item_id: item } = await wall.share({ text: "seven lamps", wall_id: board });
  const framing = async (path: string) => {
    const { headers } = await visitPath(wall, path);
    return [
      /frame-ancestors ([^;]+)/.exec(headers.get("content-security-policy") ?? "")?.[1],
      headers.get("x-frame-options"),
    ];
  };
  const [alone, embedded] = [
    pathOfLink(await linkTo(wall, board)),
    pathOfLink(await linkTo(wall, board, { embed: true })),
  ];
  assert.deepEqual(await framing(alone), ["'none'", "SAMEORIGIN"]);
  assert.deepEqual(await framing(embedded), ["*", null]);
  assert.deepEqual(await framing(`${alone}/i/${item}/content`), ["'self'; sandbox".split(";")[0], null]);
  assert.deepEqual(await framing(`${embedded}/i/${item}/content`), ["*", null]);
});

const cards = (page: Page) => page.locator(".card");

test(
  "in a browser a wall comes alive: what arrives stands on top, what goes is gone, and a revoked link says so",
  inBrowser(),
  async (t) => {
    const wall = await newJourney(t, { pages: { "/lamps": article() } });
    const { board, items, secrets } = await shownBoard(wall);
    const made = await linkTo(wall, board);
    const { page, complaints } = await visit(t, `${wall.url}${pathOfLink(made)}`);
    const bodies: Promise<[string, string]>[] = [];
    page.on("response", (response) => {
      const type = response.headers()["content-type"] ?? "";
      if (/html|json|text|svg/.test(type) && !type.includes("event-stream") && response.status() === 200)
        bodies.push(
          response.text().then(
            (text) => [response.url(), text] as [string, string],
            () => [response.url(), ""],
          ),
        );
    });
    await page.goto(`${wall.url}${pathOfLink(made)}`);
    assert.equal(await cards(page).count(), 4);
    const { item_id: late } = await wall.share({ text: "an eighth lamp", wall_id: board });
    await page.locator(`.card[data-id="${late}"]`).waitFor();
    assert.equal(await cards(page).first().getAttribute("data-id"), late);
    await wall.expect(200, "PATCH", `/items/${items["short"]}`, { body: { archived: true } });
    await page.locator(`.card[data-id="${items["short"]}"]`).waitFor({ state: "detached" });
    await wall.expect(200, "PATCH", `/items/${late}`, { body: { text: "an eighth lamp, and a ninth" } });
    await page.getByText("and a ninth").waitFor();

    await page.locator(`.card[data-id="${items["link"]}"] h2 a`).click();
    await page.frameLocator("iframe.content").locator("p").first().waitFor();
    await page.goBack();
    await cards(page).first().waitFor();
    for (const [url, text] of await Promise.all(bodies))
      for (const secret of secrets) assert.ok(!text.includes(secret), `${url} tells ${secret}`);
    assert.deepEqual(complaints, []);
    await wall.expect(204, "DELETE", `/walls/${board}/links/${made.id}`);
    await page.getByText("This link opens nothing").waitFor();
  },
);

test("the pages are right for everybody: axe finds nothing in light and dark, at any width", inBrowser(), async (t) => {
  const wall = await newJourney(t, { pages: { "/lamps": article() } });
  const { board, items } = await shownBoard(wall);
  const [path, locked] = [
    pathOfLink(await linkTo(wall, board)),
    pathOfLink(await linkTo(wall, board, { password: "seven lamps" })),
  ];
  const { page, complaints } = await visit(t, `${wall.url}${path}`);
  const shots = process.env["DW_SHOTS"];
  for (const colorScheme of ["light", "dark"] as const)
    for (const width of [320, 390, 820, 1_440]) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      for (const [name, at] of Object.entries({
        wall: path,
        item: `${path}/i/${items["link"]}`,
        photo: `${path}/i/${items["photo"]}`,
        locked,
        kiosk: `${path}?kiosk=1`,
      })) {
        await page.goto(`${wall.url}${at}`);
        assert.deepEqual(await faultsOf(page), [], `${name} ${colorScheme} ${width}`);
        const wide = await page.evaluate("document.documentElement.scrollWidth - innerWidth");
        assert.ok(Number(wide) <= 0, `${name} at ${width} is ${wide} too wide`);
        if (shots) await page.screenshot({ path: join(shots, `${name}-${colorScheme}-${width}.png`) });
      }
    }
  assert.deepEqual(complaints, []);
});

test("a kiosk goes by slowly, and stands still where no motion is wanted", inBrowser(), async (t) => {
  const wall = await newJourney(t, { workers: false });
  const board = await boardOf(wall);
  for (let n = 0; n < 60; n++) await wall.share({ text: `lamp number ${n}\n${"line\n".repeat(9)}`, wall_id: board });
  const path = pathOfLink(await linkTo(wall, board));
  const { page } = await visit(t, `${wall.url}${path}`);
  await page.clock.install();
  const scrolled = async () => {
    await page.goto(`${wall.url}${path}?kiosk=1`);
    await page.clock.runFor(8_000);
    return Number(await page.evaluate("scrollY"));
  };
  assert.ok((await scrolled()) > 0);
  await page.emulateMedia({ reducedMotion: "reduce" });
  assert.equal(await scrolled(), 0);
});
