import { useSignal } from "@preact/signals";
import { LIMITS } from "../../../src/contract/limits.ts";
import type { Key, Scope } from "../../../src/contract/walls.ts";
import { ask, sentenceOf } from "../api.ts";
import { Icon } from "../icon.tsx";
import { said } from "./said.ts";

/** A key with the one and only sight of its secret. */
export type MadeKey = Key & { readonly key: string };

const DAY_MS = 24 * 3_600_000;
/** How long a key lasts, in days; null for ever. */
const ENDS = { month: 30, quarter: 91, year: 365, never: null } as const;
type Ends = keyof typeof ENDS;

export function NewKey({ onMade }: { onMade: (made: MadeKey) => void }) {
  const words = said.value.keys;
  const name = useSignal("");
  const scope = useSignal<Scope>("share");
  const ends = useSignal<Ends>("year");
  const state = useSignal<"idle" | "making" | { problem: string }>("idle");
  const make = async (event: SubmitEvent) => {
    event.preventDefault();
    if (state.value === "making") return;
    if (name.value.trim() === "") {
      state.value = { problem: words.nameMissing };
      document.getElementById("new-key-name")?.focus();
      return;
    }
    state.value = "making";
    const days = ENDS[ends.value];
    const expiresAt = days === null ? null : new Date(Date.now() + days * DAY_MS).toISOString();
    try {
      onMade(
        await ask<MadeKey>("POST", "/keys", { name: name.value.trim(), scopes: [scope.value], expires_at: expiresAt }),
      );
      name.value = "";
      scope.value = "share";
      state.value = "idle";
    } catch (thrown) {
      state.value = { problem: sentenceOf(thrown) };
    }
  };
  return (
    <form class="settings-part new-key" aria-labelledby="new-key-heading" onSubmit={(event) => void make(event)}>
      <h3 id="new-key-heading">{words.newKey}</h3>
      <input
        id="new-key-name"
        class="field"
        aria-label={words.nameLabel}
        placeholder={words.namePlaceholder}
        maxLength={LIMITS.keyNameCharacters}
        autocomplete="off"
        dir="auto"
        value={name.value}
        onInput={(event) => {
          name.value = event.currentTarget.value;
        }}
      />
      <fieldset class="ways">
        <legend>{words.mayLabel}</legend>
        {(Object.keys(words.choices) as Scope[]).map((each) => (
          <label key={each} class="way">
            <input
              type="radio"
              name="scope"
              checked={scope.value === each}
              onChange={() => {
                scope.value = each;
              }}
            />
            <b>{words.choices[each].name}</b>
            <span>{words.choices[each].does}</span>
          </label>
        ))}
      </fieldset>
      <div class="new-key-end">
        <span class="select">
          <select
            class="field"
            aria-label={words.endsLabel}
            value={ends.value}
            onChange={(event) => {
              ends.value = event.currentTarget.value as Ends;
            }}
          >
            {(Object.keys(ENDS) as Ends[]).map((each) => (
              <option key={each} value={each}>
                {words.ends[each]}
              </option>
            ))}
          </select>
          <Icon name="chevronDown" small />
        </span>
        <button type="submit" class={name.value.trim() === "" ? "quiet-button" : "main-button"}>
          {state.value === "making" ? words.making : words.make}
        </button>
      </div>
      <p class="problem" role="alert">
        {typeof state.value === "object" && state.value.problem}
      </p>
    </form>
  );
}
