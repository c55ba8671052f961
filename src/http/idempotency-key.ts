import { LIMITS } from "../contract/limits.ts";
import { Problem } from "../contract/problems.ts";

/**
 * The one idempotency key of a request, from the header or the field; null without one.
 * @throws Problem when both are given and differ, or when it is empty, too long or not printable
 */
export function idempotencyKeyOf({
  header,
  field,
}: {
  header: string | undefined;
  field: string | undefined;
}): string | null {
  if (header !== undefined && field !== undefined && header !== field)
    throw new Problem("idempotency-key-not-valid", "Idempotency-Key and client_share_id differ; send one of them.");
  const key = header ?? field;
  if (key === undefined) return null;
  const isPrintable = /^[\x20-\x7e]+$/.test(key) && key.trim() !== "";
  if (!isPrintable || key.length > LIMITS.idempotencyKeyCharacters)
    throw new Problem(
      "idempotency-key-not-valid",
      `An idempotency key has 1 to ${LIMITS.idempotencyKeyCharacters} printable ASCII characters.`,
    );
  return key;
}
