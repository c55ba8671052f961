import { useSignal } from "@preact/signals";
import { FOLDERS_BECOME, IMPORT_FORMATS } from "../../../src/contract/import-names.ts";
import type { Import, ImportCheck, ImportEdit } from "../../../src/contract/imports.ts";
import { sentenceOf } from "../api.ts";
import { Icon } from "../icon.tsx";
import { mayArrange } from "../members/whose.ts";
import { me, walls } from "../session.ts";
import { wallName } from "../wall/wall-name.ts";
import { decide } from "./import-verb.tsx";
import { said } from "./said.ts";

/** What a person may say about where things go; each is kept at once, so that nothing is lost with the window. */
export function Wishes({ told, check }: { told: Import; check: ImportCheck }) {
  const words = said.value;
  const problem = useSignal<string | null>(null);
  const { wanted } = told;
  const wish = async (edit: ImportEdit) => {
    problem.value = null;
    try {
      await decide(told.id, edit);
    } catch (thrown) {
      problem.value = words.notTaken(sentenceOf(thrown));
    }
  };
  const tagsIn = (text: string) =>
    text
      .split(",")
      .map((tag) => tag.trim())
      .filter(Boolean);
  return (
    <section class="bring-part">
      <h4>{words.wishes}</h4>
      <div class="bring-wishes">
        {check.walls > 0 && (
          <Choice
            label={words.folders}
            value={wanted.folders}
            choices={FOLDERS_BECOME.map((each) => [each, words.foldersAs[each]])}
            onChoose={(value) => void wish({ folders: value as Import["wanted"]["folders"] })}
          />
        )}
        <Choice
          label={words.wall}
          value={wanted.wall_id ?? me.value?.inbox_id ?? ""}
          choices={walls.value.filter(mayArrange).map((each) => [each.id, wallName(each)])}
          onChoose={(value) => void wish({ wall_id: value })}
        />
        <label class="again-field">
          {words.extraTags}
          <input
            class="field"
            placeholder={words.extraTagsHow}
            defaultValue={wanted.tags.join(", ")}
            onChange={({ currentTarget }) => void wish({ tags: tagsIn(currentTarget.value) })}
          />
        </label>
        <Choice
          label={words.readAs}
          value={wanted.format ?? ""}
          choices={[
            [
              "",
              told.format === null || wanted.format !== null
                ? words.recognise
                : words.recognised(words.formats[told.format] ?? told.format),
            ],
            ...IMPORT_FORMATS.map((each) => [each, words.formats[each] ?? each] as const),
          ]}
          onChoose={(value) => void wish({ format: value || null })}
        />
      </div>
      {problem.value !== null && (
        <p class="problem" role="alert">
          {problem.value}
        </p>
      )}
    </section>
  );
}

function Choice({
  label,
  value,
  choices,
  onChoose,
}: {
  label: string;
  value: string;
  choices: readonly (readonly [value: string, name: string])[];
  onChoose: (value: string) => void;
}) {
  return (
    <label class="again-field">
      {label}
      <span class="select">
        <select class="field" value={value} onChange={({ currentTarget }) => onChoose(currentTarget.value)}>
          {choices.map(([each, name]) => (
            <option key={each} value={each}>
              {name}
            </option>
          ))}
        </select>
        <Icon name="chevronDown" small />
      </span>
    </label>
  );
}
