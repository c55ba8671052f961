import { parseQuery } from "../core/search/parse-query.ts";
import { writeField } from "../core/search/write-query.ts";

/** What Karakeep says of a bookmark in one word, as the search here says it, and what its contrary is called. */
const STANDS: Readonly<Record<string, readonly [string, string]>> = {
  fav: ["is:pinned", "-is:pinned"],
  archived: ["is:archived", "-is:archived"],
  tagged: ["-is:untagged", "is:untagged"],
  link: ["kind:link", "-kind:link"],
  text: ["kind:note", "-kind:note"],
  media: ["kind:image,pdf", "-kind:image,pdf"],
  broken: ["is:failed", "-is:failed"],
};
const PIECE = /\s+|[()]|-?(?:#|[a-z]+:)?(?:"[^"]*"|[^\s()"]+)/giy;
const HOST = /^(?:https?:\/\/)?(?:www\.)?([a-z0-9-]+(?:\.[a-z0-9-]+)+)\/?$/i;
const AGE = /^([<>])(\d{1,4})([dwmy])$/;
const DAY_MS = 86_400_000;

/**
 * A query of a smart list of Karakeep as a question in the search language; null where it asks for something that no question
 * says here (a feed, a part of an address, being in any list). After Karakeep's guide to its search query language.
 */
export function askedHere(query: string): string | null {
  const pieces = query.match(PIECE) ?? [];
  if (pieces.join("") !== query) return null;
  const said: string[] = [];
  for (const piece of pieces) {
    if (piece.trim() === "") continue;
    const one = saidOf(piece);
    if (one === null) return null;
    said.push(one);
  }
  const asked = said.join(" ").replaceAll("( ", "(").replaceAll(" )", ")");
  const { query: read, mistakes } = parseQuery(asked, { nowMs: 0, offsetMinutes: 0 });
  const isNothing = read.kind === "all" && read.of.length === 0;
  return mistakes.length > 0 || isNothing ? null : asked;
}

function saidOf(piece: string): string | null {
  if (piece === "(" || piece === ")") return piece;
  if (piece.toLowerCase() === "and") return "AND";
  if (piece.toLowerCase() === "or") return "OR";
  const isNot = piece.startsWith("-");
  const rest = isNot ? piece.slice(1) : piece;
  const not = (asked: string) => (isNot ? `-${asked}` : asked);
  if (rest.startsWith("#")) return not(writeField("tag", bare(rest.slice(1))));
  const [, name, value = ""] = /^([a-z]+):(.+)$/i.exec(rest) ?? [];
  if (name === undefined) return not(rest);
  switch (name.toLowerCase()) {
    case "is":
      return STANDS[value.toLowerCase()]?.[isNot ? 1 : 0] ?? null;
    case "list":
      return not(writeField("wall", bare(value)));
    case "url": {
      const host = HOST.exec(bare(value))?.[1];
      return host === undefined ? null : not(writeField("site", host));
    }
    case "after":
      return isDay(value) ? not(`after:${value}`) : null;
    case "before":
      // There the day itself is meant as well.
      return isDay(value) ? not(`before:${new Date(Date.parse(value) + DAY_MS).toISOString().slice(0, 10)}`) : null;
    case "age": {
      const [, than, count, unit] = AGE.exec(value) ?? [];
      if (than === undefined) return null;
      return (than === ">") === isNot ? `added:${count}${unit}` : `-added:${count}${unit}`;
    }
    default:
      return null;
  }
}

const bare = (value: string): string => value.replaceAll('"', "");
const isDay = (value: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value));
