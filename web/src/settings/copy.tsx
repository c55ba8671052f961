import { useSignal } from "@preact/signals";
import copyIcon from "lucide-static/icons/copy.svg?raw";
import { useEffect, useRef } from "preact/hooks";
import { Drawing, Icon } from "../icon.tsx";
import { said } from "./said.ts";

const SAID_MS = 2_500;

/** Copies a text, and says so in its own place. Without https browsers have no clipboard: then the text is selected. */
export function CopyButton({ text, of, isMain = false }: { text: string; of: string; isMain?: boolean }) {
  const state = useSignal<"idle" | "copied" | "failed">("idle");
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const copy = async () => {
    state.value = (await copied(text)) ? "copied" : "failed";
    if (state.value === "failed") select(of);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      if (state.value === "copied") state.value = "idle";
    }, SAID_MS);
  };
  return (
    <>
      <button type="button" class={isMain ? "main-button copy" : "quiet-button copy"} onClick={() => void copy()}>
        {state.value === "copied" ? <Icon name="check" small /> : <Drawing markup={copyIcon} small />}
        <span role="status">{state.value === "copied" ? said.value.copied : said.value.copy}</span>
      </button>
      {state.value === "failed" && (
        <p class="quiet copy-failed" role="alert">
          {said.value.notCopied}
        </p>
      )}
    </>
  );
}

async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Not there by plain http, or not allowed.
    return false;
  }
}

/** Marks what stands in the element of that id, so that a person's own copying takes it. */
function select(id: string): void {
  const shown = document.getElementById(id);
  if (shown !== null) getSelection()?.selectAllChildren(shown);
}
