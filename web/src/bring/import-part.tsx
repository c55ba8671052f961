import { useEffect, useRef } from "preact/hooks";
import type { Import } from "../../../src/contract/imports.ts";
import { ageOf, figuresOf, now, sizeOf } from "../formats.ts";
import { Bar } from "./bar.tsx";
import { Checked } from "./checked.tsx";
import { ImportVerb } from "./import-verb.tsx";
import { nameOfImport } from "./name-of-import.ts";
import { Report } from "./report.tsx";
import { said } from "./said.ts";

/** One import where it stands. */
export function ImportPart({ told }: { told: Import }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const state = useRef(told.state);
  /** What was found before it is looked through again: its fields must not vanish under the hand. */
  const found = useRef(told.check);
  if (told.check !== null) found.current = told.check;
  useEffect(() => {
    if (state.current === told.state) return;
    state.current = told.state;
    // The button that was pressed may be gone: whoever reads by ear goes on here.
    if (document.activeElement?.closest(".settings-section") == null) heading.current?.focus({ preventScroll: true });
  }, [told.state]);
  const words = said.value;
  return (
    <section class="bring-import" aria-labelledby={`bring-${told.id}`}>
      <header>
        <h3 id={`bring-${told.id}`} ref={heading} tabIndex={-1} dir="auto">
          {nameOfImport(told)}
        </h3>
        <p class="quiet">
          {[
            told.format === null ? null : (words.formats[told.format] ?? told.format),
            sizeOf(told.source.bytes),
            words.startedAt(ageOf(told.created_at, now.value)),
          ]
            .filter(Boolean)
            .join(" · ")}
        </p>
      </header>
      <p class="unseen" role="status">
        {words.states[told.state]}
      </p>
      <Standing told={told} found={found.current} />
    </section>
  );
}

function Standing({ told, found }: { told: Import; found: Import["check"] }) {
  const { state, position, rows, counts } = told;
  const words = said.value;
  if (state === "ready" || (state === "checking" && found !== null))
    return found === null ? null : <Checked told={told} check={found} />;
  if (state === "checking")
    return (
      <>
        <Bar label={words.states.checking} part={null} count={position === 0 ? null : words.rowsRead(position)} />
        <p class="quiet">{told.starts ? words.willStart : words.mayClose}</p>
        <p class="settings-line">
          <ImportVerb told={told} verb="cancel" label={words.putAway} />
        </p>
      </>
    );
  if (state === "importing" || state === "undoing")
    return (
      <>
        <Bar
          label={words.states[state]}
          part={rows === null || rows === 0 ? null : Math.min(1, position / rows)}
          count={rows === null ? null : words.rowsOf(figuresOf(position), figuresOf(rows))}
        />
        <p class="quiet">
          {state === "importing" ? `${words.tookIn(counts.made, counts.joined)}. ` : ""}
          {words.mayClose}
        </p>
        {state === "importing" && (
          <p class="settings-line">
            <ImportVerb told={told} verb="cancel" label={words.stop} />
          </p>
        )}
      </>
    );
  return <Report told={told} />;
}
