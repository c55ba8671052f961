import { MODEL_FAILURES, type ModelFailureCode } from "../contract/reasons.ts";
import type { ChannelMessage } from "./ports/doorbells.ts";

/** A message as it came from another process; null when it is none that we know. */
export function channelMessageOf(value: unknown): ChannelMessage | null {
  if (typeof value !== "object" || value === null) return null;
  const {
    kind,
    walls,
    wall,
    share,
    import: brought,
    act,
    item,
    steps,
    person,
    people,
    from,
    line,
    failure,
  } = value as Record<string, unknown>;
  switch (kind) {
    case "walls":
      return isIds(walls) ? { kind, walls } : null;
    case "wall-reordered":
      return isId(wall) ? { kind, wall } : null;
    case "share":
      return isId(share) ? { kind, share } : null;
    case "import":
      return isId(brought) ? { kind, import: brought } : null;
    case "act":
      return isId(act) ? { kind, act } : null;
    case "progress":
      return isId(share) && isId(item) && isIds(walls) ? { kind, share, item, walls } : null;
    case "stop-steps":
      return isIds(steps) ? { kind, steps } : null;
    case "provider": {
      const known = failureOf(failure);
      return isId(from) && typeof line === "string" && known !== undefined
        ? { kind, from, line, failure: known }
        : null;
    }
    case "here":
      return isId(from) && isId(wall) && isIds(people) ? { kind, from, wall, people } : null;
    case "presence":
    case "access":
      return isId(person) ? { kind, person } : null;
    default:
      // A newer program may say more than this one knows.
      return null;
  }
}

/** Undefined when it is neither a failure nor none. */
function failureOf(value: unknown): (ChannelMessage & { kind: "provider" })["failure"] | undefined {
  if (value === null) return null;
  if (typeof value !== "object") return undefined;
  const { code, retryAfterMs } = value as Record<string, unknown>;
  if (!MODEL_FAILURES.includes(code as ModelFailureCode)) return undefined;
  if (retryAfterMs !== null && !(typeof retryAfterMs === "number" && retryAfterMs >= 0)) return undefined;
  return { code: code as ModelFailureCode, retryAfterMs };
}

const isId = (value: unknown): value is string => typeof value === "string" && /^[0-9a-f-]{36}$/.test(value);
const isIds = (value: unknown): value is string[] => Array.isArray(value) && value.every(isId);
