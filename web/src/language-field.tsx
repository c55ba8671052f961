import type { ComponentChildren } from "preact";
import { languageOf } from "./formats.ts";
import { Icon } from "./icon.tsx";
import { words } from "./words/words.ts";

/** The most read ones; what the browser speaks, and what is set already, stands among them. */
const WIDELY_READ = [
  "ar",
  "cs",
  "de",
  "en",
  "es",
  "fr",
  "he",
  "hi",
  "it",
  "ja",
  "ko",
  "nl",
  "pl",
  "pt",
  "sv",
  "tr",
  "uk",
  "zh",
];

/** A choice of languages below the choices of no particular one, which are its children and name the others they stand for. */
export function LanguageField({
  label,
  children,
  set = null,
  but = [],
  name,
  onChoose,
}: {
  label: string;
  children: ComponentChildren;
  set?: string | null;
  but?: readonly (string | null)[];
  name?: string;
  onChoose?: (tag: string | null) => void;
}) {
  const spoken = navigator.languages.map((tag) => tag.split("-")[0] ?? tag);
  const choices = [...new Set([...WIDELY_READ, ...spoken, ...(set === null ? [] : [set])])]
    .filter((tag) => !but.includes(tag))
    .map((tag) => ({ tag, name: languageOf(tag) }))
    .sort((one, other) => one.name.localeCompare(other.name, words.value.formats.locale));
  return (
    <label class="again-field">
      {label}
      <span class="select">
        <select
          class="field"
          name={name}
          // In a form it keeps what was chosen by itself; a value given here would put it back with every drawing.
          value={onChoose && (set ?? "")}
          onChange={(event) => onChoose?.(event.currentTarget.value || null)}
        >
          {children}
          <hr />
          {choices.map(({ tag, name }) => (
            <option key={tag} value={tag}>
              {name}
            </option>
          ))}
        </select>
        <Icon name="chevronDown" small />
      </span>
    </label>
  );
}
