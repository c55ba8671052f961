import { parseFragment } from "parse5";

/** Those that nearly all files keep to; the 2,200 others are looked up by the parser that knows them. */
const COMMON: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: "\u00a0",
};
const ENTITY = /&(?:#x[0-9a-f]{1,6}|#\d{1,7}|[a-z][a-z0-9]{1,31});/gi;

const looked = new Map<string, string>();

/** Text of HTML with its references to characters resolved; one that is none stays as it is. */
export function decodeEntities(text: string): string {
  return text.includes("&") ? text.replace(ENTITY, resolve) : text;
}

function resolve(entity: string): string {
  const common = COMMON[entity.slice(1, -1)] ?? looked.get(entity);
  if (common !== undefined) return common;
  const [node] = parseFragment(entity).childNodes;
  const resolved = node !== undefined && "value" in node ? node.value : entity;
  // Names are a few; numbers, of which there are a million, are not remembered.
  if (entity[1] !== "#" && looked.size < 3_000) looked.set(entity, resolved);
  return resolved;
}
