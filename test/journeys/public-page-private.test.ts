import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { comesBeside } from "../harness/beside.ts";
import { inBrowser, visit } from "../harness/browser.ts";
import { newJourney } from "../harness/journey.ts";
import { makePrivateThings } from "../harness/private-things.ts";
import { assertTellsNothing } from "../harness/projection-fields.ts";

/**
 * Everything that comes into a browser, goes out of it or shows in it, as text: what is asked and with which headers, every
 * answer whatever its type, what the event stream says (which has no body that could be read at its end), and what a page
 * writes to its console.
 */
async function watchEverything(page: Page): Promise<{ all(): Promise<[string, string][]>; events: string[] }> {
  const seen: Promise<[string, string]>[] = [];
  const events: string[] = [];
  const note = (what: string, text: string | null) => seen.push(Promise.resolve([what, text ?? ""]));
  page.on("request", (request) => {
    note(`the request of ${request.url()}`, `${request.url()} ${request.postData() ?? ""}`);
    seen.push(
      request.allHeaders().then((headers) => [`the headers sent to ${request.url()}`, JSON.stringify(headers)]),
    );
  });
  page.on("response", (response) => {
    note(`the headers of ${response.url()}`, JSON.stringify(response.headers()));
    if (response.headers()["content-type"]?.startsWith("text/event-stream")) return;
    const body = response.body().then(
      (bytes) => bytes.toString("latin1") + bytes.toString("utf8"),
      // A 304 and an address that led on have none.
      () => "",
    );
    seen.push(body.then((text) => [`the answer of ${response.url()}`, text]));
  });
  page.on("console", (message) => note("the console", message.text()));
  const protocol = await page.context().newCDPSession(page);
  await protocol.send("Network.enable");
  protocol.on("Network.eventSourceMessageReceived", ({ data, eventName, eventId }) => {
    events.push(data);
    note("the event stream", `${eventName} ${eventId} ${data}`);
  });
  return { all: () => Promise.all(seen), events };
}

/** What a page holds by now: its DOM with all frames, what can be read on it, and what it keeps. */
async function heldBy(page: Page): Promise<string> {
  const frames = await Promise.all(page.frames().map((frame) => frame.content().catch(() => "")));
  const kept = await page.evaluate(
    "JSON.stringify([document.title, document.cookie, { ...localStorage }, { ...sessionStorage }, document.body.innerText])",
  );
  return [...frames, String(kept)].join("\n");
}

test(
  "Chromium finds nothing private anywhere on a wall for anybody, its feeds or its requests",
  inBrowser(),
  async (t) => {
    const wall = await newJourney(t, { workers: false, settings: { RATE_LIMIT_SIGN_IN: "off" } });
    const [editor, viewer] = [await comesBeside(wall, "Lin"), await comesBeside(wall, "Max")];
    const { things, photo, fromAnybody } = await makePrivateThings(wall, { editor, viewer });
    const { wall: board, item, linkToken, feed } = things;
    await wall.expect(200, "PATCH", `/walls/${board}`, { body: { visibility: "public" } });
    for (let n = 0; n < 60; n++) await wall.share({ text: `lamp number ${n}`, wall_id: board });
    const { body: guests } = await wall.expect<{ url: string }>(201, "POST", `/walls/${board}/links`, {
      body: { kind: "guest" },
    });
    // Those who look have the secret in their own address bar.
    const { "the secret of another link": _own, "the secret of the feed": _feed, ...secrets } = fromAnybody;
    const { page } = await visit(t, "about:blank");
    const watched = await watchEverything(page);
    const look = async (path: string, isThere: string) => {
      await page.goto(`${wall.url}${path}`);
      await page.getByText(isThere).first().waitFor();
      assertTellsNothing(await heldBy(page), secrets, `what shows at ${path}`);
    };

    for (const base of [`/w/${linkToken}`, `/p/${board}`]) {
      await look(base, "lamp number 59");
      // The next page comes as its end comes near, and what changes by the stream.
      await page.evaluate("scrollTo(0, document.documentElement.scrollHeight)");
      await page.getByText("lamp number 3", { exact: true }).waitFor();
      await page.getByText("Lamps").first().waitFor();
      const title = `Lamps, told ${base.slice(0, 2)}`;
      const heard = watched.events.length;
      await wall.expect(200, "PATCH", `/items/${item}`, { body: { title, note: fromAnybody["note"] ?? "" } });
      const { item_id: late } = await wall.share({ text: `an eighth lamp ${base.slice(0, 2)}`, wall_id: board });
      await page.locator(`.card[data-id="${late}"]`).waitFor();
      assert.ok(watched.events.length > heard, "the stream was heard");
      assertTellsNothing(await heldBy(page), secrets, `what shows at ${base} after changes`);
      await look(`${base}?kiosk=1`, "lamp number 59");
      await look(`${base}/i/${item}`, title);
      await look(`${base}/i/${photo}`, "A photo");
    }
    const source = await page.request.get(`${wall.url}/w/${linkToken}`);
    assert.match(await source.text(), /property="og:image" content="[^"]+\/cover"/);
    for (const path of [
      `/w/${linkToken}/cover`,
      ...["rss", "atom", "json"].map((form) => `/api/v1/feeds/${feed}.${form}`),
    ]) {
      // Asked by the page, so that it is a request of the browser like the others.
      const text = await page.evaluate(`fetch(${JSON.stringify(path)}).then((answer) => answer.text())`);
      assert.ok(String(text).length > 100, path);
    }
    const guestPath = new URL(guests.url).pathname;
    await look(guestPath, "Bring something");
    await page.getByLabel("Words").fill("a buoy");
    await page.getByRole("button", { name: "Send" }).click();
    await page.getByText("Thank you").first().waitFor();

    const all = await watched.all();
    for (const kind of ["the request of", "the headers sent to", "the answer of", "the event stream"])
      assert.ok(all.filter(([what]) => what.startsWith(kind)).length > 1, `${kind} was looked at`);
    for (const [what, text] of all) assertTellsNothing(text, secrets, what);
  },
);
