import { hash } from "node:crypto";
import type { FoldersBecome } from "../../contract/import-names.ts";
import { LIMITS } from "../../contract/limits.ts";
import { Problem } from "../../contract/problems.ts";
import { newId } from "../../core/ids.ts";
import type { ImportMapping } from "../../core/imported.ts";
import type { ReceivedFile } from "../../core/share-draft.ts";
import { cleanTag, foldTag } from "../../core/tag-name.ts";
import { formatNamed } from "../../importers/formats.ts";
import { keepFile } from "../../store/files.ts";
import type { ImportsRow } from "../../store/import-tables.ts";
import {
  countDueImports,
  findImportByIdempotencyKey,
  type ImportWanted,
  insertImport,
  NO_COUNTS,
  type SourceOfImport,
} from "../../store/imports.ts";
import { requireRoom } from "../../store/quotas.ts";
import type { Reader, Unit } from "../../store/store.ts";
import { findWall } from "../../store/walls.ts";
import type { WallDeps } from "../deps.ts";

/** What a person asks of an import, before anything is believed. */
export interface AskedOfImport {
  readonly format?: string | null | undefined;
  readonly mapping?: ImportMapping | null | undefined;
  readonly wall_id?: string | null | undefined;
  readonly folders?: FoldersBecome | undefined;
  readonly tags?: readonly string[] | undefined;
}

const WANTED_AT_FIRST: ImportWanted = { format: null, mapping: null, wall: null, folders: "walls", tags: [] };
/** What somebody asks for who has asked for too much. */
const RETRY_AFTER_SECONDS = 60;

/**
 * What is asked, over what was asked before.
 * @throws Problem format-unknown, wall-not-found, tags-not-valid
 */
export async function wantedWith(
  db: Reader,
  person: string,
  asked: AskedOfImport,
  before: ImportWanted = WANTED_AT_FIRST,
): Promise<ImportWanted> {
  const { format, mapping, wall_id: wall, folders, tags } = asked;
  if (format && formatNamed(format) === undefined)
    throw new Problem(
      "format-unknown",
      "Leave format out and it is recognised; docs/import.md names those there are.",
      {
        fields: [{ field: "/format", message: "unknown" }],
      },
    );
  if (wall && !(await findWall(db, { id: wall, owner: person })))
    throw new Problem("wall-not-found", "There is no wall with this wall_id, or it is not yours.", {
      fields: [{ field: "/wall_id", message: "not found" }],
    });
  return {
    format: format === undefined ? before.format : format || null,
    mapping: mapping === undefined ? before.mapping : mapping,
    wall: wall === undefined ? before.wall : wall || null,
    folders: folders ?? before.folders,
    tags: tags === undefined ? before.tags : cleanTags(tags),
  };
}

function cleanTags(given: readonly string[]): string[] {
  const tags = new Map<string, string>();
  for (const name of given) {
    const tag = cleanTag(name);
    if (tag === null)
      throw new Problem("tags-not-valid", `A tag has 1 to ${LIMITS.tagCharacters} characters and no comma.`, {
        fields: [{ field: "/tags", message: "empty or too long" }],
      });
    if (!tags.has(foldTag(tag))) tags.set(foldTag(tag), tag);
  }
  if (tags.size > LIMITS.tagsPerItem)
    throw new Problem("tags-not-valid", `An item has at most ${LIMITS.tagsPerItem} tags.`, {
      fields: [{ field: "/tags", message: "too many" }],
    });
  return [...tags.values()];
}

interface AskedToBegin {
  readonly person: string;
  readonly wanted: ImportWanted;
  readonly starts: boolean;
  readonly idempotencyKey: string | null;
}

/**
 * Before the file of an import arrives: it needs room until the import has ended. One that was begun before by this very
 * key is asked about again, and has it.
 * @throws Problem quota-reached
 */
export async function requireRoomForSource(
  { store }: Pick<WallDeps, "store">,
  { person, bytes, idempotencyKey }: { person: string; bytes: number; idempotencyKey: string | null },
): Promise<void> {
  if (idempotencyKey !== null && (await findImportByIdempotencyKey(store.reader, { person, idempotencyKey }))) return;
  await store.write((unit) => requireRoom(unit, person, { items: 0, bytes }));
}

/**
 * Begins an import of a file whose bytes lie in the store: from now on it is kept, and checked in the background. The same
 * idempotency key, bytes and wishes give the same import again.
 * @throws Problem idempotency-key-reused, file-not-staged, too-many-imports
 */
export async function beginImport(
  deps: WallDeps,
  { file, ...asked }: AskedToBegin & { file: ReceivedFile },
): Promise<{ row: ImportsRow; replayed: boolean }> {
  const { id, name, bytes, sha256 } = file;
  const about = { source: { kind: "file", name, bytes }, file: id, known: [sha256, bytes] } as const;
  return await begin(deps, { ...asked, ...about }, async (unit) => {
    if (!(await keepFile(unit, { id, owner: asked.person, item: null, bytes, sha256 })))
      throw new Problem("file-not-staged", `${id} belongs to something else already. Upload it again.`, {
        fields: [{ field: "query/file_id", message: "belongs to something else" }],
      });
  });
}

/**
 * Writes the row of an import, together with what `keep` writes. `known` tells one source from another.
 * @throws Problem idempotency-key-reused, too-many-imports; what `keep` throws
 */
export async function begin(
  deps: WallDeps,
  asked: AskedToBegin & { source: SourceOfImport; file: string | null; known: readonly unknown[] },
  keep: (unit: Unit, id: string) => Promise<void>,
): Promise<{ row: ImportsRow; replayed: boolean }> {
  const { person, wanted, starts, idempotencyKey, known } = asked;
  const fingerprint = hash("sha256", JSON.stringify([...known, wanted, starts]), "hex");
  const begun = await deps.store.write(async (unit) => {
    const earlier =
      idempotencyKey === null ? undefined : await findImportByIdempotencyKey(unit.db, { person, idempotencyKey });
    if (earlier && earlier.fingerprint !== fingerprint)
      throw new Problem(
        "idempotency-key-reused",
        "This idempotency key was used for another import. Use a new key for each.",
      );
    if (earlier) return { row: earlier, replayed: true };
    if ((await countDueImports(unit.db, person)) >= LIMITS.importsOpen)
      throw new Problem(
        "too-many-imports",
        `${LIMITS.importsOpen} imports of yours are under way. Wait for one to end.`,
        {
          retryAfterSeconds: RETRY_AFTER_SECONDS,
        },
      );
    const row = newImport(unit, { ...asked, fingerprint });
    await insertImport(unit, row);
    await keep(unit, row.id);
    return { row, replayed: false };
  });
  deps.channel.publish({ kind: "import", import: begun.row.id });
  return begun;
}

function newImport(
  unit: Unit,
  {
    person,
    source,
    file,
    wanted,
    starts,
    idempotencyKey,
    fingerprint,
  }: AskedToBegin & { source: SourceOfImport; file: string | null; fingerprint: string },
): ImportsRow {
  return {
    id: newId(unit.nowMs),
    person,
    source: JSON.stringify(source),
    file,
    state: "checking",
    format: null,
    wanted: JSON.stringify(wanted),
    starts: starts ? 1 : 0,
    position: 0,
    known_rows: null,
    checked: null,
    counts: JSON.stringify(NO_COUNTS),
    made_walls: "[]",
    error_code: null,
    error_detail: null,
    idempotency_key: idempotencyKey,
    fingerprint,
    attempt: 0,
    tries: 0,
    leased_by: null,
    leased_until: null,
    version: 1,
    created_at: unit.nowMs,
    updated_at: unit.nowMs,
    started_at: null,
    ended_at: null,
  };
}
