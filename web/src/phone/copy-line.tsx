import { useSignal } from "@preact/signals";
import { useId, useRef } from "preact/hooks";
import { phoneSaid } from "./said.ts";

/** How long "Copied" stands. */
const SAID_MS = 2_500;

/** A value that is to stand somewhere else, and a button that copies it. */
export function CopyLine({ name, value }: { name: string; value: string }) {
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  return (
    <div class="copy-line">
      <label for={id}>{name}</label>
      <input
        id={id}
        ref={field}
        class="field"
        readOnly
        dir="ltr"
        value={value}
        onFocus={(event) => event.currentTarget.select()}
      />
      <CopyButton label={phoneSaid.value.copy} name={name} value={value} field={field} />
    </div>
  );
}

/** Copies a value. Without https browsers have no clipboard for pages, so a field that shows it is copied from instead. */
export function CopyButton(props: {
  label: string;
  name: string;
  value: string;
  field?: { readonly current: HTMLInputElement | null };
}) {
  const isCopied = useSignal(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(props.value);
    } catch {
      props.field?.current?.select();
      if (!document.execCommand("copy")) return;
    }
    isCopied.value = true;
    setTimeout(() => {
      isCopied.value = false;
    }, SAID_MS);
  };
  return (
    <button type="button" class="quiet-button" aria-label={`${props.label}: ${props.name}`} onClick={() => void copy()}>
      <span role="status">{isCopied.value ? phoneSaid.value.copied : props.label}</span>
    </button>
  );
}
