import { batch, computed, effect, signal } from "@preact/signals";
import type { ShareAccepted } from "../../../src/contract/shares.ts";
import { me } from "../session.ts";
import { changeEntry, holdInWindow, isOnlyInWindow, keepEntry, listEntries, removeEntries } from "./entries.ts";
import { type Entry, newEntry, thingsIn } from "./entry.ts";
import type { EntryLink, EntryList } from "./entry-list.ts";
import { announce, onNews } from "./news.ts";
import { type Outcome, sendEntry, sendWaiting } from "./send.ts";
import { askForSync, askToPersist } from "./stay.ts";

/** Everything that is kept on this device, of whomever, as this window knows it. */
const entries = signal<readonly Entry[]>([]);
/** How much of an entry is sent, 0 to 1, for those on their way. */
export const parts = signal<ReadonlyMap<string, number>>(new Map());

/** What the server has taken in, but of which the item is not on the screen yet. */
const landing = signal<ReadonlySet<string>>(new Set());

/** What this person has not sent yet, newest first, and what was caught while nobody was known. */
export const unsent = computed(() =>
  entries.value
    .filter(({ id, state, person }) => {
      const isOpen = state !== "sent" || landing.value.has(id);
      return isOpen && (person === null || person === me.value?.person.id);
    })
    .toReversed(),
);
export const waitingCount = computed(() =>
  countThings(unsent.value.filter(({ id, state }) => state === "waiting" && !parts.value.has(id))),
);

/** What is kept here of anybody, for a page on which nobody is signed in. */
export const keptCount = computed(() => countThings(entries.value.filter(({ state }) => state !== "sent")));

/** Part of a share after which the server may have taken it in, though its answer is not here yet. */
const ALL_SENT = 0.99;
/** Whether the stream may bring a thing of which a card still says that it is on its way. */
export const isArriving = computed(
  () => landing.value.size > 0 || [...parts.value.values()].some((part) => part >= ALL_SENT),
);

let readings = 0;
async function readAll(): Promise<void> {
  const mine = ++readings;
  const found = await listEntries();
  if (mine !== readings) return;
  entries.value = found;
  wakeForNext();
}

let timer: ReturnType<typeof setTimeout> | undefined;
/** Tries again by itself when the next one's time has come. */
function wakeForNext(): void {
  clearTimeout(timer);
  const person = me.value?.person.id;
  const times = entries.value
    .filter((entry) => entry.state === "waiting" && entry.person === person && entry.tries > 0)
    .map((entry) => entry.notBefore);
  if (times.length === 0 || person === undefined) return;
  timer = setTimeout(() => void sendWaiting(), Math.max(500, Math.min(...times) - Date.now()));
}

/**
 * Follows the outbox for as long as the page is open, and sends what is due. `onArrival` fetches what became of a share;
 * what it returns puts that in the place of the card. `onListArrival` hears what became of a list, whose things the stream
 * brings.
 */
export function keepSending(
  onArrival: (accepted: ShareAccepted) => Promise<() => void>,
  onListArrival: (list: EntryList) => void,
): void {
  const land = async ({ id, accepted }: { id: string; accepted: ShareAccepted }) => {
    landing.value = new Set(landing.value).add(id);
    const show = await onArrival(accepted);
    batch(() => {
      landing.value = new Set([...landing.value].filter((each) => each !== id));
      show();
    });
  };
  onNews((news) => {
    if (news.kind === "changed") void readAll();
    if (news.kind === "arrived") void land(news);
    if (news.kind === "list-arrived") onListArrival(news.list);
    if (news.kind !== "part") return;
    const next = new Map(parts.value);
    if (news.part === null) next.delete(news.id);
    else next.set(news.id, news.part);
    parts.value = next;
  });
  addEventListener("online", () => void sendWaiting("unreached"));
  addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") void sendWaiting();
  });
  // What only this window holds would go with it, so the browser asks first.
  addEventListener("beforeunload", (event) => {
    if (unsent.value.some(({ id }) => isOnlyInWindow(id))) event.preventDefault();
  });
  effect(() => {
    if (me.value?.person.id === undefined) void readAll();
    else void readAll().then(() => sendWaiting());
  });
}

/**
 * Takes a share in: shown at once, then kept on the device, then sent. `instead` names an entry that it replaces.
 * @returns how the first try ended
 */
export async function putIn(
  share: {
    text: string;
    url: string | null;
    wall: string;
    files: readonly File[];
    links?: readonly Pick<EntryLink, "url" | "text">[] | null;
  },
  { instead = null }: { instead?: string | null } = {},
): Promise<{ entry: Entry; outcome: Outcome }> {
  const person = me.value?.person.id ?? null;
  const { wall, files, links = null } = share;
  const isWordless = share.text === "" || links !== null;
  const words = share.url !== null ? { url: share.url } : isWordless ? {} : { text: share.text };
  const entry = newEntry({ person, wall, from: "box", words, files, links });
  entries.value = [...entries.value.filter(({ id }) => id !== instead), entry];
  parts.value = new Map(parts.value).set(entry.id, 0);
  try {
    await keepEntry(entry, files, { instead });
  } catch {
    holdInWindow(entry, files);
  }
  announce({ kind: "changed" });
  const outcome = person === null ? "stopped" : await sendEntry(entry.id, { person });
  if (outcome === "stopped") {
    await askToPersist();
    await askForSync(await navigator.serviceWorker?.getRegistration());
  }
  return { entry, outcome };
}

/** The button: everything is tried now, whatever time it waits for. */
export function sendNow(): void {
  void sendWaiting("all");
}

/** What was caught while nobody was known, or came from another site, becomes this person's and goes out. */
export async function claim(id: string): Promise<void> {
  const { person, inbox_id: inbox } = me.value ?? {};
  if (person === undefined || inbox === undefined) return;
  await changeEntry(id, (entry) => ({ ...entry, person: person.id, wall: entry.wall ?? inbox, state: "waiting" }));
  announce({ kind: "changed" });
  await sendWaiting();
}

/** How many things of this person are on this device only. */
export const countUnsent = (): number => countThings(unsent.value.filter(({ person }) => person !== null));

function countThings(of: readonly Entry[]): number {
  return of.reduce((sum, entry) => sum + thingsIn(entry), 0);
}

export async function throwAway(ids: readonly string[]): Promise<void> {
  await removeEntries(ids);
  announce({ kind: "changed" });
}
