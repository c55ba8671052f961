import { hash } from "node:crypto";
import type { PulledServiceName } from "../../contract/import-names.ts";
import { Problem } from "../../contract/problems.ts";
import type { AllowedHost } from "../../core/address-guard.ts";
import { serviceNamed } from "../../importers/services/services.ts";
import { insertPull } from "../../store/import-pulls.ts";
import type { ImportsRow } from "../../store/import-tables.ts";
import type { ImportWanted } from "../../store/imports.ts";
import { isPrivate, PRIVATE_REFUSED } from "../check-share.ts";
import type { WallDeps } from "../deps.ts";
import { begin } from "./begin-import.ts";

/**
 * Begins an import of everything that a service keeps. Its key is kept until the import has ended.
 * @param allowHosts private hosts that may be asked
 * @throws Problem url-not-valid, address-refused, idempotency-key-reused, too-many-imports
 */
export async function beginPull(
  deps: WallDeps,
  {
    service,
    address: given,
    key,
    allowHosts,
    ...asked
  }: {
    person: string;
    service: PulledServiceName;
    address: string;
    key: string;
    allowHosts: readonly AllowedHost[];
    wanted: ImportWanted;
    starts: boolean;
    idempotencyKey: string | null;
  },
): Promise<{ row: ImportsRow; replayed: boolean }> {
  const { first, api } = serviceNamed(service);
  const address = addressOf(given, api);
  if (isPrivate(address, allowHosts))
    throw new Problem("address-refused", PRIVATE_REFUSED, { fields: [{ field: "/address", message: "private" }] });
  const source = { kind: "pull", name: new URL(address).host, bytes: 0, service, address } as const;
  const known = [service, address, hash("sha256", key, "hex")];
  return await begin(deps, { ...asked, source, file: null, known }, (unit, id) =>
    insertPull(unit, { import: id, secret: key, cursor: JSON.stringify(first), things: 0, pages: 0 }),
  );
}

/** Where a service lies, without the way to its API, which people copy along, and without a slash at its end. */
function addressOf(given: string, api: string): string {
  const text = /^[a-z][\w+.-]*:\/\//i.test(given.trim()) ? given.trim() : `https://${given.trim()}`;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== "" || url.password !== "")
    throw new Problem("url-not-valid", "Give the address of the service, such as https://bookmarks.example.", {
      fields: [{ field: "/address", message: "no http(s) address" }],
    });
  const path = url.pathname.replace(/\/+$/, "");
  return url.origin + (path.endsWith(`/${api}`) ? path.slice(0, -api.length - 1) : path);
}
