import { useSignal } from "@preact/signals";
import { ReaderChoices } from "../sheet/reader-choices.tsx";
import { words as ofThePage } from "../words/words.ts";
import { chooseLook, chosenLook, LOOKS } from "./chosen-look.ts";
import { said } from "./said.ts";

/** Light, dark, or as the system has it. */
export function LookSection() {
  const words = said.value.look;
  const look = useSignal(chosenLook());
  const isKept = useSignal(true);
  return (
    <>
      <p class="settings-lead">{words.lead}</p>
      <fieldset class="ways ways-look">
        <legend>{words.legend}</legend>
        {LOOKS.map((each) => (
          <label key={each} class="way">
            <input
              type="radio"
              name="look"
              checked={look.value === each}
              onChange={() => {
                isKept.value = chooseLook(each);
                look.value = chosenLook();
              }}
            />
            <span class={`look-sample look-${each}`} aria-hidden="true">
              <i />
              <i />
              <i />
            </span>
            <b>{words[each].name}</b>
            <span>{words[each].does}</span>
          </label>
        ))}
      </fieldset>
      <p class="quiet" role="status">
        {!isKept.value && words.notKept}
      </p>
      <div class="settings-part">
        <h3>{ofThePage.value.reader.title}</h3>
        <ReaderChoices />
      </div>
    </>
  );
}
