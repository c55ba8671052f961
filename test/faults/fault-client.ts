import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { ShareAccepted } from "../../src/contract/shares.ts";
import type { Ledger, Promised } from "./ledger.ts";
import type { MortalWall } from "./mortal-wall.ts";

const REQUEST_TIMEOUT_MS = 30_000;
const GIVEN_UP_AFTER_MS = 600_000;
const AGAIN_AFTER_MS = 50;

export interface SentFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

export interface SentShare {
  readonly key: string;
  /** Fields of the share, as in JSON. */
  readonly fields: Readonly<Record<string, string>>;
  readonly files?: readonly SentFile[];
  /** Files that were handed in before, and are named. */
  readonly uploads?: readonly (SentFile & { readonly id: string })[];
  /** Equal only for shares that must become one item; by default what is shared is new. */
  readonly thing?: string;
}

export interface Answered<Body = unknown> {
  readonly status: number;
  readonly body: Body;
}

export interface Asking {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A person's program that does what the documentation says: it sends again what was lost, with the same key. */
export interface FaultClient {
  /** Asks until there is an answer that is not "come back later". Only for requests that may be repeated. */
  ask<Body>(method: string, path: string, asking?: Asking): Promise<Answered<Body>>;
  /** Shares, and writes the promise into the ledger. */
  share(sent: SentShare): Promise<Promised>;
  /** Answers that no caller should ever meet. */
  readonly faults: readonly string[];
  /** How many requests were answered, how many got no answer, and how many were told to come back later. */
  readonly answered: number;
  readonly lost: number;
  readonly delayed: number;
  /** How often each thing was answered: "POST 202", "POST 202 replayed", "POST 503 files-unavailable". */
  readonly answers: ReadonlyMap<string, number>;
  /** The longest that a request waited for its answer. */
  readonly slowestMs: number;
}

/** @param signal ends whatever it still asks for, with its reason */
export function openFaultClient(
  wall: Pick<MortalWall, "serving" | "key">,
  ledger: Ledger,
  signal?: AbortSignal,
): FaultClient {
  const faults: string[] = [];
  let answered = 0;
  let lost = 0;
  let delayed = 0;
  const answers = new Map<string, number>();
  let slowestMs = 0;

  function note(method: string, { status, headers }: Response, body: unknown): void {
    const { code } = Object(body) as { code?: string };
    const replayed = headers.get("idempotent-replayed") === "true" ? "replayed" : null;
    const answer = [method, status, code, replayed].filter((word) => word !== undefined && word !== null).join(" ");
    answers.set(answer, (answers.get(answer) ?? 0) + 1);
  }

  async function askOnce(method: string, path: string, { body, headers = {} }: Asking): Promise<Response> {
    const url = await wall.serving();
    const isPlain = body !== undefined && !(body instanceof FormData) && !(body instanceof Uint8Array);
    return await fetch(`${url}/api/v1${path}`, {
      method,
      redirect: "manual",
      signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
      headers: {
        authorization: `Bearer ${await wall.key()}`,
        ...(isPlain ? { "content-type": "application/json" } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body: isPlain ? JSON.stringify(body) : (body as never) }),
    });
  }

  const client: FaultClient = {
    faults,
    get answered() {
      return answered;
    },
    get lost() {
      return lost;
    },
    get delayed() {
      return delayed;
    },
    answers,
    get slowestMs() {
      return slowestMs;
    },
    async ask<Body>(method: string, path: string, asking: Asking = {}): Promise<Answered<Body>> {
      const giveUpAt = performance.now() + GIVEN_UP_AFTER_MS;
      while (performance.now() < giveUpAt) {
        signal?.throwIfAborted();
        const askedAt = performance.now();
        try {
          const response = await askOnce(method, path, asking);
          const text = await response.text();
          slowestMs = Math.max(slowestMs, performance.now() - askedAt);
          const { status, headers } = response;
          const isLater = status === 503 && headers.get("retry-after") !== null;
          if (status >= 500 && !isLater) faults.push(`${method} ${path} was answered ${status}: ${text}`);
          answered += 1;
          const body: unknown = text === "" ? null : JSON.parse(text);
          note(method, response, body);
          if (!isLater) return { status, body: body as Body };
          delayed += 1;
        } catch (error) {
          if (error instanceof SyntaxError) throw error;
          lost += 1;
        }
        await sleep(AGAIN_AFTER_MS);
      }
      throw new Error(`${method} ${path} found no answer in ${GIVEN_UP_AFTER_MS} ms`);
    },
    async share({ key, fields, files = [], uploads = [], thing = key }) {
      const headers = { "idempotency-key": key };
      const { status, body } = await client.ask<ShareAccepted>("POST", "/share", {
        headers,
        body: uploads.length > 0 ? { ...fields, file_ids: uploads.map(({ id }) => id) } : bodyOf(fields, files),
      });
      if (status !== 202) throw new Error(`the share ${key} was answered ${status}: ${JSON.stringify(body)}`);
      const sha256 = [...files, ...uploads].map((file) => createHash("sha256").update(file.bytes).digest("hex"));
      const promised = { key, processingId: body.processing_id, thing, sha256 };
      ledger.write(promised);
      return promised;
    },
  };
  return client;
}

function bodyOf(fields: Readonly<Record<string, string>>, files: readonly SentFile[]): unknown {
  if (files.length === 0) return fields;
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  for (const { name, type, bytes } of files) form.append("files", new File([new Uint8Array(bytes)], name, { type }));
  return form;
}
