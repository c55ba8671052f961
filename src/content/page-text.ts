import { parseFragment } from "parse5";

/** Longest address that is kept. Characters. */
const MAX_ADDRESS_LENGTH = 2_048;

/** One line of a page as it may be shown: well-formed, no control characters, single spaces, cut by whole characters; null when nothing is left. */
export function oneLine(value: unknown, maxLength: number): string | null {
  if (typeof value !== "string" && typeof value !== "number") return null;
  // Far more than any limit needs is not worth a regular expression.
  const text = String(value)
    .slice(0, maxLength * 20)
    .toWellFormed();
  const line = text.replace(/[\s\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]+/g, " ").trim();
  if (line === "") return null;
  if (line.length <= maxLength) return line;
  const characters = Array.from(line.slice(0, maxLength));
  // A cut in the middle of a pair leaves a lone half at the end.
  if (!(characters.at(-1) ?? "").isWellFormed()) characters.pop();
  return `${characters
    .slice(0, maxLength - 1)
    .join("")
    .trimEnd()}…`;
}

/** Character references that were written into data by mistake (`Bread &amp; butter`), decoded. */
export function withoutEntities(text: string): string {
  return text.replace(/&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});/gi, (reference) => {
    const [node] = parseFragment(reference).childNodes;
    return node !== undefined && "value" in node ? node.value : reference;
  });
}

/** An absolute http(s) address without credentials, resolved against `base`; null for anything else. */
export function webAddress(value: unknown, base: string): string | null {
  if (typeof value !== "string" || value.trim() === "" || value.length > MAX_ADDRESS_LENGTH) return null;
  const text = value.trim();
  if (!URL.canParse(text, base)) return null;
  const url = new URL(text, base);
  if (url.protocol !== "http:" && url.protocol !== "https:") return null;
  url.username = "";
  url.password = "";
  return url.href.length > MAX_ADDRESS_LENGTH ? null : url.href;
}
