import { MOST_PDF_PAGES } from "../ai/prices.ts";
import { ANALYSIS_TEXT_CHARACTERS, type AnalysisInput, textOfBarePage } from "../core/analysis.ts";
import type { Attachment } from "../core/ports/ai-provider.ts";
import type { FileStore } from "../core/ports/files.ts";
import { contentOf } from "../store/contents.ts";
import { factsOf, filesOfItems } from "../store/files.ts";
import { findItem, foundOf, ownOf } from "../store/items.ts";
import { findPerson } from "../store/persons.ts";
import type { Reader } from "../store/store.ts";
import type { ContentRow, FileRow, ItemRow } from "../store/tables.ts";
import { tagsOfItems } from "../store/tags.ts";
import { allWallsPrivate, MOST_VOCABULARY_WORDS, vocabularyOf } from "../store/vocabulary.ts";
import { wordsRemembered } from "./words-remembered.ts";

/** A file that may go along with a question, by where its bytes lie. */
export interface AttachmentRef {
  readonly kind: Attachment["kind"];
  readonly type: string;
  readonly storeKey: string;
}

export interface ItemToAnalyse {
  readonly input: AnalysisInput;
  readonly attachments: readonly AttachmentRef[];
}

const MOST_IMAGE_BYTES = 4_000_000;
const MOST_PDF_BYTES = 8_000_000;
/** A PDF with less text than this is most likely a scan, and worth sending itself; else its text costs far less. */
const SCANNED_UNDER_CHARACTERS = 500;

/** Everything an analyst may look at, gathered from what stands on the item now. Null when the item is gone. */
export async function analysisInput(
  db: Reader,
  { item: id, person }: { item: string; person: string },
): Promise<ItemToAnalyse | null> {
  const item = await findItem(db, { id, owner: person });
  if (!item) return null;
  const own = ownOf(item);
  const found = foundOf(item);
  const content = await contentOf(db, item.id);
  const shared = content?.shared_text ?? own.text ?? "";
  const site = found.siteName ?? null;
  const tags = (await tagsOfItems(db, [item.id])).get(item.id) ?? [];
  const ownTags = tags.filter(({ by }) => by === "person").map(({ name }) => name);
  return {
    input: {
      kind: item.kind,
      url: found.finalUrl ?? own.url ?? null,
      title: own.title ?? found.title ?? null,
      siteName: site,
      declaredLanguage: own.language ?? found.language ?? null,
      text: [shared, pageSays(content, found.description), content?.files_text]
        .filter(Boolean)
        .join("\n\n")
        .slice(0, ANALYSIS_TEXT_CHARACTERS),
      description: found.description ?? null,
      keywords: found.keywords ?? [],
      vocabulary: [...new Set([...ownTags, ...(await wordsFor(db, item))])],
      note: own.note ?? null,
      answerLanguage: (await findPerson(db, item.owner))?.language ?? null,
    },
    attachments: attachmentsOf(item, (await filesOfItems(db, [item.id])).get(item.id) ?? [], content?.files_text ?? ""),
  };
}

/** An article, or what a page without one says. */
function pageSays(content: ContentRow | undefined, description: string | undefined): string | null {
  const text = content?.text ?? null;
  return text === null || content?.html != null ? text : textOfBarePage(text, description ?? null);
}

/** A person's words; none where others could see on the item what else its owner keeps. */
async function wordsFor(db: Reader, item: ItemRow): Promise<string[]> {
  if (!(await allWallsPrivate(db, item.id))) return [];
  const used = await wordsRemembered(db, item.owner);
  return await vocabularyOf(db, { owner: item.owner, near: { site: item.site }, limit: MOST_VOCABULARY_WORDS, used });
}

/** The picture itself, in its largest preview, and a PDF whose text says little. */
function attachmentsOf(item: ItemRow, files: readonly FileRow[], filesText: string): AttachmentRef[] {
  const originals = files.filter(({ role }) => role === "original");
  if (item.kind === "image")
    return files
      .filter(({ role, type, bytes }) => role === "preview" && type === "image/webp" && bytes <= MOST_IMAGE_BYTES)
      .toSorted((a, b) => (b.width ?? 0) - (a.width ?? 0))
      .slice(0, 1)
      .map(({ type, store_key }) => ({ kind: "image", type, storeKey: store_key }));
  if (item.kind !== "pdf" || filesText.length >= SCANNED_UNDER_CHARACTERS) return [];
  return originals
    .filter((file) => file.type === "application/pdf" && file.bytes <= MOST_PDF_BYTES)
    .filter((file) => (factsOf(file).pages ?? MOST_PDF_PAGES + 1) <= MOST_PDF_PAGES)
    .slice(0, 1)
    .map(({ type, store_key }) => ({ kind: "pdf", type, storeKey: store_key }));
}

/** Their bytes; one that has gone meanwhile is left out. */
export async function readAttachments(files: FileStore, refs: readonly AttachmentRef[]): Promise<Attachment[]> {
  const read: Attachment[] = [];
  for (const { kind, type, storeKey } of refs) {
    const stream = await files.open(storeKey);
    if (stream === null) continue;
    const chunks: Uint8Array[] = [];
    for await (const chunk of stream) chunks.push(chunk as Uint8Array);
    read.push({ kind, type, bytes: Buffer.concat(chunks) });
  }
  return read;
}
