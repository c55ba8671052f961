import { type House, type HouseEdit, type HouseSetting, SIGN_UP } from "../contract/people.ts";
import type { Reader, Unit } from "./store.ts";

/** What the owner has set about the house; what has no row is as by default. */
export async function readHouse(db: Reader): Promise<Omit<House, "quota">> {
  const rows = await db.selectFrom("house").selectAll().execute();
  const set = new Map(rows.map(({ name, value }) => [name, value]));
  return {
    sign_up: SIGN_UP.find((known) => known === set.get("sign_up")) ?? "invitation",
    members_may_invite: set.get("members_may_invite") === "true",
  };
}

export async function writeHouse(unit: Unit, edit: Omit<HouseEdit, "quota">): Promise<void> {
  for (const [name, set] of Object.entries(edit) as [HouseSetting, unknown][]) {
    if (set === undefined) continue;
    const value = String(set);
    await unit.db
      .insertInto("house")
      .values({ name, value })
      .onConflict((conflict) => conflict.column("name").doUpdateSet({ value }))
      .execute();
  }
}
