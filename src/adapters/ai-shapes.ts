/** What stands at a path in something that came from outside; undefined where the path ends early. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  let here = value;
  for (const step of path) {
    if (typeof here !== "object" || here === null) return undefined;
    here = (here as Record<string | number, unknown>)[step];
  }
  return here;
}

/** The text at a path, "" when there is none. */
export function stringAt(value: unknown, ...path: readonly (string | number)[]): string {
  const found = at(value, ...path);
  return typeof found === "string" ? found : "";
}

/** The list at a path, empty when there is none. */
export function listAt(value: unknown, ...path: readonly (string | number)[]): readonly unknown[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found : [];
}

/** The count at a path; null when it is none. */
export function countAt(value: unknown, ...path: readonly (string | number)[]): number | null {
  const found = at(value, ...path);
  return typeof found === "number" && Number.isFinite(found) && found >= 0 ? Math.round(found) : null;
}

/**
 * The JSON text in what a model wrote; null when there is none.
 *
 * Where nothing forces them, models put a fence around their JSON, and small reasoning models tell their thoughts
 * first, in a tag. Nothing else is searched: JSON that stands amid prose may be an example out of what was shared.
 */
export function jsonIn(written: string): string | null {
  const text = withoutThoughts(written).trim();
  if (isJson(text)) return text;
  const inside = fenced(text);
  return inside !== null && isJson(inside) ? inside : null;
}

function withoutThoughts(text: string): string {
  if (!text.trimStart().startsWith("<think>")) return text;
  const end = text.indexOf("</think>");
  return end === -1 ? text : text.slice(end + "</think>".length);
}

/** The lines between the only two fences; null when there are none or more. */
function fenced(text: string): string | null {
  const lines = text.split("\n");
  const fences = lines.flatMap((line, number) => (line.trim().startsWith("```") ? [number] : []));
  const [open, close] = fences;
  return fences.length === 2
    ? lines
        .slice(open! + 1, close)
        .join("\n")
        .trim()
    : null;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
