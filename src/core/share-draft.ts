import { hash } from "node:crypto";
import type { ItemKind } from "../contract/choices.ts";

/** A share that has been checked: clean texts within their limits, an identified address, staged files. */
export interface ShareDraft {
  readonly url: { readonly address: string; readonly identity: string } | null;
  readonly text: string | null;
  readonly title: string | null;
  readonly note: string | null;
  readonly tags: readonly string[];
  /** The wall asked for; null is the inbox. */
  readonly wall: string | null;
  readonly files: readonly ReceivedFile[];
  /** The page as the person's browser saw it. */
  readonly page: ReceivedFile | null;
  /** A guest brought it, by a link: their name, empty where they gave none. */
  readonly guest?: string;
}

/** A file whose bytes lie under a staged row. */
export interface ReceivedFile {
  readonly id: string;
  readonly name: string | null;
  /** What the sender says it is. */
  readonly type: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** What a share is, as far as it can be told before anything is read. */
export function kindOf(draft: ShareDraft): ItemKind {
  if (draft.url) return "link";
  const [first] = draft.files;
  if (!first) return "note";
  const kind = kindOfType(first.type);
  return draft.files.every((file) => kindOfType(file.type) === kind) ? kind : "file";
}

function kindOfType(type: string): ItemKind {
  if (type.startsWith("image/")) return "image";
  if (type.startsWith("audio/")) return "audio";
  if (type.startsWith("video/")) return "video";
  return type === "application/pdf" ? "pdf" : "file";
}

/** One hash for all that was shared: a retry with the same idempotency key must bring the same. */
export function fingerprintOf(draft: ShareDraft): string {
  const file = ({ name, type, bytes, sha256 }: ReceivedFile) => [name, type, bytes, sha256];
  const canonical = [
    draft.url?.address ?? null,
    draft.text,
    draft.title,
    draft.note,
    draft.tags,
    draft.wall,
    draft.files.map(file),
    draft.page === null ? null : [draft.page.bytes, draft.page.sha256],
  ];
  return hash("sha256", JSON.stringify(canonical), "hex");
}
