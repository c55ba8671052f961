import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { test } from "node:test";
import sharp from "sharp";
import { inBrowser, visit } from "../harness/browser.ts";
import { newWall } from "../harness/new-wall.ts";
import { article } from "../harness/pages.ts";
import { until } from "../harness/until.ts";

assert.ok(
  existsSync(new URL("../../dist/page/index.html", import.meta.url)),
  "the page is not built: npm run build:page",
);

test(
  "the one-time link opens the wall, a pasted text stands on it live, and it is found again",
  inBrowser(),
  async (t) => {
    const wall = await newWall(t);
    const { page, complaints } = await visit(t, wall.ownerLink);
    await page.getByText("Nothing here yet.").waitFor();

    await page.getByLabel("A link, a thought, a file").fill("Ask the ferryman about the eel baskets before Thursday.");
    await page.keyboard.press("Enter");
    const card = page.locator("article").filter({ hasText: "eel baskets" });
    await card.waitFor();
    await page.getByText("Nothing here yet.").waitFor({ state: "detached" });

    await page.keyboard.press("Escape");
    await page.locator("body").click({ position: { x: 5, y: 600 } });
    await page.keyboard.press("/");
    await page.getByLabel("Search all your things").fill("ferryman");
    await page.getByText("1 thing", { exact: true }).waitFor();
    await card.waitFor();
    assert.deepEqual(complaints, []);
  },
);

test(
  "what is shared elsewhere appears on the open wall, with the progress of its steps, and opens as an article",
  inBrowser(),
  async (t) => {
    let letGo: () => void = () => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const wall = await newWall(t);
    wall.pages.answer(
      "/lamps",
      (_request, response) =>
        void held.then(() => response.writeHead(200, { "content-type": "text/html" }).end(article())),
    );
    const { page, complaints } = await visit(t, wall.ownerLink);
    await page.getByText("Nothing here yet.").waitFor();

    const share = await wall.share({ url: wall.pages.at("/lamps") });
    await page.getByText("Reading the page…").waitFor();
    letGo();
    await wall.ended(share);
    const title = page.getByText("The last lamplighter of the estuary").first();
    await title.waitFor();

    const { item_id } = share;
    await page.goto(`${wall.url}/item/${item_id}`);
    const frame = page.frameLocator("iframe");
    await frame.getByText("rows out to the seven posts").first().waitFor();
    assert.deepEqual(complaints, []);
  },
);

test("a page whose script is written into an article does not run in the reader", inBrowser(), async (t) => {
  const wall = await newWall(t, {
    pages: {
      "/bad": article({
        extra: `<img src=x onerror="document.title='broken in'"><script>top.document.title='broken in'</script><p><a href="javascript:alert(1)">click</a></p>`,
      }),
    },
  });
  const share = await wall.share({ url: wall.pages.at("/bad") });
  await wall.ended(share);
  const { page, complaints } = await visit(t, wall.ownerLink);
  await page.getByText("lamplighter").first().waitFor();
  await page.goto(`${wall.url}/item/${share.item_id}`);
  const frame = page.frameLocator("iframe");
  await frame.getByText("rows out to the seven posts").first().waitFor();
  assert.equal(await frame.locator("script, [onerror], a[href^='javascript']").count(), 0);
  assert.notEqual(await page.title(), "broken in");
  assert.deepEqual(complaints, []);
});

test(
  "the pictures of an article are seen in the reader, from here and not from where they were",
  inBrowser(),
  async (t) => {
    const photo = await sharp({ create: { width: 320, height: 200, channels: 3, background: "#47a" } })
      .jpeg()
      .toBuffer();
    const wall = await newWall(t, {
      pages: {
        "/lamps": article({
          extra: `<figure><img src="/boat.jpg" alt="A boat"><figcaption>The boat</figcaption></figure>`,
        }),
        "/boat.jpg": { type: "image/jpeg", body: photo },
      },
    });
    const share = await wall.share({ url: wall.pages.at("/lamps") });
    await wall.ended(share);
    const asked = wall.pages.asked("/boat.jpg");
    const { page, complaints } = await visit(t, wall.ownerLink);
    await page.getByText("lamplighter").first().waitFor();
    await page.goto(`${wall.url}/item/${share.item_id}`);
    const picture = page.frameLocator("iframe").getByAltText("A boat");
    await picture.scrollIntoViewIfNeeded();
    await until("the picture to be drawn", () =>
      picture.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth === 320),
    );
    assert.equal(wall.pages.asked("/boat.jpg"), asked);
    assert.deepEqual(complaints, []);
  },
);

test("a used one-time link says so and shows how to get another", inBrowser(), async (t) => {
  const wall = await newWall(t);
  const first = await visit(t, wall.ownerLink);
  await first.page.getByText("Nothing here yet.").waitFor();
  const second = await visit(t, wall.ownerLink);
  await second.page.getByText("npx digital-wall owner-link").waitFor();
});
