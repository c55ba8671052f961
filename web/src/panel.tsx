import type { ComponentChildren } from "preact";
import { Icon } from "./icon.tsx";
import { useModal } from "./modal.ts";
import { words } from "./words/words.ts";

/** A dialog with a heading and a way out. `id` names its heading. */
export function Panel({
  id,
  heading,
  close,
  children,
}: {
  id: string;
  heading: string;
  close: () => void;
  children: ComponentChildren;
}) {
  const dialog = useModal(close);
  return (
    <dialog ref={dialog} class="panel" tabIndex={-1} aria-labelledby={id} onClose={close}>
      <div class="panel-page">
        <header class="panel-bar">
          <h2 id={id}>{heading}</h2>
          <button type="button" class="icon-button" aria-label={words.value.common.close} onClick={close}>
            <Icon name="close" />
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}
