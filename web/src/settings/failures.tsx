import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Item } from "../../../src/contract/items.ts";
import type { ShareStatus } from "../../../src/contract/shares.ts";
import { follow, itemHref } from "../address.ts";
import { ask, sentenceOf } from "../api.ts";
import { ageOf, now } from "../formats.ts";
import { tell } from "../notice.tsx";
import { failureWords } from "../told-words.ts";
import { said } from "./said.ts";

/** So many failures show with their titles; more than that is a case for "all again". */
const SHOWN = 50;

/** Something of it failed for good; what waits to be tried again by itself is not among them. */
export const hasFailed = (share: ShareStatus): boolean =>
  share.status === "error" || (share.status === "completed" && share.steps.some(({ state }) => state === "failed"));

/** What failed, with its reason and a way to try it again, one by one or all. */
export function Failures({ shares, changed }: { shares: readonly ShareStatus[]; changed: () => Promise<void> }) {
  const words = said.value.health;
  const isRetrying = useSignal(false);
  const retryAll = async () => {
    if (isRetrying.value) return;
    isRetrying.value = true;
    try {
      const { retried, more } = await ask<{ retried: number; more: boolean }>("POST", "/shares/retry");
      tell(more ? `${words.retriedAll(retried)} ${words.more}` : words.retriedAll(retried));
      await changed();
    } catch (thrown) {
      tell(sentenceOf(thrown));
    }
    isRetrying.value = false;
  };
  return (
    <section class="settings-part" aria-labelledby="failures-heading">
      <div class="settings-line settings-between">
        <h3 id="failures-heading">{words.failed}</h3>
        {shares.length > 1 && (
          <button type="button" class="quiet-button" aria-disabled={isRetrying.value} onClick={() => void retryAll()}>
            {isRetrying.value ? words.retryingAll : words.retryAll}
          </button>
        )}
      </div>
      <p class="quiet">{shares.length === 0 ? words.failedNone : words.failedScope}</p>
      <ul class="settings-rows">
        {shares.slice(0, SHOWN).map((share) => (
          <Failure key={share.processing_id} share={share} changed={changed} />
        ))}
      </ul>
    </section>
  );
}

function Failure({ share, changed }: { share: ShareStatus; changed: () => Promise<void> }) {
  const words = said.value.health;
  const { item_id: item } = share;
  const title = useSignal<string | null>(null);
  useEffect(() => {
    // A share says nothing of what it brought; its item does, unless it is gone.
    if (item !== null)
      ask<Item>("GET", `/items/${item}`).then(
        (found) => {
          title.value = found.title;
        },
        () => undefined,
      );
  }, [item, title]);
  const name = title.value ?? words.someThing;
  const retry = async () => {
    try {
      await ask("POST", `/share/${share.processing_id}/retry`);
      tell(words.retried);
      await changed();
    } catch (thrown) {
      tell(sentenceOf(thrown));
    }
  };
  return (
    <li class="settings-row">
      <div>
        <b dir="auto">
          {item === null ? (
            name
          ) : (
            <a href={itemHref(item)} onClick={follow}>
              {name}
            </a>
          )}
        </b>
        <p class="problem">{failureWords(share)}</p>
        <p class="quiet">
          <time dateTime={share.updated_at}>{ageOf(share.updated_at, now.value)}</time>
        </p>
      </div>
      <button type="button" class="quiet-button" aria-label={words.retryNamed(name)} onClick={() => void retry()}>
        {words.retry}
      </button>
    </li>
  );
}
