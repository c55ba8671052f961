import { follow, settingsHref } from "../address.ts";
import { isFilled } from "../box/draft.ts";
import { clockOf } from "../formats.ts";
import { Icon } from "../icon.tsx";
import { heardAt, isAway, online } from "../live.ts";
import { sendNow, waitingCount } from "../outbox/outbox.ts";
import { isUpdateReady, takeOver } from "../register-worker.ts";
import { isPlainSaid, putPlainAway } from "../settings/plain-connection.ts";
import { words } from "../words/words.ts";

/** Calm lines above everything: what does not work at the moment, and what that means. */
export function Strips() {
  return (
    <>
      {isPlainSaid.value && <PlainStrip />}
      <div role="status">
        {isAway.value ? <OfflineStrip /> : waitingCount.value > 0 && <WaitingStrip />}
        {isUpdateReady.value && !isFilled.value && <UpdateStrip />}
      </div>
    </>
  );
}

function PlainStrip() {
  const { says, how, later } = words.value.settingsMenu.plain;
  return (
    <p class="strip" role="note">
      <span>{says}</span>
      <a class="text-button" href={settingsHref("https")} onClick={follow}>
        {how}
      </a>
      <button type="button" class="text-button strip-later" onClick={putPlainAway}>
        {later}
      </button>
    </p>
  );
}

function OfflineStrip() {
  const waiting = waitingCount.value;
  const { wall, outbox } = words.value;
  const time = clockOf(heardAt.value);
  return (
    <p class="strip">
      <span>
        <Icon name="cloudOff" small />
        {online.value ? wall.noAnswer : wall.offline}
        {waiting > 0 && ` ${outbox.waitingToBeSent(waiting)}`}
      </span>
      <span class="strip-muted">{waiting > 0 ? wall.restAsAt(time) : wall.wallAsAt(time)}</span>
    </p>
  );
}

/** The wall is there, but something did not get through yet. */
function WaitingStrip() {
  return (
    <p class="strip">
      <span>{words.value.outbox.waitingToBeSent(waitingCount.value)}</span>
      <button type="button" class="text-button" onClick={sendNow}>
        {words.value.outbox.sendNow}
      </button>
    </p>
  );
}

function UpdateStrip() {
  return (
    <p class="strip">
      <span>{words.value.wall.newVersion}</span>
      <button type="button" class="text-button" onClick={takeOver}>
        {words.value.wall.takeOver}
      </button>
    </p>
  );
}
