import { LIMITS } from "../contract/limits.ts";
import { CATEGORIES, SENTIMENTS } from "../core/analysis.ts";
import { cleanLine, cleanText, cutGraphemes } from "../core/clean-text.ts";
import type {
  ImportedAddress,
  ImportedFile,
  ImportedHighlight,
  ImportedThing,
  ImportLoss,
  ImportPlace,
  ImportProblem,
  ImportProblemCode,
  ImportRow,
} from "../core/imported.ts";
import { cleanTag, foldTag } from "../core/tag-name.ts";
import { checkAddress } from "../core/url-identity.ts";
import { IMPORT_LIMITS } from "./limits.ts";
import { flagOf, textOf } from "./values.ts";
import { isTimeGiven, readTime } from "./when.ts";

/** A thing as a source tells of it, before anything is believed: a value may be of any type, or missing. */
export interface RawThing {
  readonly sourceId?: unknown;
  readonly url?: unknown;
  readonly addresses?: readonly { readonly address?: unknown; readonly via?: unknown }[];
  readonly title?: unknown;
  readonly firstTitle?: unknown;
  readonly text?: unknown;
  readonly note?: unknown;
  readonly summary?: unknown;
  readonly author?: unknown;
  readonly siteName?: unknown;
  readonly language?: unknown;
  readonly publishedAt?: unknown;
  readonly category?: unknown;
  readonly sentiment?: unknown;
  readonly tags?: readonly unknown[];
  readonly walls?: readonly (readonly unknown[])[];
  readonly isInInbox?: boolean;
  readonly createdAt?: unknown;
  readonly isPinned?: unknown;
  readonly isArchived?: unknown;
  readonly isRead?: unknown;
  readonly highlights?: readonly RawHighlight[];
  readonly html?: unknown;
  readonly page?: ImportedFile;
  readonly files?: readonly ImportedFile[];
  /** The name of a file that belongs to it and that the export does not hold. */
  readonly missingFile?: string;
}

export interface RawHighlight {
  readonly text?: unknown;
  readonly note?: unknown;
  readonly colour?: unknown;
  readonly createdAt?: unknown;
}

/**
 * The row of one thing: everything clean and within the limits of an item. What makes it no thing at all (no content, an
 * address that is none, a script as its address, absurd sizes) makes it a broken row with its reason; what can be left out is
 * left out and named among the losses.
 */
export function thingRow(at: ImportPlace, raw: RawThing, nowMs: number): ImportRow {
  const lost: ImportLoss[] = [];
  const titleGiven = textOf(raw.title);
  if (titleGiven.length > IMPORT_LIMITS.titleCharacters)
    return brokenRow(at, "title-too-long", `The title has ${titleGiven.length} characters.`);
  if ((raw.tags?.length ?? 0) > IMPORT_LIMITS.tags)
    return brokenRow(at, "too-many-tags", `There are ${raw.tags?.length} tags on it.`);
  const urlGiven = cleanLine(textOf(raw.url));
  const url = urlOf(urlGiven);
  if (url !== null && "code" in url)
    return {
      kind: "broken",
      at,
      broken: url,
      ...given("title", cutGraphemes(cleanLine(titleGiven), LIMITS.titleCharacters)),
      ...given("url", urlGiven.slice(0, LIMITS.titleCharacters)),
    };

  const files = filesOf(raw.files ?? [], lost);
  const text = cut("text", cleanText(textOf(raw.text)), LIMITS.textBytes, lost);
  const title = cut("title", cleanLine(titleGiven), LIMITS.titleCharacters, lost);
  const note = cut("note", cleanText(textOf(raw.note)), LIMITS.noteCharacters, lost);
  const hasContent = url !== null || text !== "" || files.length > 0;
  if (raw.missingFile !== undefined) {
    const reason = `The export does not hold the file ${JSON.stringify(raw.missingFile.slice(0, 100))}.`;
    if (!hasContent && note === "") return brokenRow(at, "file-not-in-export", reason);
    lost.push({ code: "file-not-in-export", reason });
  } else if (!hasContent && title === "" && note === "")
    return brokenRow(at, "nothing-in-it", "There is nothing in it.");

  const thing: ImportedThing = {
    ...given("sourceId", cleanLine(textOf(raw.sourceId)).slice(0, IMPORT_LIMITS.idCharacters)),
    ...given("url", url?.address ?? ""),
    ...addressesOf(raw.addresses ?? [], url?.address ?? ""),
    ...given("title", title),
    ...given("firstTitle", cutGraphemes(cleanLine(textOf(raw.firstTitle)), LIMITS.titleCharacters)),
    // A remark on nothing is a note of its own.
    ...given("text", hasContent ? text : note),
    ...given("note", hasContent ? note : ""),
    ...given("summary", cut("summary", cleanText(textOf(raw.summary)), LIMITS.noteCharacters, lost)),
    ...given("author", cutGraphemes(cleanLine(textOf(raw.author)), IMPORT_LIMITS.authorCharacters)),
    ...given("siteName", cutGraphemes(cleanLine(textOf(raw.siteName)), LIMITS.siteCharacters)),
    ...given("language", cleanLine(textOf(raw.language)).slice(0, LIMITS.languageCharacters)),
    ...time("publishedAtMs", raw.publishedAt, nowMs, lost),
    ...oneOf("category", raw.category, CATEGORIES),
    ...oneOf("sentiment", raw.sentiment, SENTIMENTS),
    tags: tagsOf(raw.tags ?? [], lost),
    walls: wallsOf(raw.walls ?? [], lost),
    ...(raw.isInInbox === true ? { isInInbox: true } : {}),
    ...time("createdAtMs", raw.createdAt, nowMs, lost),
    ...flag("isPinned", raw.isPinned),
    ...flag("isArchived", raw.isArchived),
    ...flag("isRead", raw.isRead),
    highlights: highlightsOf(raw.highlights ?? [], nowMs, lost),
    ...htmlOf(raw.html, lost),
    ...(raw.page === undefined || url === null ? {} : { page: raw.page }),
    files,
  };
  return { kind: "thing", at, thing, lost };
}

export function brokenRow(at: ImportPlace, code: ImportProblemCode, reason: string): ImportRow {
  return { kind: "broken", at, broken: { code, reason } };
}

/** A folder's way as walls are called: clean names, none empty, not deeper than walls may lie. */
export function wallPath(names: readonly unknown[]): string[] {
  const path = names
    .map((name) => cutGraphemes(cleanLine(textOf(name)), LIMITS.wallNameCharacters))
    .filter((name) => name !== "");
  return path.length <= IMPORT_LIMITS.wallDepth
    ? path
    : [...path.slice(0, IMPORT_LIMITS.wallDepth - 1), path.at(-1) as string];
}

/** Those that are none, and what is more than anybody has, are left out: the thing is known by its own. */
function addressesOf(
  given: NonNullable<RawThing["addresses"]>,
  own: string,
): { addresses?: readonly ImportedAddress[] } {
  const addresses = new Map<string, ImportedAddress>();
  for (const { address, via } of own === "" ? [] : given.slice(0, IMPORT_LIMITS.addresses)) {
    const checked = checkAddress(cleanLine(textOf(address)));
    if ("problem" in checked || checked.address === own) continue;
    addresses.set(checked.address, {
      address: checked.address,
      via: via === "shared" || via === "canonical" ? via : "redirect",
    });
  }
  return addresses.size === 0 ? {} : { addresses: [...addresses.values()] };
}

/** Null when no address is given. */
function urlOf(given: string): { address: string } | ImportProblem | null {
  if (given === "") return null;
  const checked = checkAddress(given);
  if (!("problem" in checked)) return checked;
  const shown = JSON.stringify(given.slice(0, 100));
  switch (checked.problem) {
    case "scheme-not-allowed":
      return { code: "scheme-not-allowed", reason: `${shown} does not begin with http:// or https://.` };
    case "address-too-long":
      return { code: "url-not-valid", reason: `The address has ${given.length} characters.` };
    case "not-a-url":
      return { code: "url-not-valid", reason: `${shown} is not a web address.` };
    default:
      return checked.problem satisfies never;
  }
}

function cut(field: "title" | "note" | "text" | "summary", value: string, limit: number, lost: ImportLoss[]): string {
  if (value.trim() === "") return "";
  if (value.length <= limit) return value;
  lost.push({
    code: `${field}-cut`,
    reason: `The ${field} has ${value.length} characters; the first ${limit} are kept.`,
  });
  return value.slice(0, limit).replace(/[\ud800-\udbff]$/, "");
}

/** Names with commas are several: no tag has one. */
function tagsOf(names: readonly unknown[], lost: ImportLoss[]): string[] {
  const tags = new Map<string, string>();
  let dropped = 0;
  for (const name of names.flatMap((value) => textOf(value).split(","))) {
    if (name.trim() === "") continue;
    const tag = cleanTag(name);
    if (tag === null || (tags.size >= LIMITS.tagsPerItem && !tags.has(foldTag(tag)))) dropped += 1;
    else if (!tags.has(foldTag(tag))) tags.set(foldTag(tag), tag);
  }
  if (dropped > 0)
    lost.push({
      code: "tags-dropped",
      reason: `${dropped} tags are left out: an item has at most ${LIMITS.tagsPerItem}, of ${LIMITS.tagCharacters} characters.`,
    });
  return [...tags.values()];
}

function wallsOf(ways: readonly (readonly unknown[])[], lost: ImportLoss[]): string[][] {
  if (ways.length > IMPORT_LIMITS.walls)
    lost.push({ code: "walls-dropped", reason: `It lies in ${ways.length} folders; ${IMPORT_LIMITS.walls} are kept.` });
  return ways
    .slice(0, IMPORT_LIMITS.walls)
    .map(wallPath)
    .filter((path) => path.length > 0);
}

function highlightsOf(raw: readonly RawHighlight[], nowMs: number, lost: ImportLoss[]): ImportedHighlight[] {
  const limit = IMPORT_LIMITS.highlightCharacters;
  const highlights = raw
    .slice(0, IMPORT_LIMITS.highlights)
    .map((highlight) => ({
      text: cleanText(textOf(highlight.text)).trim(),
      ...given("note", cleanText(textOf(highlight.note)).trim().slice(0, limit)),
      ...given("colour", cleanLine(textOf(highlight.colour)).slice(0, LIMITS.tagCharacters)),
      ...time("createdAtMs", highlight.createdAt, nowMs, []),
    }))
    .filter(({ text }) => text !== "");
  const kept = highlights.filter(({ text }) => text.length <= limit);
  const dropped = raw.length - Math.min(raw.length, IMPORT_LIMITS.highlights) + highlights.length - kept.length;
  if (dropped > 0) lost.push({ code: "highlights-dropped", reason: `${dropped} highlights are too many or too long.` });
  return kept;
}

function filesOf(files: readonly ImportedFile[], lost: ImportLoss[]): readonly ImportedFile[] {
  if (files.length > IMPORT_LIMITS.filesOfThing)
    lost.push({
      code: "files-dropped",
      reason: `It has ${files.length} files; the first ${IMPORT_LIMITS.filesOfThing} are kept.`,
    });
  return files.slice(0, IMPORT_LIMITS.filesOfThing);
}

function htmlOf(value: unknown, lost: ImportLoss[]): { html?: string } {
  const html = typeof value === "string" ? value.toWellFormed() : "";
  if (html.length > IMPORT_LIMITS.htmlCharacters) {
    lost.push({ code: "html-dropped", reason: `The page has ${html.length} characters and is read anew.` });
    return {};
  }
  return given("html", html.trim() === "" ? "" : html);
}

function time<Name extends string>(
  name: Name,
  value: unknown,
  nowMs: number,
  lost: ImportLoss[],
): { [key in Name]?: number } {
  if (!isTimeGiven(value)) return {};
  const ms = readTime(value, nowMs);
  if (ms !== null) return { [name]: ms } as { [key in Name]: number };
  lost.push({
    code: "date-dropped",
    reason: `${JSON.stringify(textOf(value).slice(0, 60))} is no date that can be true.`,
  });
  return {};
}

function flag<Name extends string>(name: Name, value: unknown): { [key in Name]?: boolean } {
  const is = flagOf(value);
  return (is === null ? {} : { [name]: is }) as { [key in Name]?: boolean };
}

function oneOf<Name extends string, Value extends string>(
  name: Name,
  value: unknown,
  values: readonly Value[],
): { [key in Name]?: Value } {
  const found = values.find((one) => one === value);
  return (found === undefined ? {} : { [name]: found }) as { [key in Name]?: Value };
}

function given<Name extends string>(name: Name, value: string): { [key in Name]?: string } {
  return (value === "" ? {} : { [name]: value }) as { [key in Name]?: string };
}
