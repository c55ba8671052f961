const SEPARATORS = [",", ";", "\t", "|"] as const;
/** More would not fit any screen; the file itself has them. */
export const MOST_COLUMNS = 40;
export const MOST_ROWS = 500;

/** The rows of a table that is written as text (RFC 4180), with the separator that its first line has most of. */
export function readTable(text: string): string[][] {
  const separator = separatorOf(text);
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let isQuoted = false;
  const endRow = () => {
    row.push(cell);
    if (row.length > 1 || cell !== "") rows.push(row.slice(0, MOST_COLUMNS));
    row = [];
    cell = "";
  };
  for (let at = 0; at < text.length && rows.length < MOST_ROWS; at++) {
    const letter = text.charAt(at);
    if (isQuoted) {
      if (letter !== '"') cell += letter;
      else if (text.charAt(at + 1) === '"') {
        cell += '"';
        at++;
      } else isQuoted = false;
    } else if (letter === '"' && cell === "") isQuoted = true;
    else if (letter === separator) {
      row.push(cell);
      cell = "";
    } else if (letter === "\n") endRow();
    else if (letter !== "\r") cell += letter;
  }
  if (rows.length < MOST_ROWS) endRow();
  return rows;
}

function separatorOf(text: string): string {
  const [firstLine = ""] = text.split("\n", 1);
  const counted = SEPARATORS.map((separator) => ({ separator, count: firstLine.split(separator).length }));
  return counted.reduce((best, each) => (each.count > best.count ? each : best)).separator;
}
