import { argon2, randomBytes, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";

/** Argon2id as OWASP asks of it at least (Password Storage Cheat Sheet): 19 MiB, two passes, one lane. */
export const ARGON2_MEMORY_KIB = 19_456;
export const ARGON2_PASSES = 2;
export const ARGON2_LANES = 1;
const SALT_BYTES = 16;
const HASH_BYTES = 32;
const VERSION = 19;
const PHC = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{8,64})\$([A-Za-z0-9+/]{16,128})$/;

const derive = promisify(argon2);

interface Figures {
  readonly memory: number;
  readonly passes: number;
  readonly parallelism: number;
}
const FIGURES: Figures = { memory: ARGON2_MEMORY_KIB, passes: ARGON2_PASSES, parallelism: ARGON2_LANES };

/** The hash of a password with its salt and figures, as a PHC string. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await derive("argon2id", { message: password, nonce: salt, tagLength: HASH_BYTES, ...FIGURES });
  const { memory, passes, parallelism } = FIGURES;
  return `$argon2id$v=${VERSION}$m=${memory},t=${passes},p=${parallelism}$${base64(salt)}$${base64(hash)}`;
}

/** Whether a password is the one of a PHC string. @throws when that is none of ours: a fault */
export async function isPassword(password: string, phc: string): Promise<boolean> {
  const { figures, salt, hash } = parse(phc);
  const given = await derive("argon2id", { message: password, nonce: salt, tagLength: hash.length, ...figures });
  return timingSafeEqual(given, hash);
}

/** Whether a hash was made with other figures than those of today. */
export function needsRehash(phc: string): boolean {
  const { figures } = parse(phc);
  return (Object.keys(FIGURES) as (keyof Figures)[]).some((name) => figures[name] !== FIGURES[name]);
}

function parse(phc: string): { figures: Figures; salt: Buffer; hash: Buffer } {
  const [, memory, passes, parallelism, salt, hash] = PHC.exec(phc) ?? [];
  if (salt === undefined || hash === undefined) throw new Error("a password's hash cannot be read");
  const figures = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) };
  return { figures, salt: Buffer.from(salt, "base64"), hash: Buffer.from(hash, "base64") };
}

const base64 = (bytes: Buffer): string => bytes.toString("base64").replace(/=+$/, "");
