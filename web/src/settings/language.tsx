import { useSignal } from "@preact/signals";
import type { Me } from "../../../src/contract/walls.ts";
import { ask, sentenceOf } from "../api.ts";
import { Icon } from "../icon.tsx";
import { LanguageField } from "../language-field.tsx";
import { me } from "../session.ts";
import { chooseLanguage, chosenLanguage } from "../words/choose.ts";
import { LANGUAGES } from "../words/words.ts";
import { said } from "./said.ts";

/** What the page speaks, and what analyses are written in. */
export function LanguageSection() {
  const words = said.value.language;
  return (
    <>
      <p class="settings-lead">{words.lead}</p>
      <label class="again-field settings-part">
        {words.page}
        <span class="select">
          <select
            class="field"
            value={chosenLanguage.value ?? ""}
            onChange={(event) => chooseLanguage(event.currentTarget.value || null)}
          >
            <option value="">{words.asBrowser}</option>
            {LANGUAGES.map((tag) => (
              <option key={tag} value={tag} lang={tag}>
                {ownNameOf(tag)}
              </option>
            ))}
          </select>
          <Icon name="chevronDown" small />
        </span>
        <span class="quiet">{words.here}</span>
      </label>
      <LanguageOfAnalyses />
    </>
  );
}

/** A language as those call it who speak it: whoever got into the wrong one finds out again. */
const ownNameOf = (tag: string): string => new Intl.DisplayNames(tag, { type: "language" }).of(tag) ?? tag;

function LanguageOfAnalyses() {
  const words = said.value.language;
  const state = useSignal<{ words: string; isProblem: boolean } | null>(null);
  const choose = async (language: string | null) => {
    state.value = { words: words.saving, isProblem: false };
    try {
      me.value = await ask<Me>("PATCH", "/me", { language });
      state.value = { words: words.saved, isProblem: false };
    } catch (thrown) {
      state.value = { words: words.notSaved(sentenceOf(thrown)), isProblem: true };
    }
  };
  return (
    <div class="settings-part">
      <LanguageField
        label={words.analyses}
        set={me.value?.person.language ?? null}
        onChoose={(language) => void choose(language)}
      >
        <option value="">{words.asWritten}</option>
      </LanguageField>
      <p class={state.value?.isProblem ? "problem" : "quiet"} role="status">
        {state.value?.words}
      </p>
    </div>
  );
}
