import { hash } from "node:crypto";
import type { PulledServiceName, ServiceLogin } from "../../contract/import-names.ts";
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
 * Begins an import of everything that a service keeps. Its key is kept until the import has ended, a login until it has
 * become a token.
 * @param allowHosts private hosts that may be asked
 * @throws Problem fields-not-valid, url-not-valid, address-refused, idempotency-key-reused, too-many-imports
 */
export async function beginPull(
  deps: WallDeps,
  {
    service,
    address: typed,
    key,
    login,
    allowHosts,
    ...asked
  }: {
    person: string;
    service: PulledServiceName;
    address: string;
    key?: string | undefined;
    login?: ServiceLogin | undefined;
    allowHosts: readonly AllowedHost[];
    wanted: ImportWanted;
    starts: boolean;
    idempotencyKey: string | null;
  },
): Promise<{ row: ImportsRow; replayed: boolean }> {
  const { first, api, tokens } = serviceNamed(service);
  const given = login ?? key;
  if (given === undefined || (login !== undefined && (key !== undefined || tokens === undefined)))
    throw new Problem("fields-not-valid", login === undefined ? KEY_MISSING : LOGIN_NOT_TAKEN, {
      fields: [{ field: login === undefined ? "/key" : "/login", message: "a key, or for wallabag a login instead" }],
    });
  const secret = tokens ? tokens.secretOf(given) : (key ?? "");
  const address = addressOf(typed, api);
  if (isPrivate(address, allowHosts))
    throw new Problem("address-refused", PRIVATE_REFUSED, { fields: [{ field: "/address", message: "private" }] });
  const source = { kind: "pull", name: new URL(address).host, bytes: 0, service, address } as const;
  const known = [service, address, hash("sha256", secret, "hex")];
  return await begin(deps, { ...asked, source, file: null, known }, (unit, id) =>
    insertPull(unit, { import: id, secret, cursor: JSON.stringify(first), things: 0, pages: 0 }),
  );
}

const KEY_MISSING = "Give a key of yours there, or for wallabag how you sign in.";
const LOGIN_NOT_TAKEN = "Only wallabag takes a login, and then no key beside it.";

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
