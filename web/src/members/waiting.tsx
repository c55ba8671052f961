import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { GuestShare } from "../../../src/contract/guest-shares.ts";
import type { Wall } from "../../../src/contract/walls.ts";
import { ask, sentenceOf } from "../api.ts";
import { Confirm } from "../settings/confirm.tsx";
import { said } from "./said.ts";

/** What guests brought, until somebody of the wall puts it up or throws it away. */
export function Waiting({ wall }: { wall: Wall }) {
  const waiting = useSignal<readonly GuestShare[]>([]);
  const problem = useSignal<string | null>(null);
  const path = `/walls/${wall.id}/guest-shares`;
  const tries = async (work: () => Promise<unknown>) => {
    problem.value = null;
    try {
      await work();
      waiting.value = (await ask<{ items: GuestShare[] }>("GET", path)).items;
    } catch (thrown) {
      problem.value = sentenceOf(thrown);
    }
  };
  useEffect(() => void tries(() => Promise.resolve()), [wall.id]);
  if (waiting.value.length === 0 && problem.value === null) return null;
  return (
    <section aria-labelledby="waits-heading">
      <h3 id="waits-heading">{said.value.waits}</h3>
      <ul class="members">
        {waiting.value.map((share) => (
          <li key={share.id} class="member">
            <div>
              <b>
                <bdi dir="auto">{share.url ?? share.text ?? share.files[0]?.name ?? ""}</bdi>
              </b>
              <p class="quiet">
                {share.guest !== null && <bdi dir="auto">{said.value.waitsFrom(share.guest)} </bdi>}
                {share.files.length > 0 && said.value.files(share.files.length)}
              </p>
            </div>
            <div class="member-ways">
              <button
                type="button"
                class="quiet-button"
                onClick={() => void tries(() => ask("POST", `${path}/${share.id}/accept`))}
              >
                {said.value.take}
              </button>
              <Confirm
                label={said.value.refuse}
                question={said.value.refuseQuestion}
                keep={said.value.keep}
                act={() => tries(() => ask("DELETE", `${path}/${share.id}`))}
              />
            </div>
          </li>
        ))}
      </ul>
      {problem.value !== null && (
        <p class="problem" role="alert">
          {problem.value}
        </p>
      )}
    </section>
  );
}
