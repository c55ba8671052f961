import type { House, HouseEdit } from "../../contract/people.ts";
import { noteAudit } from "../../store/audit.ts";
import { readHouse, writeHouse } from "../../store/house.ts";
import { houseLimits, setHouseLimits } from "../../store/quotas.ts";
import type { Reader } from "../../store/store.ts";
import type { Caller } from "../caller.ts";
import type { WallDeps } from "../deps.ts";
import { auditedLimits, limitsOfHouseEdit, presentLimits } from "./quotas.ts";
import type { Visit } from "./visit.ts";

/** How the house is run. */
export async function getHouse(db: Reader): Promise<House> {
  return { ...(await readHouse(db)), quota: presentLimits(await houseLimits(db)) };
}

/** Changes how the house is run, and tells how it is then. */
export async function editHouse(
  { store }: Pick<WallDeps, "store">,
  { edit, caller, visit }: { edit: HouseEdit; caller: Caller; visit: Visit },
): Promise<House> {
  return await store.write(async (unit) => {
    const { quota, ...rest } = edit;
    await writeHouse(unit, rest);
    if (quota) await setHouseLimits(unit, limitsOfHouseEdit(quota));
    const house = await getHouse(unit.db);
    const by = { actor: caller.person, address: visit.address };
    if (Object.keys(rest).length > 0) {
      const { sign_up, members_may_invite } = house;
      await noteAudit(unit, { ...by, action: "house-changed", detail: { sign_up, members_may_invite } });
    }
    if (quota) await noteAudit(unit, { ...by, action: "house-quota-changed", detail: auditedLimits(quota) });
    return house;
  });
}
