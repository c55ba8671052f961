import { type Signal, useSignal } from "@preact/signals";
import { ask, sentenceOf } from "../api.ts";
import { phoneSaid } from "./said.ts";

/** A button that makes a key and puts it where it is needed; the server shows it this once. */
export function MakeKey(props: {
  label: string;
  name: string;
  scopes: readonly ("share" | "read")[];
  into: Signal<string | null>;
  /** One thing on a page is the next one to do. */
  isMain?: boolean;
}) {
  const isMaking = useSignal(false);
  const problem = useSignal<string | null>(null);
  const make = async () => {
    isMaking.value = true;
    problem.value = null;
    try {
      const made = await ask<{ key: string }>("POST", "/keys", { name: props.name, scopes: props.scopes });
      props.into.value = made.key;
    } catch (thrown) {
      problem.value = sentenceOf(thrown);
    }
    isMaking.value = false;
  };
  return (
    <>
      <button
        type="button"
        class={props.isMain ? "main-button" : "quiet-button"}
        disabled={isMaking.value}
        onClick={() => void make()}
      >
        {isMaking.value ? phoneSaid.value.makingKey : props.label}
      </button>
      {problem.value !== null && (
        <p class="problem" role="alert">
          {problem.value}
        </p>
      )}
    </>
  );
}
