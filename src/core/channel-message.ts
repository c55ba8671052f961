import type { ChannelMessage } from "./ports/doorbells.ts";

/** A message as it came from another process; null when it is none that we know. */
export function channelMessageOf(value: unknown): ChannelMessage | null {
  if (typeof value !== "object" || value === null) return null;
  const { kind, walls, share, item, steps, person } = value as Record<string, unknown>;
  switch (kind) {
    case "walls":
      return isIds(walls) ? { kind, walls } : null;
    case "share":
      return isId(share) ? { kind, share } : null;
    case "progress":
      return isId(share) && isId(item) && isIds(walls) ? { kind, share, item, walls } : null;
    case "stop-steps":
      return isIds(steps) ? { kind, steps } : null;
    case "access":
      return isId(person) ? { kind, person } : null;
    default:
      // A newer program may say more than this one knows.
      return null;
  }
}

const isId = (value: unknown): value is string => typeof value === "string" && /^[0-9a-f-]{36}$/.test(value);
const isIds = (value: unknown): value is string[] => Array.isArray(value) && value.every(isId);
