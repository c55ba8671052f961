import { LIMITS } from "../../contract/limits.ts";
import { cleanLine, cutGraphemes } from "../../core/clean-text.ts";
import type { ImportedThing, ImportLoss } from "../../core/imported.ts";
import { type OwnFields, showItem } from "../../core/item-shown.ts";
import { kindOf, type ReceivedFile, type ShareDraft } from "../../core/share-draft.ts";
import { cleanTag, foldTag } from "../../core/tag-name.ts";
import { identifyUrl, identityHash } from "../../core/url-identity.ts";
import type { ImportWanted } from "../../store/imports.ts";
import { itemTerms } from "../../store/item-terms.ts";
import { markOfText } from "../../store/marks.ts";
import { searchFields } from "../../store/refresh-item.ts";
import { indexWords } from "../../store/search-index.ts";
import { ownFieldsOf } from "../accept-share.ts";
import type { Loss, PreparedAddress, PreparedThing } from "./prepared.ts";

/** The files of a thing, their bytes in the store. */
export interface StagedOfThing {
  readonly files: readonly ReceivedFile[];
  readonly page: ReceivedFile | null;
  readonly lost: readonly Loss[];
}

/** Everything about a thing that needs no database: clean words, its identity, the words of the search. */
export function prepareThing(
  thing: ImportedThing,
  {
    url,
    wanted,
    staged,
    lost: known,
  }: {
    /** Of the thing, identified. */
    url: ShareDraft["url"];
    wanted: ImportWanted;
    staged: StagedOfThing;
    lost: readonly ImportLoss[];
  },
): PreparedThing {
  const lost: Loss[] = [...known, ...staged.lost];
  const folders = [...new Set(thing.walls.map(wallNameOf))].filter((name) => name !== "");
  const fromFolders = wanted.folders === "tags" ? tagsOfFolders(thing.walls) : [];
  const draft: ShareDraft = {
    url,
    text: thing.text ?? null,
    title: thing.title ?? null,
    note: thing.note ?? null,
    tags: tagsOf([...thing.tags, ...fromFolders, ...wanted.tags], lost),
    wall: null,
    files: staged.files,
    page: staged.page,
  };
  const own: OwnFields = { ...ownFieldsOf(draft), ...saidElsewhere(thing) };
  const addresses = addressesOf(thing, url);
  const shown = showItem(own, {}, null);
  const marks = {
    kind: kindOf(draft),
    pinned_at: thing.isPinned ? 0 : null,
    archived_at: thing.isArchived ? 0 : null,
  };
  const beside = { tags: draft.tags, files: draft.files, hasText: (draft.text ?? "") !== "" };
  return {
    kind: "thing",
    draft,
    itemKind: kindOf(draft),
    own,
    shown,
    facts: (createdAtMs) =>
      itemTerms({ item: { ...marks, created_at: createdAtMs }, own, found: {}, shown, ...beside }),
    words: indexWords(searchFields({ own, found: {}, shown, tags: draft.tags, body: draft.text ?? "" })),
    identities: identitiesOf({ ...draft, addresses }),
    addresses,
    walls: wanted.folders === "walls" ? folders : [],
    isInInbox: thing.isInInbox ?? false,
    createdAtMs: thing.createdAtMs ?? null,
    isPinned: thing.isPinned ?? false,
    isArchived: thing.isArchived ?? false,
    highlights: thing.highlights,
    lost,
    kept: keptOf(thing),
  };
}

/** The name of the wall that a way of folders becomes, the outermost first. */
export const wallNameOf = (path: readonly string[]): string =>
  cutGraphemes(cleanLine(path.join(" / ")), LIMITS.wallNameCharacters).trim();

/** What a thing is recognised by. Texts and files are hashed as the end of a run would do it. */
export function identitiesOf(
  draft: Pick<ShareDraft, "url" | "text"> & {
    readonly files: readonly Pick<ReceivedFile, "sha256">[];
    readonly addresses: readonly PreparedAddress[];
  },
): string[] {
  if (draft.url) return draft.addresses.map(({ hash }) => hash);
  if (draft.files.length > 0) return [...new Set(draft.files.map(({ sha256 }) => `file:${sha256}`))].sort();
  return draft.text === null ? [] : markOfText(draft.text);
}

export function addressOf(url: string | undefined): ShareDraft["url"] {
  const identified = url === undefined ? null : identifyUrl(url);
  return identified === null || "problem" in identified ? null : identified;
}

/** Its own first, then those that its source knew to be the same page; each identity once. */
export function addressesOf(
  { addresses = [] }: Pick<ImportedThing, "addresses">,
  url: ShareDraft["url"],
): PreparedAddress[] {
  if (url === null) return [];
  const hash = identityHash(url.identity);
  const found = new Map<string, PreparedAddress>([[hash, { hash, address: url.address, via: "shared" }]]);
  for (const { address, via } of addresses) {
    const identified = identifyUrl(address);
    if ("problem" in identified) continue;
    const hash = identityHash(identified.identity);
    if (!found.has(hash)) found.set(hash, { hash, address, via });
  }
  return [...found.values()];
}

/** Whether its source kept the page, which is read in place of the address. */
export const hasPage = ({ html, page }: ImportedThing): boolean => html !== undefined || page !== undefined;

/** A tag has 64 characters: where a way is longer, the innermost folder says most. */
function tagsOfFolders(walls: ImportedThing["walls"]): string[] {
  return walls.flatMap((path) => {
    const words = path.map((name) => name.replaceAll(",", " "));
    return cleanTag(words.join(" / ")) ?? cleanTag(words.at(-1) ?? "") ?? [];
  });
}

function tagsOf(names: readonly string[], lost: Loss[]): string[] {
  const tags = new Map<string, string>();
  for (const name of names) if (!tags.has(foldTag(name))) tags.set(foldTag(name), name);
  const all = [...tags.values()];
  if (all.length > LIMITS.tagsPerItem)
    lost.push({
      code: "tags-dropped",
      reason: `${all.length - LIMITS.tagsPerItem} tags are left out: an item has at most ${LIMITS.tagsPerItem}.`,
    });
  return all.slice(0, LIMITS.tagsPerItem);
}

/** What its service or its page said of it. The person brought it, so reading the page does not take it away. */
function saidElsewhere(thing: ImportedThing): Partial<OwnFields> {
  return {
    ...(thing.summary === undefined ? {} : { description: thing.summary }),
    ...(thing.author === undefined ? {} : { author: thing.author }),
    ...(thing.siteName === undefined ? {} : { siteName: thing.siteName }),
    ...(thing.publishedAtMs === undefined ? {} : { publishedAt: new Date(thing.publishedAtMs).toISOString() }),
    ...languageOf(thing.language),
    ...(thing.category === undefined ? {} : { category: thing.category }),
    ...(thing.sentiment === undefined ? {} : { sentiment: thing.sentiment }),
    ...(thing.firstTitle === undefined ? {} : { firstTitle: thing.firstTitle }),
  };
}

function languageOf(given: string | undefined): Pick<OwnFields, "language"> {
  try {
    const [language] = given === undefined ? [] : Intl.getCanonicalLocales(given);
    return language === undefined ? {} : { language };
  } catch {
    return {}; // "English" is no tag; the page or the analysis says which language it is.
  }
}

/**
 * Read is not archived: whoever keeps a thing on a shelf of read ones has put it there, and services without an archive
 * call everything read. What the service knew is kept with the row for the reading progress to come.
 */
function keptOf({ isRead, sourceId }: ImportedThing): PreparedThing["kept"] {
  if (isRead === undefined && sourceId === undefined) return null;
  return {
    ...(isRead === undefined ? {} : { is_read: isRead }),
    ...(sourceId === undefined ? {} : { source_id: sourceId }),
  };
}
