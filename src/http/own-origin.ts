import type { FastifyRequest } from "fastify";
import { Problem } from "../contract/problems.ts";
import { type RelyingParty, relyingPartyAt } from "../core/relying-party.ts";
import type { HttpContext } from "./context.ts";

type Named = Pick<HttpContext, "namedUrl">;

/** Where this browser reaches us: PUBLIC_URL, else the host that it asked for, which was checked before. */
export function ownAddress({ namedUrl }: Named, request: FastifyRequest): URL {
  // Not `request.host`: behind a proxy that is what the proxy was asked for, which nobody has checked.
  const scheme = request.protocol === "https" ? "https" : "http";
  return namedUrl ?? new URL(`${scheme}://${request.headers.host}`);
}

/** Whether browsers have passkeys where we are reached. */
export const hasPasskeys = (context: Named, request: FastifyRequest): boolean =>
  relyingPartyAt(ownAddress(context, request)) !== null;

/** @throws Problem passkeys-need-https */
export function relyingPartyOf(context: Named, request: FastifyRequest): RelyingParty {
  const party = relyingPartyAt(ownAddress(context, request));
  if (party) return party;
  throw new Problem(
    "passkeys-need-https",
    "Browsers keep passkeys only for a name that is reached by https, or for localhost. Set PUBLIC_URL to such an address.",
  );
}
