import { readFileSync } from "node:fs";
import type { ConnectionOptions } from "node:tls";
import { DatabaseUnavailable } from "../core/ports/database.ts";

const TLS_PARAMETERS = ["sslmode", "sslrootcert", "sslcert", "sslkey"] as const;

/**
 * What `sslmode` and its companions in the address mean, as libpq has them
 * (https://www.postgresql.org/docs/current/libpq-ssl.html): `disable` is no TLS, `require` encrypts and looks at the
 * certificate only when `sslrootcert` names an authority, `verify-ca` wants one that the authority signed, `verify-full`
 * one that names the host too. Without `sslrootcert`, `verify-full` trusts the authorities that Node knows. `pg` would
 * read all of them as `verify-full` and warn.
 * @returns the address without them, and what `pg` is to be given
 * @throws DatabaseUnavailable when a file that is named cannot be read
 */
export function tlsOf(address: string): { url: string; ssl: false | ConnectionOptions } {
  if (!URL.canParse(address)) return { url: address, ssl: false };
  const url = new URL(address);
  const given = Object.fromEntries(TLS_PARAMETERS.map((name) => [name, url.searchParams.get(name) ?? ""])) as Record<
    (typeof TLS_PARAMETERS)[number],
    string
  >;
  for (const name of TLS_PARAMETERS) url.searchParams.delete(name);
  // Certificates are given for a connection that has TLS.
  const mode = given.sslmode || (given.sslrootcert || given.sslcert ? "require" : "disable");
  if (mode === "disable") return { url: url.href, ssl: false };
  const authority = given.sslrootcert === "" || given.sslrootcert === "system" ? null : readNamed(given.sslrootcert);
  const ssl: ConnectionOptions = {
    ...(authority === null ? {} : { ca: authority }),
    ...(given.sslcert === "" ? {} : { cert: readNamed(given.sslcert) }),
    ...(given.sslkey === "" ? {} : { key: readNamed(given.sslkey) }),
  };
  if (mode === "require" && authority === null) ssl.rejectUnauthorized = false;
  else if (mode !== "verify-full") ssl.checkServerIdentity = () => undefined;
  return { url: url.href, ssl };
}

function readNamed(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new DatabaseUnavailable(`the file ${path}, which DATABASE_URL names, cannot be read`, error);
  }
}
