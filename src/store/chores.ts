import type { Unit } from "./store.ts";

/**
 * Takes or keeps a chore for `holdMs`; false when another process has it. In the one process of SQLite nobody else can,
 * and an idle system must not write every second, so there it is always ours.
 */
export async function holdChore(
  unit: Unit,
  { name, holder, holdMs }: { name: string; holder: string; holdMs: number },
): Promise<boolean> {
  const until = unit.nowMs + holdMs;
  const result = await unit.db
    .insertInto("chores")
    .values({ name, holder, until })
    .onConflict((conflict) =>
      conflict
        .column("name")
        .doUpdateSet({ holder, until })
        .where((eb) => eb.or([eb("chores.until", "<", unit.nowMs), eb("chores.holder", "=", holder)])),
    )
    .returning("name")
    .executeTakeFirst();
  return result !== undefined;
}

/** Gives back what a process held, so that the next one need not wait for it. */
export async function releaseChores(unit: Unit, holder: string): Promise<void> {
  await unit.db.deleteFrom("chores").where("holder", "=", holder).execute();
}
