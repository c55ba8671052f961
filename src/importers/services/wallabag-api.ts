import { wallabagThing } from "../formats/wallabag.ts";
import { type RawThing, thingRow } from "../row.ts";
import { fieldOf, listOf, textOf } from "../values.ts";
import { type Asked, idOf, lastOf, notUnderstood, type PulledService, type TokenExchange } from "./service.ts";

/** Entries come with what was read of their pages. */
const AT_ONCE = 30;

type Ask =
  | (Asked & { readonly kind: "info" | "version" })
  | (Asked & { readonly kind: "entries"; readonly page: number; readonly last?: string })
  | (Asked & {
      readonly kind: "annotations";
      readonly entry: string;
      readonly rest: readonly string[];
      readonly then: Ask | null;
    });

/** What is kept of a login, of the token that it became, or of one that somebody gave. */
interface Session {
  readonly token?: string;
  /** What is sent for the next one. */
  readonly form?: Readonly<Record<string, string>>;
}

const sessionIn = (secret: string): Session => JSON.parse(secret) as Session;
const secretOf = (session: Session): string => JSON.stringify(session);

/** OAuth 2 (RFC 6749): the password for the first token, and from then on what came with the one before. */
const TOKENS: TokenExchange = {
  path: "oauth/v2/token",
  secretOf: (given) =>
    secretOf(typeof given === "string" ? { token: given } : { form: { grant_type: "password", ...given } }),
  form: (secret) => sessionIn(secret).form ?? null,
  secretFrom(secret, answer) {
    const { client_id = "", client_secret = "" } = sessionIn(secret).form ?? {};
    const token = textOf(fieldOf(answer, "access_token"));
    if (!/^[\x21-\x7e]{1,4000}$/.test(token)) throw notUnderstood();
    const refresh_token = textOf(fieldOf(answer, "refresh_token"));
    return secretOf({
      token,
      ...(refresh_token === ""
        ? {}
        : { form: { grant_type: "refresh_token", client_id, client_secret, refresh_token } }),
    });
  },
};

/**
 * wallabag's API (v2), paged by number, the oldest first. What it is, is asked first and without the key, so that a
 * password goes to nothing that does not call itself wallabag. Entries have their annotations with them; where a version
 * leaves them out, each entry is asked for its own. Pictures are not files of an entry: they stand in its page.
 */
export const wallabagApi: PulledService<Ask> = {
  name: "wallabag",
  api: "api",
  authorization(secret) {
    const { token } = sessionIn(secret);
    return token === undefined ? null : `Bearer ${token}`;
  },
  tokens: TOKENS,
  first: { kind: "info", path: "info.json", isOptional: true, isOpen: true },
  next(asked, page) {
    switch (asked.kind) {
      case "info":
        // Versions before 2.4 tell their version alone.
        if (page === null) return { kind: "version", path: "version.json", isOpen: true };
        if (textOf(fieldOf(page, "appname")).toLowerCase() !== "wallabag") throw notUnderstood();
        return entries(1, "");
      case "version":
        if (!/^"?2\.\d/.test(textOf(page))) throw notUnderstood();
        return entries(1, "");
      case "annotations":
        return annotations(asked.rest, asked.then);
      case "entries": {
        if (page === null && asked.page > 1) return null;
        const items = itemsOf(page);
        if (items === null) throw notUnderstood();
        const last = lastOf(items, asked.last);
        const isLast = items.length === 0 || Number(fieldOf(page, "pages") ?? 0) <= asked.page;
        return annotations(items.filter(isWithout).map(idOf), isLast ? null : entries(asked.page + 1, last));
      }
      default:
        return asked satisfies never;
    }
  },
  weigh(asked, page) {
    switch (asked.kind) {
      case "entries":
        return { things: itemsOf(page)?.length ?? 0, isKept: true };
      case "annotations":
        return { things: 0, isKept: listOf(fieldOf(page, "rows")).length > 0 };
      default:
        return { things: 0, isKept: false };
    }
  },
  async *read(pages, { nowMs }) {
    let waiting: readonly unknown[] = [];
    let annotationsOf = new Map<string, readonly unknown[]>();
    let index = 0;
    const rowsOf = function* () {
      for (const entry of waiting) {
        index += 1;
        yield thingRow({ index }, thingFrom(entry, annotationsOf.get(idOf(entry))), nowMs);
      }
    };
    for await (const { asked, page } of pages) {
      const ask = asked as Ask;
      if (ask.kind === "annotations") annotationsOf.set(ask.entry, listOf(fieldOf(page, "rows")));
      else if (ask.kind === "entries") {
        yield* rowsOf();
        waiting = itemsOf(page) ?? [];
        annotationsOf = new Map();
      }
    }
    yield* rowsOf();
  },
};

/** Null when the page has no entries at all, not even none. */
function itemsOf(page: unknown): readonly unknown[] | null {
  const items = fieldOf(fieldOf(page, "_embedded"), "items");
  return Array.isArray(items) ? items : null;
}

const isWithout = (entry: unknown): boolean => !Array.isArray(fieldOf(entry, "annotations"));

/** Behind the last page there is none: entries may be removed while they are asked for. */
const entries = (page: number, last: string): Ask => ({
  kind: "entries",
  path: `entries.json?page=${page}&perPage=${AT_ONCE}&sort=created&order=asc&detail=full`,
  page,
  ...(page === 1 ? {} : { isOptional: true, last }),
});

const annotations = ([entry, ...rest]: readonly string[], then: Ask | null): Ask | null =>
  entry === undefined
    ? then
    : {
        kind: "annotations",
        path: `annotations/${encodeURIComponent(entry)}.json`,
        isOptional: true,
        entry,
        rest,
        then,
      };

const thingFrom = (entry: unknown, told: readonly unknown[] | undefined): RawThing =>
  wallabagThing(told === undefined ? entry : { ...(entry as object), annotations: told });
