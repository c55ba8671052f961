import { useSignal } from "@preact/signals";
import { IMPORT_ROW_STATES, type ImportRowState } from "../../../src/contract/import-names.ts";
import type { Import } from "../../../src/contract/imports.ts";
import { closeOver } from "../address.ts";
import { sentenceOf } from "../api.ts";
import { figuresOf } from "../formats.ts";
import { Icon } from "../icon.tsx";
import { tell } from "../notice.tsx";
import { Confirm } from "../settings/confirm.tsx";
import { decide } from "./import-verb.tsx";
import { nameOfImport } from "./name-of-import.ts";
import { reasonOf } from "./reason.ts";
import { Rows } from "./rows.tsx";
import { said } from "./said.ts";

/** What became of an import that has ended: how many of what, each row with its reason, and the way back. */
export function Report({ told }: { told: Import }) {
  const words = said.value;
  const { state, counts, error, started_at: startedAt } = told;
  const undo = async () => {
    try {
      await decide(told.id, "undo");
    } catch (thrown) {
      tell(sentenceOf(thrown));
    }
  };
  if (startedAt === null)
    return <p class={error === null ? "quiet" : "problem"}>{error === null ? words.states[state] : reasonOf(error)}</p>;
  return (
    <>
      {error !== null && <p class="problem">{reasonOf(error)}</p>}
      <Figures told={told} />
      <p class="quiet">{aftermathOf(told)}</p>
      <Which told={told} />
      <p class="settings-line bring-ways">
        {state === "done" && (
          <button type="button" class="main-button" onClick={closeOver}>
            {words.toWall}
          </button>
        )}
        <a class="quiet-button" href={`/api/v1/imports/${told.id}/rows.csv`} download>
          <Icon name="download" small />
          {words.asCsv}
        </a>
        {state !== "undone" && counts.made + counts.joined > 0 && (
          <Confirm
            label={words.undo}
            name={words.undoNamed(nameOfImport(told))}
            question={words.undoQuestion}
            keep={words.keep}
            act={undo}
          />
        )}
      </p>
    </>
  );
}

function aftermathOf({ state, counts, walls }: Import): string {
  const words = said.value;
  if (state === "undone") return counts.left > 0 ? `${words.undoneWords} ${words.leftWords}` : words.undoneWords;
  if (state === "failed" || state === "cancelled") return words.stoppedWords;
  return walls > 0 ? `${words.wallsMade(walls)} ${words.readingGoesOn}` : words.readingGoesOn;
}

function Figures({ told: { state, counts } }: { told: Import }) {
  const words = said.value;
  const all: readonly (readonly [ImportRowState, string])[] =
    state === "undone"
      ? [
          ["undone", words.undoneRows],
          ["left", words.left],
        ]
      : [
          ["made", words.made],
          ["joined", words.joined],
          ["broken", words.brokenRows],
          ["kept", words.kept],
        ];
  return (
    <dl class="bring-figures">
      {all
        .filter(([each]) => each !== "kept" || counts.kept > 0)
        .map(([each, name]) => (
          <div key={each} class={each === "broken" && counts.broken > 0 ? "is-broken" : undefined}>
            <dt>{name}</dt>
            <dd>{figuresOf(counts[each])}</dd>
          </div>
        ))}
    </dl>
  );
}

/** The rows of one state; at first of that which most wants to be read. */
function Which({ told }: { told: Import }) {
  const words = said.value;
  const there = IMPORT_ROW_STATES.filter((state) => told.counts[state] > 0);
  const first = (["left", "broken"] as const).find((state) => there.includes(state)) ?? null;
  const chosen = useSignal<ImportRowState | null>(null);
  const shown = chosen.value ?? first;
  if (there.length === 0) return null;
  return (
    <section class="bring-part">
      <h4>{words.rows}</h4>
      <label class="again-field">
        {words.rowsShown}
        <span class="select">
          <select
            class="field"
            value={shown ?? ""}
            onChange={({ currentTarget }) => {
              chosen.value = (currentTarget.value || null) as ImportRowState | null;
            }}
          >
            <option value="">{words.noRows}</option>
            {there.map((state) => (
              <option key={state} value={state}>
                {words.rowStates[state]} ({figuresOf(told.counts[state])})
              </option>
            ))}
          </select>
          <Icon name="chevronDown" small />
        </span>
      </label>
      {shown !== null && <Rows key={`${told.id} ${shown} ${told.state}`} id={told.id} state={shown} />}
    </section>
  );
}
