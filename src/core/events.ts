/** Everything the program says of itself while it runs. Ids rather than content, never a secret or a shared text. */
export type LogEvent =
  | "started"
  | "stopping"
  | "stopped"
  | "owner-made"
  | "migrated"
  | "metrics-port"
  | "leases-voided"
  | "backup-verified"
  | "backup-failed"
  | "backup-removed"
  | "share-accepted"
  | "share-ended"
  | "step-settled"
  | "step-lost"
  | "step-crashed"
  | "share-mended"
  | "import-ended"
  | "import-delayed"
  | "import-lost"
  | "act-ended"
  | "act-delayed"
  | "act-lost"
  | "mail-sent"
  | "mail-delayed"
  | "mail-failed"
  | "sealing-key-differs"
  | "chore-failed"
  | "settle-delayed"
  | "batch-handed-in"
  | "batch-refused"
  | "batch-ended"
  | "vectors-begun"
  | "vectors-failed"
  | "vectors-indexed"
  | "passkey-copied"
  | "sign-in-elsewhere-refused"
  | "page-failed"
  | "request-slow"
  | "request-failed"
  | "request-done"
  | "stream-dropped"
  | "redis-away"
  | "redis-connected"
  | "message-unknown"
  | "ring-failed"
  | "setting-unknown"
  | "setting-misspelt"
  | "fault";

export type LogLevel = "debug" | "info" | "warn" | "error";

export type LogFacts = Readonly<Record<string, unknown>>;

/**
 * Where events go: one JSON line each on the terminal, nowhere in most tests. Facts of what happens all the time are
 * given as a function, which is called only when somebody listens.
 */
export type Log = (level: LogLevel, event: LogEvent, facts?: LogFacts | (() => LogFacts)) => void;
