import type { Signal } from "@preact/signals";
import { READER_SIZES } from "../../../src/contract/reader.ts";
import { words } from "../words/words.ts";
import { isReaderLookKept, READER_GROUNDS, readerGround, readerSize } from "./reader-look.ts";

/** How articles are read: how large, and on which ground. */
export function ReaderChoices() {
  const { reader } = words.value;
  return (
    <>
      <Choices name="reader-size" legend={reader.size} of={READER_SIZES} said={reader.sizes} chosen={readerSize} />
      <Choices
        name="reader-ground"
        legend={reader.ground}
        of={READER_GROUNDS}
        said={reader.grounds}
        chosen={readerGround}
      />
      <p class="quiet reader-not-kept" role="status">
        {!isReaderLookKept.value && reader.notKept}
      </p>
    </>
  );
}

function Choices<Value extends string>({
  name,
  legend,
  of,
  said,
  chosen,
}: {
  name: string;
  legend: string;
  of: readonly Value[];
  said: Readonly<Record<Value, string>>;
  chosen: Signal<Value>;
}) {
  return (
    <fieldset class="reader-choices">
      <legend>{legend}</legend>
      {of.map((each) => (
        <label key={each} class={`reader-choice reader-${each}`}>
          <input
            type="radio"
            name={name}
            checked={chosen.value === each}
            onChange={() => {
              chosen.value = each;
            }}
          />
          <span class="reader-sample" aria-hidden="true">
            {words.value.reader.sample}
          </span>
          <span>{said[each]}</span>
        </label>
      ))}
    </fieldset>
  );
}
