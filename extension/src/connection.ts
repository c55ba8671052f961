import type { Me } from "../../src/contract/walls.ts";

/** The wall this browser is connected to. Lies in the extension's own store, which no page can read. */
export interface Connection {
  /** An origin: `https://wall.example.org`. */
  readonly address: string;
  readonly key: string;
  readonly person: Me["person"]["id"];
  readonly name: string | null;
  readonly scopes: Me["scopes"];
}

const PLACE = "connection";

export async function readConnection(): Promise<Connection | null> {
  const kept = await chrome.storage.local.get<{ connection?: Connection }>(PLACE);
  return kept.connection ?? null;
}

export async function keepConnection(connection: Connection): Promise<void> {
  await chrome.storage.local.set({ [PLACE]: connection });
}

export async function forgetConnection(): Promise<void> {
  await chrome.storage.local.remove(PLACE);
}

/** Whether its key may look things up, not only hand them in. */
export function mayRead({ scopes }: Pick<Connection, "scopes">): boolean {
  return scopes.some((scope) => scope !== "share");
}

/** The origin that was meant, with https where no scheme was written; null when it is none. */
export function originOf(written: string): string | null {
  const words = written.trim();
  const isLocal = /^(localhost|127\.|\[::1\])/.test(words);
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(words) ? words : `${isLocal ? "http" : "https"}://${words}`;
  if (words === "" || !URL.canParse(whole)) return null;
  const { protocol, origin, hostname } = new URL(whole);
  return (protocol === "https:" || protocol === "http:") && hostname !== "" ? origin : null;
}

/** What the browser is asked to allow for a wall; without the port, which Firefox has no place for. */
export function permissionFor(origin: string): chrome.permissions.Permissions {
  const { protocol, hostname } = new URL(origin);
  return { origins: [`${protocol}//${hostname}/*`] };
}

/** Whether a key on its way there can be read by others on the network. */
export function isOpenToOthers(origin: string): boolean {
  const { protocol, hostname } = new URL(origin);
  return protocol === "http:" && !/^(localhost|127\.[\d.]+|\[::1\])$|\.localhost$/.test(hostname);
}
