import type { Item } from "../../../src/contract/items.ts";
import type { ShareAccepted, ShareInput } from "../../../src/contract/shares.ts";
import type { Me } from "../../../src/contract/walls.ts";
import { ask, Refusal, toldBy } from "../api.ts";
import { changeEntry, listEntries, readEntry, readFiles, removeEntries } from "./entries.ts";
import { type Entry, type EntryFile, nextDelayMs } from "./entry.ts";
import { withFreeLock, withLock } from "./lock.ts";
import { announce } from "./news.ts";
import { uploadFile } from "./upload.ts";
import { waits } from "./waits.ts";

/** How long a sent share is still known, for the page that saved it and a note that follows. */
const REMEMBERED_MS = 3_600_000;

/** How a try ended. `stopped`: nothing else would get through at the moment either. */
export type Outcome = "sent" | "refused" | "stopped" | "gone";

/**
 * What is tried: what is `due`; what was `unreached` too, once there is a network again; or `all`, what the server told to
 * wait for a time included, since a person asks for it.
 */
type Tried = "due" | "unreached" | "all";

const isTried = ({ notBefore, reason }: Entry, what: Tried): boolean =>
  notBefore <= Date.now() || what === "all" || (what === "unreached" && reason === null);

/**
 * Sends what may be sent, oldest first, one after another; one window or worker at a time. Only entries of whoever is
 * signed in are sent.
 * @returns how many of that person's entries are left waiting
 */
export async function sendWaiting(what: Tried = "due"): Promise<number> {
  return await withLock("outbox", async () => {
    await forgetSent();
    const isOpen = (entry: Entry) => entry.state === "waiting" || (entry.state === "sent" && entry.note !== null);
    if (!(await listEntries()).some(isOpen)) return 0;
    const person = await personNow();
    if (person === null) return (await listEntries()).filter(isOpen).length;
    const tried = new Set<string>();
    for (;;) {
      // Read anew each time: more may have come meanwhile.
      const open = (await listEntries()).filter((entry) => isOpen(entry) && entry.person === person);
      const next = open.find((entry) => !tried.has(entry.id) && isTried(entry, what));
      if (next === undefined) return open.length;
      tried.add(next.id);
      if ((await sendEntry(next.id, { person })) === "stopped") return open.length;
    }
  });
}

/** Who is signed in, by the server's own word; null when nobody is, or nothing answers. */
async function personNow(): Promise<string | null> {
  try {
    return (await ask<Me>("GET", "/me")).person.id;
  } catch {
    return null;
  }
}

/**
 * Sends one entry unless somebody else is at it, and writes down how that ended. A share for which only the answer was
 * lost is sent again under its id, which the server knows.
 */
export async function sendEntry(id: string, { person }: { person: string }): Promise<Outcome> {
  const outcome = await withFreeLock(`share ${id}`, async (): Promise<Outcome> => {
    const entry = await readEntry(id);
    if (entry === null || entry.person !== person) return "gone";
    if (entry.state === "sent") return await sendNote(entry);
    if (entry.state !== "waiting") return "gone";
    try {
      announce({ kind: "part", id, part: 0 });
      // A chunk of its own: the page that a share lands on has no use for it.
      if (entry.list !== undefined) return await (await import("./send-list.ts")).sendList(entry, entry.list);
      const accepted = await handIn(entry);
      await changeEntry(id, (now) => ({ ...now, state: "sent", item: accepted.item_id, reason: null }));
      announce({ kind: "arrived", id, accepted });
      return "sent";
    } catch (thrown) {
      return await settleFailure(id, thrown);
    } finally {
      announce({ kind: "part", id, part: null });
      announce({ kind: "changed" });
    }
  });
  return outcome ?? "gone";
}

async function settleFailure(id: string, thrown: unknown): Promise<Outcome> {
  const refusal = thrown instanceof Refusal ? thrown : null;
  const isPassing = refusal === null || waits(refusal);
  await changeEntry(id, (entry) => {
    if (!isPassing) return { ...entry, state: "refused", reason: toldBy(refusal) };
    // It goes out with the next sign-in, however soon that is.
    if (refusal?.status === 401) return entry;
    const tries = entry.tries + 1;
    const toldMs = (refusal?.retryAfterSeconds ?? 0) * 1_000;
    return {
      ...entry,
      tries,
      notBefore: Date.now() + Math.max(toldMs, nextDelayMs(tries)),
      reason: refusal === null || refusal.status === 0 ? null : toldBy(refusal),
    };
  });
  return isPassing ? "stopped" : "refused";
}

async function handIn(entry: Entry): Promise<ShareAccepted> {
  try {
    return await handInOnce(entry);
  } catch (thrown) {
    // What was staged a day ago may have been swept; the bytes are still here.
    if (!(thrown instanceof Refusal && thrown.code === "file-not-staged")) throw thrown;
    const anew = await changeEntry(entry.id, (now) => ({
      ...now,
      files: now.files.map((file) => ({ ...file, staged: null, uploading: null })),
    }));
    if (anew === null) throw thrown;
    return await handInOnce(anew);
  }
}

async function handInOnce({ id, words, wall, files }: Entry): Promise<ShareAccepted> {
  const blobs = files.some(({ staged }) => staged === null) ? await readFiles(id) : [];
  const wholeBytes = files.reduce((sum, { size }) => sum + size, 0);
  const staged: string[] = [];
  let before = 0;
  for (const [index, file] of files.entries()) {
    const onBytes = (bytes: number) =>
      announce({ kind: "part", id, part: wholeBytes === 0 ? 1 : (before + bytes) / wholeBytes });
    const record = async (known: Pick<EntryFile, "uploading" | "staged">) => {
      await changeEntry(id, (now) => ({ ...now, files: now.files.with(index, { ...file, ...known }) }));
    };
    staged.push(file.staged ?? (await uploadFile(blobs[index] ?? new Blob(), file, { record, onBytes })));
    before += file.size;
  }
  announce({ kind: "part", id, part: 1 });
  const share: ShareInput = { ...words, client_share_id: id };
  if (wall !== null) share.wall_id = wall;
  if (staged.length > 0) share.file_ids = staged;
  return await ask<ShareAccepted>("POST", "/share", share);
}

/** A note that was written once the share was on its way: below whatever note the item has. */
async function sendNote({ id, item, note }: Entry): Promise<Outcome> {
  if (note === null || item === null) return "gone";
  try {
    const { note: standing } = await ask<Item>("GET", `/items/${item}`);
    const isThere = standing?.split("\n\n").includes(note) ?? false;
    if (!isThere) await ask("PATCH", `/items/${item}`, { note: standing ? `${standing}\n\n${note}` : note });
  } catch (thrown) {
    // An item that was thrown away meanwhile takes its note with it.
    if (!(thrown instanceof Refusal) || waits(thrown)) return "stopped";
  }
  await changeEntry(id, (entry) => (entry.note === note ? { ...entry, note: null } : entry));
  return "sent";
}

async function forgetSent(): Promise<void> {
  const old = (await listEntries()).filter(
    ({ state, note, at, from }) =>
      state === "sent" && note === null && (from === "box" || at < Date.now() - REMEMBERED_MS),
  );
  if (old.length > 0) await removeEntries(old.map(({ id }) => id));
}
