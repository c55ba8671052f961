import { words } from "../words/words.ts";
import { ReaderChoices } from "./reader-choices.tsx";

/** A small button over an article that opens how it is read. */
export function ReaderMenu() {
  const { reader } = words.value;
  return (
    <>
      <button
        type="button"
        class="reader-button"
        popovertarget="reader-menu"
        aria-label={reader.open}
        title={reader.open}
      >
        <span aria-hidden="true">{reader.sample}</span>
      </button>
      <div id="reader-menu" class="menu reader-menu" popover="auto">
        <ReaderChoices />
      </div>
    </>
  );
}
