import assert from "node:assert/strict";
import type { Item } from "../../src/contract/items.ts";

/** For whom each field of an item is, written down here once more by hand: a field that is not here does not compile. */
export const FIELDS: Readonly<Record<keyof Item, "all" | "people" | "owner" | "members" | "walls">> = {
  id: "all",
  wall_ids: "walls",
  kind: "all",
  state: "all",
  url: "all",
  canonical_url: "all",
  title: "all",
  description: "all",
  summary: "all",
  text: "all",
  note: "owner",
  site_name: "all",
  author: "all",
  published_at: "all",
  language: "all",
  category: "all",
  sentiment: "all",
  key_topics: "all",
  tags: "all",
  confidence: "people",
  analyzed_by: "people",
  analysis: "owner",
  image_text: "all",
  entities: "all",
  reading_minutes: "all",
  files: "all",
  added_by: "members",
  guest: "people",
  pinned_at: "owner",
  archived_at: "owner",
  deleted_at: "all",
  placed_at: "walls",
  position: "walls",
  created_at: "all",
  updated_at: "all",
  edited_version: "all",
  clock: "walls",
  share: "owner",
  merged_into: "all",
};

/** As whom somebody sees an item. */
export type Projection = "owner" | "member" | "anybody";

/** What lists and streams say beside an item: where a search found it, and on which of the walls that are listened to. */
const BESIDE = ["snippet", "wall_id"];

/** What is wrong with an item that was given as this projection of it. @param on the only wall that whoever looks may know of */
export function faultsOfProjection(item: Item, as: Projection, on: string): string[] {
  if (as === "owner") return [];
  const faults: string[] = [];
  for (const [field, whose] of Object.entries(FIELDS)) {
    const value = item[field as keyof Item];
    const isPrivate = whose === "owner" || (as === "anybody" && (whose === "people" || whose === "members"));
    if (isPrivate && value !== null) faults.push(`${field} is ${JSON.stringify(value)}`);
    if (value === undefined) faults.push(`${field} is missing`);
  }
  for (const field of Object.keys(item))
    if (!(field in FIELDS) && !BESIDE.includes(field)) faults.push(`${field} is in no projection`);
  if (item.wall_ids.some((wall) => wall !== on)) faults.push(`wall_ids are ${item.wall_ids}`);
  if ("wall_id" in item && item.wall_id !== on) faults.push(`wall_id is ${item.wall_id}`);
  if (as === "member" && item.added_by === null) faults.push("it is given as if it were the member's own");
  return faults;
}

/** Everything in a document that is an item, however deep it lies. */
export function itemsIn(document: unknown): Item[] {
  if (typeof document !== "object" || document === null) return [];
  const found = "wall_ids" in document && "id" in document ? [document as Item] : [];
  return [...found, ...Object.values(document).flatMap(itemsIn)];
}

/** Fails where a text has one of these, naming it. */
export function assertTellsNothing(text: string, secrets: Readonly<Record<string, string>>, what: string): void {
  for (const [name, secret] of Object.entries(secrets))
    assert.ok(!text.includes(secret), `${what} tells ${name}: …${around(text, secret)}…`);
}

export function around(text: string, secret: string): string {
  const at = text.indexOf(secret);
  return text.slice(Math.max(0, at - 80), at + secret.length + 40);
}
