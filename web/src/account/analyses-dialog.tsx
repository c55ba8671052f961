import { signal, useSignal } from "@preact/signals";
import type { Me } from "../../../src/contract/walls.ts";
import { BUILT_IN, makerOf } from "../analysis-words.ts";
import { ask, sentenceOf } from "../api.ts";
import { Icon } from "../icon.tsx";
import { LanguageField } from "../language-field.tsx";
import { useModal } from "../modal.ts";
import { me } from "../session.ts";
import { MonthOfUse } from "./month-of-use.tsx";

export const isAnalysesOpen = signal(false);
export function openAnalyses(): void {
  isAnalysesOpen.value = true;
}
function close(): void {
  isAnalysesOpen.value = false;
}

/** How analyses are made for a person, and what they cost. */
export function AnalysesDialog() {
  const dialog = useModal(close);
  const maker = me.value?.features.analysis ?? BUILT_IN;
  return (
    <dialog ref={dialog} class="panel" tabIndex={-1} aria-labelledby="analyses-heading" onClose={close}>
      <div class="panel-page">
        <header class="panel-bar">
          <h2 id="analyses-heading">Analyses</h2>
          <button type="button" class="icon-button" aria-label="Close" onClick={close}>
            <Icon name="close" />
          </button>
        </header>
        <p class="quiet">
          {maker === BUILT_IN
            ? "No AI is set up here. This server makes them by itself, and they are free."
            : `Made by ${makerOf(maker)}. When it cannot answer, this server stands in for it.`}
        </p>
        <OwnLanguage />
        <MonthOfUse />
      </div>
    </dialog>
  );
}

function OwnLanguage() {
  const said = useSignal<{ words: string; isProblem: boolean } | null>(null);
  const set = me.value?.person.language ?? null;
  const choose = async (language: string | null) => {
    said.value = { words: "Saving…", isProblem: false };
    try {
      me.value = await ask<Me>("PATCH", "/me", { language });
      said.value = { words: "Saved. It holds for what is analysed from now on.", isProblem: false };
    } catch (thrown) {
      said.value = { words: `Not saved. ${sentenceOf(thrown)}`, isProblem: true };
    }
  };
  return (
    <section>
      <LanguageField label="Language of analyses" set={set} onChoose={(language) => void choose(language)}>
        <option value="">As each thing is written</option>
      </LanguageField>
      <p class={said.value?.isProblem ? "problem" : "quiet"} role="status">
        {said.value?.words}
      </p>
    </section>
  );
}
