import type { Quota, QuotaKind } from "../../../src/contract/quotas.ts";
import { said } from "./accounts-said.ts";
import { amountOf, KINDS } from "./limit-words.ts";

/** How full it has to be that one should hear of it. */
const NEARLY = 0.9;

/** What somebody has here, of what they may have: a line each for things, files and money. */
export function UseBars({ quota }: { quota: Quota }) {
  return (
    <ul class="use-bars">
      {KINDS.map((kind) => (
        <Bar key={kind} kind={kind} {...quota[kind]} />
      ))}
    </ul>
  );
}

function Bar({ kind, used, limit }: { kind: QuotaKind; used: number; limit: number | null }) {
  const { quota } = said.value;
  const part = limit === null ? 0 : limit === 0 ? 1 : Math.min(1, used / limit);
  const has = amountOf(kind, used);
  return (
    <li>
      <p>
        <span>{quota.kinds[kind]}</span>
        <span>{limit === null ? quota.free(has) : quota.of(has, amountOf(kind, limit))}</span>
      </p>
      {limit !== null && (
        // The words above it say the same.
        <div class="use-line" aria-hidden="true">
          {part > 0 && (
            <div class={part >= NEARLY ? "use-part is-full" : "use-part"} style={{ inlineSize: `${part * 100}%` }} />
          )}
        </div>
      )}
    </li>
  );
}
