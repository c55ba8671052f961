import type { Item } from "../../../src/contract/items.ts";
import { corrects } from "../box/draft.ts";
import { isNarrowed } from "../finding/facets.ts";
import { NothingLeft } from "../finding/finding-row.tsx";
import type { Entry } from "../outbox/entry.ts";
import { unsent } from "../outbox/outbox.ts";
import { me, wall, wallId } from "../session.ts";
import { words } from "../words/words.ts";
import { splitArrivals } from "./arrivals.ts";
import { Card } from "./card.tsx";
import { heightOfCard } from "./card-height.ts";
import { EmptyWall } from "./empty.tsx";
import { items, loadAgain, loading, loadMore, loadProblem } from "./items.ts";
import { Masonry } from "./masonry.tsx";
import { NearEnd } from "./near-end.tsx";
import { SendingCard } from "./sending-card.tsx";
import { Skeleton } from "./skeleton.tsx";
import { isGoingToEnd } from "./to-end.ts";
import { wallName } from "./wall-name.ts";

/** A guess, in px. */
const HEIGHT_ON_THE_WAY = 140;

/** The cards of the wall that shows, newest first, what is still on its way before them. */
export function Wall() {
  const inbox = me.value?.inbox_id ?? null;
  const onTheirWay = unsent.value.filter(
    (entry) => (entry.wall ?? inbox) === wallId.value && entry.id !== corrects.value,
  );
  const { shown, sendings: sending, waiting } = splitArrivals(items.value, onTheirWay);
  const isEmpty = items.value.length === 0 && onTheirWay.length === 0;
  if (isEmpty && loading.value === "first") return <Skeleton />;
  if (isEmpty && loading.value !== "failed") return isNarrowed.value ? <NothingLeft /> : <EmptyWall />;
  const things = together(sending, shown);
  const said = words.value.wall;
  return (
    <>
      {waiting > 0 && (
        <div class="arrivals" role="status">
          <button type="button" class="quiet-button" onClick={() => scrollTo({ top: 0 })}>
            {said.arrivals(waiting)}
          </button>
        </div>
      )}
      {!isEmpty && (
        <Masonry
          label={wall.value ? wallName(wall.value) : words.value.common.wall}
          things={things}
          keyOf={(thing) => thing.id}
          estimate={(thing, columnPx) => (isItem(thing) ? heightOfCard(thing, columnPx) : HEIGHT_ON_THE_WAY)}
          draw={(thing) => (isItem(thing) ? <Card item={thing} /> : <SendingCard entry={thing} />)}
        />
      )}
      {loading.value === "failed" && (
        <div class="state" role="alert">
          <p class="state-title">{isEmpty ? said.notLoaded : said.restNotLoaded}</p>
          <p class="state-text">{loadProblem.value}</p>
          <button type="button" class="quiet-button" onClick={() => void loadAgain()}>
            {words.value.common.tryAgain}
          </button>
        </div>
      )}
      {isGoingToEnd.value && <p class="going-to-end">{said.goingToEnd(items.value.length)}</p>}
      <NearEnd isOn={loading.value === "rest" && !isGoingToEnd.value} onNear={loadMore} />
    </>
  );
}

type Thing = Entry | Item;

const isItem = (thing: Thing): thing is Item => "wall_ids" in thing;

let joined: { sending: readonly Entry[]; shown: readonly Item[]; things: readonly Thing[] } | null = null;

/** One list of both; the same one as long as neither has changed, so that the plane need not look at all of it again. */
function together(sending: readonly Entry[], shown: readonly Item[]): readonly Thing[] {
  if (sending.length === 0) return shown;
  const isSame = joined?.shown === shown && joined.sending.length === sending.length;
  if (!joined || !isSame || joined.sending.some((each, at) => each !== sending[at]))
    joined = { sending, shown, things: [...sending, ...shown] };
  return joined.things;
}
