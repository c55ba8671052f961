import assert from "node:assert/strict";
import { globSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { CDPSession, Page } from "playwright-core";
import { inBrowser, visit } from "../harness/browser.ts";
import { newJourney } from "../harness/journey.ts";
import { article } from "../harness/pages.ts";

const BUILT = join(import.meta.dirname, "../../dist/page");
const READING = /^assets\/newsreader-.*\.woff2$/;

/** The fonts that the first paragraph of the article is drawn with, by the browser's own account. */
async function fontsOfArticle(page: Page): Promise<readonly string[]> {
  const client: CDPSession = await page.context().newCDPSession(page);
  await client.send("DOM.enable");
  await client.send("CSS.enable");
  const { root } = await client.send("DOM.getDocument", { depth: -1, pierce: true });
  const { nodeId: within } = await client.send("DOM.querySelector", {
    nodeId: root.nodeId,
    selector: ".article iframe",
  });
  const { node: frame } = await client.send("DOM.describeNode", { nodeId: within, depth: -1, pierce: true });
  const backendNodeIds = [frame.contentDocument?.backendNodeId ?? 0];
  const { nodeIds } = await client.send("DOM.pushNodesByBackendIdsToFrontend", { backendNodeIds });
  const { nodeId } = await client.send("DOM.querySelector", { nodeId: nodeIds[0] ?? 0, selector: "p" });
  const { fonts } = await client.send("CSS.getPlatformFontsForNode", { nodeId });
  return fonts.filter(({ glyphCount }) => glyphCount > 0).map((font) => `${font.familyName} ${font.isCustomFont}`);
}

test(
  "an article in its frame is set in the font of the page, whatever name the server is reached by",
  inBrowser(),
  async (t) => {
    const wall = await newJourney(t, { pages: { "/lamps": article() } });
    const share = await wall.share({ url: wall.pages.at("/lamps") });
    await wall.ended(share);
    for (const host of ["127.0.0.1", "localhost"]) {
      const origin = wall.url.replace("127.0.0.1", host);
      const { body: link } = await wall.expect<{ url: string }>(201, "POST", "/owner-link");
      const { page, complaints } = await visit(t, `${origin}${new URL(link.url).pathname}${new URL(link.url).hash}`);
      await page.locator(".masonry article").first().waitFor();
      await page.goto(`${origin}/item/${share.item_id}`);
      const frame = page.frameLocator("iframe");
      await frame.getByText("rows out to the seven posts").first().waitFor();
      const isLoaded = await frame.locator("body").evaluate(async (body) => {
        const { fonts } = body.ownerDocument;
        await fonts.ready;
        return [...fonts].map(({ family, status }) => `${family} ${status}`);
      });
      assert.deepEqual(isLoaded, ["Newsreader Variable loaded"], host);
      assert.deepEqual(await fontsOfArticle(page), ["Newsreader 16pt 16pt true"], host);
      const rights = (await page.locator(".article iframe").getAttribute("sandbox")) ?? "";
      assert.ok(!rights.includes("allow-scripts"), "the page sees into the frame, and nothing in it can act");
      assert.deepEqual(complaints, [], host);
    }
  },
);

test("that font is the one file that other origins may have, and the frame may load nothing else by it", async (t) => {
  const wall = await newJourney(t, { pages: { "/lamps": article() } });
  const open: string[] = [];
  const files = globSync("**/*.*", { cwd: BUILT }).map((path) => path.replaceAll("\\", "/"));
  assert.ok(files.length > 20);
  for (const file of files) {
    const answer = await fetch(`${wall.url}/${file}`, { headers: { origin: "null" } });
    await answer.body?.cancel();
    if (answer.headers.has("access-control-allow-origin")) open.push(file);
  }
  assert.deepEqual(
    open,
    files.filter((file) => READING.test(file)),
  );
  assert.equal(open.length, 1);
  for (const path of ["/", "/share-target", "/api/v1/version", "/assets/newsreader-not-here.woff2"]) {
    const answer = await fetch(`${wall.url}${path}`, { headers: { origin: "null" } });
    await answer.body?.cancel();
    assert.equal(answer.headers.get("access-control-allow-origin"), null, path);
  }
  const share = await wall.share({ url: wall.pages.at("/lamps") });
  await wall.ended(share);
  const shown = await wall.ask("GET", `/items/${share.item_id}/content?format=html`);
  assert.equal(
    shown.headers.get("content-security-policy"),
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; font-src 'self'; frame-ancestors 'self'; sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox",
  );
});
