import type { Page } from "playwright-core";
import type { ImportState } from "../../src/contract/import-names.ts";
import type { Import } from "../../src/contract/imports.ts";
import { bookmarkFile } from "./imports.ts";
import type { Screen } from "./screens.ts";
import type { ShownWall } from "./shown-wall.ts";
import { until } from "./until.ts";

const BOOKMARKS = bookmarkFile({
  Pier: [{ url: "https://pier.example/", title: "The pier at low water", tags: "pier", at: 1_500_000_000 }],
  "": [{ url: "javascript:alert(1)", title: "A trap" }],
});
const TABLE = "link,name,strange\nhttps://bell.example/,The bell buoy,x\nnot a link,Nonsense,y";

/** As the page itself asks, by whoever is signed in there. */
const ask = (page: Page, method: string, path: string, body: string | null = null): Promise<Import> =>
  page.evaluate(async ({ method, path, body }) => (await fetch(`/api/v1${path}`, { method, body })).json(), {
    method,
    path,
    body,
  }) as Promise<Import>;

const isIn = (page: Page, { id }: Import, state: ImportState): Promise<Import> =>
  until(`an import to be ${state}`, async () => {
    const now = await ask(page, "GET", `/imports/${id}`);
    return now.state === state ? now : null;
  });

let shownImport: Import | null = null;

/** Opens the section with an import in this state; `held` shows it in one that passes by itself otherwise. */
async function openWith(
  page: Page,
  { wall }: ShownWall,
  { file = BOOKMARKS, name = "bookmarks.html", until: state, held, sign }: Stage,
): Promise<void> {
  await page.goto(`${wall.url}/settings/bring`);
  await page.locator(".bring-drop").waitFor();
  const begun = await ask(page, "POST", `/imports?name=${name}`, file);
  shownImport = await isIn(page, begun, "ready");
  if (state !== "ready") {
    await ask(page, "POST", `/imports/${begun.id}/start`);
    shownImport = await isIn(page, begun, "done");
  }
  if (state === "undone") {
    await ask(page, "POST", `/imports/${begun.id}/undo`);
    shownImport = await isIn(page, begun, "undone");
  }
  const told = { ...shownImport, ...held, ...(held === undefined ? {} : { updated_at: "2999-01-01T00:00:00.000Z" }) };
  await page.route("**/api/v1/imports?limit=*", (route) =>
    route.fulfill({ json: { items: [told], next_cursor: null } }),
  );
  await page.reload();
  await page.locator(".bring-import, .bring-earlier").first().waitFor();
  const earlier = page.locator(".bring-earlier summary");
  if ((await earlier.count()) > 0) await earlier.first().click();
  await page.locator(sign).first().waitFor();
  await page.locator(".settings-waiting").waitFor({ state: "detached" });
}

interface Stage {
  readonly file?: string;
  readonly name?: string;
  readonly until: "ready" | "done" | "undone";
  readonly held?: Partial<Import>;
  /** What is there when it shows. */
  readonly sign: string;
}

/** Nothing of it may be found by the next screen. */
async function leave(page: Page): Promise<void> {
  await page.unroute("**/api/v1/imports?limit=*");
  if (shownImport === null) return;
  const { id, state } = shownImport;
  if (state === "done") {
    await ask(page, "POST", `/imports/${id}/undo`);
    await isIn(page, shownImport, "undone");
  } else if (state === "ready") await ask(page, "POST", `/imports/${id}/cancel`);
  shownImport = null;
}

const screen = (name: string, stage: Stage): Screen => ({
  name,
  open: (page, shown) => openWith(page, shown, stage),
  leave,
});

/** Bringing things from elsewhere, in each of its states. */
export const BRING_SCREENS: readonly Screen[] = [
  {
    name: "something to be brought that was refused",
    async open(page, { wall }) {
      await page.goto(`${wall.url}/settings/bring`);
      await page.locator(".bring-drop").waitFor();
      await page.locator(".bring-pull summary").click();
      await page.locator(".bring-formats summary").click();
      const empty = { name: "empty.html", mimeType: "text/html", buffer: Buffer.alloc(0) };
      await page.locator(".bring-drop input").first().setInputFiles(empty);
      await page.locator(".bring-problem").waitFor();
    },
  },
  {
    name: "a service whose things are brought by a login",
    async open(page, { wall }) {
      await page.goto(`${wall.url}/settings/bring`);
      await page.locator(".bring-drop").waitFor();
      await page.locator(".bring-pull summary").click();
      await page.locator(".bring-pull select").selectOption("wallabag");
      await page.locator(".bring-pull input[name=password]").waitFor();
      await page.locator(".bring-pull-form button").click();
      await page.locator(".bring-pull .problem").waitFor();
    },
  },
  screen("something brought that is looked through", {
    until: "ready",
    held: { state: "checking", check: null, position: 1_200 },
    sign: ".bring-bar",
  }),
  screen("something brought that was looked through", { until: "ready", sign: ".bring-import .bring-wishes" }),
  screen("a table whose columns were guessed", {
    file: TABLE,
    name: "list.csv",
    until: "ready",
    sign: ".bring-columns",
  }),
  screen("an import under way", {
    until: "ready",
    held: { state: "importing", position: 1, rows: 3, started_at: "2026-01-01T00:00:00.000Z" },
    sign: ".bring-bar",
  }),
  screen("an import that is done, with broken rows", { until: "done", sign: ".bring-rows .problem" }),
  {
    name: "the question before an import is taken back",
    async open(page, shown) {
      await openWith(page, shown, { until: "done", sign: ".bring-rows .problem" });
      await page.locator(".bring-ways .revoke").click();
      await page.locator(".confirm").waitFor();
    },
    leave,
  },
  screen("an import that was taken back", { until: "undone", sign: ".bring-figures" }),
];
