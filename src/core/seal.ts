import { createCipheriv, createDecipheriv, hash, hkdfSync, randomBytes } from "node:crypto";

const KEY_BYTES = 32;
/** NIST SP 800-38D recommends 96 bits. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_ID_CHARACTERS = 8;
const VERSION = "s1";

/** Closes and opens what rows must not hold in the clear, with a key that is in no row. */
export interface Sealing {
  /** Names the key and leads to nothing of it. */
  readonly keyId: string;
  /** @param of what the value belongs to: a sealed value that is put into another row does not open there */
  seal(value: string, of: string): string;
  /** Null for what was sealed with another key, for something else, or was changed. */
  open(sealed: string, of: string): string | null;
}

/** AES-256-GCM. @param secret of 32 characters or more; the key is derived from it (HKDF, RFC 5869) */
export function openSealing(secret: string): Sealing {
  const key = new Uint8Array(hkdfSync("sha256", secret, "", "digital-wall sealing", KEY_BYTES));
  const keyId = hash("sha256", key, "hex").slice(0, KEY_ID_CHARACTERS);
  return {
    keyId,
    seal(value, of) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(of));
      const sealed = Buffer.concat([nonce, cipher.update(value, "utf8"), cipher.final(), cipher.getAuthTag()]);
      return `${VERSION}.${keyId}.${sealed.toString("base64url")}`;
    },
    open(sealed, of) {
      const [version, usedKey, text = ""] = sealed.split(".");
      const bytes = Buffer.from(text, "base64url");
      if (version !== VERSION || usedKey !== keyId || bytes.length < NONCE_BYTES + TAG_BYTES) return null;
      const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, NONCE_BYTES))
        .setAAD(Buffer.from(of))
        .setAuthTag(bytes.subarray(-TAG_BYTES));
      try {
        return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]).toString();
      } catch {
        return null;
      }
    },
  };
}
