import type { Settings } from "../config/settings.ts";
import { LOCAL_KEY_NAME } from "../contract/local-key.ts";
import type { Store } from "../store/store.ts";
import { makeKeyIn } from "../wall/keys.ts";
import { writeKeyFile } from "./local-files.ts";

/** The key file was lost (or lies on another machine): whoever may start the server on this folder gets a new one. */
export async function renewLocalKey({ dataDir }: Settings, store: Store, owner: string): Promise<void> {
  const wanted = { person: owner, name: LOCAL_KEY_NAME, scopes: ["admin"], expiresAtMs: null } as const;
  const { key } = await store.write((unit) => makeKeyIn(unit, wanted));
  await writeKeyFile(dataDir, key);
}
