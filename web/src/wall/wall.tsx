import { sendings } from "../box/send.ts";
import { wall, wallId } from "../session.ts";
import { countOf } from "../words.ts";
import { splitArrivals } from "./arrivals.ts";
import { Card } from "./card.tsx";
import { EmptyWall } from "./empty.tsx";
import { items, loadAgain, loading, loadMore, loadProblem } from "./items.ts";
import { Masonry } from "./masonry.tsx";
import { NearEnd } from "./near-end.tsx";
import { SendingCard } from "./sending-card.tsx";
import { Skeleton } from "./skeleton.tsx";

/** The cards of the wall that shows, newest first, what is still on its way before them. */
export function Wall() {
  const onTheirWay = sendings.value.filter((sending) => sending.wallId === wallId.value);
  const { shown, sendings: sending, waiting } = splitArrivals(items.value, onTheirWay);
  const isEmpty = items.value.length === 0 && onTheirWay.length === 0;
  if (isEmpty && loading.value === "first") return <Skeleton />;
  if (isEmpty && loading.value !== "failed") return <EmptyWall />;
  return (
    <>
      {waiting > 0 && (
        <div class="arrivals" role="status">
          <button type="button" class="quiet-button" onClick={() => scrollTo({ top: 0 })}>
            {countOf(waiting, "new thing")} at the top
          </button>
        </div>
      )}
      {!isEmpty && (
        <Masonry label={wall.value?.name ?? "Wall"}>
          {sending.map((each) => (
            <li key={each.key}>
              <SendingCard sending={each} />
            </li>
          ))}
          {shown.map((item) => (
            <li key={item.id}>
              <Card item={item} />
            </li>
          ))}
        </Masonry>
      )}
      {loading.value === "failed" && (
        <div class="state" role="alert">
          <p class="state-title">{isEmpty ? "This wall could not be loaded." : "The rest could not be loaded."}</p>
          <p class="state-text">{loadProblem.value}</p>
          <button type="button" class="quiet-button" onClick={() => void loadAgain()}>
            Try again
          </button>
        </div>
      )}
      <NearEnd isOn={loading.value === "rest"} onNear={loadMore} />
    </>
  );
}
