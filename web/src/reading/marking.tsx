import { useSignal } from "@preact/signals";
import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Item } from "../../../src/contract/items.ts";
import { HIGHLIGHT_COLOURS, type Highlight } from "../../../src/contract/reading.ts";
import { Icon } from "../icon.tsx";
import { drawMarks, drawnMark } from "./draw-marks.ts";
import { followReading } from "./follow-reading.ts";
import { type FrameText, positionOf, textIn } from "./frame-text.ts";
import { change, chosen, highlights, loadHighlights, mark, remove } from "./item-highlights.ts";
import "./reading.css";
import { said } from "./said.ts";

export { wordsAreHere } from "./said.ts";

/** Some browsers tell nobody outside what is selected in a frame without scripts, so it is looked at as well. */
const LOOK_MS = 400;
const MOST_CHARACTERS = 10_000;
const AROUND = 60;

interface Selected {
  readonly text: string;
  readonly start: number;
  readonly before: string;
  readonly after: string;
}

/** Where the tools stand, in px from the top of the frame. */
interface Spot {
  readonly top: number;
  readonly left: number;
}

/**
 * What happens in the frame of an article: selected words are offered to be marked, what is marked is drawn, and how far
 * somebody reads is kept. `isOwn`: of others' things only the last.
 */
export default function Marking({
  item,
  frame,
  isOwn,
}: {
  item: Item;
  frame: RefObject<HTMLIFrameElement | null>;
  isOwn: boolean;
}) {
  const text = useRef<FrameText | null>(null);
  const selected = useSignal<Selected | null>(null);
  const spot = useSignal<Spot | null>(null);
  const tools = useRef<HTMLFieldSetElement>(null);
  const told = useSignal("");

  const documentNow = () => frame.current?.contentDocument ?? null;
  const draw = () => {
    const document = documentNow();
    if (document?.body) text.current = drawMarks(document, isOwn ? highlights.value : []);
  };

  useEffect(() => {
    if (isOwn) void loadHighlights(item.id);
  }, [item.id, item.clock, isOwn]);
  useEffect(draw, [highlights.value]);

  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    let leave: (() => void) | null = null;
    const begin = () => {
      leave?.();
      leave = null;
      const { contentDocument: document, contentWindow: window } = element;
      if (!document?.body || !window || document.URL === "about:blank") return;
      draw();
      const stopFollowing = followReading(item.id, window, () => {
        text.current ??= textIn(document);
        return text.current;
      });
      const stopLooking = isOwn ? lookAt(window) : null;
      leave = () => {
        stopFollowing();
        stopLooking?.();
      };
    };
    element.addEventListener("load", begin);
    if (element.contentDocument?.readyState === "complete") begin();
    return () => {
      element.removeEventListener("load", begin);
      leave?.();
    };
  }, [item.id, isOwn]);

  function lookAt(window: Window): () => void {
    const { document } = window;
    const look = () => {
      const selection = window.getSelection();
      const range = selection && selection.rangeCount > 0 && !selection.isCollapsed ? selection.getRangeAt(0) : null;
      const next = range && text.current ? selectedIn(range, text.current) : null;
      if (next?.text === selected.value?.text && next?.start === selected.value?.start) return;
      selected.value = next;
      if (next !== null && range) {
        chosen.value = null;
        spot.value = spotBelow(range.getBoundingClientRect());
      }
    };
    const press = (event: Event) => {
      const id = (event.target as Element | null)?.closest?.<HTMLElement>("mark[data-mark]")?.dataset["mark"];
      if (id !== undefined && window.getSelection()?.isCollapsed !== false) show(id, event.type === "keydown");
      else if (event.type === "click" && selected.value === null) chosen.value = null;
    };
    const key = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const isOnMark = (event.target as Element | null)?.matches?.("mark[data-mark]") ?? false;
      if ((event.key === "Enter" || event.key === " ") && isOnMark) {
        event.preventDefault();
        press(event);
      } else if (event.key.toLowerCase() === "h" && selected.value !== null) {
        event.preventDefault();
        tools.current?.querySelector("button")?.focus();
      } else if (event.key === "Escape") {
        if (selected.value === null && chosen.value === null) return;
        event.preventDefault();
        putAway();
      }
    };
    const timer = setInterval(look, LOOK_MS);
    document.addEventListener("selectionchange", look);
    document.addEventListener("click", press);
    document.addEventListener("keydown", key);
    return () => {
      clearInterval(timer);
      document.removeEventListener("selectionchange", look);
      document.removeEventListener("click", press);
      document.removeEventListener("keydown", key);
    };
  }

  /** Where there is room for the tools, below what they are about. */
  const spotBelow = (rect: DOMRect): Spot => {
    const element = frame.current;
    const width = element?.clientWidth ?? 0;
    const height = element?.clientHeight ?? 0;
    const top = (element?.offsetTop ?? 0) + Math.min(Math.max(0, rect.bottom + 8), Math.max(0, height - 120));
    return { top, left: Math.max(0, Math.min(rect.left, width - 260)) };
  };

  const show = (id: string, withFocus: boolean) => {
    const document = documentNow();
    const drawn = document && drawnMark(document, id);
    if (!drawn) return;
    chosen.value = id;
    spot.value = spotBelow(drawn.getBoundingClientRect());
    if (withFocus) setTimeout(() => tools.current?.querySelector("button")?.focus());
  };

  const putAway = () => {
    selected.value = null;
    chosen.value = null;
    documentNow()?.getSelection()?.removeAllRanges();
    frame.current?.focus();
  };

  // Chosen in the list beside the text: it is shown there.
  const shownId = chosen.value;
  useEffect(() => {
    const document = documentNow();
    const drawn = shownId !== null && document ? drawnMark(document, shownId) : null;
    if (drawn === null || drawn === document?.activeElement) return;
    const { top, bottom } = drawn.getBoundingClientRect();
    if (top < 0 || bottom > (frame.current?.clientHeight ?? 0)) drawn.scrollIntoView({ block: "center" });
    if (shownId !== null) spot.value = spotBelow(drawn.getBoundingClientRect());
  }, [shownId]);

  const areToolsOpen = selected.value !== null || shownId !== null;
  useEffect(() => {
    if (!areToolsOpen) return;
    const leaveTools = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      // The sheet below stays open.
      event.preventDefault();
      event.stopPropagation();
      putAway();
    };
    addEventListener("keydown", leaveTools, { capture: true });
    return () => removeEventListener("keydown", leaveTools, { capture: true });
  }, [areToolsOpen]);

  if (!isOwn) return null;
  const found = shownId === null ? undefined : highlights.value.find(({ id }) => id === shownId);
  const make = async (colour: (typeof HIGHLIGHT_COLOURS)[number]): Promise<void> => {
    const draft = selected.value;
    if (draft === null) return;
    const made = await mark(item.id, { ...draft, colour });
    if (made === null) return;
    documentNow()?.getSelection()?.removeAllRanges();
    selected.value = null;
    told.value = said.value.marked;
    // Its tools take the place of those that made it, drawn or not.
    chosen.value = made.id;
    setTimeout(() => tools.current?.querySelector("button")?.focus());
  };
  return (
    <>
      {(selected.value !== null || found?.position) && spot.value !== null && (
        <fieldset
          ref={tools}
          class="mark-tools"
          aria-label={found ? said.value.toolsOf : said.value.tools}
          style={{ top: `${spot.value.top}px`, insetInlineStart: `${spot.value.left}px` }}
        >
          <div class="mark-colours">
            {HIGHLIGHT_COLOURS.map((colour) => (
              <button
                key={colour}
                type="button"
                class={`mark-colour mark-${colour}`}
                aria-label={said.value.markAs(said.value.colours[colour])}
                title={said.value.colours[colour]}
                aria-pressed={found ? found.colour === colour : undefined}
                onClick={() => void (found ? change(found.id, { colour }) : make(colour))}
              />
            ))}
            {found && (
              <button
                type="button"
                class="icon-button"
                aria-label={said.value.remove}
                title={said.value.remove}
                onClick={() => {
                  void remove(found.id).then(() => {
                    told.value = said.value.removed;
                    putAway();
                  });
                }}
              >
                <Icon name="trash" small />
              </button>
            )}
          </div>
          {found && <NoteOf key={found.id} highlight={found} />}
        </fieldset>
      )}
      <p class="unseen" role="status">
        {selected.value !== null ? said.value.hint : told.value}
      </p>
    </>
  );
}

function NoteOf({ highlight }: { highlight: Highlight }) {
  const note = useSignal(highlight.note ?? "");
  const { said: words } = { said: said.value };
  return (
    <form
      class="mark-note"
      onSubmit={(event) => {
        event.preventDefault();
        void change(highlight.id, { note: note.value.trim() === "" ? null : note.value });
      }}
    >
      <textarea
        class="field"
        rows={2}
        maxLength={5_000}
        aria-label={words.note}
        placeholder={words.addNote}
        value={note.value}
        onInput={(event) => {
          note.value = event.currentTarget.value;
        }}
      />
      {note.value !== (highlight.note ?? "") && (
        <button type="submit" class="quiet-button">
          {words.saveNote}
        </button>
      )}
    </form>
  );
}

function selectedIn(range: Range, text: FrameText): Selected | null {
  const words = range.toString();
  if (words.trim() === "" || words.length > MOST_CHARACTERS) return null;
  const start = positionOf(text, range);
  const length = words.replace(/\s+/g, "").length;
  return {
    // Blocks stand apart in what is kept; the server takes the words as they stand in its own text.
    text: words,
    start,
    before: text.squeezed.slice(Math.max(0, start - AROUND), start),
    after: text.squeezed.slice(start + length, start + length + AROUND),
  };
}
