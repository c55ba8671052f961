import { LIMITS } from "../../contract/limits.ts";
import type { Passkey } from "../../contract/passkeys.ts";
import { Problem } from "../../contract/problems.ts";
import { cleanLine } from "../../core/clean-text.ts";
import { noteAudit } from "../../store/audit.ts";
import { deletePasskey, listPasskeys, renamePasskey } from "../../store/passkeys.ts";
import type { Reader } from "../../store/store.ts";
import type { PasskeyRow } from "../../store/way-in-tables.ts";
import type { WallDeps } from "../deps.ts";
import { refuseLastWayIn } from "../last-way-in.ts";
import { isoTime, isoTimeOrNull } from "../share-status.ts";

type Deps = Pick<WallDeps, "store">;

export async function passkeysOf(db: Reader, person: string): Promise<Passkey[]> {
  return (await listPasskeys(db, person)).map(presentPasskey);
}

/** @throws Problem not-found, field-too-long */
export async function callPasskey(
  { store }: Deps,
  asked: { id: string; person: string; name: string },
): Promise<Passkey> {
  const name = passkeyNameOf(asked.name);
  const renamed = await store.write((unit) => renamePasskey(unit, { ...asked, name }));
  if (!renamed) throw noSuchPasskey();
  return presentPasskey(renamed);
}

/** From the moment this resolves it signs nobody in. @throws Problem not-found, only-way-in */
export async function removePasskey({ store }: Deps, whose: { id: string; person: string }): Promise<void> {
  await store.write(async (unit) => {
    if (!(await deletePasskey(unit, whose))) throw noSuchPasskey();
    await refuseLastWayIn(unit, whose.person);
    const { person } = whose;
    await noteAudit(unit, { action: "passkey-removed", actor: person, subject: person, address: null });
  });
}

const noSuchPasskey = () => new Problem("not-found", "There is no such passkey.");

/** @throws Problem field-too-long */
export function passkeyNameOf(said: string): string {
  const name = cleanLine(said);
  if (name !== "" && name.length <= LIMITS.keyNameCharacters) return name;
  throw new Problem("field-too-long", `The name of a passkey has 1 to ${LIMITS.keyNameCharacters} characters.`, {
    fields: [{ field: "/name", message: `1 to ${LIMITS.keyNameCharacters} characters` }],
    params: { max: LIMITS.keyNameCharacters },
  });
}

export function presentPasskey(row: PasskeyRow): Passkey {
  return {
    id: row.id,
    credential_id: row.credential,
    name: row.name,
    backed_up: row.backed_up === 1,
    created_at: isoTime(row.created_at),
    used_at: isoTimeOrNull(row.used_at),
  };
}
