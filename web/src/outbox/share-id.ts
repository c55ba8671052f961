/** A name for a share. randomUUID is there on https and localhost only; a wall on plain http in the house still sends. */
export function newShareId(): string {
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
