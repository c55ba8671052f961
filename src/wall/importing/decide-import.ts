import { Problem } from "../../contract/problems.ts";
import { forgetSecret } from "../../store/import-pulls.ts";
import type { ImportsRow } from "../../store/import-tables.ts";
import {
  decideImport,
  findImport,
  type ImportChanges,
  lockImport,
  startChecked,
  wantedOf,
} from "../../store/imports.ts";
import type { Unit } from "../../store/store.ts";
import type { WallDeps } from "../deps.ts";
import { type AskedOfImport, wantedWith } from "./begin-import.ts";

export interface ImportOfPerson {
  readonly id: string;
  readonly person: string;
}

/** Says anew what is wanted and has it checked again. @throws Problem not-found, import-under-way, import-ended; those of `wantedWith` */
export async function editImport(deps: WallDeps, whose: ImportOfPerson, asked: AskedOfImport): Promise<ImportsRow> {
  return await decide(deps, whose, async (unit, row) => {
    if (row.state !== "checking" && row.state !== "ready") throw tooLate(row, "changed");
    const wanted = await wantedWith(unit.db, whose.person, asked, wantedOf(row));
    await decideImport(unit, row.id, {
      wanted: JSON.stringify(wanted),
      state: "checking",
      position: 0,
      known_rows: null,
      checked: null,
    });
  });
}

/** Starts what was checked, or lets it start by itself. Doing it twice changes nothing. @throws Problem not-found, import-ended */
export async function startImport(deps: WallDeps, whose: ImportOfPerson): Promise<ImportsRow> {
  return await decide(deps, whose, async (unit, row) => {
    if (row.state === "importing") return;
    if (row.state === "checking" && row.starts === 0) await letStart(unit, row);
    else if (row.state === "ready") await startChecked(unit, row.id, { asked: false });
    else if (row.state !== "checking") throw tooLate(row, "started");
  });
}

/** Whoever checks it goes on, so the attempt stays theirs. */
async function letStart(unit: Unit, row: ImportsRow): Promise<void> {
  await unit.db
    .updateTable("imports")
    .set((eb) => ({ starts: 1, updated_at: unit.nowMs, version: eb("version", "+", 1) }))
    .where("id", "=", row.id)
    .execute();
}

/** Stops it where it is. What was made stays. @throws Problem not-found, import-under-way, import-ended */
export async function cancelImport(deps: WallDeps, whose: ImportOfPerson): Promise<ImportsRow> {
  return await decide(deps, whose, async (unit, row) => {
    if (row.state !== "checking" && row.state !== "ready" && row.state !== "importing") throw tooLate(row, "cancelled");
    await decideImport(unit, row.id, { state: "cancelled", ended_at: unit.nowMs });
    await forgetSecret(unit, row.id);
  });
}

/** Takes it back, also while it is under way. @throws Problem not-found, nothing-to-undo, already-undone */
export async function undoImport(deps: WallDeps, whose: ImportOfPerson): Promise<ImportsRow> {
  return await decide(deps, whose, async (unit, row) => {
    if (row.state === "undoing") return;
    if (row.state === "undone") throw new Problem("already-undone", "This import was taken back before.");
    if (row.started_at === null) throw new Problem("nothing-to-undo", "This import has made nothing.");
    const changes: ImportChanges = { state: "undoing", position: 0, error_code: null, error_detail: null };
    await decideImport(unit, row.id, { ...changes, ended_at: null });
    await forgetSecret(unit, row.id);
  });
}

function tooLate(row: ImportsRow, what: string): Problem {
  if (row.state === "importing" || row.state === "undoing")
    return new Problem("import-under-way", `It cannot be ${what} any more. Wait for its end, or undo it.`);
  return new Problem("import-ended", `It has ended and cannot be ${what}. Bring the file again.`);
}

async function decide(
  deps: WallDeps,
  { id, person }: ImportOfPerson,
  work: (unit: Unit, row: ImportsRow) => Promise<void>,
): Promise<ImportsRow> {
  const decided = await deps.store.write(async (unit) => {
    const row = await lockImport(unit, { id, person });
    if (!row) throw new Problem("not-found", "There is no such import.");
    await work(unit, row);
    return (await findImport(unit.db, { id, person })) ?? row;
  });
  deps.channel.publish({ kind: "import", import: id });
  return decided;
}
