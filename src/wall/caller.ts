import type { Scope } from "../contract/walls.ts";

/** Who asks: a person, and by what means they were recognised. */
export interface Caller {
  readonly person: string;
  readonly role: "owner" | "person";
  readonly scopes: readonly Scope[];
  readonly by:
    | { readonly kind: "key"; readonly id: string }
    | { readonly kind: "session"; readonly hash: string }
    /** What the address carried: a one-use ticket for a stream, good for as long as it is open, or a file's signature. */
    | { readonly kind: "ticket" };
}

const IMPLIED: Record<Scope, readonly Scope[]> = {
  share: ["share"],
  read: ["read"],
  write: ["write", "read", "share"],
  admin: ["admin", "write", "read", "share"],
};

/** Whether these scopes allow what asks for `needed`: write includes read and share, admin includes all. */
export function allows(scopes: readonly Scope[], needed: Scope): boolean {
  return scopes.some((scope) => IMPLIED[scope].includes(needed));
}
