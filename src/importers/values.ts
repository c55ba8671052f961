/** Values of exports: services write one thing in many types, and files made by hand in more. */

/** The text of a value; empty for none, and for what has no text of its own. */
export function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "bigint" || typeof value === "boolean" ? String(value) : "";
}

const YES = /^(?:1|true|yes|y|ja|wahr|x|✓|on)$/i;
const NO = /^(?:0|false|no|n|nein|falsch|off|)$/i;

/** Null when the value says neither yes nor no. */
export function flagOf(value: unknown): boolean | null {
  if (value === undefined || value === null || value === "") return null;
  const text = textOf(value).trim();
  if (YES.test(text)) return true;
  return NO.test(text) && text !== "" ? false : null;
}

/** A field of what should be an object; undefined when it is none. */
export function fieldOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && !Array.isArray(value) && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

/** What should be a list; empty when it is none. */
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/**
 * Tags in one text: a list as JSON or Python writes it (`["a", "b"]`, `['a']`), else divided by the first of `|`, `;` and
 * `,` that is in it. A text without any is one tag, also with spaces in it.
 */
export function tagsInText(text: string): string[] {
  const trimmed = text.trim();
  if (/^\[.*\]$/s.test(trimmed)) {
    const quoted = [...trimmed.matchAll(/"((?:\\.|[^"\\])*)"|'((?:\\.|[^'\\])*)'/gs)];
    if (quoted.length > 0) return quoted.map(([, double, single]) => (double ?? single ?? "").replace(/\\(.)/gs, "$1"));
    return trimmed.slice(1, -1).split(",");
  }
  const divider = ["|", ";", ","].find((each) => trimmed.includes(each));
  return divider === undefined ? [trimmed] : trimmed.split(divider);
}
