import type { Import, ImportedRow } from "../contract/imports.ts";
import { plainLine, type Terminal } from "./terminal.ts";

/** What became of an import, or what the dry run found, in a few lines for a person. */
export function printImport(terminal: Terminal, ended: Import, broken: readonly ImportedRow[]): void {
  const { state, format, check, counts, error, id } = ended;
  const say = (text: string) => terminal.print(text);
  if (error !== null) say(`${terminal.paint("red", "✗")} ${plainLine(error.message)}`);
  if (state === "ready" && check !== null) {
    say(`${terminal.paint("bold", format ?? "an unknown format")}: ${check.things} things, nothing is made yet`);
    say(`  ${check.new} new, ${check.duplicates} kept already or twice in it, ${check.broken} broken`);
    const parts = [
      [check.walls, "folders"],
      [check.tags, "tags"],
      [check.highlights, "highlights"],
      [check.files, "files"],
      [check.smart_lists, "smart lists"],
    ] as const;
    const has = parts.flatMap(([count, name]) => (count > 0 ? [`${count} ${name}`] : []));
    if (has.length > 0) say(`  ${has.join(", ")}`);
    for (const { column, field } of check.columns ?? []) say(`  ${plainLine(column)} → ${field ?? "left out"}`);
    for (const { message, rows } of check.problems)
      say(`  ${terminal.paint("yellow", "!")} ${rows} × ${plainLine(message)}`);
    say("  Import it: the same command without --dry-run.");
    return;
  }
  if (state === "undone") {
    say(`${terminal.paint("green", "✓")} Taken back: ${counts.undone}. Left alone: ${counts.left}.`);
    if (counts.left > 0) say(`  GET /api/v1/imports/${id}/rows?state=left tells why.`);
    return;
  }
  const mark = state === "done" ? terminal.paint("green", "✓") : terminal.paint("red", "✗");
  say(`${mark} ${counts.made} new, ${counts.joined} were there already, ${counts.broken} broken`);
  if (counts.kept > 0) say(`  ${counts.kept} kept and not used yet`);
  for (const row of broken)
    say(
      `  ${terminal.paint("yellow", "!")} ${placeOf(row)}${plainLine(row.title ?? row.url ?? "")} ${plainLine(row.reason?.message ?? "")}`,
    );
  if (broken.length < counts.broken) say(`  GET /api/v1/imports/${id}/rows?state=broken has all of them.`);
  say(terminal.paint("dim", `  Pages are read in the background. \`digital-wall import undo ${id}\` takes it back.`));
}

function placeOf({ place }: ImportedRow): string {
  const words = [
    place.entry === undefined ? "" : plainLine(place.entry),
    place.line === undefined ? "" : `line ${place.line}`,
    place.index === undefined ? "" : `no. ${place.index}`,
  ].filter(Boolean);
  return words.length === 0 ? "" : `${words.join(", ")}: `;
}
