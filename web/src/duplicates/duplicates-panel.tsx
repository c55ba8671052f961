import "./duplicates.css";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Duplicate, Item } from "../../../src/contract/items.ts";
import { ask, sentenceOf } from "../api.ts";
import { takeBack } from "../choose/acts.ts";
import { dateOf } from "../formats.ts";
import { NoticeBar, tell } from "../notice.tsx";
import { Panel } from "../panel.tsx";
import { reloadWall } from "../wall/items.ts";
import { words as everywhere } from "../words/words.ts";
import { said } from "./said.ts";
import { areDuplicatesShown } from "./shown.ts";

export { wordsAreHere } from "./said.ts";

interface Pairs {
  readonly items: readonly Duplicate[];
  readonly next_cursor: string | null;
}

const close = (): void => {
  areDuplicatesShown.value = false;
};

/** Pairs of things that may be one, side by side, to be merged or kept apart for good. */
export function DuplicatesPanel() {
  const pairs = useSignal<Pairs | null>(null);
  const problem = useSignal<string | null>(null);
  const load = async (after: Pairs | null) => {
    try {
      const cursor = after?.next_cursor == null ? "" : `?cursor=${encodeURIComponent(after.next_cursor)}`;
      const page = await ask<Pairs>("GET", `/items/duplicates${cursor}`);
      pairs.value = { ...page, items: [...(after?.items ?? []), ...page.items] };
    } catch (thrown) {
      problem.value = sentenceOf(thrown);
    }
  };
  useEffect(() => void load(null), []);
  /** Decides about a pair. What was merged is in no other pair any more, so they are asked for anew. */
  const decide: Decide = async (decision, words) => {
    try {
      const done = await decision();
      problem.value = null;
      const act = done?.act_id ?? null;
      tell(words, act === null ? undefined : { label: everywhere.value.common.undo, run: () => void part(act) });
      await Promise.all([load(null), reloadWall()]);
    } catch (thrown) {
      problem.value = sentenceOf(thrown);
    }
  };
  const part = async (act: string) => {
    await takeBack(act);
    await load(null);
  };
  const shown = pairs.value;
  return (
    <Panel id="duplicates-panel" heading={said.value.heading} close={close}>
      {shown !== null && <p class="quiet">{shown.items.length === 0 ? said.value.none : said.value.means}</p>}
      {problem.value !== null && (
        <p class="problem" role="alert">
          {problem.value}
        </p>
      )}
      <ul class="pairs">
        {shown?.items.map((pair) => (
          <Pair key={pair.items.map(({ id }) => id).join()} pair={pair} decide={decide} />
        ))}
      </ul>
      {shown?.next_cursor != null && (
        <button type="button" class="quiet-button" onClick={() => void load(shown)}>
          {said.value.more}
        </button>
      )}
      <NoticeBar />
    </Panel>
  );
}

type Decide = (decision: () => Promise<{ act_id: string | null } | undefined>, words: string) => Promise<void>;

function Pair({ pair, decide }: { pair: Duplicate; decide: Decide }) {
  const [one, other] = pair.items as [Item, Item];
  const say = said.value;
  const merge = (loser: Item, winner: Item) =>
    decide(() => ask("POST", `/items/${loser.id}/merge`, { into: winner.id }), say.merged(winner.title));
  return (
    <li class="pair">
      <p>{say.why[pair.why]}</p>
      <div class="pair-sides">
        <Side item={one} onMerge={() => void merge(other, one)} />
        <Side item={other} onMerge={() => void merge(one, other)} />
      </div>
      <button
        type="button"
        class="quiet-button"
        aria-label={say.keepBothNamed(one.title, other.title)}
        onClick={() => void decide(() => ask("DELETE", `/items/${one.id}/duplicates/${other.id}`), say.bothKept)}
      >
        {say.keepBoth}
      </button>
    </li>
  );
}

function Side({ item, onMerge }: { item: Item; onMerge: () => void }) {
  const say = said.value;
  return (
    <article class="pair-side">
      <h3 dir="auto">
        <a href={`/item/${item.id}`} target="_blank" rel="noreferrer">
          {item.title}
        </a>
      </h3>
      <p class="quiet">
        {item.site_name !== null && <bdi dir="auto">{`${item.site_name} · `}</bdi>}
        {say.kept(dateOf(item.created_at))}
      </p>
      {(item.summary ?? item.text) !== null && (
        <p class="pair-text" dir="auto">
          {item.summary ?? item.text}
        </p>
      )}
      {item.note !== null && (
        <p class="pair-text" dir="auto">
          {item.note}
        </p>
      )}
      {item.tags.length > 0 && <p class="quiet">{item.tags.map(({ name }) => `#${name}`).join(" ")}</p>}
      <button type="button" class="quiet-button" aria-label={say.mergeIntoNamed(item.title)} onClick={onMerge}>
        {say.mergeInto}
      </button>
    </article>
  );
}
