import type { FastifyRequest } from "fastify";
import { Problem } from "../contract/problems.ts";
import type { Scope } from "../contract/walls.ts";
import type { Log } from "../core/events.ts";
import type { Channel } from "../core/ports/doorbells.ts";
import { markKeysUsed } from "../store/api-keys.ts";
import { findActivePerson } from "../store/persons.ts";
import { findSession, touchSession } from "../store/secrets.ts";
import type { Store } from "../store/store.ts";
import type { Caller } from "../wall/caller.ts";
import { findKey, hashSecret } from "../wall/keys.ts";
import { SESSION_IDLE_MS } from "../wall/sign-in.ts";
import { sessionCookieOf } from "./session-cookie.ts";

/**
 * A copy of a key or session is believed this long, never beyond its own end; a revocation, or its person being shut out,
 * rings and ends it at once.
 */
const BELIEVED_MS = 30_000;
/** While revocations of other processes are not heard, and for copies from before they were heard again. */
const BELIEVED_UNHEARD_MS = 2_000;
const COPIES = 10_000;
const USES_WRITTEN_EVERY_MS = 60_000;
const TOUCHED_EVERY_MS = 3_600_000;

export interface Auth {
  /**
   * Who asks; null without credentials. Answers at once, without a promise, while a copy of the key or session is believed.
   * @throws Problem, or rejects with one, when credentials are given and wrong
   */
  callerOf(request: FastifyRequest): Caller | null | Promise<Caller | null>;
  /** Whether these rights still hold, for streams that stay open. */
  stillHolds(caller: Caller): Promise<boolean>;
  /** Forgets copies of a person's keys and sessions. */
  forget(person: string): void;
  close(): Promise<void>;
}

export function openAuth({ store, channel, log }: { store: Store; channel: Channel; log: Log }): Auth {
  const copies = new Map<string, { caller: Caller; keptAtMs: number; untilMs: number }>();
  // A revocation that is heard while a key is being looked up may be about what was just read.
  let revocations = 0;
  const uses = new Map<string, number>();

  function forget(person: string): void {
    for (const [hash, { caller }] of copies) if (caller.person === person) copies.delete(hash);
  }
  const stopListening = channel.subscribe((message) => {
    if (message.kind !== "access") return;
    revocations += 1;
    forget(message.person);
  });
  async function writeUses(): Promise<void> {
    if (uses.size === 0) return;
    const written = new Map(uses);
    uses.clear();
    await store.write((unit) => markKeysUsed(unit, written));
  }
  const timer = setInterval(() => {
    writeUses().catch((error: unknown) => log("warn", "fault", { what: "key uses", error: String(error) }));
  }, USES_WRITTEN_EVERY_MS);
  timer.unref();

  function copyOf(hash: string): Caller | null {
    const copy = copies.get(hash);
    const now = Date.now();
    if (!copy || copy.untilMs <= now) return null;
    const isHeard = copy.keptAtMs >= channel.heardSinceMs();
    return isHeard || copy.keptAtMs + BELIEVED_UNHEARD_MS > now ? copy.caller : null;
  }

  function keep(hash: string, found: { caller: Caller; leftMs: number; keptAtMs: number; before: number }): Caller {
    const { caller, leftMs, keptAtMs, before } = found;
    if (before !== revocations) return caller;
    if (copies.size >= COPIES) copies.clear();
    copies.set(hash, { caller, keptAtMs, untilMs: keptAtMs + Math.min(BELIEVED_MS, leftMs) });
    return caller;
  }

  async function findByKey(key: string, hash: string): Promise<Caller> {
    const asked = { before: revocations, keptAtMs: Date.now() };
    const nowMs = await store.nowMs();
    const row = await findKey(store.reader, key, nowMs);
    const person = row && (await findActivePerson(store.reader, row.person));
    if (!row || !person) throw keyRefused();
    const leftMs = (row.expires_at ?? Number.POSITIVE_INFINITY) - nowMs;
    const scopes = row.scopes.split(" ") as Scope[];
    return keep(hash, {
      ...asked,
      caller: { person: person.id, role: person.role, scopes, by: { kind: "key", id: row.id } },
      leftMs,
    });
  }

  async function findBySession(hash: string): Promise<Caller | null> {
    const asked = { before: revocations, keptAtMs: Date.now() };
    const nowMs = await store.nowMs();
    const session = await findSession(store.reader, hash);
    if (!session || session.ends_at <= nowMs || session.idle_until <= nowMs) return null;
    const person = await findActivePerson(store.reader, session.person);
    if (!person) return null;
    if (nowMs - session.seen_at > TOUCHED_EVERY_MS)
      await store.write((unit) => touchSession(unit, { hash, idleUntilMs: unit.nowMs + SESSION_IDLE_MS }));
    const leftMs = Math.min(session.ends_at, session.idle_until) - nowMs;
    return keep(hash, {
      ...asked,
      caller: { person: person.id, role: person.role, scopes: ["admin"], by: { kind: "session", hash } },
      leftMs,
    });
  }

  function used(caller: Caller): Caller {
    if (caller.by.kind === "key") uses.set(caller.by.id, Date.now());
    return caller;
  }

  return {
    callerOf(request) {
      const { authorization } = request.headers;
      if (authorization !== undefined) {
        const [, key] = /^Bearer +(\S+)$/i.exec(authorization) ?? [];
        if (key === undefined) throw keyRefused();
        const hash = hashSecret(key);
        const known = copyOf(hash);
        return known ? used(known) : findByKey(key, hash).then(used);
      }
      const token = sessionCookieOf(request);
      if (token === null) return null;
      const hash = hashSecret(token);
      const fromOurPage = (caller: Caller | null) => {
        if (caller) refuseOtherSites(request);
        return caller;
      };
      const known = copyOf(hash);
      return known ? fromOurPage(known) : findBySession(hash).then(fromOurPage);
    },
    async stillHolds(caller) {
      if (!(await findActivePerson(store.reader, caller.person))) return false;
      if (caller.by.kind === "ticket") return true;
      if (caller.by.kind === "key") {
        const row = await store.reader
          .selectFrom("api_keys")
          .select(["revoked_at", "expires_at"])
          .where("id", "=", caller.by.id)
          .executeTakeFirst();
        return row !== undefined && row.revoked_at === null && (row.expires_at === null || row.expires_at > Date.now());
      }
      const session = await findSession(store.reader, caller.by.hash);
      return session !== undefined && session.ends_at > Date.now();
    },
    forget,
    async close() {
      clearInterval(timer);
      stopListening();
      await writeUses();
    },
  };
}

const keyRefused = () =>
  new Problem("credentials-refused", "This API key is not known here, has expired or was revoked.");

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

/** A cookie goes along wherever a page sends a form: what changes something must come from a page of ours. */
function refuseOtherSites(request: FastifyRequest): void {
  if (SAFE_METHODS.has(request.method)) return;
  const site = request.headers["sec-fetch-site"];
  if (site === "same-origin" || site === "none") return;
  const { origin } = request.headers;
  const isOurs = origin !== undefined && URL.canParse(origin) && new URL(origin).host === request.headers.host;
  if (site === undefined && isOurs) return;
  throw new Problem(
    "origin-refused",
    "A request that changes something must come from this server's own page, or carry an API key.",
  );
}
