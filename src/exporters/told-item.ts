import type { Analysis } from "../core/analysis.ts";
import { cleanFileName } from "../core/file-name.ts";
import { type FoundFields, type OwnFields, type ShownFields, showItem } from "../core/item-shown.ts";

/** An item as the lines of an archive carry it, of which writers for people need this much. */
export interface ArchivedItem {
  readonly id: string;
  readonly kind: string;
  readonly own: OwnFields;
  readonly found: FoundFields;
  readonly analysis: string | null;
  readonly created_at: string;
  readonly updated_at: string;
  readonly merged_into: string | null;
  readonly pinned_at: string | null;
  readonly archived_at: string | null;
  readonly deleted_at: string | null;
  readonly analyses: readonly { readonly id: string; readonly result: Analysis }[];
  readonly tags: readonly { readonly name: string; readonly by: string }[];
  readonly files: readonly ArchivedFile[];
  readonly places: readonly { readonly wall: string }[];
  readonly content?: {
    readonly shared_text: string | null;
    readonly markdown: string | null;
    readonly files_text: string | null;
  } | null;
}

export interface ArchivedFile {
  readonly id: string;
  readonly role: string;
  readonly type: string;
  readonly name: string | null;
  readonly bytes: number;
  readonly sha256: string | null;
  readonly width: number | null;
  readonly height: number | null;
}

/** An item as a person sees it. */
export interface ToldItem {
  readonly item: ArchivedItem;
  readonly shown: ShownFields;
  /** The shared text, whole where the long texts were read. */
  readonly text: string | null;
  /** Each once, what the person wrote first. */
  readonly tags: readonly string[];
  readonly walls: readonly string[];
}

/** @param walls names by their ids */
export function tellItem(item: ArchivedItem, walls: ReadonlyMap<string, string>): ToldItem {
  const analysis = item.analyses.find(({ id }) => id === item.analysis)?.result ?? null;
  const own = item.tags.filter(({ by }) => by === "person");
  return {
    item,
    shown: showItem(item.own, item.found, analysis),
    text: item.content?.shared_text ?? item.own.text ?? null,
    tags: [...new Set([...own, ...item.tags].map(({ name }) => name))],
    walls: item.places.flatMap(({ wall }) => walls.get(wall) ?? []),
  };
}

/** What is told to people: neither the trash nor what became a part of something else. */
export const isTold = (item: ArchivedItem): boolean => item.deleted_at === null && item.merged_into === null;

const MOST_NAME_BYTES = 120;
/** What Windows takes in no name. */
const NOT_IN_NAMES = /[<>:"|?*\\/]/g;

/** Where a file lies in an archive: its id keeps it apart from all others, its name is for people. */
export function pathOfFile(file: Pick<ArchivedFile, "id" | "name" | "role" | "type">): string {
  const [, subtype = "bin"] = file.type.split("/");
  const fallback = `${file.role}.${subtype.replace(/^x-|\+.*$/g, "").replace(/[^\w.-]/g, "")}`;
  return `files/${file.id}-${short(cleanFileName(file.name, fallback).replace(NOT_IN_NAMES, "_"))}`;
}

/** Where an item's text lies, named by its day and its title; the end of its id keeps equal ones apart. */
export function pathOfNote({ item, shown }: ToldItem): string {
  const words = cleanFileName(shown.title.replace(NOT_IN_NAMES, " ").replace(/\s+/g, " "), "untitled");
  return `notes/${item.created_at.slice(0, 10)} ${cutBytes(words, 80).trim()} ${item.id.slice(-12)}.md`;
}

function short(name: string): string {
  const ending = /\.[\w-]{1,16}$/.exec(name)?.[0] ?? "";
  return cutBytes(name.slice(0, name.length - ending.length), MOST_NAME_BYTES - ending.length) + ending;
}

function cutBytes(text: string, most: number): string {
  const bytes = Buffer.from(text);
  return bytes.length <= most
    ? text
    : bytes
        .subarray(0, most)
        .toString("utf8")
        .replace(/\ufffd+$/, "");
}
