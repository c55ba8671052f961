import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import type { Page } from "playwright-core";
import sharp from "sharp";
import type { Item } from "../../src/contract/items.ts";
import { inBrowser, type Visit, visit } from "../harness/browser.ts";
import { type Journey, newJourney } from "../harness/journey.ts";
import { pdfOf } from "../harness/made-files.ts";
import { shareFiles } from "../harness/shared-files.ts";
import { until } from "../harness/until.ts";

const picture = async (name: string, background: string): Promise<File> => {
  const create = { width: 900, height: 600, channels: 3 as const, background };
  return new File([new Uint8Array(await sharp({ create }).png().toBuffer())], name, { type: "image/png" });
};

/** A second of silence: 8,000 bytes of 8 bit at 8 kHz. */
function silence(): File {
  const header = Buffer.alloc(44);
  header.write("RIFF", 0);
  header.writeUInt32LE(8_036, 4);
  header.write("WAVEfmt ", 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(8_000, 24);
  header.writeUInt32LE(8_000, 28);
  header.writeUInt16LE(1, 32);
  header.writeUInt16LE(8, 34);
  header.write("data", 36);
  header.writeUInt32LE(8_000, 40);
  return new File([new Uint8Array(header), new Uint8Array(8_000).fill(128)], "silence.wav", { type: "audio/wav" });
}

interface Opened extends Visit {
  readonly wall: Journey;
  readonly item: Item;
}

async function openSheet(t: TestContext, files: readonly File[]): Promise<Opened> {
  const wall = await newJourney(t);
  const item = await shareFiles(wall, files);
  const visited = await visit(t, wall.ownerLink);
  await visited.page.locator("article").first().waitFor();
  await visited.page.goto(`${wall.url}/item/${item.id}`);
  await visited.page.getByRole("heading", { name: "Files" }).waitFor();
  return { wall, item, ...visited };
}

const scaleOf = async (page: Page): Promise<string> =>
  (await page.locator(".viewer .stage img").getAttribute("style")) ?? "";

test(
  "pictures fill the window, grow by keys, wheel and two taps, and Escape leads back to where one was",
  inBrowser(),
  async (t) => {
    const files = [
      await picture("red.png", "#c04030"),
      await picture("blue.png", "#3050c0"),
      await picture("green.png", "#308050"),
    ];
    const { page, complaints } = await openSheet(t, files);
    const opener = page.getByRole("article").getByRole("button", { name: "Look at blue.png" });
    await opener.click();
    const viewer = page.getByRole("dialog", { name: "blue.png" });
    await viewer.getByText("2 of 3").waitFor();
    await viewer.getByRole("img", { name: "blue.png" }).waitFor();

    await page.keyboard.press("+");
    await viewer.getByText("140 %").waitFor();
    await page.keyboard.press("0");
    await viewer.getByText("100 %").waitFor();
    await page.mouse.move(400, 400);
    await page.mouse.wheel(0, -400);
    await until("the wheel to enlarge it", async () => /scale\((?!1\))/.test(await scaleOf(page)) || null);
    const before = await scaleOf(page);
    await page.mouse.down();
    await page.mouse.move(500, 440, { steps: 4 });
    await page.mouse.up();
    assert.notEqual(await scaleOf(page), before, "it is dragged");
    await page.keyboard.press("0");
    await page.mouse.dblclick(640, 450);
    await viewer.getByText("250 %").waitFor();
    await page.keyboard.press("0");

    await page.keyboard.press("ArrowRight");
    const last = page.getByRole("dialog", { name: "green.png" });
    await last.getByText("3 of 3").waitFor();
    await last.getByRole("button", { name: "The file before" }).click();
    await viewer.waitFor();
    await page.keyboard.press("Escape");
    await viewer.waitFor({ state: "detached" });
    await page.locator(":focus").and(opener).waitFor();
    assert.match(page.url(), /\/item\//, "the sheet stays open");
    assert.match((await page.locator("html").getAttribute("class")) ?? "", /is-covered/);
    assert.deepEqual(complaints, []);
  },
);

test("two fingers enlarge a picture, and one swipes to the next", inBrowser(), async (t) => {
  const wall = await newJourney(t);
  const item = await shareFiles(wall, [await picture("red.png", "#c04030"), await picture("blue.png", "#3050c0")]);
  const { page, context } = await visit(t, wall.ownerLink, { viewport: { width: 390, height: 844 }, hasTouch: true });
  await page.locator("article").first().waitFor();
  await page.goto(`${wall.url}/item/${item.id}`);
  await page.getByRole("article").getByRole("button", { name: "Look at red.png" }).click();
  const viewer = page.getByRole("dialog", { name: "red.png" });
  await viewer.getByRole("img", { name: "red.png" }).waitFor();
  const fingers = await context.newCDPSession(page);
  const touch = async (
    type: "touchStart" | "touchMove" | "touchEnd",
    ...at: readonly (readonly [number, number])[]
  ) => {
    await fingers.send("Input.dispatchTouchEvent", { type, touchPoints: at.map(([x, y], id) => ({ x, y, id })) });
  };
  await touch("touchStart", [150, 420]);
  await touch("touchStart", [150, 420], [240, 420]);
  await touch("touchMove", [110, 420], [290, 420]);
  await touch("touchMove", [100, 420], [300, 420]);
  await touch("touchEnd");
  await until("the pinch to enlarge it", async () => /scale\([2-9]/.test(await scaleOf(page)) || null);
  await viewer.getByRole("button", { name: "Fit it in" }).click();
  await touch("touchStart", [300, 420]);
  await touch("touchMove", [200, 424]);
  await touch("touchMove", [120, 424]);
  await touch("touchEnd");
  await page.getByRole("dialog", { name: "blue.png" }).waitFor();
});

const AUDIO = `document.querySelector("audio")`;

/** Whether anything dark stands on a canvas. */
const HAS_INK = `(() => {
  const canvas = document.querySelector("canvas");
  if (canvas.width === 0) return false;
  const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d");
  copy.drawImage(canvas, 0, 0);
  return copy.getImageData(0, 0, canvas.width, canvas.height).data.some((value) => value < 60);
})()`;

test("the pages of a PDF are painted here, by a part that comes only then", inBrowser(), async (t) => {
  const bytes = pdfOf({
    pages: ["Tide tables", "of seven", "islands"],
    catalog: "/OpenAction<</S/JavaScript/JS(app.alert(1))>>",
  });
  const visited = await openSheet(t, [new File([new Uint8Array(bytes)], "tides.pdf", { type: "application/pdf" })]);
  const { page, complaints } = visited;
  const fetched: string[] = [];
  page.on("request", (request) => fetched.push(new URL(request.url()).pathname));
  const painter = (): boolean => fetched.some((path) => path.includes("pdf-worker"));
  assert.equal(painter(), false);
  await page.getByRole("button", { name: "Read its pages" }).click();
  const pages = page.getByRole("dialog", { name: "tides.pdf" }).getByRole("listitem");
  await until("three pages to be laid out", async () => ((await pages.count()) === 3 ? true : null));
  await page.getByRole("listitem", { name: "Page 1 of 3" }).waitFor();
  await until("ink on the first page", async () => ((await page.evaluate(HAS_INK)) === true ? true : null));
  assert.equal(painter(), true);
  assert.deepEqual(complaints, []);
});

test("a PDF that cannot be painted says so and can be had", inBrowser(), async (t) => {
  const broken = new File([new Uint8Array(Buffer.from(`%PDF-1.7\n${"nothing of use\n".repeat(40)}`))], "broken.pdf", {
    type: "application/pdf",
  });
  const { page } = await openSheet(t, [broken]);
  await page.getByRole("button", { name: "Read its pages" }).click();
  const viewer = page.getByRole("dialog", { name: "broken.pdf" });
  await viewer.getByRole("alert").filter({ hasText: "cannot be shown here" }).waitFor();
  assert.match(
    (await viewer.getByRole("link", { name: "Download" }).last().getAttribute("href")) ?? "",
    /download=true/,
  );
});

test("sound has a player that never begins by itself, and can be wound to any place", inBrowser(), async (t) => {
  const { page, complaints } = await openSheet(t, [silence()]);
  await page.locator("audio").waitFor();
  await until("its length to be known", async () =>
    (await page.evaluate(`${AUDIO}.duration >= 1`)) === true ? true : null,
  );
  assert.equal(await page.evaluate(`${AUDIO}.paused && ${AUDIO}.controls && !${AUDIO}.autoplay`), true);
  await page.evaluate(`${AUDIO}.currentTime = 0.5`);
  await until("it to stand in its middle", async () =>
    (await page.evaluate(`${AUDIO}.currentTime === 0.5`)) === true ? true : null,
  );
  assert.deepEqual(complaints, []);
});

test("a text shows as words in its charset, whatever markup it holds", inBrowser(), async (t) => {
  const hostile = `<img src=x onerror="document.title='gone'"><script>document.title='gone'</script>\nÄrger & Öl\n`;
  const utf16 = Buffer.from(`\ufeffBrücke über den Fjord`, "utf16le");
  const visited = await openSheet(t, [
    new File([hostile], "markup.txt", { type: "text/plain" }),
    new File([new Uint8Array(utf16)], "bridge.txt", { type: "text/plain" }),
    new File([new Uint8Array(Buffer.from("Stra\xdfe und Gr\xfc\xdfe", "latin1"))], "old.txt", { type: "text/plain" }),
    new File([`boat;crew\n"Anna; the elder";7\nBerta;3\n`], "boats.csv", { type: "text/csv" }),
    new File([`${"line of words\n".repeat(4_000)}the very end\n`], "long.txt", { type: "text/plain" }),
  ]);
  const { page, complaints } = visited;
  const text = (name: string) => page.getByRole("article").getByRole("region", { name });
  await text("markup.txt").getByText("<script>document.title='gone'</script>").waitFor();
  await text("markup.txt").getByText("Ärger & Öl").waitFor();
  await text("bridge.txt").getByText("Brücke über den Fjord").waitFor();
  await text("old.txt").getByText("Straße und Grüße").waitFor();
  assert.deepEqual(await text("boats.csv").getByRole("cell").allInnerTexts(), ["Anna; the elder", "7", "Berta", "3"]);
  assert.deepEqual(await text("boats.csv").getByRole("columnheader").allInnerTexts(), ["boat", "crew"]);
  await text("long.txt").getByText("This is the beginning").waitFor();
  assert.equal(await text("long.txt").getByText("the very end").count(), 0);
  await text("long.txt").getByRole("button", { name: "Show all" }).click();
  await text("long.txt").getByText("the very end").waitFor();
  assert.notEqual(await page.title(), "gone");
  assert.deepEqual(complaints, []);
});
