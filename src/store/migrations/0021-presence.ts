import { sql } from "kysely";
import type { Unit } from "../store.ts";

/** Whether others on a wall see that somebody looks at it: nobody's wish until they say so. */
export async function up(unit: Unit): Promise<void> {
  const whole = sql.raw(unit.dialect === "postgres" ? "bigint" : "integer");
  await sql`alter table persons add column shows_presence ${whole} not null default 0`.execute(unit.db);
}
