import type { FactAsked, ParsedQuery, Query, ReadingAsked } from "./query.ts";

/** The text of a query, as a person would write it: read again it asks the same. */
export function writeQuery({ query, sort }: Pick<ParsedQuery, "query" | "sort">): string {
  return [writePart(query, "all"), ...(sort === null ? [] : [`sort:${sort}`])].filter(Boolean).join(" ");
}

/** @param within what it stands in: an alternative among others needs its parentheses */
function writePart(query: Query, within: "all" | "any" | "not"): string {
  switch (query.kind) {
    case "all": {
      const text = query.of.map((part) => writePart(part, "all")).join(" ");
      return query.of.length > 1 && within === "not" ? `(${text})` : text;
    }
    case "any": {
      const text = query.of.map((part) => writePart(part, "any")).join(" OR ");
      return within === "any" ? text : `(${text})`;
    }
    case "not":
      return `-${writePart(query.of, "not")}`;
    case "words":
      return query.isPhrase ? `"${query.text.replaceAll('"', " ")}"` : query.text;
    case "fact":
      return writeFact(query);
    case "time":
      return `${query.name}:${query.value}`;
    case "reading":
      return `reading:${writeMinutes(query)}`;
    default:
      return query satisfies never;
  }
}

const writeFact = ({ name, value }: FactAsked): string => writeField(name, value);

/** A field with its value, in quotes where it needs them. */
export function writeField(name: string, value: string): string {
  const isPlain = !/[\s",()]/u.test(value);
  return `${name}:${isPlain ? value : `"${value.replaceAll('"', " ")}"`}`;
}

function writeMinutes({ least, most }: ReadingAsked): string {
  if (least === null) return `<${(most ?? 0) + 1}m`;
  if (most === null) return `>=${least}m`;
  return least === most ? `${least}m` : `${least}-${most}m`;
}
