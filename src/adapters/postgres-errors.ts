import { DatabaseUnavailable, StaleRead, UniqueViolation } from "../core/ports/database.ts";

const UNIQUE_VIOLATION = "23505";
const SERIALIZATION_FAILURE = "40001";
const DEADLOCK = "40P01";
const DISK_FULL = "53100";
const TOO_MANY_CONNECTIONS = "53300";
const STATEMENT_TIMEOUT = "57014";
const LOCK_TIMEOUT = "55P03";
const STARTING_UP = "57P03";
/**
 * Connection exceptions, a server that stops or starts, one that ended us for holding a transaction open while we were
 * frozen (25P03), and what the socket itself says.
 */
const UNREACHABLE = /^(08|53300|57P0|25P03|ECONN|EPIPE|ENOTFOUND|EAI_|ENOENT|EHOST|ENET|ETIMEDOUT)/;
const UNREACHABLE_MESSAGE =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered|Client was closed|Cannot use a pool/;
/** Wrong password, unknown role, unknown database, not allowed to connect. */
const REFUSED = /^(28|3D000|42501$)/;
/** What Node says of certificates, and `pg` of a server without TLS. */
const TLS_CODE = /^(ERR_TLS|ERR_SSL|CERT_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO|HOSTNAME_MISMATCH)/;
const TLS_MESSAGE = /does not support SSL|establishing an SSL connection/;

/** Whether running the same unit again may help: nothing of it stands. */
export function mayRunAgain(error: unknown): boolean {
  const code = codeOf(error);
  const lostRace = error instanceof UniqueViolation || error instanceof StaleRead;
  return lostRace || code === SERIALIZATION_FAILURE || code === DEADLOCK;
}

/** Whether the connection is gone with the failed statement, rather than the statement alone. */
export function isConnectionLost(error: unknown): boolean {
  return error instanceof Error && (UNREACHABLE.test(codeOf(error)) || UNREACHABLE_MESSAGE.test(error.message));
}

/** The server has no connection for us this moment, or is about to take some: asking again soon may help. */
export const isTurnedAwayForNow = (error: unknown): boolean =>
  [TOO_MANY_CONNECTIONS, STARTING_UP].includes(codeOf(error));

/** Turns `pg`'s errors into those of the database port; anything else is passed on as it is. */
export function describePostgresError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof UniqueViolation || error instanceof DatabaseUnavailable)
    return error;
  const code = codeOf(error);
  if (code === UNIQUE_VIOLATION) {
    const table = "table" in error && typeof error.table === "string" ? error.table : "unknown";
    return new UniqueViolation(table, error);
  }
  if (code === DISK_FULL) return new DatabaseUnavailable("the disk under PostgreSQL is full", error, true);
  if (code === STATEMENT_TIMEOUT) return new DatabaseUnavailable("PostgreSQL took too long", error);
  if (code === LOCK_TIMEOUT) return new DatabaseUnavailable("a row in PostgreSQL stayed locked for too long", error);
  if (code === TOO_MANY_CONNECTIONS)
    return new DatabaseUnavailable(
      "PostgreSQL has no connection left: lower DATABASE_POOL of the processes, or raise its max_connections",
      error,
    );
  if (isConnectionLost(error)) return new DatabaseUnavailable("PostgreSQL cannot be reached", error);
  if (TLS_CODE.test(code) || TLS_MESSAGE.test(error.message))
    return new DatabaseUnavailable(`no TLS with PostgreSQL as sslmode asks for it: ${error.message}`, error);
  return error;
}

/** The same for what happens while connecting, where a refusal is the server's and no fault of a statement. */
export function describeConnectError(error: unknown): unknown {
  const described = describePostgresError(error);
  if (described instanceof Error && REFUSED.test(codeOf(described)))
    return new DatabaseUnavailable(`PostgreSQL lets us not in: ${described.message}`, described);
  return described;
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}
