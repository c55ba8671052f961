import type { TSchema } from "typebox";
import type { Scope } from "./walls.ts";

/** One address of the API as data: validation, serialisation, rights, the OpenAPI file and the page's client come from it. */
export interface Route {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** With `{name}` for parameters; below `/api/v1` unless it starts with `/api/`. */
  readonly path: string;
  readonly group:
    | "share"
    | "items"
    | "reading"
    | "imports"
    | "walls"
    | "search"
    | "tags"
    | "files"
    | "export"
    | "ai"
    | "queue"
    | "keys"
    | "people"
    | "system"
    | "sign-in";
  readonly summary: string;
  /** Who may ask: anybody, any signed-in caller, or one whose key carries this scope. */
  readonly access: "anybody" | "signed-in" | Scope;
  /** It concerns everybody here: of those whom `access` lets in, only the owner may ask. */
  readonly ofHouse?: true;
  readonly params?: Record<string, TSchema>;
  readonly query?: Record<string, TSchema>;
  /** Others write this query: what they add to it is not refused. */
  readonly takesAnyQuery?: boolean;
  readonly body?: TSchema;
  /** Content types beside JSON that the route reads by itself, each with what it is good for. */
  readonly takes?: Record<string, string>;
  /** The body is bytes whatever its type says, and the route reads them itself as they come. */
  readonly streams?: boolean;
  /** Status → shape of the answer. A string names a content type that is not JSON; null is an empty answer. */
  readonly answers: Record<number, TSchema | string | null>;
  /** Counts against a limit because it makes or costs something. */
  readonly limited?: "share" | "ai" | "sign-in" | "challenge";
}
