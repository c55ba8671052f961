import "./bring.css";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Import } from "../../../src/contract/imports.ts";
import { LIMITS } from "../../../src/contract/limits.ts";
import { ask, sentenceOf } from "../api.ts";
import { ageOf, now } from "../formats.ts";
import { watchedImports } from "../live.ts";
import { words } from "../words/words.ts";
import { Chooser } from "./chooser.tsx";
import { ImportPart } from "./import-part.tsx";
import { hear, newestFirst, seenOpen } from "./known.ts";
import { nameOfImport } from "./name-of-import.ts";
import { Report } from "./report.tsx";
import { said } from "./said.ts";

export { wordsAreHere } from "./said.ts";

const PAGE_SIZE = 50;

/** What people bring from elsewhere: choosing it, what is in it, how far it is, what became of it, and what was brought earlier. */
export function BringSection() {
  const next = useSignal<string | null>(null);
  const problem = useSignal<string | null>(null);
  const load = async (cursor: string | null) => {
    problem.value = null;
    const from = cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    try {
      const page = await ask<{ items: Import[]; next_cursor: string | null }>(
        "GET",
        `/imports?limit=${PAGE_SIZE}${from}`,
      );
      hear(...page.items);
      next.value = page.next_cursor;
    } catch (thrown) {
      problem.value = sentenceOf(thrown);
    }
  };
  useEffect(() => {
    void load(null);
    return () => {
      watchedImports.value = "";
    };
  }, []);
  useEffect(() => {
    // It only grows while the section shows: each change opens the stream anew.
    watchedImports.value = [...seenOpen.value].sort().slice(-LIMITS.streamImports).join(",");
  }, [seenOpen.value]);
  const imports = newestFirst();
  const earlier = imports.filter(({ id }) => !seenOpen.value.has(id));
  return (
    <div class="bring">
      <p class="settings-lead">{said.value.lead}</p>
      <Chooser />
      {imports
        .filter(({ id }) => seenOpen.value.has(id))
        .map((each) => (
          <ImportPart key={each.id} told={each} />
        ))}
      {problem.value !== null && (
        <div class="settings-problem" role="alert">
          <p class="problem">{problem.value}</p>
          <button type="button" class="quiet-button" onClick={() => void load(next.value)}>
            {words.value.common.tryAgain}
          </button>
        </div>
      )}
      {earlier.length > 0 && (
        <section class="settings-part" aria-labelledby="bring-earlier">
          <h3 id="bring-earlier">{said.value.earlier}</h3>
          <ul class="settings-rows">
            {earlier.map((each) => (
              <Earlier key={each.id} told={each} />
            ))}
          </ul>
          {next.value !== null && (
            <button type="button" class="quiet-button" onClick={() => void load(next.value)}>
              {said.value.moreRows}
            </button>
          )}
        </section>
      )}
    </div>
  );
}

/** One that ended before: what became of it in a line, and all of it when it is opened. */
function Earlier({ told }: { told: Import }) {
  const isOpen = useSignal(false);
  const { outcome, states, startedAt } = said.value;
  const { state, counts } = told;
  return (
    <li class="bring-earlier">
      <details
        onToggle={({ currentTarget }) => {
          isOpen.value = currentTarget.open;
        }}
      >
        <summary>
          <b dir="auto">{nameOfImport(told)}</b>
          <span class="quiet">
            {startedAt(ageOf(told.created_at, now.value))}
            {" · "}
            {state === "done" ? outcome(counts.made, counts.broken) : states[state]}
          </span>
        </summary>
        {isOpen.value && <Report told={told} />}
      </details>
    </li>
  );
}
