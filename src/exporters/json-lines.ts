/** One value as a line of JSON Lines (jsonlines.org). U+2028 and U+2029 end lines in some readers, so they are escaped. */
export function jsonLine(value: unknown): string {
  return `${JSON.stringify(value).replace(/[\u2028\u2029]/g, (sign) => (sign === "\u2028" ? "\\u2028" : "\\u2029"))}\n`;
}
