import { type Signal, useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import { said } from "./said.ts";

/** A labelled line of a form, with what helps to fill it in. */
export function Field(props: {
  value: Signal<string>;
  label: string;
  hint?: string;
  isOptional?: boolean;
  type?: "text" | "email" | "password";
  autocomplete: string;
  inputMode?: "text" | "numeric";
}) {
  const { value, label, hint, isOptional = false, type = "text", autocomplete, inputMode } = props;
  const id = useId();
  const isShown = useSignal(false);
  const typed = { type: type === "password" && isShown.value ? "text" : type } as { type: "text" };
  return (
    <div class="door-field">
      <label for={id}>
        {label}
        {isOptional && <span class="quiet"> ({said.value.optional})</span>}
      </label>
      <input
        id={id}
        class="field"
        {...typed}
        autocomplete={autocomplete as "off"}
        autocapitalize="none"
        spellcheck={false}
        dir="auto"
        required={!isOptional}
        inputMode={inputMode}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        value={value.value}
        onInput={(event) => {
          value.value = event.currentTarget.value;
        }}
      />
      {hint !== undefined && (
        <p class="quiet" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {type === "password" && (
        <label class="door-show">
          <input
            type="checkbox"
            checked={isShown.value}
            onChange={(event) => {
              isShown.value = event.currentTarget.checked;
            }}
          />
          {said.value.show}
        </label>
      )}
    </div>
  );
}
