import type { Analysis } from "../core/analysis.ts";
import { insertRow, type Reader, type Unit } from "./store.ts";
import type { AnalysisRow } from "./tables.ts";

export const resultOf = (row: Pick<AnalysisRow, "result">): Analysis => JSON.parse(row.result) as Analysis;

export async function insertAnalysis(unit: Unit, row: AnalysisRow): Promise<void> {
  await insertRow(unit, "analyses", row);
}

export async function findAnalysis(db: Reader, id: string): Promise<AnalysisRow | undefined> {
  return await db.selectFrom("analyses").selectAll().where("id", "=", id).executeTakeFirst();
}
