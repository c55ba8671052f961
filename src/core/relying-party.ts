import { hostName, isIpAddress } from "./address-guard.ts";

/** For whom a passkey is made: a host name, and the origin that its pages come from. */
export interface RelyingParty {
  readonly id: string;
  readonly origin: string;
}

/**
 * Who we are to a browser's passkeys at this address; null where browsers have none. They need a secure context, which on
 * plain http only localhost is, and a name rather than an address in numbers (WebAuthn Level 3, 5.1.3 and 13.4.9).
 */
export function relyingPartyAt({ protocol, hostname, origin }: URL): RelyingParty | null {
  const id = hostName(hostname);
  const isSecure = protocol === "https:" || id === "localhost" || id.endsWith(".localhost");
  return isSecure && !isIpAddress(id) ? { id, origin } : null;
}
