import { useSignal } from "@preact/signals";
import type { Item } from "../../../src/contract/items.ts";
import type { Highlight } from "../../../src/contract/reading.ts";
import { shownColour } from "./draw-marks.ts";
import { markRead, openProgress } from "./follow-reading.ts";
import { chosen, highlightProblem, highlights, mark, remove } from "./item-highlights.ts";
import "./reading.css";
import { said } from "./said.ts";

export { wordsAreHere } from "./said.ts";

/** What is marked in the open article, beside it. */
export default function HighlightList({ item }: { item: Item }) {
  const all = highlights.value;
  const words = said.value;
  return (
    <section class="highlight-list" aria-labelledby="highlights-heading">
      <h3 id="highlights-heading">{words.title}</h3>
      {all.length === 0 && <p class="quiet">{words.none}</p>}
      {all.length > 0 && (
        <ul>
          {all.map((highlight) => (
            <Entry key={highlight.id} highlight={highlight} />
          ))}
        </ul>
      )}
      <p class="problem" role="alert">
        {highlightProblem.value}
      </p>
      <ByWords item={item} />
      <ReadOrNot item={item} />
    </section>
  );
}

function Entry({ highlight }: { highlight: Highlight }) {
  const { id, text, note, colour, position } = highlight;
  const words = said.value;
  const isLost = position === null;
  return (
    <li class={`highlight-entry mark-edge-${shownColour(colour)}`}>
      {isLost ? (
        <p class="highlight-words" dir="auto">
          {text}
        </p>
      ) : (
        <button
          type="button"
          class="highlight-words"
          aria-label={words.goTo(text)}
          aria-pressed={chosen.value === id}
          onClick={() => {
            chosen.value = id;
          }}
        >
          <bdi dir="auto">{text}</bdi>
        </button>
      )}
      {note !== null && (
        <p class="highlight-note" dir="auto">
          {note}
        </p>
      )}
      {isLost && (
        <p class="quiet highlight-lost">
          {words.lost}{" "}
          <button type="button" class="text-button" onClick={() => void remove(id)}>
            {words.remove}
          </button>
        </p>
      )}
    </li>
  );
}

/** For whoever selects nothing in a text: the words are named. */
function ByWords({ item }: { item: Item }) {
  const words = said.value;
  const typed = useSignal("");
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (typed.value.trim() === "") return;
    const made = await mark(item.id, { text: typed.value });
    if (made === null) return;
    typed.value = "";
    chosen.value = made.id;
  };
  return (
    <details class="mark-by-words">
      <summary>{words.byWords}</summary>
      <form onSubmit={(event) => void submit(event)}>
        <label>
          <span>{words.byWordsLabel}</span>
          <textarea
            class="field"
            rows={2}
            maxLength={10_000}
            value={typed.value}
            onInput={(event) => {
              typed.value = event.currentTarget.value;
            }}
          />
        </label>
        <button type="submit" class="quiet-button">
          {words.markThem}
        </button>
      </form>
    </details>
  );
}

function ReadOrNot({ item }: { item: Item }) {
  const progress = openProgress.value;
  if (progress === null || progress.item_id !== item.id) return null;
  const isRead = progress.state === "read";
  return (
    <button type="button" class="quiet-button" onClick={() => void markRead(item.id, !isRead)}>
      {isRead ? said.value.markUnread : said.value.markRead}
    </button>
  );
}
