import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { setMember } from "../../src/store/members.ts";
import { markShared } from "../../src/store/walls.ts";
import { inBrowser, visit } from "../harness/browser.ts";
import { newJourney } from "../harness/journey.ts";
import { withRows } from "../harness/look-inside.ts";
import { boardOf } from "../harness/open-walls.ts";
import { workerReady } from "../harness/phone-share.ts";
import { signInLin } from "../harness/second-person.ts";
import { until } from "../harness/until.ts";

interface Stores {
  readonly caches: {
    keys(): Promise<string[]>;
    open(name: string): Promise<{ keys(): Promise<Request[]>; match(key: Request): Promise<Response | undefined> }>;
  };
}

/** Every answer that is kept for reading without a network. */
const keptAnswers = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const { caches } = globalThis as unknown as Stores;
    const texts: string[] = [];
    for (const name of (await caches.keys()).filter((each) => each.startsWith("answers-"))) {
      const cache = await caches.open(name);
      for (const key of await cache.keys()) texts.push(`${key.url} ${(await (await cache.match(key))?.text()) ?? ""}`);
    }
    return texts.join("\n");
  });

test(
  "the page of somebody who is shown out of a wall leaves it at once, and forgets what it kept of it",
  inBrowser(),
  async (t) => {
    const wall = await newJourney(t, { workers: false });
    const board = await boardOf(wall);
    const { item_id: adas } = await wall.share({ text: "Ada's seven lamps", wall_id: board });
    const token = await signInLin(wall);
    const session = { headers: { cookie: `dw_session=${token}`, "sec-fetch-site": "same-origin" }, key: null };
    const { person: lin } = await wall.get<{ person: { id: string } }>("/me", session);
    await withRows(wall, (store) =>
      store.write(async (unit) => {
        const of = { wall: board, person: lin.id, role: "editor", added_by: lin.id } as const;
        await setMember(unit, { ...of, created_at: unit.nowMs });
        await markShared(unit, board);
      }),
    );
    const lins = { ...session, body: { text: "Lin's own rope", wall_id: board } };
    await until("Lin to be let in", async () => (await wall.ask("GET", `/walls/${board}`, session)).status === 200);
    const { body: own } = await wall.expect<{ item_id: string }>(202, "POST", "/share", lins);
    const storageState = {
      cookies: [
        {
          name: "dw_session",
          value: token,
          domain: "127.0.0.1",
          path: "/",
          expires: -1,
          httpOnly: true,
          secure: false,
          sameSite: "Lax" as const,
        },
      ],
      origins: [],
    };
    const { page } = await visit(t, `${wall.url}/wall/${board}`, { storageState });
    await page.getByText("Ada's seven lamps").waitFor();
    await workerReady(page);
    for (const item of [adas, own.item_id]) {
      await page.goto(`${wall.url}/item/${item}`);
      await page.locator("dialog.sheet .title-field").waitFor();
    }
    await page.goto(`${wall.url}/wall/${board}`);
    await page.getByText("Lin's own rope").waitFor();
    await until("it to be kept", async () => (await keptAnswers(page)).includes(`/items/${adas} `));

    await wall.expect(204, "DELETE", `/walls/${board}/members/${lin.id}`);
    await page.getByText("You do not see that wall any more").waitFor();
    assert.equal(await page.getByText("Ada's seven lamps").count(), 0);
    await until("it to be forgotten", async () => !(await keptAnswers(page)).includes("Ada's seven lamps"));
    const kept = await keptAnswers(page);
    assert.ok(!kept.includes(`/walls/${board}/items`), "nor is the wall kept");
    assert.ok(kept.includes(`/items/${own.item_id} `), "what is Lin's own stays to be read");
  },
);
