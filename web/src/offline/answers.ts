import { readPerson } from "../outbox/person.ts";

/** What a person's wall last said is kept in a cache of the person's own, so that it can be read without a network. */
export const PREFIX = "answers-";
const MOST_ANSWERS = 400;
const LARGEST_BYTES = 3_000_000;
/** When an answer was kept, in ms since 1970; only kept answers carry it. */
export const KEPT_AT = "x-kept-at";

const KEPT: readonly RegExp[] = [
  /^\/api\/v1\/me$/,
  /^\/api\/v1\/walls$/,
  /^\/api\/v1\/walls\/[^/]+\/items$/,
  /^\/api\/v1\/items\/[^/]+$/,
  /^\/api\/v1\/items\/[^/]+\/content$/,
  /^\/api\/v1\/share\/status\/[^/]+$/,
];

/** Whether an address of the API may be answered from what is kept when the server cannot be reached. */
export function isKeptAddress({ pathname }: URL): boolean {
  return KEPT.some((pattern) => pattern.test(pathname));
}

/** Caches are there on https and localhost only. */
export const hasCaches = (): boolean => "caches" in globalThis;

/** Keeps an answer for the person who is known; the oldest go when there are too many. A full device keeps nothing. */
export async function keepAnswer(request: string, answer: Response): Promise<void> {
  if (!hasCaches()) return;
  const person = await readPerson();
  const isPlain = answer.status === 200 && answer.type !== "opaque" && !answer.redirected;
  if (person === null || !isPlain || Number(answer.headers.get("content-length") ?? 0) > LARGEST_BYTES) return;
  const headers = new Headers(answer.headers);
  headers.set(KEPT_AT, String(Date.now()));
  const name = PREFIX + person.id;
  try {
    const cache = await caches.open(name);
    await cache.put(request, new Response(await answer.arrayBuffer(), { status: 200, headers }));
    const known = await cache.keys();
    for (const old of known.slice(0, Math.max(0, known.length - MOST_ANSWERS))) await cache.delete(old);
  } catch {
    // No room: the wall is not readable offline, and nothing else is lost.
  }
  // Whoever signed out in the meantime has taken everything along.
  if ((await readPerson())?.id !== person.id) await caches.delete(name);
}

/** What was kept at that address for the person who is known, or undefined. */
export async function keptAnswer(request: string): Promise<Response | undefined> {
  const person = await readPerson();
  if (person === null) return undefined;
  return await (await caches.open(PREFIX + person.id)).match(request);
}

/** Forgets what was kept, for everybody but this person. */
export async function forgetAnswers({ but = null }: { but?: string | null } = {}): Promise<void> {
  if (!hasCaches()) return;
  for (const name of await caches.keys())
    if (name.startsWith(PREFIX) && name !== PREFIX + (but ?? "")) await caches.delete(name);
}
