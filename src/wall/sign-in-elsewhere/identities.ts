import { Problem } from "../../contract/problems.ts";
import type { Identity } from "../../contract/ways-in.ts";
import { noteAudit } from "../../store/audit.ts";
import { deleteIdentity, listIdentities } from "../../store/identities.ts";
import type { Reader } from "../../store/store.ts";
import type { WallDeps } from "../deps.ts";
import { refuseLastWayIn } from "../last-way-in.ts";
import { isoTime, isoTimeOrNull } from "../share-status.ts";

export async function identitiesOf(db: Reader, person: string): Promise<Identity[]> {
  const rows = await listIdentities(db, person);
  return rows.map(({ id, issuer, subject, email, linked_at, used_at }) => ({
    ...{ id, issuer, subject, email },
    linked_at: isoTime(linked_at),
    used_at: isoTimeOrNull(used_at),
  }));
}

/** From the moment this resolves it signs nobody in. @throws Problem not-found, only-way-in */
export async function unlinkAccount(
  { store }: Pick<WallDeps, "store">,
  whose: { id: string; person: string },
): Promise<void> {
  await store.write(async (unit) => {
    if (!(await deleteIdentity(unit, whose))) throw new Problem("not-found", "There is no such linked account.");
    await refuseLastWayIn(unit, whose.person);
    const { person } = whose;
    await noteAudit(unit, { action: "account-unlinked", actor: person, subject: person, address: null });
  });
}
