import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

/** Shows a dialog over everything for as long as it is drawn; a press beside it closes it, as Escape does. */
export function useModal(close: () => void): RefObject<HTMLDialogElement | null> {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const opened = dialog.current;
    opened?.showModal();
    opened?.focus();
    document.documentElement.classList.add("is-covered");
    // A press beside it reaches the dialog itself.
    const closeBeside = (event: MouseEvent) => {
      if (event.target === opened) close();
    };
    opened?.addEventListener("click", closeBeside);
    return () => {
      opened?.removeEventListener("click", closeBeside);
      opened?.close();
      // One dialog may lie over another.
      if (document.querySelector("dialog[open]") === null) document.documentElement.classList.remove("is-covered");
    };
  }, [close]);
  return dialog;
}
