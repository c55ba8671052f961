import { Problem } from "../../contract/problems.ts";
import { ARGON2_LANES, ARGON2_MEMORY_KIB, ARGON2_PASSES, hashPassword, isPassword } from "../../core/password-hash.ts";
import { Turnstile } from "../../core/turnstile.ts";

/** Each takes 19 MiB and a thread of the four that also read files. */
const HASHES_AT_ONCE = 2;
/** Whoever comes when so many wait is told to come back: a flood of sign-ins must cost neither memory nor answers. */
const HASHES_WAITING = 64;
const WAITED_MS = 10_000;
const RETRY_AFTER_SECONDS = 3;

/** The hash of no password, with the figures of today: what is compared with takes as long as with a real one. */
const NOBODYS = `$argon2id$v=19$m=${ARGON2_MEMORY_KIB},t=${ARGON2_PASSES},p=${ARGON2_LANES}$${"n".repeat(22)}$${"o".repeat(43)}`;

/** Hashing in turn, bounded. */
export class HashQueue {
  readonly #turnstile = new Turnstile(HASHES_AT_ONCE);
  #under = 0;

  /** @throws Problem overloaded */
  hash(password: string): Promise<string> {
    return this.#inTurn(() => hashPassword(password));
  }

  /** @param phc undefined where there is none: it takes the same time, and is never right. @throws Problem overloaded */
  check(password: string, phc: string | undefined): Promise<boolean> {
    return this.#inTurn(async () => (await isPassword(password, phc ?? NOBODYS)) && phc !== undefined);
  }

  async #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#under >= HASHES_AT_ONCE + HASHES_WAITING) throw tooBusy();
    this.#under += 1;
    try {
      const leave = await this.#turnstile.enter(AbortSignal.timeout(WAITED_MS)).catch((cause: unknown) => {
        throw tooBusy(cause);
      });
      try {
        return await work();
      } finally {
        leave();
      }
    } finally {
      this.#under -= 1;
    }
  }
}

const tooBusy = (cause?: unknown): Problem =>
  new Problem("overloaded", "Too many people sign in at the moment. Nothing of this request was kept.", {
    retryAfterSeconds: RETRY_AFTER_SECONDS,
    cause,
  });

/** The one of this process: memory is bounded for all that hash. */
export const passwordHashes = new HashQueue();
