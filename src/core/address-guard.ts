import ipaddr from "ipaddr.js";

/** A host that the operator lets through although its address is private; `port` null means any port. */
export interface AllowedHost {
  readonly host: string;
  readonly port: number | null;
}

/**
 * Addresses that look like any other unicast address and yet never belong to the public web.
 * 168.63.129.16 is the host of a virtual machine at Azure; the documentation and protocol blocks of IPv6 are listed
 * because not every version of the library knows them (IANA special-purpose registries, RFC 6890, RFC 9637).
 */
const REFUSED_BLOCKS: readonly (readonly [string, number])[] = [
  ["168.63.129.16", 32],
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["2620:4f:8000::", 48],
  ["3fff::", 20],
];

const GLOBAL_UNICAST: readonly [string, number] = ["2000::", 3];
const NAT64: readonly [string, number] = ["64:ff9b::", 96];

type Address = ReturnType<typeof ipaddr.parse>;

/**
 * Whether an IP address, as a resolver or a socket reports it, belongs to the public internet.
 *
 * Everything that is not surely public answers false, unreadable text included. IPv4 inside IPv6 (mapped, NAT64) is
 * judged by what it stands for; 6to4 and Teredo are refused whole, since both are retired (RFC 7526) and lead to
 * whatever IPv4 address they carry.
 */
export function isPublicAddress(text: string): boolean {
  const address = parseAddress(text);
  return address !== null && isPublic(address);
}

/** Whether an IP address means this very machine: 127/8, ::1, the unspecified addresses, and their mapped forms. */
export function isLoopbackAddress(text: string): boolean {
  const address = parseAddress(text);
  if (address === null) return false;
  const plain = unwrapped(address);
  return ["loopback", "unspecified"].includes(plain.range());
}

/** Whether a host is an address in numbers rather than a name. */
export const isIpAddress = (host: string): boolean => parseAddress(hostName(host)) !== null;

/** Whether two spellings name one IP address. */
export function isSameAddress(one: string, other: string): boolean {
  const [left, right] = [parseAddress(one), parseAddress(other)];
  if (left === null || right === null) return false;
  return unwrapped(left).toNormalizedString() === unwrapped(right).toNormalizedString();
}

/** One spelling for a host: lower case, IDN as punycode, odd numbers as dotted quads, no brackets and no final dot. */
export function hostName(host: string): string {
  const bare = host.trim();
  const bracketed = bare.includes(":") && !bare.startsWith("[") ? `[${bare}]` : bare;
  if (!URL.canParse(`http://${bracketed}/`)) return bare.toLowerCase();
  return new URL(`http://${bracketed}/`).hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
}

/** Whether a host can only be one's own: a private address, a name without a dot or of a home network (RFC 6762, 8375). */
export function isPrivateHost(host: string): boolean {
  const name = hostName(host);
  if (parseAddress(name) !== null) return !isPublicAddress(name);
  return !name.includes(".") || /\.(?:local|localhost|lan|internal|home\.arpa)$/.test(name);
}

/** Whether the operator let this host through on this port. */
export function isAllowListed(list: readonly AllowedHost[], target: { host: string; port: number }): boolean {
  const host = hostName(target.host);
  return list.some((allowed) => hostName(allowed.host) === host && (allowed.port ?? target.port) === target.port);
}

function parseAddress(text: string): Address | null {
  // The library also reads octal, hexadecimal and short forms; a resolver never answers with them.
  if (!text.includes(":")) return ipaddr.IPv4.isValidFourPartDecimal(text) ? ipaddr.IPv4.parse(text) : null;
  // It takes `::8.8.8.8` for a mapped address, which it is not; hexadecimal leaves no doubt.
  const plain = text.includes(".") ? hostName(text) : text;
  return ipaddr.IPv6.isValid(plain) ? ipaddr.IPv6.parse(plain) : null;
}

function isPublic(address: Address): boolean {
  const plain = unwrapped(address);
  if (plain.range() !== "unicast" || REFUSED_BLOCKS.some((block) => isInside(plain, block))) return false;
  if (!(plain instanceof ipaddr.IPv6)) return true;
  return isInside(plain, GLOBAL_UNICAST) && !tunnelsToPrivate(plain);
}

/** What a mapped or NAT64 address stands for; anything else is itself. */
function unwrapped(address: Address): Address {
  if (!(address instanceof ipaddr.IPv6)) return address;
  if (address.isIPv4MappedAddress()) return address.toIPv4Address();
  return isInside(address, NAT64) ? lastFourBytes(address) : address;
}

/** ISATAP (RFC 5214) writes an IPv4 address into the interface half of an address with any prefix. */
function tunnelsToPrivate(address: ipaddr.IPv6): boolean {
  const [, , , , high = 0, low = 0] = address.parts;
  return (high & 0xfdff) === 0 && low === 0x5efe && !isPublic(lastFourBytes(address));
}

function lastFourBytes(address: ipaddr.IPv6): Address {
  return new ipaddr.IPv4(address.toByteArray().slice(12));
}

function isInside(address: Address, [base, bits]: readonly [string, number]): boolean {
  const block = ipaddr.parse(base);
  return address.kind() === block.kind() && address.match(block, bits);
}
