import { useSignal } from "@preact/signals";
import type { Import, ImportEdit } from "../../../src/contract/imports.ts";
import { ask, sentenceOf } from "../api.ts";
import { hear } from "./known.ts";
import { said } from "./said.ts";

/** Says what is wanted of an import, or what is to happen with it; what it is then is heard. @throws Refusal */
export async function decide(id: string, verb: "start" | "cancel" | "undo" | ImportEdit): Promise<void> {
  hear(
    typeof verb === "string"
      ? await ask<Import>("POST", `/imports/${id}/${verb}`)
      : await ask<Import>("PATCH", `/imports/${id}`, verb),
  );
}

/** A button that does one thing with an import, and says beside it why it did not. */
export function ImportVerb({
  told,
  verb,
  label,
  isMain = false,
}: {
  told: Import;
  verb: "start" | "cancel";
  label: string;
  isMain?: boolean;
}) {
  const isAsked = useSignal(false);
  const problem = useSignal<string | null>(null);
  const act = async () => {
    if (isAsked.value) return;
    isAsked.value = true;
    problem.value = null;
    try {
      await decide(told.id, verb);
    } catch (thrown) {
      problem.value = said.value.notTaken(sentenceOf(thrown));
    }
    isAsked.value = false;
  };
  return (
    <>
      <button
        type="button"
        class={isMain ? "main-button" : "quiet-button"}
        aria-disabled={isAsked.value}
        onClick={() => void act()}
      >
        {label}
      </button>
      {problem.value !== null && (
        <span class="problem" role="alert">
          {problem.value}
        </span>
      )}
    </>
  );
}
