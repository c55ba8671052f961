import type { Page } from "playwright-core";
import { shareFromPhone, workerReady } from "./phone-share.ts";
import { BRING_SCREENS } from "./screens-bring.ts";
import type { ShownWall } from "./shown-wall.ts";

/** A state of the page that is looked at as a whole: by eyes, by ears, in each language and width. */
export interface Screen {
  readonly name: string;
  /** Seen by whoever is not signed in. */
  readonly isOutside?: boolean;
  /** Brings a window there, by things that are the same in every language. */
  open(page: Page, shown: ShownWall): Promise<void>;
  /** Takes back what the next screen must not find. */
  leave?(page: Page): Promise<void>;
}

const at = async (page: Page, { wall }: ShownWall, path: string, sign: string): Promise<void> => {
  await page.goto(`${wall.url}${path}`);
  await page.locator(sign).first().waitFor();
};

const openWall = (page: Page, shown: ShownWall): Promise<void> => at(page, shown, "/", ".masonry article");

const openItem = async (page: Page, shown: ShownWall, item: string): Promise<void> => {
  await at(page, shown, `/item/${item}`, "dialog.sheet .side");
  await page.locator(".facts, .files, .steps").first().waitFor();
};

/** By the last entry of the menu behind one's own name. */
const signOut = async (page: Page): Promise<void> => {
  await page.locator("button.account").click();
  await page.locator("#account-menu > button").last().click();
};

/** Run before the page: with a word in the session, the things of a wall never come, or come as a failure. */
const HINDER = `(() => {
  const how = sessionStorage.getItem("things");
  if (how === null) return;
  const { fetch } = window;
  window.fetch = (to, init) => {
    if (!/\\/walls\\/[^/]+\\/items\\?/.test(String(to.url ?? to))) return fetch(to, init);
    return how === "never" ? new Promise(() => undefined) : Promise.resolve(new Response(null, { status: 500 }));
  };
})()`;

const hinder = async (page: Page, how: "never" | "fail"): Promise<void> => {
  await page.addInitScript(HINDER);
  await page.evaluate(`sessionStorage.setItem("things", "${how}")`);
};
const hinderNoMore = (page: Page): Promise<void> => page.evaluate(`sessionStorage.removeItem("things")`);

/** Longer than a title may be. */
const TOO_LONG = 600;

/** As a file does that is dragged over the page, and away again. */
const drag = (page: Page, name: "dragenter" | "dragleave"): Promise<void> =>
  page.evaluate(`(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(["lamps"], "lamps.txt"));
    document.body.dispatchEvent(new DragEvent("${name}", { bubbles: true, dataTransfer }));
  })()`);
/** As the page itself does it, by whoever is signed in there. */
const orderInbox = (page: Page, sorting: "manual" | "newest"): Promise<void> =>
  page.evaluate(async (order) => {
    const { inbox_id: inbox } = (await (await fetch("/api/v1/me")).json()) as { inbox_id: string };
    const headers = { "content-type": "application/json" };
    await fetch(`/api/v1/walls/${inbox}`, { method: "PATCH", headers, body: JSON.stringify({ sorting: order }) });
  }, sorting);

const SOUGHT = "lamps";

/** Sections of the settings, by the last part of their addresses. */
const SETTINGS = [
  "keys",
  "account",
  "people",
  "sessions",
  "ai",
  "tags",
  "look",
  "language",
  "bring",
  "export",
  "https",
  "health",
  "about",
] as const;

/** Every screen there is. A new one is a line here. */
export const SCREENS: readonly Screen[] = [
  { name: "the sign-in", isOutside: true, open: (page, shown) => at(page, shown, "/", ".door-form") },
  {
    name: "an invitation that is over",
    isOutside: true,
    open: (page, shown) => at(page, shown, "/invitation", ".door h1"),
  },
  {
    name: "a new password",
    isOutside: true,
    open: (page, shown) => at(page, shown, "/reset#made-up", ".door-form"),
  },
  { name: "a used link", isOutside: true, open: (page, shown) => at(page, shown, "/welcome", ".door .command") },
  { name: "all highlights", open: (page, shown) => at(page, shown, "/highlights", ".all-highlights h1") },
  {
    name: "the limits of a person",
    async open(page, shown) {
      await at(page, shown, "/settings/people", ".use-bars");
      await page.locator(".member-ways button[aria-expanded]").first().click();
      await page.locator(".person-use .limit-field").first().waitFor();
    },
  },
  { name: "an empty wall", open: (page, shown) => at(page, shown, `/wall/${shown.emptyWall}`, ".empty") },
  { name: "a wall with things of each kind", open: openWall },
  {
    name: "a wall that is loading",
    async open(page, shown) {
      await hinder(page, "never");
      await at(page, shown, "/", "main .skeleton");
    },
    leave: hinderNoMore,
  },
  {
    name: "a wall that could not be loaded",
    async open(page, shown) {
      await hinder(page, "fail");
      await at(page, shown, "/?kind=pdf", "main .state[role=alert]");
    },
    leave: hinderNoMore,
  },
  {
    name: "a file dragged over the page",
    async open(page, shown) {
      await openWall(page, shown);
      await drag(page, "dragenter");
      await page.locator(".drop").waitFor();
    },
    async leave(page) {
      await drag(page, "dragleave");
      await page.locator(".drop").waitFor({ state: "detached" });
    },
  },
  {
    name: "a filled box",
    async open(page, shown) {
      await openWall(page, shown);
      await page.locator("#box").fill("https://a.example/lamps\nFor the fair");
      await page.locator(".box-foot").waitFor();
    },
  },
  {
    name: "a list of links that was refused",
    async open(page, shown) {
      await at(page, shown, `/wall/${shown.emptyWall}`, ".empty");
      await page.locator("#box").fill("http://10.0.0.1/router\nhttp://10.0.0.2/printer");
      await page.locator(".box .main-button").click();
      // Back in the box with its reason; emptied there, it shows on its card.
      await page.locator(".box-problem").waitFor();
      await page.locator("#box").fill("");
      await page.locator(".plate-links .plate-reason").first().waitFor();
    },
    async leave(page) {
      await page.locator(".waiting-ways .text-button-muted").click();
      await page.locator(".empty").waitFor();
    },
  },
  {
    name: "who sees a wall",
    async open(page, shown) {
      await at(page, shown, `/wall/${shown.emptyWall}`, ".empty");
      await page.locator(".wall-name").click();
      await page.locator(".wall-members").click();
      await page.locator("dialog.panel .members li").first().waitFor();
    },
    async leave(page) {
      await page.keyboard.press("Escape");
    },
  },
  {
    name: "the menu of walls",
    async open(page, shown) {
      await openWall(page, shown);
      await page.locator(".wall-name").click();
      await page.locator("#wall-menu").waitFor();
    },
  },
  {
    name: "the menu of the account",
    async open(page, shown) {
      await openWall(page, shown);
      await page.locator("button.account").click();
      await page.locator("#account-menu").waitFor();
    },
  },
  { name: "an open search", open: (page, shown) => at(page, shown, "/?q=", ".search-row input") },
  { name: "what was found", open: (page, shown) => at(page, shown, `/?q=${SOUGHT}`, ".masonry article .snippet") },
  {
    name: "a search that is kept as a wall",
    async open(page, shown) {
      await at(page, shown, `/?q=${SOUGHT}`, ".keep-as-wall button");
      await page.locator(".keep-as-wall button").click();
      await page.locator("form.keep-as-wall input").waitFor();
    },
  },
  { name: "nothing found", open: (page, shown) => at(page, shown, "/?q=zzzzzz", ".state .state-title") },
  {
    name: "an item with an article",
    async open(page, shown) {
      await openItem(page, shown, shown.items.link);
      await page.locator("iframe").waitFor();
    },
  },
  {
    name: "how an article is read",
    async open(page, shown) {
      await openItem(page, shown, shown.items.link);
      await page.locator("button.reader-button").click();
      await page.locator("#reader-menu").waitFor();
    },
  },
  { name: "an item that could not be read", open: (page, shown) => openItem(page, shown, shown.items.broken) },
  { name: "a note", open: (page, shown) => openItem(page, shown, shown.items.note) },
  { name: "a picture", open: (page, shown) => openItem(page, shown, shown.items.image) },
  { name: "a document", open: (page, shown) => openItem(page, shown, shown.items.pdf) },
  {
    name: "an item that is not here",
    open: (page, shown) => at(page, shown, "/item/01900000-0000-7000-8000-000000000000", ".sheet .state-title"),
  },
  {
    name: "the wish for another analysis",
    async open(page, shown) {
      await openItem(page, shown, shown.items.link);
      // Not clicked: what is still loading may move it from under the pointer.
      await page.locator(".again-bar button").first().press("Enter");
      await page.locator("form.again").waitFor();
    },
  },
  {
    name: "some things chosen",
    async open(page, shown) {
      await openWall(page, shown);
      await page.keyboard.press("j");
      await page.locator(".masonry :focus").waitFor();
      await page.keyboard.press("x");
      await page.locator(".choice").waitFor();
    },
  },
  {
    name: "the keys",
    async open(page, shown) {
      await openWall(page, shown);
      await page.keyboard.press("?");
      await page.locator("dialog .keys").waitFor();
    },
  },
  {
    name: "the settings",
    open: (page, shown) => at(page, shown, "/settings", ".settings-list a"),
  },
  ...SETTINGS.map(
    (section): Screen => ({
      name: `the settings: ${section}`,
      async open(page, shown) {
        await at(page, shown, `/settings/${section}`, ".settings-section h2");
        await page.locator(".settings-section:not(:has(.settings-waiting))").waitFor();
      },
    }),
  ),
  ...BRING_SCREENS,
  { name: "the doors to be set up", open: (page, shown) => at(page, shown, "/phone", ".phone h2") },
  { name: "a wall narrowed to a kind", open: (page, shown) => at(page, shown, "/?kind=note", ".masonry article") },
  { name: "a wall narrowed to nothing", open: (page, shown) => at(page, shown, "/?tag=zzzzzz", ".state .state-title") },
  {
    name: "the menu that narrows",
    async open(page, shown) {
      await openWall(page, shown);
      await page.locator("button.narrow").click();
      await page.locator("#narrow-menu").waitFor();
    },
  },
  {
    name: "a wall being edited",
    async open(page, shown) {
      await at(page, shown, `/wall/${shown.emptyWall}`, ".empty");
      await page.locator(".wall-name").click();
      await page.locator("#wall-menu .wall-edit").click();
      await page.locator("form.wall-form").waitFor();
    },
  },
  {
    name: "a smart wall that is being edited",
    async open(page, shown) {
      const body = { name: "Wharf lamps", query: SOUGHT };
      const made = await shown.wall.ask<{ id: string }>("POST", "/walls", { body });
      await at(page, shown, `/wall/${made.body.id}`, ".masonry article");
      await page.locator(".wall-name").click();
      await page.locator("#wall-menu .wall-edit").click();
      await page.locator("form.wall-form input[name=query]").waitFor();
    },
  },
  {
    name: "what stands here twice",
    async open(page, shown) {
      for (const note of ["the first", "the second"])
        await shown.wall.ended(
          await shown.wall.share({ text: "Seven lamps stand along the quay of the harbour", note }),
        );
      await openWall(page, shown);
      await page.locator(".wall-name").click();
      await page.locator("#wall-menu .wall-duplicates").click();
      await page.locator(".pair-side").first().waitFor();
    },
  },
  {
    name: "a wall's feed, its addresses shown once",
    async open(page, shown) {
      await at(page, shown, `/wall/${shown.emptyWall}`, ".empty");
      await page.locator(".wall-name").click();
      await page.locator("#wall-menu .wall-edit").click();
      await page.locator(".wall-feed-acts button").first().click();
      await page.locator(".wall-feed-addresses code").last().waitFor();
    },
  },
  {
    name: "a wall ordered by hand, and where a thing on it can go",
    async open(page, shown) {
      await openWall(page, shown);
      await orderInbox(page, "manual");
      await page.reload();
      await page.locator(".grip").first().waitFor();
      await page.locator(".grip").first().press("Enter");
      await page.locator("#order-menu:popover-open").waitFor();
    },
    leave: (page) => orderInbox(page, "newest"),
  },
  {
    name: "some things chosen on a wall ordered by hand",
    async open(page, shown) {
      await openWall(page, shown);
      await orderInbox(page, "manual");
      await page.reload();
      await page.locator(".grip").first().focus();
      await page.keyboard.press("x");
      await page.locator(".choice select").nth(1).waitFor();
    },
    leave: (page) => orderInbox(page, "newest"),
  },
  {
    name: "a picture at full size",
    async open(page, shown) {
      await openItem(page, shown, shown.items.image);
      await page.locator("button.reading-picture").click();
      await page.locator("dialog.viewer img").waitFor();
    },
  },
  {
    name: "a document to leaf through",
    async open(page, shown) {
      await openItem(page, shown, shown.items.pdf);
      await page.locator("button.reading-picture").first().click();
      await page.locator("dialog.viewer canvas").first().waitFor();
    },
  },
  {
    name: "offline",
    async open(page, shown) {
      await openWall(page, shown);
      await page.context().setOffline(true);
      await page.locator(".strip").waitFor();
    },
    leave: (page) => page.context().setOffline(false),
  },
  {
    name: "a thing that was refused",
    async open(page, shown) {
      await openWall(page, shown);
      await workerReady(page);
      await shareFromPhone(page, { title: "Lamps ".repeat(TOO_LONG / 6) });
      await at(page, shown, "/", ".masonry .trouble .waiting-ways");
    },
    async leave(page) {
      await page.locator(".masonry .trouble .waiting-ways .text-button-muted").click();
      await page.locator(".masonry .trouble .waiting-ways").waitFor({ state: "detached" });
    },
  },
  {
    name: "offline, with something waiting, before signing out",
    async open(page, shown) {
      await openWall(page, shown);
      await page.context().setOffline(true);
      await page.locator("#box").fill("Willow and tar");
      await page.locator("#box").press("Enter");
      await page.locator(".strip").waitFor();
      await page.locator(".waiting").waitFor();
      await signOut(page);
      await page.locator("dialog.question").waitFor();
    },
    async leave(page) {
      await page.keyboard.press("Escape");
      await page.locator(".waiting").waitFor();
    },
  },
  {
    name: "offline, with something waiting",
    async open(page) {
      await page.locator(".strip").waitFor();
    },
    leave: (page) => page.context().setOffline(false),
  },
  {
    name: "a share that asks for a tap",
    open: (page, shown) => at(page, shown, "/share-target?title=Lamps&url=https%3A%2F%2Fa.example%2Flamps", "#thing"),
  },
  { name: "a share that failed", open: (page, shown) => at(page, shown, "/share-target?failed=no-room", "#text") },
  {
    name: "a saved share",
    async open(page, shown) {
      await at(page, shown, "/share-target?text=Ask+the+ferryman", "#thing");
      await page.locator("#main").click();
      await page.locator("#note").waitFor();
    },
  },
];
