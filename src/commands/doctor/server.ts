import type { Health } from "../../contract/system.ts";
import type { Me } from "../../contract/walls.ts";
import { Client, ServerRefused, ServerUnreached } from "../client.ts";
import { findServer } from "../find-server.ts";
import type { ServerOptions } from "../server-options.ts";
import { type Finding, failure, ok, warning, wordsOf } from "./finding.ts";

const CHECK = "Server";
const PATIENCE_MS = 10_000;

/** The server answers, takes the key, and feels well. */
export async function checkServer(options: ServerOptions, { isExpected }: { isExpected: boolean }): Promise<Finding[]> {
  let client: Client;
  try {
    client = new Client(await findServer(options));
  } catch (error) {
    return isExpected
      ? [failure(CHECK, wordsOf(error), "Name the server with --server and --key.")]
      : [warning(CHECK, "none runs here", "Start it with `digital-wall serve`.")];
  }
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const health = await client.ask<Health>("GET", "/health", { signal, accepts: [503] });
    const { scopes } = await client.ask<Me>("GET", "/me", { signal });
    return [feeling(client, health), ...services(health), ok("Key", `taken: ${scopes.join(", ")}`)];
  } catch (error) {
    if (error instanceof ServerUnreached)
      return [
        failure(
          CHECK,
          `${client.server.url} does not answer`,
          "Start it with `digital-wall serve`, or look at the address.",
        ),
      ];
    if (error instanceof ServerRefused && error.status === 401)
      return [
        failure(
          "Key",
          wordsOf(error),
          "Restart the server without the file owner.key to get a new one, or give another key.",
        ),
      ];
    return [failure(CHECK, wordsOf(error), "Look at its log.")];
  }
}

function feeling(client: Client, { status, issues = [] }: Health): Finding {
  const found = `${client.server.url} is ${status}${issues.length > 0 ? `: ${issues.join(" ")}` : ""}`;
  if (status === "healthy") return ok(CHECK, found);
  return status === "degraded" ? warning(CHECK, found, "Look at its log.") : failure(CHECK, found, "Look at its log.");
}

function services({ services = {} }: Health): Finding[] {
  return Object.entries(services).map(([name, { status, ms }]) => {
    const found = ms === null ? status : `${status}, ${ms} ms`;
    if (status === "up") return ok(`  ${name}`, found);
    return status === "degraded"
      ? warning(`  ${name}`, found, "It is slow.")
      : failure(`  ${name}`, found, "It does not answer.");
  });
}
