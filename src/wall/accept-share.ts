import { Problem } from "../contract/problems.ts";
import type { SharePace } from "../contract/shares.ts";
import { visitFailpoint } from "../core/failpoint.ts";
import { firstTitle } from "../core/first-title.ts";
import { newId } from "../core/ids.ts";
import { type FoundFields, type OwnFields, showItem } from "../core/item-shown.ts";
import { type Bell, ringAll } from "../core/ports/doorbells.ts";
import { fingerprintOf, kindOf, type ShareDraft } from "../core/share-draft.ts";
import { PRIORITIES } from "../core/steps.ts";
import { identityHash } from "../core/url-identity.ts";
import { firstSteps } from "../pipeline/plan.ts";
import { startRun } from "../pipeline/start-run.ts";
import { findAddress, insertAddress } from "../store/addresses.ts";
import { keepContent } from "../store/contents.ts";
import { itemTerms } from "../store/item-terms.ts";
import { insertItem, OWN_TEXT_CHARACTERS } from "../store/items.ts";
import { insertPlace } from "../store/places.ts";
import { addUse } from "../store/quotas.ts";
import { searchFields } from "../store/refresh-item.ts";
import { indexItem } from "../store/search-index.ts";
import { findByIdempotencyKey, insertShare } from "../store/shares.ts";
import type { Unit } from "../store/store.ts";
import type { ShareRow } from "../store/tables.ts";
import { addTags } from "../store/tags.ts";
import { placeableWalls } from "../store/wall-access.ts";
import { inboxOf } from "../store/walls.ts";
import { type Accepted, type AcceptedInUnit, keepReceivedFiles } from "./accepted.ts";
import type { Caller } from "./caller.ts";
import type { WallDeps } from "./deps.ts";
import { shareAgain } from "./share-again.ts";

export interface ShareRequest {
  readonly caller: Caller;
  readonly draft: ShareDraft;
  readonly idempotencyKey: string | null;
  /** Bulk work goes behind what somebody waits for, and is analysed when there is time for it. */
  readonly pace?: SharePace;
}

/**
 * Takes a share in: one transaction writes the share, its item, its place, its search words and its first steps. When
 * this resolves, all of it is on disk.
 *
 * Rows are looked for before they are made; a race lost on a unique index runs the unit again, which then finds the
 * winner's row.
 * @throws Problem
 */
export async function acceptShare(deps: WallDeps, request: ShareRequest): Promise<Accepted> {
  const fingerprint = fingerprintOf(request.draft);
  const accept = () => deps.store.write((unit) => acceptInUnit(deps, unit, { ...request, fingerprint }));
  const accepted = await accept().catch((error: unknown) => {
    // The same request twice at once, by names of files: the other one has just kept them, and is what this one repeats.
    const isTaken = error instanceof Problem && error.code === "file-not-staged" && request.idempotencyKey !== null;
    if (isTaken) return accept();
    throw error;
  });
  visitFailpoint("accept-committed");
  ringAll(deps.queue, accepted.bells);
  if (accepted.walls.length > 0) deps.channel.publish({ kind: "walls", walls: accepted.walls });
  return accepted;
}

async function acceptInUnit(
  deps: WallDeps,
  unit: Unit,
  request: ShareRequest & { fingerprint: string },
): Promise<AcceptedInUnit> {
  const { draft, caller, idempotencyKey } = request;
  if (idempotencyKey !== null) {
    const earlier = await findByIdempotencyKey(unit.db, { person: caller.person, idempotencyKey });
    if (earlier) return replay(earlier, request.fingerprint);
  }
  const wall = await targetWall(unit, caller.person, draft.wall);
  const share = newShare(unit, { ...request, wall });
  const priority = request.pace === "background" ? PRIORITIES.background : PRIORITIES.watched;
  if (draft.url) {
    const hash = identityHash(draft.url.identity);
    const known = await findAddress(unit.db, { owner: caller.person, identityHash: hash });
    if (known)
      return await shareAgain(deps, unit, { share, draft, item: known.item, chosenWall: draft.wall, priority });
  }
  return await makeItem(deps, unit, { share, draft, priority });
}

function replay(earlier: ShareRow, fingerprint: string): AcceptedInUnit {
  if (earlier.fingerprint !== fingerprint)
    throw new Problem(
      "idempotency-key-reused",
      "This idempotency key was used for another share. Use a new key for each thing you share.",
    );
  return { share: earlier, replayed: true, bells: [], walls: [] };
}

async function targetWall(unit: Unit, person: string, asked: string | null): Promise<string> {
  if (asked === null) return (await inboxOf(unit.db, person)).id;
  if (!(await placeableWalls(unit.db, { walls: [asked], person })).has(asked))
    throw new Problem("wall-not-found", "There is no wall with this wall_id, or you may not put things on it.");
  return asked;
}

function newShare(
  unit: Unit,
  { caller, draft, idempotencyKey, fingerprint, wall }: ShareRequest & { fingerprint: string; wall: string },
): ShareRow {
  return {
    id: newId(unit.nowMs),
    person: caller.person,
    api_key: caller.by.kind === "key" ? caller.by.id : null,
    idempotency_key: idempotencyKey,
    fingerprint,
    wall,
    item: null,
    duplicate: 0,
    before: null,
    kind: kindOf(draft),
    state: "processing",
    run: null,
    error_code: null,
    warnings: "[]",
    version: 1,
    created_at: unit.nowMs,
    updated_at: unit.nowMs,
    ended_at: null,
  };
}

async function makeItem(
  deps: WallDeps,
  unit: Unit,
  { share, draft, priority }: { share: ShareRow; draft: ShareDraft; priority: number },
): Promise<AcceptedInUnit> {
  const own = ownFieldsOf(draft);
  const found: FoundFields = {};
  const shown = showItem(own, found, null);
  const item = newId(unit.nowMs);
  const seq = await insertItem(unit, {
    id: item,
    owner: share.person,
    kind: share.kind,
    state: "working",
    own: JSON.stringify(own),
    found: JSON.stringify(found),
    analysis: null,
    share: share.id,
    title: shown.title,
    site: shown.site,
    lang: null,
    created_at: unit.nowMs,
    updated_at: unit.nowMs,
    edited_version: 1,
    version: 1,
    merged_into: null,
    pinned_at: null,
    archived_at: null,
    deleted_at: null,
    purge_at: null,
  });
  if (own.textIsLong) await keepContent(unit, item, { shared_text: draft.text });
  if (draft.url)
    await insertAddress(unit, {
      owner: share.person,
      identity_hash: identityHash(draft.url.identity),
      item,
      address: draft.url.address,
      via: "shared",
    });
  const bytes = await keepReceivedFiles(unit, { draft, owner: share.person, item });
  await addTags(unit, { owner: share.person, item, names: draft.tags, by: "person" });

  const steps = firstSteps({ page: draft.url !== null, files: draft.files.length > 0 });
  const whose = { item, person: share.person, share: share.id };
  const bells: Bell[] = [];
  const run = await startRun(unit, deps.ranks, { ...whose, cause: "share", steps, priority }, bells);
  const accepted = { ...share, item, run };
  await insertShare(unit, accepted);
  const fields = searchFields({ own, found, shown, tags: draft.tags, body: draft.text ?? "" });
  const marks = { kind: share.kind, created_at: unit.nowMs, pinned_at: null, archived_at: null };
  const known = { tags: draft.tags, files: draft.files, hasText: (draft.text ?? "") !== "" };
  const facts = itemTerms({ item: marks, own, found, shown, ...known });
  await indexItem(unit, { seq, owner: share.person, walls: [share.wall], facts, fields });
  await addUse(unit, share.person, { items: 1, bytes });
  await insertPlace(unit, { wall: share.wall, item, sortAtMs: unit.nowMs, addedBy: share.person });
  return { share: accepted, replayed: false, bells, walls: [share.wall] };
}

/** What the person wrote, and the title by the pure rule. */
export function ownFieldsOf(draft: ShareDraft): OwnFields {
  const { url, text, title, note, files, guest } = draft;
  const first = firstTitle({
    title,
    url: url?.address ?? null,
    // A remark beside a link is not what the page is called.
    text: url ? null : text,
    fileNames: files.flatMap((file) => file.name ?? []),
  });
  const isLong = text !== null && text.length > OWN_TEXT_CHARACTERS;
  return {
    firstTitle: first,
    ...(url ? { url: url.address } : {}),
    ...(title ? { title } : {}),
    ...(text ? { text: isLong ? text.slice(0, OWN_TEXT_CHARACTERS) : text } : {}),
    ...(isLong ? { textIsLong: true } : {}),
    ...(note ? { note } : {}),
    ...(guest === undefined ? {} : { guest }),
  };
}
