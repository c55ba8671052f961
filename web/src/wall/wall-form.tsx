import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { WALL_SORTINGS } from "../../../src/contract/choices.ts";
import { LIMITS } from "../../../src/contract/limits.ts";
import type { Wall, WallEdit } from "../../../src/contract/walls.ts";
import { sentenceOf } from "../api.ts";
import { Changed } from "../edits/changed.tsx";
import { wallId, walls } from "../session.ts";
import { words } from "../words/words.ts";
import { reloadWall } from "./items.ts";
import { saveWall, textOf, textsOfBoth, WALL_TEXTS, type WallText } from "./save-wall.ts";
import { closeWallEditor } from "./wall-editing.ts";

/** Texts that somebody else changed while they were changed here. */
interface Asked {
  /** The wall as it is now. */
  readonly now: Wall;
  /** What is written here, of each that is still to be decided. */
  readonly mine: ReadonlyMap<WallText, string>;
}

export function WallForm({ wall }: { wall: Wall }) {
  const form = useRef<HTMLFormElement>(null);
  const opened = useRef(wall);
  /** The wall as its person has seen it: what they changed is what is otherwise here. */
  const began = useSignal(wall);
  const asked = useSignal<Asked | null>(null);
  const problem = useSignal<string | null>(null);
  const say = words.value.walls;
  useEffect(() => {
    if (asked.value !== null) form.current?.querySelector(".changed")?.scrollIntoView({ block: "nearest" });
  }, [asked.value?.now]);

  const save = async () => {
    if (form.current === null) return;
    problem.value = null;
    const edit = editIn(form.current, began.value);
    try {
      const now = Object.keys(edit).length === 0 ? null : await saveWall(began.value, edit);
      if (now === null) return leave(opened.current);
      const both = textsOfBoth({ began: began.value, edit, now });
      began.value = follow(form.current, { began: began.value, edit, now });
      asked.value = { now, mine: new Map(both.map((text) => [text, edit[text] ?? ""])) };
    } catch (thrown) {
      problem.value = sentenceOf(thrown);
    }
  };
  const write = ({ target }: Event) => {
    const text = WALL_TEXTS.find((each) => fieldOf(form.current, each) === target);
    if (asked.value === null || text === undefined || !asked.value.mine.has(text)) return;
    const mine = new Map(asked.value.mine).set(text, fieldOf(form.current, text)?.value ?? "");
    asked.value = { ...asked.value, mine };
  };
  const decide = (text: WallText, chosen: string) => {
    const field = fieldOf(form.current, text);
    if (asked.value === null || field === null) return;
    const { now, mine } = asked.value;
    const left = new Map(mine);
    left.delete(text);
    field.value = chosen;
    field.focus();
    began.value = { ...began.value, [text]: now[text] };
    if (left.size > 0) {
      asked.value = { now, mine: left };
      return;
    }
    // Only whoever has decided everything writes over what stands there.
    began.value = { ...began.value, edited_version: now.edited_version };
    asked.value = null;
    void save();
  };
  const changed = (text: WallText) => {
    const mine = asked.value?.mine.get(text);
    if (asked.value === null || mine === undefined) return null;
    const theirs = textOf(asked.value.now, text);
    const mayBeBoth = text === "description";
    return <Changed mine={mine} theirs={theirs} mayBeBoth={mayBeBoth} decide={(chosen) => decide(text, chosen)} />;
  };

  return (
    <form
      class="wall-form"
      ref={form}
      onInput={write}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <label>
        <span>{say.name}</span>
        <input
          name="name"
          class="field"
          defaultValue={textOf(began.value, "name")}
          maxLength={LIMITS.wallNameCharacters}
          dir="auto"
          autocomplete="off"
          required
        />
      </label>
      {changed("name")}
      <label>
        <span>{say.description}</span>
        <textarea
          name="description"
          class="field"
          rows={4}
          defaultValue={textOf(began.value, "description")}
          maxLength={LIMITS.wallDescriptionCharacters}
          dir="auto"
        />
      </label>
      {changed("description")}
      {wall.query === null ? (
        <Sortings chosen={began.value.sorting} />
      ) : (
        <label>
          <span>{say.question}</span>
          <input
            name="query"
            class="field"
            defaultValue={textOf(began.value, "query")}
            maxLength={LIMITS.queryCharacters}
            dir="auto"
            autocomplete="off"
            spellcheck={false}
            required
          />
        </label>
      )}
      {changed("query")}
      {problem.value !== null && (
        <p class="problem" role="alert">
          {problem.value}
        </p>
      )}
      <div class="wall-form-end">
        <button type="button" class="quiet-button" onClick={closeWallEditor}>
          {words.value.common.cancel}
        </button>
        <button type="submit" class="main-button">
          {words.value.common.save}
        </button>
      </div>
    </form>
  );
}

function Sortings({ chosen }: { chosen: Wall["sorting"] }) {
  const say = words.value.walls;
  return (
    <fieldset class="wall-sortings">
      <legend>{say.sorting}</legend>
      {WALL_SORTINGS.map((each) => (
        <label key={each} class="wall-sorting">
          <input type="radio" name="sorting" value={each} defaultChecked={chosen === each} />
          <b>{say.sortings[each].name}</b>
          <span>{say.sortings[each].does}</span>
        </label>
      ))}
    </fieldset>
  );
}

const fieldOf = (form: HTMLFormElement | null, text: WallText) =>
  (form?.elements.namedItem(text) ?? null) as HTMLInputElement | HTMLTextAreaElement | null;

/** What is otherwise in the form than it was on the wall. An inbox that keeps the name it is shown under keeps following the language. */
function editIn(form: HTMLFormElement, began: Wall): WallEdit {
  const edit: WallEdit = {};
  for (const text of WALL_TEXTS) {
    const mine = fieldOf(form, text)?.value.trim();
    if (mine !== undefined && mine !== textOf(began, text).trim()) edit[text] = mine;
  }
  const sorting = WALL_SORTINGS.find((each) => each === new FormData(form).get("sorting"));
  if (sorting !== undefined && sorting !== began.sorting) edit.sorting = sorting;
  return edit;
}

/** What was not changed here is shown as it is now. */
function follow(form: HTMLFormElement, { began, edit, now }: { began: Wall; edit: WallEdit; now: Wall }): Wall {
  const seen = { ...began };
  for (const text of WALL_TEXTS) {
    const field = fieldOf(form, text);
    if (edit[text] !== undefined || field === null) continue;
    field.value = textOf(now, text);
    Object.assign(seen, { [text]: now[text] });
  }
  if (edit.sorting === undefined) {
    seen.sorting = now.sorting;
    for (const radio of form.querySelectorAll<HTMLInputElement>("[name=sorting]"))
      radio.checked = radio.value === now.sorting;
  }
  return seen;
}

function leave(opened: Wall): void {
  const now = walls.value.find(({ id }) => id === opened.id);
  const isOther = now?.sorting !== opened.sorting || now.query !== opened.query;
  if (isOther && opened.id === wallId.value) void reloadWall();
  closeWallEditor();
}
