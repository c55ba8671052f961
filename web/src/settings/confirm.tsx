import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";

/**
 * A button that asks once more in its own place before it does what cannot be undone. `act` says by itself when it fails;
 * the question then closes.
 */
export function Confirm({
  label,
  name,
  question,
  keep,
  act,
}: {
  label: string;
  /** The whole of it for those who do not see where it stands: "Revoke Kitchen tablet". */
  name?: string;
  question: string;
  keep: string;
  act: () => Promise<void>;
}) {
  const state = useSignal<"closed" | "asked" | "acting">("closed");
  const opener = useRef<HTMLButtonElement>(null);
  const keeper = useRef<HTMLButtonElement>(null);
  const wasAsked = useRef(false);
  const isAsked = state.value !== "closed";
  useLayoutEffect(() => {
    // The focus goes along at once, before a quick key finds nothing: to the harmless answer, and back to where it came from.
    if (isAsked) keeper.current?.focus();
    else if (wasAsked.current) opener.current?.focus();
    wasAsked.current = isAsked;
  }, [isAsked]);
  const go = async () => {
    state.value = "acting";
    await act();
    state.value = "closed";
  };
  if (!isAsked)
    return (
      <button
        type="button"
        class="revoke"
        ref={opener}
        aria-label={name}
        onClick={() => {
          state.value = "asked";
        }}
      >
        {label}
      </button>
    );
  return (
    <fieldset class="confirm" aria-label={name ?? label}>
      <p>{question}</p>
      <button
        type="button"
        class="quiet-button danger"
        aria-disabled={state.value === "acting"}
        onClick={() => state.value === "asked" && void go()}
      >
        {label}
      </button>
      <button
        type="button"
        class="quiet-button"
        ref={keeper}
        onClick={() => {
          if (state.value === "asked") state.value = "closed";
        }}
      >
        {keep}
      </button>
    </fieldset>
  );
}
