import { lookup as lookupByName } from "node:dns/promises";
import type { LookupFunction } from "node:net";
import { isIP } from "node:net";
import { networkInterfaces } from "node:os";
import { buildConnector } from "undici";
import { hostName, isLoopbackAddress, isPublicAddress, isSameAddress } from "../core/address-guard.ts";

/** One answer of the name service. */
export interface ResolvedAddress {
  readonly address: string;
  readonly family: number;
}

export interface ConnectorRules {
  /** Private addresses are fine for this connector: its hosts were let through by the operator. */
  readonly privateAllowed: boolean;
  /** Where this program itself listens; never connected to. */
  readonly ownAddresses: () => readonly { host: string; port: number }[];
  /** All addresses of a name. */
  readonly lookup: (hostname: string) => Promise<readonly ResolvedAddress[]>;
}

/** The guard does not go there. */
export class AddressRefused extends Error {}

/** Longest wait for a connection and its TLS handshake. */
const CONNECT_TIMEOUT_MS = 10_000;

/** The system's own resolver, hosts file included. */
export function lookupBySystem(hostname: string): Promise<readonly ResolvedAddress[]> {
  return lookupByName(hostname, { all: true });
}

/**
 * Connects only where the rules allow. Three checks, since each misses what another sees: the literal in the address
 * (Node looks no literal up, so a `lookup` hook alone let 11 of 12 spellings of loopback through), every answer of the
 * name service, and the address really connected to.
 */
export function guardedConnector(rules: ConnectorRules): buildConnector.connector {
  const connectChecked = buildConnector({
    allowH2: false,
    timeout: CONNECT_TIMEOUT_MS,
    lookup: checkedLookup(rules),
  } as buildConnector.BuildOptions);

  return (options, callback) => {
    const port = Number(options.port || (options.protocol === "https:" ? 443 : 80));
    const refusal = refusalOf(rules, { host: options.hostname, port });
    if (refusal !== null) {
      queueMicrotask(() => callback(refusal, null));
      return;
    }
    connectChecked(options, (...[error, socket]) => {
      if (error !== null) return callback(error, null);
      const reached = refusalOf(rules, { host: socket.remoteAddress ?? "", port });
      if (reached === null && socket.remoteAddress !== undefined) return callback(null, socket);
      socket.destroy();
      callback(reached ?? new AddressRefused("the connection has no address"), null);
    });
  };
}

function checkedLookup(rules: ConnectorRules): LookupFunction {
  return (hostname, options, callback) => {
    rules.lookup(hostname).then(
      (addresses) => {
        const wrong = addresses.find(({ address }) => isIP(address) === 0 || !isAllowed(rules, address));
        const [first] = addresses;
        if (wrong !== undefined) callback(new AddressRefused(`${hostname} leads to ${wrong.address}`), "");
        else if (first === undefined) callback(new Error(`${hostname} has no address`), "");
        else if (options.all === true) callback(null, [...addresses]);
        else callback(null, first.address, first.family);
      },
      (error: unknown) => callback(error instanceof Error ? error : new Error("look-up failed"), ""),
    );
  };
}

/** Why a host must not be connected to, or null. A name is judged by name only; its addresses come later. */
function refusalOf(rules: ConnectorRules, target: { host: string; port: number }): AddressRefused | null {
  const host = hostName(target.host);
  if (isOwn(rules, { host, port: target.port })) {
    return new AddressRefused(`${host}:${target.port} is this program itself`);
  }
  if (isIP(host) === 0 || isAllowed(rules, host)) return null;
  return new AddressRefused(`${host} is not a public address`);
}

function isAllowed(rules: ConnectorRules, address: string): boolean {
  return rules.privateAllowed || isPublicAddress(address);
}

function isOwn(rules: ConnectorRules, target: { host: string; port: number }): boolean {
  return rules.ownAddresses().some((own) => {
    if (own.port !== target.port) return false;
    const ownHost = hostName(own.host);
    if (ownHost === target.host || isSameAddress(ownHost, target.host)) return true;
    const everywhere = ownHost === "0.0.0.0" || ownHost === "::" || ownHost === "";
    const here = everywhere || ownHost === "localhost" || isLoopbackAddress(ownHost);
    if (here && (target.host === "localhost" || isLoopbackAddress(target.host))) return true;
    return everywhere && machineAddresses().some((address) => isSameAddress(address, target.host));
  });
}

function machineAddresses(): string[] {
  return Object.values(networkInterfaces()).flatMap((entries) => (entries ?? []).map((entry) => entry.address));
}
