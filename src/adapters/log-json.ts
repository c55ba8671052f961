import type { Log, LogLevel } from "../core/events.ts";

const ORDER: readonly (LogLevel | "silent")[] = ["debug", "info", "warn", "error", "silent"];

/** One JSON line an event on standard error, from `level` up. Standard output stays free for what a person asked for. */
export function openLog(level: LogLevel | "silent"): Log {
  const from = ORDER.indexOf(level);
  return (of, event, facts = {}) => {
    if (ORDER.indexOf(of) < from) return;
    const told = typeof facts === "function" ? facts() : facts;
    process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), level: of, event, ...told })}\n`);
  };
}
