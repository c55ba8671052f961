import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type TestContext, test } from "node:test";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import sharp from "sharp";
import { exported, unpack } from "../harness/archives.ts";
import { faultsOf } from "../harness/axe.ts";
import { inBrowser, visit } from "../harness/browser.ts";
import { type Journey, newJourney } from "../harness/journey.ts";

const HOSTILE = [
  `</script><script>document.title = "ran"</script>`,
  `<img src=x onerror="document.title='ran'">`,
  `" onmouseover="document.title='ran'" x="`,
  `<!--<script>`,
  "\u2028\u2029 javascript:document.title='ran'",
];

/** Unpacks an export into a folder and opens its page there, as a person does. */
async function openPage(t: TestContext, wall: Journey): Promise<{ page: Page; complaints: string[]; asked: string[] }> {
  const folder = await mkdtemp(join(tmpdir(), "dw-browse-"));
  t.after(() => rm(folder, { recursive: true }));
  for (const [name, bytes] of (await unpack(await exported(wall))).entries) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), bytes);
  }
  const { page } = await visit(t, "about:blank");
  const complaints: string[] = [];
  const asked: string[] = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(pathToFileURL(join(folder, "index.html")).href);
  await page.locator("article").first().waitFor();
  return { page, complaints, asked };
}

test(
  "the page in an export shows everything without a network, and nothing that an item says runs",
  inBrowser(),
  async (t) => {
    const wall = await newJourney(t, { workers: false });
    for (const title of HOSTILE) await wall.share({ text: title, title, note: title, tags: ["évil"] });
    await wall.share({ url: "https://quay.example/lamps", title: "Seven lamps" });
    const form = new FormData();
    const picture = await sharp({ create: { width: 300, height: 180, channels: 3, background: "#963" } })
      .png()
      .toBuffer();
    form.append("title", "A picture of the quay");
    form.append("files", new File([new Uint8Array(picture)], "quay #1 100%.png", { type: "image/png" }));
    form.append("files", new File(["<script>document.title='ran'</script>"], "evil.html", { type: "text/html" }));
    await wall.expect(202, "POST", "/share", { body: form });
    const { page, complaints, asked } = await openPage(t, wall);

    assert.equal(await page.locator("article").count(), HOSTILE.length + 2);
    assert.equal(await page.title(), "Digital Wall");
    assert.ok(
      await page
        .getByText(HOSTILE[0] ?? "")
        .first()
        .isVisible(),
      "what it says is shown as it is",
    );
    await page.getByRole("searchbox").fill("EVIL");
    await page.getByText(`${HOSTILE.length} of ${HOSTILE.length + 2}`).waitFor();
    await page.getByRole("searchbox").fill("lamps");
    await page.getByText(`1 of ${HOSTILE.length + 2}`).waitFor();
    assert.equal(await page.locator("article a").first().getAttribute("href"), "https://quay.example/lamps");
    await page.getByRole("searchbox").fill("");
    await page.getByLabel("Kind").selectOption("image");
    await page.getByText("Nothing here is like that.").waitFor();
    await page.getByLabel("Kind").selectOption("file");
    await page.getByText(`1 of ${HOSTILE.length + 2}`).waitFor();
    const image = page.locator("article img");
    await image.evaluate(async (element) => await (element as unknown as { decode(): Promise<void> }).decode());
    assert.ok((await image.evaluate((element) => (element as unknown as { naturalWidth: number }).naturalWidth)) > 0);
    assert.equal(await page.getByRole("link", { name: "evil.html" }).count(), 0, "what could act is named, not linked");
    assert.deepEqual(
      asked.filter((url) => !url.startsWith("file:")),
      [],
    );
    assert.deepEqual(complaints, []);
  },
);

test(
  "the page in an export is for everybody: axe, a narrow window, a dark look, thousands of items",
  inBrowser(),
  async (t) => {
    const wall = await newJourney(t, { workers: false });
    const rows = Array.from({ length: 500 }, (_, at) => ({
      text: `Note ${at} about the seven posts of the quay`,
      tags: ["quay"],
    }));
    for (let times = 0; times < 6; times++) await wall.expect(200, "POST", "/share/bulk", { body: rows });
    const { page, complaints } = await openPage(t, wall);
    await page.getByText("3,000 of 3,000").waitFor();
    assert.ok((await page.locator("article").count()) < 500, "cards come as they are wanted");
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      assert.deepEqual(await faultsOf(page), []);
    }
    await page.setViewportSize({ width: 320, height: 800 });
    const overflow = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
    assert.equal(overflow, 0);
    await page.getByRole("searchbox").fill("note 2999");
    await page.getByText("Nothing here is like that.").waitFor();
    await page.getByRole("searchbox").fill("note 499");
    await page.getByText("6 of 3,000").waitFor();
    assert.deepEqual(complaints, []);
  },
);
