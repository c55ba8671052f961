/** What commands do when no server runs: they take the folder or the database for the moment. */
import type { Settings } from "../config/settings.ts";
import { ownerLinkUrl } from "../http/routes/keys.ts";
import { makeKeyIn } from "../wall/keys.ts";
import { ensureOwner } from "../wall/make-owner.ts";
import { makeOneTime } from "../wall/sign-in.ts";
import { openStore } from "./open-store.ts";

/** Brings the tables up to date and does nothing else. */
export async function runMigrations(settings: Settings): Promise<{ applied: readonly string[] }> {
  const opened = await openStore(settings);
  await opened.close();
  return { applied: opened.applied };
}

/** An owner's link without a running server; takes the folder for the moment. */
export async function ownerLinkOffline(settings: Settings): Promise<string> {
  const opened = await openStore(settings);
  try {
    const { owner } = await ensureOwner(opened.store);
    const token = await makeOneTime(opened, { kind: "owner_links", person: owner });
    return ownerLinkUrl(settings.publicUrl?.origin ?? `http://${settings.host}:${settings.port}`, token);
  } finally {
    await opened.close();
  }
}

/** A new key of the owner without a running server. */
export async function makeOwnerKey(settings: Settings): Promise<string> {
  const opened = await openStore(settings);
  try {
    const { owner } = await ensureOwner(opened.store);
    const wanted = { person: owner, name: "Owner", scopes: ["admin"], expiresAtMs: null } as const;
    return (await opened.store.write((unit) => makeKeyIn(unit, wanted))).key;
  } finally {
    await opened.close();
  }
}
