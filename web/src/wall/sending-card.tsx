import type { Sending } from "../box/send.ts";
import { linkIn } from "../box/understand.ts";
import { Icon } from "../icon.tsx";
import { sizeOf } from "../words.ts";
import { ProgressLine } from "./at-work.tsx";
import { pathWords } from "./item-words.ts";
import { isShort } from "./plate.tsx";

/** A thing that has left the box and is not yet on the wall. */
export function SendingCard({ sending }: { sending: Sending }) {
  const isWaiting = sending.state.value === "waiting";
  const bytes = sending.files.reduce((sum, file) => sum + file.size, 0);
  const link = linkIn(sending.text);
  const words = link === null ? sending.text || (sending.files[0]?.name ?? "") : link.rest || pathWords(link.url);
  return (
    <article class="card" aria-busy={!isWaiting}>
      <div class={isWaiting ? "plate plate-words plate-waiting" : "plate plate-words"}>
        <p class={isShort(words) ? "note-large" : "note-words"} dir="auto">
          {words}
        </p>
        {link !== null && link.rest !== "" && <p class="plate-address">{pathWords(link.url)}</p>}
        {sending.files.length > 0 && (
          <p class="plate-address">
            {sending.files.length === 1 ? sizeOf(bytes) : `${sending.files.length} files, ${sizeOf(bytes)}`}
          </p>
        )}
      </div>
      {isWaiting ? (
        <div class="waiting">
          <Icon name="clock" small />
          <p>{sending.reason.value ?? "Kept in this window. Goes out when you are online."}</p>
        </div>
      ) : (
        <ProgressLine part={sending.part.value * 0.9} words="Sending…" count={null} />
      )}
    </article>
  );
}
