import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { packageFolder } from "../../src/app/version.ts";
import { inFirefox, openFirefox } from "../harness/firefox.ts";
import { newJourney } from "../harness/journey.ts";
import { article } from "../harness/pages.ts";
import { until } from "../harness/until.ts";

const ENTER = "\uE007";
const ESCAPE = "\uE00C";
const says = (words: string) => `document.body.innerText.includes(${JSON.stringify(words)})`;

test(
  "in Firefox the link signs in, what is written stands on the wall, what is shared arrives, is read and found",
  inFirefox(),
  async (t) => {
    const wall = await newJourney(t, { pages: { "/lamps": article() } });
    const firefox = await openFirefox(t);
    const tab = await firefox.newTab(wall.ownerLink);
    await tab.comes(
      "an empty wall",
      `document.querySelector("#box") !== null && document.querySelector("main") !== null`,
    );
    await tab.click("#box");
    await tab.type(`Oil for the lamps by Friday${ENTER}`);
    await tab.comes(
      "the note on the wall",
      `document.querySelector(".masonry article") && ${says("Oil for the lamps")}`,
    );

    const share = await wall.share({ url: wall.pages.at("/lamps") });
    await tab.comes("the shared page on the wall", says("The last lamplighter of the estuary"));
    await wall.ended(share);
    await tab.go(`${wall.url}/item/${share.item_id}`);
    const text = `document.querySelector(".article iframe")?.contentDocument?.body?.innerText ?? ""`;
    await tab.comes("the article in its frame", `(${text}).includes("rows out to the seven posts")`);

    await tab.type(ESCAPE);
    await tab.comes("the wall again", `document.querySelector("dialog[open]") === null`);
    await tab.type("/");
    await tab.comes("the search to open", `document.activeElement.matches("input")`);
    await tab.type("lamplighter");
    await tab.comes("one thing", `document.querySelector(".search-count")?.textContent.includes("1 thing")`);
    assert.match(await tab.evaluate<string>("location.search"), /q=lamplighter/);
    assert.deepEqual(firefox.complaints, []);
  },
);

test(
  "in Firefox the extension saves a page as it is seen, with note and tags, and knows it from then on",
  inFirefox(),
  async (t) => {
    const script = `<script>document.querySelector("article").append("Only who runs scripts reads of the " + "cormo" + "rant.")</script>`;
    const wall = await newJourney(t, { pages: { "/lamps": article({ extra: script }) } });
    const scopes = ["share", "read"];
    const { body: key } = await wall.expect<{ key: string }>(201, "POST", "/keys", {
      body: { name: "Firefox", scopes },
    });
    const folder = await mkdtemp(join(tmpdir(), "dw-extension-"));
    t.after(() => rm(folder, { recursive: true, force: true, maxRetries: 10 }));
    await promisify(execFile)(process.execPath, [join(packageFolder, "scripts", "build-extension.ts"), folder]);
    // Nobody is there to press the button over a page, by which a person lets the extension see that one page.
    const manifest = join(folder, "manifest.json");
    const asBuilt = JSON.parse(await readFile(manifest, "utf8")) as {
      browser_specific_settings: { gecko: { id: string } };
    };
    await writeFile(manifest, JSON.stringify({ ...asBuilt, host_permissions: ["http://127.0.0.1/*"] }));

    const firefox = await openFirefox(t, { extension: asBuilt.browser_specific_settings.gecko.id });
    const at = await firefox.install(folder);
    const options = await firefox.newTab(`${at}options.html`);
    const fill = (tab: typeof options, id: string, text: string) =>
      tab.evaluate(`document.querySelector(${JSON.stringify(id)}).value = ${JSON.stringify(text)}`);
    await fill(options, "#address", wall.url);
    await fill(options, "#key", key.key);
    await options.click("button[type=submit]");
    await options.comes("the wall to be known", `document.querySelector("#said").textContent.startsWith("Connected")`);

    const page = await firefox.newTab(wall.pages.at("/lamps"));
    await page.comes("the page", says("cormorant"));
    const popup = async () => {
      const opened = await firefox.newTab("about:blank", { behind: true });
      await page.toFront();
      await opened.go(`${at}popup.html`);
      return opened;
    };
    const first = await popup();
    await first.comes("the popup to know the page", `document.querySelector("#save")?.checkVisibility()`);
    await fill(first, "#note", "for the harbour talk");
    await fill(first, "#tags", "harbour, birds");
    await first.evaluate(`document.querySelector("#save").click()`);
    await first.comes("the page to be saved", says("Saved."));
    assert.equal(wall.pages.asked("/lamps"), 1, "the wall reads what the browser saw and does not fetch it");
    const found = await until("the word that only the script wrote", async () => {
      const { items } = await wall.get<{ items: { id: string }[] }>("/search?q=cormorant");
      return items[0];
    });
    const item = await wall.item(found.id);
    assert.deepEqual([item.title, item.note], ["The last lamplighter of the estuary", "for the harbour talk"]);
    const again = await popup();
    await again.comes("the popup to know that it is saved", says("You saved this on"));
  },
);
