import type { ToldItem } from "./told-item.ts";

const COLUMNS: Readonly<Record<string, (told: ToldItem) => string | null>> = {
  id: ({ item }) => item.id,
  kind: ({ item }) => item.kind,
  url: ({ item }) => item.own.url ?? null,
  title: ({ shown }) => shown.title,
  note: ({ item }) => item.own.note ?? null,
  text: ({ text }) => text,
  description: ({ shown }) => shown.description,
  summary: ({ shown }) => shown.summary,
  tags: ({ tags }) => tags.join(", "),
  walls: ({ walls }) => walls.join(", "),
  site: ({ shown }) => shown.site,
  author: ({ shown }) => shown.author,
  language: ({ shown }) => shown.language,
  created_at: ({ item }) => item.created_at,
  updated_at: ({ item }) => item.updated_at,
  published_at: ({ shown }) => shown.publishedAt,
  pinned: ({ item }) => (item.pinned_at === null ? "no" : "yes"),
  archived: ({ item }) => (item.archived_at === null ? "no" : "yes"),
  files: ({ item }) =>
    item.files
      .filter(({ role }) => role === "original")
      .map(({ name, id }) => name ?? id)
      .join(", "),
};

/** Without it Excel takes the bytes for those of some old code page. */
const BYTE_ORDER_MARK = "\ufeff";

/** A cell that begins like this is a formula to Excel, LibreOffice and Google Sheets (OWASP, "CSV Injection"). */
const FORMULA = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

/** The first row, with the names of the columns. */
export const csvHeader = (): string => BYTE_ORDER_MARK + row(Object.keys(COLUMNS));

/** An item as a row of CSV (RFC 4180, UTF-8). What a spreadsheet would run begins with an apostrophe, and is then text. */
export const csvRow = (told: ToldItem): string => row(Object.values(COLUMNS).map((cell) => cell(told) ?? ""));

const row = (cells: readonly string[]): string => `${cells.map(quoted).join(",")}\r\n`;

function quoted(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
