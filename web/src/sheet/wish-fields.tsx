import { useSignal } from "@preact/signals";
import type { AnalysisWish } from "../../../src/contract/analyses.ts";
import { LIMITS } from "../../../src/contract/limits.ts";
import { BUILT_IN, makerOf } from "../analysis-words.ts";
import { languageOf } from "../formats.ts";
import { LanguageField } from "../language-field.tsx";
import { me } from "../session.ts";
import { words } from "../words/words.ts";
import { fitHeight } from "./fit-height.ts";

/** What a person may wish for; only an AI can follow a wish. @param language the item's own */
export function WishFields({ language }: { language: string | null }) {
  const ai = me.value?.features.analysis ?? BUILT_IN;
  const usual = me.value?.person.language ?? null;
  const isByAi = useSignal(ai !== BUILT_IN);
  const { analysis } = words.value;
  return (
    <>
      {ai !== BUILT_IN && (
        <fieldset class="again-who">
          <legend>{analysis.who}</legend>
          <label>
            <input
              type="radio"
              name="provider"
              value=""
              checked={isByAi.value}
              onInput={() => {
                isByAi.value = true;
              }}
            />
            {makerOf(ai)}
          </label>
          <label>
            <input
              type="radio"
              name="provider"
              value={BUILT_IN}
              checked={!isByAi.value}
              onInput={() => {
                isByAi.value = false;
              }}
            />
            {makerOf(BUILT_IN)}
          </label>
        </fieldset>
      )}
      {ai !== BUILT_IN && (
        // Hidden and not taken away, so that what was typed is there again.
        <div class="again-wishes" hidden={!isByAi.value}>
          <LanguageField label={analysis.language} name="language" but={[usual, ...(usual === null ? [] : [language])]}>
            <option value="">{usual === null ? analysis.asWritten : analysis.asUsual(languageOf(usual))}</option>
            {usual !== null && language !== null && language !== usual && (
              <option value={language}>{analysis.asWrittenIn(languageOf(language))}</option>
            )}
          </LanguageField>
          <label class="again-field">
            {analysis.wish}
            <textarea
              class="field"
              name="instructions"
              rows={2}
              dir="auto"
              placeholder={analysis.wishExample}
              maxLength={LIMITS.instructionsCharacters}
              onInput={(event) => fitHeight(event.currentTarget)}
            />
          </label>
        </div>
      )}
      {!isByAi.value && <p class="quiet">{analysis.builtInPicks}</p>}
    </>
  );
}

/** What the fields say; what is left as it was is not wished for. */
export function readWish(form: HTMLFormElement): AnalysisWish {
  const said = new FormData(form);
  const wordOf = (name: string) => String(said.get(name) ?? "").trim();
  if (wordOf("provider") === BUILT_IN) return { provider: BUILT_IN };
  return {
    ...(wordOf("language") ? { language: wordOf("language") } : {}),
    ...(wordOf("instructions") ? { instructions: wordOf("instructions") } : {}),
  };
}
