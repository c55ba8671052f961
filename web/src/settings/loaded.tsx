import { type Signal, useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { ask, sentenceOf } from "../api.ts";
import { words } from "../words/words.ts";
import { said } from "./said.ts";

/** Something that is asked for when its section opens. `value` is null until it is here, `problem` while it is not. */
export interface Loaded<Value> {
  readonly value: Signal<Value | null>;
  readonly problem: Signal<string | null>;
  load(): Promise<void>;
}

/** Asks when the section opens; what comes after it was left is dropped. `path` stays the same as long as it is drawn. */
export function useLoaded<Value>(path: string): Loaded<Value> {
  const value = useSignal<Value | null>(null);
  const problem = useSignal<string | null>(null);
  const load = async () => {
    problem.value = null;
    try {
      value.value = await ask<Value>("GET", path);
    } catch (thrown) {
      problem.value = sentenceOf(thrown);
    }
  };
  useEffect(() => {
    void load();
  }, [path]);
  return { value, problem, load };
}

/** What was loaded, or that it is on its way, or why it is not here and a way to try again. */
export function Showing<Value>({ of, children }: { of: Loaded<Value>; children: (value: Value) => ComponentChildren }) {
  if (of.value.value !== null) return <>{children(of.value.value)}</>;
  if (of.problem.value !== null)
    return (
      <div class="settings-problem" role="alert">
        <p class="problem">{of.problem.value}</p>
        <button type="button" class="quiet-button" onClick={() => void of.load()}>
          {words.value.common.tryAgain}
        </button>
      </div>
    );
  return (
    <p class="settings-waiting quiet" role="status">
      {said.value.loading}
    </p>
  );
}

interface Page<Thing> {
  readonly items: readonly Thing[];
  readonly next_cursor: string | null;
}

/** A list that comes page by page. */
export interface LoadedList<Thing> extends Loaded<Page<Thing>> {
  more(): Promise<void>;
  /** Shows it otherwise without asking again, after a change that the server has confirmed. */
  change(items: (now: readonly Thing[]) => readonly Thing[]): void;
}

const PAGE_SIZE = 50;

export function useLoadedList<Thing>(path: string): LoadedList<Thing> {
  const first = `${path}${path.includes("?") ? "&" : "?"}limit=${PAGE_SIZE}`;
  const loaded = useLoaded<Page<Thing>>(first);
  const { value, problem } = loaded;
  return {
    ...loaded,
    async more() {
      const now = value.value;
      if (now === null || now.next_cursor === null) return;
      problem.value = null;
      try {
        const page = await ask<Page<Thing>>("GET", `${first}&cursor=${encodeURIComponent(now.next_cursor)}`);
        value.value = { items: [...now.items, ...page.items], next_cursor: page.next_cursor };
      } catch (thrown) {
        problem.value = sentenceOf(thrown);
      }
    },
    change(items) {
      if (value.value !== null) value.value = { ...value.value, items: items(value.value.items) };
    },
  };
}

/** The way to the rest of a list, and why it did not come. */
export function More<Thing>({ of }: { of: LoadedList<Thing> }) {
  if (of.value.value === null || of.value.value.next_cursor === null) return null;
  return (
    <div class="settings-more">
      {of.problem.value !== null && (
        <p class="problem" role="alert">
          {of.problem.value}
        </p>
      )}
      <button type="button" class="quiet-button" onClick={() => void of.more()}>
        {said.value.showMore}
      </button>
    </div>
  );
}
