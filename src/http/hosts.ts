import { Problem } from "../contract/problems.ts";
import { hostName, isLoopbackAddress } from "../core/address-guard.ts";

/**
 * Refuses requests for a host name that is not ours. A page elsewhere can make its own name point to this machine (DNS
 * rebinding) and would then be same-origin with us; it cannot change the Host header.
 */
export function hostCheck({
  publicUrl,
  allowedHosts,
}: {
  publicUrl: URL | null;
  allowedHosts: readonly string[];
}): (host: string | undefined) => void {
  const ours = new Set(allowedHosts.map(hostName));
  if (publicUrl) ours.add(hostName(publicUrl.hostname));
  // Nearly all requests name the same host; taking it apart anew cost a read 3 % of its time.
  let lastAccepted: string | undefined;
  return (host) => {
    if (host !== undefined && host === lastAccepted) return;
    const [, name] = /^(\[[^\]]*\]|[^:]*)(?::\d+)?$/.exec(host ?? "") ?? [];
    const asked = hostName(name ?? "");
    if (asked === "localhost" || ours.has(asked) || isLoopbackAddress(asked)) {
      lastAccepted = host;
      return;
    }
    throw new Problem(
      "host-not-ours",
      "Whoever runs this server can let it answer to this name with PUBLIC_URL or ALLOWED_HOSTS.",
    );
  };
}
