import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { sentenceOf } from "../api.ts";

/** A form before the wall: what is in it, one button, and why it was not taken. */
export function DoorForm(props: { label: string; act: () => Promise<void>; children: ComponentChildren }) {
  const state = useSignal<"idle" | "busy" | { readonly problem: string }>("idle");
  const go = async (event: SubmitEvent) => {
    event.preventDefault();
    if (state.value === "busy") return;
    state.value = "busy";
    try {
      await props.act();
      state.value = "idle";
    } catch (thrown) {
      state.value = { problem: sentenceOf(thrown) };
    }
  };
  return (
    <form class="door-form" onSubmit={(event) => void go(event)}>
      {props.children}
      {typeof state.value === "object" && (
        <p class="problem" role="alert">
          {state.value.problem}
        </p>
      )}
      <button type="submit" class="main-button" aria-disabled={state.value === "busy"}>
        {props.label}
      </button>
    </form>
  );
}
