import { randomBytes } from "node:crypto";
import { Problem } from "../contract/problems.ts";
import type { AllowedHost } from "../core/address-guard.ts";
import { newId } from "../core/ids.ts";
import type { ReceivedFile } from "../core/share-draft.ts";
import { completeFile, findFiles } from "../store/files.ts";
import type { LandedShareRow } from "../store/landed-share-row.ts";
import {
  completeLanded,
  forgetLanded,
  giveLanded,
  giveLandedBack,
  insertLanded,
  listLanded,
  markLandedSaved,
  strangersWaiting,
} from "../store/landed-shares.ts";
import { acceptShare } from "./accept-share.ts";
import type { Caller } from "./caller.ts";
import { checkShare, type ShareFields } from "./check-share.ts";
import type { WallDeps } from "./deps.ts";
import { hashSecret } from "./keys.ts";
import { namedUploads } from "./upload-file.ts";

/** What a phone without a worker posts waits so long for a tap. */
export const LANDED_SECONDS = 3_600;
const TOKEN_BYTES = 32;
/** What strangers may leave here in all: shares, and how many of the largest file. */
const STRANGERS_SHARES = 100;
const STRANGERS_FILES = 5;

export type LandedWords = Pick<ShareFields, "title" | "text" | "url">;

/** What a person sees of a landed share before the tap. */
export interface Landed {
  readonly id: string;
  readonly words: LandedWords;
  readonly files: readonly { readonly name: string; readonly bytes: number }[];
}

/**
 * Begins to keep a share that nobody has agreed to yet. Its files belong to its own id, so that no person can see them.
 * @param browser the token by which the browser that brought it is known; null for one that has none yet
 * @param bytes what is announced to come; null when nobody said
 * @returns the token to give to the browser, and the id that the files are received under
 * @throws Problem too-large, overloaded for strangers when too much waits already
 */
export async function beginLanding(
  { store }: WallDeps,
  asked: { browser: string | null; person: string | null; bytes: number | null; maxFileBytes: number },
): Promise<{ browser: string; id: string }> {
  const { person, maxFileBytes } = asked;
  const browser = asked.browser ?? randomBytes(TOKEN_BYTES).toString("base64url");
  const id = newId();
  if (person === null && (asked.bytes === null || asked.bytes > maxFileBytes))
    throw new Problem("too-large", `Sign in to share more than ${maxFileBytes} bytes at once.`, {
      params: { max_bytes: maxFileBytes },
    });
  await store.write(async (unit) => {
    if (person === null) {
      const waiting = await strangersWaiting(unit);
      if (waiting.count >= STRANGERS_SHARES || waiting.bytes + (asked.bytes ?? 0) > STRANGERS_FILES * maxFileBytes)
        throw new Problem("overloaded", "Too much waits here for somebody to sign in. Sign in, then share it again.");
    }
    await insertLanded(unit, {
      id,
      browser_hash: hashSecret(browser),
      person,
      words: "{}",
      file_ids: "[]",
      bytes: asked.bytes ?? 0,
      whole_at: null,
      saved_at: null,
      expires_at: unit.nowMs + LANDED_SECONDS * 1_000,
    });
  });
  return { browser, id };
}

/** Everything has arrived: it may be tapped on. @throws Problem when no share can come of it, whoever taps */
export async function completeLanding(
  { store }: WallDeps,
  {
    id,
    words,
    files,
    allowHosts,
  }: { id: string; words: LandedWords; files: readonly ReceivedFile[]; allowHosts: readonly AllowedHost[] },
): Promise<void> {
  checkShare(words, { files, page: null }, allowHosts);
  const fileIds = files.map((file) => file.id);
  await store.write(async (unit) => {
    for (const file of files) await completeFile(unit, file);
    await completeLanded(unit, { id, words: JSON.stringify(words), fileIds });
  });
}

export async function dropLanding({ store }: WallDeps, id: string): Promise<void> {
  await store.write((unit) => forgetLanded(unit, [id]));
}

async function rowsOf(
  { store }: WallDeps,
  asked: { browser: string; person: string | null },
): Promise<LandedShareRow[]> {
  return await listLanded(store.reader, {
    browserHash: hashSecret(asked.browser),
    person: asked.person,
    nowMs: await store.nowMs(),
  });
}

/** Those that nobody has saved yet. */
async function untapped(deps: WallDeps, asked: { browser: string; person: string | null }): Promise<LandedShareRow[]> {
  return (await rowsOf(deps, asked)).filter((row) => row.saved_at === null);
}

const wordsOf = (row: LandedShareRow) => JSON.parse(row.words) as LandedWords;
const fileIdsOf = (row: LandedShareRow) => JSON.parse(row.file_ids) as string[];

/** What waits for a tap in this browser, oldest first. */
export async function landedShares(
  deps: WallDeps,
  asked: { browser: string; person: string | null },
): Promise<Landed[]> {
  const shown: Landed[] = [];
  for (const row of await untapped(deps, asked)) {
    // Until the tap its files belong to nobody but itself.
    const files = await findFiles(deps.store.reader, { ids: fileIdsOf(row), owner: row.id });
    shown.push({
      id: row.id,
      words: wordsOf(row),
      files: files.map(({ name, bytes }) => ({ name: name ?? "", bytes })),
    });
  }
  return shown;
}

/**
 * The tap: everything that waits in this browser becomes this person's. Doing it again does nothing new, since each has
 * its own id for an idempotency key.
 * @returns the items
 * @throws Problem; after quota-reached what was not saved waits on
 */
export async function saveLanded(
  deps: WallDeps,
  { browser, caller, allowHosts }: { browser: string; caller: Caller; allowHosts: readonly AllowedHost[] },
): Promise<(string | null)[]> {
  const items: (string | null)[] = [];
  const rows = await rowsOf(deps, { browser, person: caller.person });
  if (rows.length === 0) throw new Problem("not-found", "Nothing waits here for a tap. Share it again.");
  for (const row of rows) {
    await deps.store.write((unit) => giveLanded(unit, { id: row.id, person: caller.person }));
    const files = await namedUploads(deps.store.reader, { ids: fileIdsOf(row), caller });
    const draft = checkShare(wordsOf(row), { files, page: null }, caller.role === "owner" ? allowHosts : []);
    const { share } = await acceptShare(deps, { caller, draft, idempotencyKey: row.id }).catch(
      async (error: unknown) => {
        // Without room it waits on, for as long as it would have.
        if (error instanceof Problem && error.code === "quota-reached")
          await deps.store.write((unit) => giveLandedBack(unit, { id: row.id, files: fileIdsOf(row) }));
        throw error;
      },
    );
    await deps.store.write((unit) => markLandedSaved(unit, row.id));
    items.push(share.item);
  }
  return items;
}

/** Throws away what waits in this browser. */
export async function throwLandedAway(
  deps: WallDeps,
  asked: { browser: string; person: string | null },
): Promise<void> {
  const rows = await untapped(deps, asked);
  await deps.store.write((unit) =>
    forgetLanded(
      unit,
      rows.map(({ id }) => id),
    ),
  );
}
