import { type Signal, useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import type { MySignIn } from "../../../src/contract/accounts.ts";
import { sentenceOf } from "../api.ts";
import { said } from "./accounts-said.ts";
import type { Loaded } from "./loaded.tsx";

/** What a part of the section about signing in is drawn from, and asks anew when it changed it. */
export interface AccountPart {
  readonly now: MySignIn;
  readonly of: Loaded<MySignIn>;
}

/** A part of a section that is a form: what is in it, its button, and what came of it. */
export function AccountForm(props: {
  heading: string;
  label?: string;
  /** Tells what is said when it was done; nothing by default. */
  act: () => Promise<string | undefined>;
  children: ComponentChildren;
}) {
  const state = useSignal<"idle" | "busy" | { readonly told: string; readonly isProblem: boolean }>("idle");
  const id = useId();
  const go = async (event: SubmitEvent) => {
    event.preventDefault();
    if (state.value === "busy") return;
    state.value = "busy";
    try {
      const told = await props.act();
      state.value = told === undefined ? "idle" : { told, isProblem: false };
    } catch (thrown) {
      state.value = { told: sentenceOf(thrown), isProblem: true };
    }
  };
  return (
    <form class="settings-part account-form" aria-labelledby={id} onSubmit={(event) => void go(event)}>
      <h3 id={id}>{props.heading}</h3>
      {props.children}
      {typeof state.value === "object" && (
        <p class={state.value.isProblem ? "problem" : "quiet"} role={state.value.isProblem ? "alert" : "status"}>
          {state.value.told}
        </p>
      )}
      <button type="submit" class="quiet-button" aria-disabled={state.value === "busy"}>
        {props.label ?? said.value.save}
      </button>
    </form>
  );
}

export function Line(props: {
  value: Signal<string>;
  label: string;
  hint?: string;
  isOptional?: boolean;
  type?: "text" | "email" | "password";
  autocomplete?: string;
}) {
  const id = useId();
  const { value, label, hint, isOptional = false, type = "text", autocomplete = "off" } = props;
  const typed = { type } as { type: "text" };
  return (
    <div class="account-line">
      <label for={id}>
        {label}
        {isOptional && <span class="quiet"> ({said.value.optional})</span>}
      </label>
      <input
        {...typed}
        id={id}
        class="field"
        autocomplete={autocomplete as "off"}
        autocapitalize="none"
        dir="auto"
        required={!isOptional}
        value={value.value}
        onInput={(event) => {
          value.value = event.currentTarget.value;
        }}
      />
      {hint !== undefined && <p class="quiet">{hint}</p>}
    </div>
  );
}

/** The current password, for what wants it when one signed in long ago. */
export function CurrentPassword({ value }: { value: Signal<string> }) {
  return (
    <Line
      value={value}
      label={said.value.current}
      hint={said.value.currentHint}
      type="password"
      autocomplete="current-password"
      isOptional
    />
  );
}

/** As a request names it; nothing where nothing was typed. */
export const confirmedBy = (name: "password" | "current", value: string): Record<string, string> =>
  value === "" ? {} : { [name]: value };
