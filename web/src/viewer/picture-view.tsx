import { useEffect, useRef, useState } from "preact/hooks";
import type { ItemFile } from "../../../src/contract/items.ts";
import { Icon } from "../icon.tsx";
import { words } from "../words/words.ts";
import { FileSheet } from "./file-sheet.tsx";
import { ZoomGestures } from "./zoom-gestures.ts";

/** A picture on a stage: fitted in, then as large as one likes. `step` goes to another file. */
export function PictureView({ file, step }: { file: ItemFile; step: (by: 1 | -1) => void }) {
  const stage = useRef<HTMLDivElement>(null);
  const picture = useRef<HTMLImageElement>(null);
  const gestures = useRef<ZoomGestures | null>(null);
  const [scale, setScale] = useState(1);
  const [isBroken, setBroken] = useState(false);
  useEffect(() => {
    if (stage.current === null || picture.current === null) return;
    const mine = new ZoomGestures(stage.current, picture.current, { zoom: (zoom) => setScale(zoom.scale), step });
    gestures.current = mine;
    // The dialog has the focus, whatever of it is drawn anew.
    const dialog = stage.current.closest("dialog");
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || !mine.press(event.key)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    dialog?.addEventListener("keydown", press, { capture: true });
    return () => {
      dialog?.removeEventListener("keydown", press, { capture: true });
      mine.stop();
    };
  }, [isBroken, step]);
  if (isBroken) return <FileSheet file={file} why={words.value.files.notReadable} />;
  const say = words.value.files;
  return (
    <>
      <div class={scale > 1 ? "stage stage-close" : "stage"} ref={stage}>
        <img
          ref={picture}
          src={file.url}
          alt={file.name ?? say.noName}
          width={file.width ?? undefined}
          height={file.height ?? undefined}
          draggable={false}
          onError={() => setBroken(true)}
        />
      </div>
      <div class="zoom-keys">
        <button
          type="button"
          class="icon-button"
          aria-label={say.smaller}
          title={say.smaller}
          onClick={() => gestures.current?.smaller()}
        >
          <Icon name="zoomOut" />
        </button>
        <button
          type="button"
          class="zoom-scale"
          aria-label={`${Math.round(scale * 100)} %, ${say.fit}`}
          title={say.fit}
          onClick={() => gestures.current?.fit()}
        >
          <output aria-live="polite">{Math.round(scale * 100)} %</output>
        </button>
        <button
          type="button"
          class="icon-button"
          aria-label={say.larger}
          title={say.larger}
          onClick={() => gestures.current?.larger()}
        >
          <Icon name="zoomIn" />
        </button>
      </div>
    </>
  );
}
