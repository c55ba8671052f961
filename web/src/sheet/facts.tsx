import { words } from "../words/words.ts";

/** One fact of a list of them. */
export function Fact({ name, children }: { name: string; children: preact.ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <bdi>{children}</bdi>
      </dd>
    </div>
  );
}

/** A fact that a person may put right. */
export function Choice<Value extends string>({
  name,
  value,
  values,
  names,
  onChoose,
}: {
  name: string;
  value: Value | null;
  values: readonly Value[];
  names: Readonly<Record<Value, string>>;
  onChoose: (value: Value) => void;
}) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <select
          aria-label={name}
          value={value ?? ""}
          onChange={(event) => {
            const chosen = values.find((each) => each === event.currentTarget.value);
            if (chosen !== undefined) onChoose(chosen);
          }}
        >
          {value === null && <option value="">{words.value.analysis.notYet}</option>}
          {values.map((each) => (
            <option key={each} value={each}>
              {names[each]}
            </option>
          ))}
        </select>
      </dd>
    </div>
  );
}
