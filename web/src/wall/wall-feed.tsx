import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { FEED_FORMATS, type FeedMade, type FeedState } from "../../../src/contract/feeds.ts";
import type { Wall } from "../../../src/contract/walls.ts";
import { ask, sentenceOf } from "../api.ts";
import { dateOf } from "../formats.ts";
import { CopyButton } from "../settings/copy.tsx";
import { words } from "../words/words.ts";

/** The secret addresses at which feed readers read a wall: made, copied while they are shown, renewed, taken away. */
export function WallFeed({ wall }: { wall: Wall }) {
  const state = useSignal<FeedState | null>(null);
  const made = useSignal<FeedMade | null>(null);
  const problem = useSignal<string | null>(null);
  const isWorking = useSignal(false);
  const say = words.value.walls.feed;
  const path = `/walls/${wall.id}/feed`;
  const trying = async (work: () => Promise<void>) => {
    isWorking.value = true;
    problem.value = null;
    try {
      await work();
    } catch (thrown) {
      problem.value = sentenceOf(thrown);
    } finally {
      isWorking.value = false;
    }
  };
  const look = () =>
    trying(async () => {
      state.value = await ask<FeedState>("GET", path);
    });
  const make = () =>
    trying(async () => {
      made.value = await ask<FeedMade>("POST", path);
      state.value = { made_at: made.value.made_at };
    });
  const takeAway = () =>
    trying(async () => {
      await ask("DELETE", path);
      made.value = null;
      state.value = { made_at: null };
    });
  useEffect(() => void look(), [wall.id]);
  const madeAt = state.value?.made_at ?? null;
  return (
    <section class="wall-feed" aria-labelledby="wall-feed-name">
      <h3 id="wall-feed-name">{say.heading}</h3>
      <p class="quiet">{say.means}</p>
      {made.value !== null && <Addresses made={made.value} />}
      {madeAt !== null && made.value === null && <p>{say.standing(dateOf(madeAt))}</p>}
      {problem.value !== null && (
        <p class="problem" role="alert">
          {problem.value}
        </p>
      )}
      <div class="wall-feed-acts">
        {state.value === null ? (
          problem.value !== null && (
            <button type="button" class="quiet-button" onClick={() => void look()}>
              {words.value.common.tryAgain}
            </button>
          )
        ) : (
          <>
            <button type="button" class="quiet-button" disabled={isWorking.value} onClick={() => void make()}>
              {madeAt === null ? say.make : say.renew}
            </button>
            {madeAt !== null && (
              <button type="button" class="quiet-button" disabled={isWorking.value} onClick={() => void takeAway()}>
                {say.takeAway}
              </button>
            )}
          </>
        )}
      </div>
      <p class="unseen" role="status">
        {made.value !== null && say.made}
      </p>
    </section>
  );
}

function Addresses({ made }: { made: FeedMade }) {
  const say = words.value.walls.feed;
  return (
    <>
      <p>{say.once}</p>
      <ul class="wall-feed-addresses">
        {FEED_FORMATS.map((format) => (
          <li key={format}>
            <b>{say.formats[format]}</b>
            <code id={`feed-${format}`} dir="ltr">
              {made[format]}
            </code>
            <CopyButton text={made[format]} of={`feed-${format}`} />
          </li>
        ))}
      </ul>
    </>
  );
}
