import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import sharp from "sharp";
import { packageFolder } from "../src/app/version.ts";
import { CHROMIUM, QUIET } from "../test/harness/chromium.ts";

const FOLDER = join(packageFolder, "docs", "pictures");
/** Larger ones make a README slow. */
const MOST_BYTES = 200_000;
const QUALITY = 86;
const DESK = { width: 1440, height: 1040 };
const PHONE = { width: 390, height: 844 };
const LOOK_MS = 250;

/** Run in the page: resolves when every picture in sight is there and nothing moves any more. */
const ALL_STANDS_STILL = `Promise.all([
  ...[...document.images].filter((image) => image.getBoundingClientRect().top < innerHeight).map((image) => image.decode().catch(() => null)),
  ...document.getAnimations().map((animation) => animation.finished.catch(() => null)),
])`;

/** `node scripts/take-pictures.ts` takes the README's pictures of the demo. Build the page first. */
async function takePictures(): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  const demo = spawn(process.execPath, [join(packageFolder, "bin", "digital-wall.js"), "serve", "--demo"], {
    env: { ...process.env, PORT: "0", LOG_LEVEL: "error" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: QUIET });
  try {
    await takeAll(browser, await linkOf(demo));
  } finally {
    await browser.close();
    demo.kill("SIGTERM");
    await once(demo, "exit");
  }
}

async function takeAll(browser: Browser, link: string): Promise<void> {
  const desk = await browser.newContext({ viewport: DESK });
  const page = await desk.newPage();
  await page.goto(link);
  await page.locator("article").first().waitFor();
  const { origin } = new URL(link);
  await untilRead(desk, origin);
  await show(page, origin);
  await take(page, "wall");
  await page.emulateMedia({ colorScheme: "dark" });
  await take(page, "wall-dark");
  await page.emulateMedia({ colorScheme: "light" });
  await page.getByRole("heading", { name: "The last lamplighter of the estuary" }).click();
  await page.getByRole("dialog").waitFor();
  await take(page, "item");
  const phone = await browser.newContext({
    viewport: PHONE,
    deviceScaleFactor: 2,
    isMobile: true,
    hasTouch: true,
    storageState: await desk.storageState(),
  });
  const small = await phone.newPage();
  await show(small, origin);
  await take(small, "phone");
}

/** The link that signs in, as the demo prints it. */
async function linkOf(demo: ChildProcess): Promise<string> {
  let said = "";
  for await (const part of demo.stdout ?? []) {
    said += String(part);
    const link = /http:\/\/\S+\/welcome#\S+/.exec(said)?.[0];
    if (link !== undefined && said.includes("Ctrl-C")) return link;
  }
  throw new Error(`the demo ended and said: ${said}`);
}

async function untilRead(context: BrowserContext, origin: string): Promise<void> {
  for (;;) {
    const answer = await context.request.get(`${origin}/api/v1/queue`);
    const queue: { pending_items: number; processing_items: number } = await answer.json();
    if (queue.pending_items + queue.processing_items === 0) return;
    await sleep(LOOK_MS);
  }
}

/** Opens the wall, and waits for every picture that is in sight. */
async function show(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.locator("article").first().waitFor();
  await page.waitForLoadState("networkidle");
}

async function take(page: Page, name: string): Promise<void> {
  await page.evaluate(ALL_STANDS_STILL);
  const { size } = await sharp(await page.screenshot())
    .webp({ quality: QUALITY, effort: 6 })
    .toFile(join(FOLDER, `${name}.webp`));
  if (size > MOST_BYTES) throw new Error(`${name}.webp has ${size} bytes, ${MOST_BYTES} are allowed`);
  process.stdout.write(`${name}.webp ${size} bytes\n`);
}

await takePictures();
