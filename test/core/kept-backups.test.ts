import assert from "node:assert/strict";
import { test } from "node:test";
import { backupsToRemove } from "../../src/core/kept-backups.ts";

const at = (iso: string, cause = "schedule") => ({ madeAtMs: Date.parse(iso), cause });
const namesOf = (backups: readonly { madeAtMs: number }[]) =>
  backups.map(({ madeAtMs }) => new Date(madeAtMs).toISOString().slice(0, 16)).toSorted();

test("the newest of each of the last days and weeks is kept, and the rest may go", () => {
  const everyDay = Array.from({ length: 60 }, (_, day) => at(new Date(Date.UTC(2026, 9, 1 + day, 3)).toISOString()));
  const gone = new Set(backupsToRemove(everyDay, { days: 7, weeks: 4 }));
  // 29 November 2026 is a Sunday: weeks begin on Mondays.
  assert.deepEqual(
    namesOf(everyDay.filter((backup) => !gone.has(backup))),
    ["08", "15", "22", "23", "24", "25", "26", "27", "28", "29"].map((day) => `2026-11-${day}T03:00`),
  );
});

test("of several a day the last one is kept, and the last three anyway; days without any do not count", () => {
  const day = ["03", "09", "11", "15", "21"].map((hour) => at(`2026-11-26T${hour}:00Z`));
  const some = [...day, at("2026-10-01T03:00Z"), at("2026-08-01T03:00Z")];
  assert.deepEqual(namesOf(backupsToRemove(some, { days: 2, weeks: 0 })), [
    "2026-08-01T03:00",
    "2026-11-26T03:00",
    "2026-11-26T09:00",
  ]);
});

test("the newest three are never removed, nor are the last two from before a migration", () => {
  const migrations = ["2024-01-01T00:00Z", "2025-01-01T00:00Z", "2026-01-01T00:00Z"].map((day) => at(day, "migration"));
  const all = [...["01", "02", "03"].map((hour) => at(`2026-11-26T${hour}:00Z`)), ...migrations];
  assert.deepEqual(namesOf(backupsToRemove(all, { days: 1, weeks: 0 })), ["2024-01-01T00:00"]);
  assert.deepEqual(backupsToRemove([at("2020-01-01T00:00Z")], { days: 1, weeks: 0 }), []);
  assert.deepEqual(backupsToRemove([], { days: 1, weeks: 1 }), []);
});
