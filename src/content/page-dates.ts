/** Older than any page and newer than any plan: outside of this a date is a mistake. */
const EARLIEST = Date.UTC(1900, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);

const ISO =
  /^(\d{4})-?(\d{2})-?(\d{2})(?:[T ](\d{2}):?(\d{2})(?::?(\d{2})(?:[.,]\d+)?)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?$/i;
const HAS_ZONE = /(?:\b(?:GMT|UTC|Z|[ECMP][SD]T)\b|[+-]\d{2}:?\d{2})(?:\s*\([^)]*\))?\s*$/i;

/** A page's date as ISO 8601 in UTC; a time without a zone is taken for UTC. Null when it is no date. */
export function isoDate(value: unknown): string | null {
  const text = typeof value === "number" ? String(value) : typeof value === "string" ? value.trim() : "";
  if (text === "" || text.length > 60) return null;
  const time = fromIso(text) ?? fromEpoch(text) ?? fromWords(text);
  if (time === null || Number.isNaN(time) || time < EARLIEST || time > LATEST) return null;
  return new Date(time).toISOString();
}

function fromIso(text: string): number | null {
  const match = ISO.exec(text);
  if (match === null) return null;
  const [, year, month, day, hour = "00", minute = "00", second = "00", zone = "Z"] = match;
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${zoneOf(zone)}`);
}

function zoneOf(zone: string): string {
  if (/^[a-z]/i.test(zone)) return "Z";
  const digits = zone.slice(1).replace(":", "").padEnd(4, "0");
  return `${zone[0]}${digits.slice(0, 2)}:${digits.slice(2)}`;
}

function fromEpoch(text: string): number | null {
  if (/^\d{10}$/.test(text)) return Number(text) * 1_000;
  return /^\d{13}$/.test(text) ? Number(text) : null;
}

/** "3 March 2026", "Tue, 03 Mar 2026 10:00:00 GMT": only with a month in letters, since 3/4 has two meanings. */
function fromWords(text: string): number | null {
  if (!/[a-z]{3}/i.test(text) || !/\d{4}/.test(text)) return null;
  const plain = text.replace(/(\d)(?:st|nd|rd|th)\b/gi, "$1");
  return Date.parse(HAS_ZONE.test(plain) ? plain : `${plain} UTC`);
}
