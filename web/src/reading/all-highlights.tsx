import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { MarkedHighlight } from "../../../src/contract/reading.ts";
import { follow, itemHref } from "../address.ts";
import { ask, sentenceOf } from "../api.ts";
import { dateOf } from "../formats.ts";
import { Mark } from "../icon.tsx";
import { NoticeBar, tell } from "../notice.tsx";
import "./all-highlights.css";
import { shownColour } from "./draw-marks.ts";
import "./reading.css";
import { said } from "./said.ts";

export { wordsAreHere } from "./said.ts";

/** Typing is followed after this long. */
const TYPED_MS = 250;

interface Page {
  readonly items: readonly MarkedHighlight[];
  readonly next_cursor: string | null;
}

/** All that a person marked, to be gone through, searched, and taken along. */
export default function AllHighlights() {
  const words = said.value;
  const q = useSignal("");
  const shown = useSignal<Page | null>(null);
  const problem = useSignal<string | null>(null);
  const asked = useRef(0);

  const load = async (cursor: string | null): Promise<void> => {
    const mine = ++asked.current;
    const query = new URLSearchParams({ limit: "50", ...(q.value.trim() === "" ? {} : { q: q.value }) });
    if (cursor !== null) query.set("cursor", cursor);
    try {
      const page = await ask<Page>("GET", `/highlights?${query}`);
      if (mine !== asked.current) return;
      const before = cursor === null ? [] : (shown.value?.items ?? []);
      shown.value = { ...page, items: [...before, ...page.items] };
      problem.value = null;
    } catch (thrown) {
      if (mine === asked.current) problem.value = sentenceOf(thrown);
    }
  };
  useEffect(() => {
    const timer = setTimeout(() => void load(null), shown.value === null ? 0 : TYPED_MS);
    return () => clearTimeout(timer);
  }, [q.value]);

  const markdownPath = (): string => {
    const query = q.value.trim() === "" ? "" : `?${new URLSearchParams({ q: q.value })}`;
    return `/api/v1/highlights/markdown${query}`;
  };
  const copy = async (): Promise<void> => {
    try {
      const answer = await fetch(markdownPath());
      await navigator.clipboard.writeText(await answer.text());
      tell(words.copied);
    } catch (thrown) {
      tell(sentenceOf(thrown));
    }
  };

  const page = shown.value;
  const isNone = page !== null && page.items.length === 0;
  return (
    <>
      <main class="all-highlights">
        <header>
          <a class="home" href="/" onClick={follow} aria-label={words.toWall}>
            <Mark />
          </a>
          <h1>{words.all}</h1>
          <p class="quiet">{words.allIntro}</p>
          <input
            type="search"
            class="field"
            aria-label={words.search}
            placeholder={words.search}
            value={q.value}
            onInput={(event) => {
              q.value = event.currentTarget.value;
            }}
          />
          {page !== null && !isNone && (
            <p class="all-highlights-verbs">
              <button type="button" class="quiet-button" onClick={() => void copy()}>
                {words.copyAll}
              </button>
              <a class="quiet-button" href={markdownPath()} download="highlights.md">
                {words.download}
              </a>
            </p>
          )}
        </header>
        <p class="problem" role="alert">
          {problem.value}
        </p>
        <p role="status">{isNone && (q.value.trim() === "" ? words.noneAtAll : words.noneFound)}</p>
        {page !== null && !isNone && (
          <ol>
            {page.items.map((highlight) => (
              <One key={highlight.id} highlight={highlight} />
            ))}
          </ol>
        )}
        {page?.next_cursor != null && (
          <button type="button" class="quiet-button" onClick={() => void load(page.next_cursor)}>
            {words.more}
          </button>
        )}
      </main>
      <NoticeBar />
    </>
  );
}

function One({ highlight }: { highlight: MarkedHighlight }) {
  const { item, text, note, colour, position } = highlight;
  const words = said.value;
  return (
    <li class={`highlight-entry mark-edge-${shownColour(colour)}`}>
      <blockquote dir="auto">{text}</blockquote>
      {note !== null && (
        <p class="highlight-note" dir="auto">
          {note}
        </p>
      )}
      <p class="quiet">
        <a href={itemHref(highlight.item_id)} onClick={follow}>
          <bdi dir="auto">{item.title}</bdi>
        </a>
        {item.site_name !== null && (
          <span class="meta-part">
            <bdi dir="auto">{item.site_name}</bdi>
          </span>
        )}
        <time class="meta-part" dateTime={highlight.created_at}>
          {dateOf(highlight.created_at)}
        </time>
        {position === null && <span class="meta-part">{words.lost}</span>}
        {item.in_trash && <span class="meta-part">{words.inTrash}</span>}
      </p>
    </li>
  );
}
