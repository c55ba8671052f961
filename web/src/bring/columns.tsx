import { useSignal } from "@preact/signals";
import { COLUMN_FIELDS } from "../../../src/contract/import-names.ts";
import type { Import, ImportCheck } from "../../../src/contract/imports.ts";
import { sentenceOf } from "../api.ts";
import { Icon } from "../icon.tsx";
import { decide } from "./import-verb.tsx";
import { said } from "./said.ts";

type Column = NonNullable<ImportCheck["columns"]>[number];
type Field = (typeof COLUMN_FIELDS)[number];

/** Below this a guess is told to be one. */
const SURE = 0.6;

/** The columns of a table with what they seem to mean, each to be said otherwise in its place. */
export function Columns({ told, columns }: { told: Import; columns: readonly Column[] }) {
  const words = said.value;
  const problem = useSignal<string | null>(null);
  /** What was said since the last check; several may be said before it has ended. */
  const saidSince = useSignal<ReadonlyMap<string, Field | null>>(new Map());
  const fieldOf = ({ column, field }: Column): Field | null =>
    saidSince.value.has(column) ? (saidSince.value.get(column) ?? null) : field;
  const change = async (column: string, field: Field | null) => {
    saidSince.value = new Map([...saidSince.value, [column, field]]);
    const meant = columns.flatMap((each) => {
      const now = fieldOf(each);
      return now === null ? [] : [[each.column, now] as const];
    });
    problem.value = null;
    try {
      await decide(told.id, { mapping: Object.fromEntries(meant) });
    } catch (thrown) {
      saidSince.value = new Map([...saidSince.value].filter(([name]) => name !== column));
      problem.value = words.notTaken(sentenceOf(thrown));
    }
  };
  return (
    <section class="bring-part">
      <h4>{words.columns}</h4>
      <p class="quiet">{words.columnsHow}</p>
      <ul class="bring-columns">
        {columns.map((each) => (
          <li key={each.column}>
            <div>
              <b dir="auto">{each.column}</b>
              {each.field !== null && each.sureness < SURE && <span class="badge">{words.unsure}</span>}
              <p class="quiet" dir="auto">
                {each.examples.join(" · ")}
              </p>
            </div>
            <span class="select">
              <select
                class="field"
                aria-label={words.columnNamed(each.column)}
                value={fieldOf(each) ?? ""}
                onChange={({ currentTarget }) =>
                  void change(each.column, (currentTarget.value || null) as Field | null)
                }
              >
                <option value="">{words.columnLeftOut}</option>
                {COLUMN_FIELDS.map((field) => (
                  <option key={field} value={field}>
                    {words.fields[field]}
                  </option>
                ))}
              </select>
              <Icon name="chevronDown" small />
            </span>
          </li>
        ))}
      </ul>
      {problem.value !== null && (
        <p class="problem" role="alert">
          {problem.value}
        </p>
      )}
    </section>
  );
}
