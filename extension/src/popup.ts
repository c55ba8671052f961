import type { Item } from "../../src/contract/items.ts";
import type { ShareInput } from "../../src/contract/shares.ts";
import type { Wall } from "../../src/contract/walls.ts";
import { ask, Refusal } from "./ask.ts";
import { mark } from "./badge.ts";
import { type Connection, mayRead, readConnection } from "./connection.ts";
import { run } from "./errand.ts";
import { takeLastProblem } from "./last-problem.ts";
import type { Outcome } from "./outbox.ts";
import { isOfTheWeb, type ReadTab, readTab } from "./read-tab.ts";
import { showWaiting } from "./waiting-list.ts";
import { fillPage, place, say, tellAt } from "./words.ts";

const title = place<HTMLInputElement>("title");
const note = place<HTMLTextAreaElement>("note");
const tags = place<HTMLInputElement>("tags");
const wall = place<HTMLSelectElement>("wall");
const asSeen = place<HTMLInputElement>("as-seen");
const saveButton = place<HTMLButtonElement>("save");

/** A tab whose page can be kept. */
interface Page {
  readonly tabId: number;
  readonly url: string;
  readonly title: string;
}

async function pageHere(): Promise<Page | null> {
  const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
  if (tab?.id === undefined || !isOfTheWeb(tab.url)) return null;
  return { tabId: tab.id, url: tab.url, title: tab.title ?? "" };
}

async function open(): Promise<void> {
  fillPage();
  place("settings").onclick = () => void chrome.runtime.openOptionsPage();
  place("connect").onclick = () => void chrome.runtime.openOptionsPage();
  const connection = await readConnection();
  place("unconnected").hidden = connection !== null;
  if (connection === null) return;
  const see = place<HTMLAnchorElement>("see");
  see.href = connection.address;
  see.hidden = false;
  tellAt("problem", await takeLastProblem());
  await showWaiting(connection);
  place("send").onclick = () => void run({ kind: "send" }).then(() => showWaiting(connection));
  // Whoever looks wants it sent now, whatever time it waits for.
  void run({ kind: "send" }).then(() => showWaiting(connection));
  const page = await pageHere();
  if (page === null) return tellAt("said", say("notThisPage"));
  offer(connection, page);
  if (!mayRead(connection)) return tellAt("before", say("cannotLook"));
  await Promise.all([lookWhetherSaved(connection, page), offerWalls(connection)]).catch(tellRefusal);
}

function tellRefusal(thrown: unknown): void {
  tellAt("before", null);
  tellAt("problem", thrown instanceof Refusal ? thrown.message : String(thrown));
}

function offer(connection: Connection, page: Page): void {
  title.value = page.title;
  place("form").hidden = false;
  note.focus();
  place<HTMLFormElement>("form").onsubmit = (event) => {
    event.preventDefault();
    void save(page).then(() => showWaiting(connection));
  };
}

async function lookWhetherSaved(connection: Connection, page: Page): Promise<void> {
  tellAt("before", say("looking"));
  const { items } = await ask<{ items: Item[] }>(connection, `/items?limit=1&url=${encodeURIComponent(page.url)}`);
  const [item] = items;
  if (item === undefined) return tellAt("before", null);
  const when = new Intl.DateTimeFormat(chrome.i18n.getUILanguage(), { dateStyle: "long" });
  tellAt("before", say("savedBefore", when.format(new Date(item.created_at))));
  const link = place<HTMLAnchorElement>("open");
  link.href = `${connection.address}/item/${encodeURIComponent(item.id)}`;
  link.hidden = false;
  saveButton.textContent = say("saveAgain");
  await mark(page.tabId, "saved");
}

async function offerWalls(connection: Connection): Promise<void> {
  const { items } = await ask<{ items: Wall[] }>(connection, "/walls?limit=100");
  if (items.length < 2) return;
  // The inbox is where it goes without a choice.
  wall.replaceChildren(...items.map(({ id, name }, index) => new Option(name, index === 0 ? "" : id)));
  place("wall-line").hidden = false;
}

async function save(page: Page): Promise<void> {
  saveButton.disabled = true;
  tellAt("problem", null);
  tellAt("said", say("saving"));
  const read: ReadTab = asSeen.checked ? await readTab(page.tabId) : { html: null, why: null };
  const outcome = await run({
    kind: "save",
    share: shareOf(page, read.html),
    title: title.value.trim() || page.url,
    tabId: page.tabId,
  });
  saveButton.disabled = false;
  tellAt("said", outcome.kind === "refused" || outcome.kind === "not-kept" ? null : sentenceOf(outcome, read));
  if (outcome.kind === "refused" || outcome.kind === "not-kept") tellAt("problem", outcome.reason);
  else place("form").hidden = true;
}

function shareOf({ url, title: called }: Page, html: string | null): ShareInput {
  const names = tags.value
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
  const written = title.value.trim();
  return {
    url,
    // The page says its own title better than its tab; a title that somebody wrote stays for good.
    ...(written !== "" && (written !== called.trim() || html === null) ? { title: written } : {}),
    ...(html === null ? {} : { html }),
    ...(note.value.trim() === "" ? {} : { note: note.value }),
    ...(names.length === 0 ? {} : { tags: names }),
    ...(wall.value === "" ? {} : { wall_id: wall.value }),
  };
}

function sentenceOf(outcome: Outcome, { why }: ReadTab): string {
  if (outcome.kind !== "sent") return [outcome.reason, say("waits")].filter(Boolean).join(" ");
  if (outcome.accepted.duplicate_of !== null) return say("savedAgain");
  if (why === "not-readable") return say("notReadable");
  return why === "too-large" || outcome.isWithoutPage ? say("savedWithoutPage") : say("saved");
}

void open();
