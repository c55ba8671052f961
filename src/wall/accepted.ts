import { hash } from "node:crypto";
import { LIMITS } from "../contract/limits.ts";
import { Problem } from "../contract/problems.ts";
import type { Bell } from "../core/ports/doorbells.ts";
import type { ShareDraft } from "../core/share-draft.ts";
import { findFiles, keepFile } from "../store/files.ts";
import type { Unit } from "../store/store.ts";
import type { ShareRow } from "../store/tables.ts";

export interface Accepted {
  readonly share: ShareRow;
  /** The same request was accepted before: nothing was made, and the files that came along are not needed. */
  readonly replayed: boolean;
}

/** What a unit of accepting leaves to be told once it is committed. */
export interface AcceptedInUnit extends Accepted {
  readonly bells: readonly Bell[];
  readonly walls: readonly string[];
}

/**
 * The files that came along become the item's. One that was swept meanwhile refuses the whole share.
 * @returns their bytes, for the caller to count
 */
export async function keepReceivedFiles(
  unit: Unit,
  { draft, owner, item }: { draft: ShareDraft; owner: string; item: string },
): Promise<number> {
  const received = draft.page ? [...draft.files, draft.page] : draft.files;
  for (const { id, bytes, sha256 } of received) {
    if (await keepFile(unit, { id, owner, item, bytes, sha256 })) continue;
    const [row] = await findFiles(unit.db, { ids: [id], owner });
    if (row?.state === "kept")
      throw new Problem("file-not-staged", `${id} belongs to another share already. Upload it again.`, {
        fields: [{ field: "/file_ids", message: "belongs to another share" }],
      });
    throw new Problem("files-unavailable", "A file was removed before the share was complete. Send it again.", {
      retryAfterSeconds: 1,
    });
  }
  return received.reduce((sum, { bytes }) => sum + bytes, 0);
}

/**
 * A note grows by lines of its own, and loses nothing of what stood there.
 * @throws Problem field-too-long when there is no room for what was written: whoever wrote it still has it
 */
export function joinNotes(before: string | undefined, added: readonly string[]): string | undefined {
  const joined = [...(before ? [before] : []), ...added].join("\n");
  if (added.length > 0 && joined.length > LIMITS.noteCharacters)
    throw new Problem(
      "field-too-long",
      `This stands on your wall already, and its note would be longer than ${LIMITS.noteCharacters} characters.`,
      {
        fields: [{ field: "/note", message: "no room beside what stands there" }],
        params: { max: LIMITS.noteCharacters },
      },
    );
  return joined === "" ? undefined : joined;
}

/** Tells whether a note is still the same without keeping it. */
export const hashOfNote = (note: string): string => hash("sha256", note, "hex");

/** What stood before a note grew; undefined when nothing did. */
export const noteBefore = (note: string, stoodCharacters: number): string | undefined =>
  note.slice(0, stoodCharacters) || undefined;
