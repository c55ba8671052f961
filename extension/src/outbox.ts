import type { ShareAccepted, ShareInput } from "../../src/contract/shares.ts";
import { nextDelayMs } from "../../web/src/outbox/entry.ts";
import { ask, Refusal } from "./ask.ts";
import { type Connection, readConnection } from "./connection.ts";
import { say } from "./words.ts";

/** A share that is kept in this browser until the wall has it. */
export interface Waiting {
  /** The share's `client_share_id`: one for all tries, so that an answer that was lost never doubles it. */
  readonly id: string;
  /** When it was caught, in ms since 1970. */
  readonly at: number;
  /** Whose wall it is for; it goes to nobody else's. */
  readonly address: string;
  readonly person: string;
  /** What it is called in the list. */
  readonly title: string;
  readonly share: ShareInput;
  /** `refused`: the wall will not take it as it is, and the person decides. */
  readonly state: "waiting" | "refused";
  /** What was said last, in a sentence; null when nothing was. */
  readonly reason: string | null;
  readonly tries: number;
  /** It is not tried by itself before this time, in ms since 1970. */
  readonly notBefore: number;
}

export type Outcome =
  | { readonly kind: "sent"; readonly accepted: ShareAccepted; readonly isWithoutPage: boolean }
  | { readonly kind: "waiting" | "refused" | "not-kept"; readonly reason: string | null };

const PREFIX = "share:";
const ALARM = "send";
/** The browser rings no sooner. */
const SOONEST_MS = 30_000;

/** All that waits, oldest first. */
export async function listWaiting(): Promise<Waiting[]> {
  const kept = await chrome.storage.local.get<Record<string, Waiting>>(null);
  return Object.entries(kept)
    .filter(([name]) => name.startsWith(PREFIX))
    .map(([, waiting]) => waiting)
    .sort((one, other) => one.at - other.at);
}

export async function throwAway(id: string): Promise<void> {
  await chrome.storage.local.remove(PREFIX + id);
}

const keep = (waiting: Waiting): Promise<void> => chrome.storage.local.set({ [PREFIX + waiting.id]: waiting });

/** Keeps a share, then tries to send it. Whatever happens after it is kept, it is not lost. */
export async function putIn(connection: Connection, share: ShareInput, title: string): Promise<Outcome> {
  const id = crypto.randomUUID();
  const { address, person } = connection;
  const waiting: Waiting = {
    ...{ id, at: Date.now(), address, person, title },
    share: { ...share, client_share_id: id },
    ...{ state: "waiting", reason: null, tries: 0, notBefore: 0 },
  };
  const kept = await keepWhatFits(waiting);
  if (kept === null) return { kind: "not-kept", reason: say("noRoom") };
  const outcome = await inTurn(() => send(connection, id));
  await ringForNext();
  if (outcome.kind !== "sent") return outcome;
  return { ...outcome, isWithoutPage: share.html !== undefined && kept.share.html === undefined };
}

/** The browser's store is small: what has no room with its page is kept as a link. Null when even that has none. */
async function keepWhatFits(waiting: Waiting): Promise<Waiting | null> {
  const { html: _left, ...link } = waiting.share;
  for (const each of [waiting, { ...waiting, share: link }]) {
    const isKept = await keep(each).then(
      () => true,
      () => false,
    );
    if (isKept) return each;
  }
  return null;
}

/** Sends what is due, or all that waits for this wall; resolves when everything was tried once. */
export async function sendWaiting(which: "due" | "all"): Promise<void> {
  const connection = await readConnection();
  if (connection === null) return;
  for (const waiting of await listWaiting()) {
    const isDue = which === "all" || waiting.notBefore <= Date.now();
    if (!isDue || waiting.state !== "waiting" || !isFor(connection, waiting)) continue;
    const outcome = await inTurn(() => send(connection, waiting.id));
    // What waits behind it would be answered alike.
    if (outcome.kind === "waiting") break;
  }
  await ringForNext();
}

export const isFor = ({ address, person }: Connection, waiting: Waiting): boolean =>
  waiting.address === address && waiting.person === person;

let turn: Promise<unknown> = Promise.resolve();
/** One after the other, so that nothing is on its way twice at once. */
function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  const done = turn.then(work);
  turn = done.catch(() => undefined);
  return done;
}

async function send(connection: Connection, id: string): Promise<Outcome> {
  const waiting = (await chrome.storage.local.get<Record<string, Waiting>>(PREFIX + id))[PREFIX + id];
  // Another turn sent it, or the person threw it away.
  if (waiting === undefined) return { kind: "refused", reason: null };
  try {
    const accepted = await ask<ShareAccepted>(connection, "/share", waiting.share);
    await throwAway(id);
    return { kind: "sent", accepted, isWithoutPage: false };
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) throw thrown;
    const { message: reason, retryAfterMs } = thrown;
    const state = thrown.isPassing || thrown.isOfKey ? "waiting" : "refused";
    const tries = waiting.tries + 1;
    const notBefore = Date.now() + Math.max(retryAfterMs, nextDelayMs(tries));
    await keep({ ...waiting, state, reason, tries, notBefore });
    return { kind: state, reason };
  }
}

/** The alarm outlives the worker, which the browser ends as soon as it has nothing to do. */
async function ringForNext(): Promise<void> {
  const times = (await listWaiting()).filter(({ state }) => state === "waiting").map(({ notBefore }) => notBefore);
  if (times.length === 0) await chrome.alarms.clear(ALARM);
  else await chrome.alarms.create(ALARM, { when: Math.max(Date.now() + SOONEST_MS, Math.min(...times)) });
}
