import { sendings } from "../box/send.ts";
import { Icon } from "../icon.tsx";
import { heardAt, online, stream } from "../live.ts";
import { me } from "../session.ts";
import { clockOf, countOf } from "../words.ts";

/** Calm lines above everything: what does not work at the moment, and what that means. */
export function Strips() {
  return (
    <>
      {isPlainOverNetwork() && (
        <p class="strip" role="note">
          This connection is not encrypted. Others on the network could read along; set PUBLIC_URL to an https address.
        </p>
      )}
      <div role="status">{(!online.value || stream.value === "lost") && <OfflineStrip />}</div>
    </>
  );
}

function OfflineStrip() {
  const waiting = sendings.value.filter((sending) => sending.state.value === "waiting").length;
  const what = online.value ? "No answer from the wall. Trying again." : "Offline.";
  return (
    <p class="strip">
      <Icon name="cloudOff" small />
      <span>
        {what}
        {waiting > 0 && ` ${countOf(waiting, "thing")} waiting to be sent.`}
      </span>
      <span class="strip-muted">
        {waiting > 0 ? "The rest" : "The wall"} is as it was at {clockOf(heardAt.value)}.
      </span>
    </p>
  );
}

function isPlainOverNetwork(): boolean {
  const isLoopback = /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/.test(location.hostname);
  return me.value?.features.secure === false && location.protocol === "http:" && !isLoopback;
}
