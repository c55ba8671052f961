import type { Settings } from "../config/settings.ts";

/** Where this process can be reached: no share may make it fetch from itself. */
export function ownAddressesOf(settings: Settings, port: number): { host: string; port: number }[] {
  const own = [
    { host: settings.host, port },
    { host: "127.0.0.1", port },
    { host: "localhost", port },
    { host: "::1", port },
  ];
  if (settings.publicUrl) {
    const { hostname: host, port: named, protocol } = settings.publicUrl;
    own.push({ host, port: Number(named || (protocol === "https:" ? 443 : 80)) });
  }
  return own;
}
