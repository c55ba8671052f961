import { sendings } from "../box/send.ts";
import { wall, wallId } from "../session.ts";
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
  const isEmpty = items.value.length === 0 && onTheirWay.length === 0;
  if (isEmpty && loading.value === "first") return <Skeleton />;
  if (isEmpty && loading.value !== "failed") return <EmptyWall />;
  return (
    <>
      {!isEmpty && (
        <Masonry label={wall.value?.name ?? "Wall"}>
          {onTheirWay.map((sending) => (
            <li key={sending.key}>
              <SendingCard sending={sending} />
            </li>
          ))}
          {items.value.map((item) => (
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
