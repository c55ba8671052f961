import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { WALL_SORTINGS } from "../../../src/contract/finding.ts";
import { LIMITS } from "../../../src/contract/limits.ts";
import type { Wall } from "../../../src/contract/walls.ts";
import { replaceAddress, wallHref } from "../address.ts";
import { sentenceOf } from "../api.ts";
import { Icon } from "../icon.tsx";
import { tell } from "../notice.tsx";
import { Panel } from "../panel.tsx";
import { deleteWall, editWall, wallId, walls } from "../session.ts";
import { words } from "../words/words.ts";
import { reloadWall } from "./items.ts";
import { closeWallEditor, editedWall } from "./wall-editing.ts";
import { WallFeed } from "./wall-feed.tsx";
import { wallName } from "./wall-name.ts";

/** A wall's name, what it is for, what orders it, and the way to take it down. */
export default function WallEditor() {
  const edited = walls.value.find((each) => each.id === editedWall.value);
  if (edited === undefined) return null;
  return (
    <Panel id="wall-editor" heading={words.value.walls.edit} close={closeWallEditor}>
      <WallForm wall={edited} />
      <WallFeed wall={edited} />
      {edited.kind === "board" && <TakeDown wall={edited} />}
    </Panel>
  );
}

function WallForm({ wall }: { wall: Wall }) {
  const form = useRef<HTMLFormElement>(null);
  const problem = useSignal<string | null>(null);
  const say = words.value.walls;
  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    if (form.current === null) return;
    const told = new FormData(form.current);
    try {
      const name = String(told.get("name")).trim();
      const sorting = WALL_SORTINGS.find((each) => each === told.get("sorting")) ?? wall.sorting;
      await editWall(wall.id, {
        // An inbox that keeps the name it is shown under keeps following the language.
        ...(name === wallName(wall) ? {} : { name }),
        description: String(told.get("description")),
        sorting,
      });
      if (sorting !== wall.sorting && wall.id === wallId.value) void reloadWall();
      closeWallEditor();
    } catch (thrown) {
      problem.value = sentenceOf(thrown);
    }
  };
  return (
    <form class="wall-form" ref={form} onSubmit={save}>
      <label>
        <span>{say.name}</span>
        <input
          name="name"
          class="field"
          defaultValue={wallName(wall)}
          maxLength={LIMITS.wallNameCharacters}
          dir="auto"
          autocomplete="off"
          required
        />
      </label>
      <label>
        <span>{say.description}</span>
        <textarea
          name="description"
          class="field"
          rows={4}
          defaultValue={wall.description ?? ""}
          maxLength={LIMITS.wallDescriptionCharacters}
          dir="auto"
        />
      </label>
      <fieldset class="wall-sortings">
        <legend>{say.sorting}</legend>
        {WALL_SORTINGS.map((each) => (
          <label key={each} class="wall-sorting">
            <input type="radio" name="sorting" value={each} defaultChecked={wall.sorting === each} />
            <b>{say.sortings[each].name}</b>
            <span>{say.sortings[each].does}</span>
          </label>
        ))}
      </fieldset>
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

/** Asked for twice, since a wall does not come back: what stood on it does. */
function TakeDown({ wall }: { wall: Wall }) {
  const isAsked = useSignal(false);
  const isWorking = useSignal(false);
  const problem = useSignal<string | null>(null);
  const say = words.value.walls;
  const takeDown = async () => {
    isWorking.value = true;
    try {
      await deleteWall(wall.id);
      closeWallEditor();
      if (wallId.value === wall.id) replaceAddress(wallHref({ wall: null, search: null }));
      tell(say.deleted(wall.name));
    } catch (thrown) {
      problem.value = sentenceOf(thrown);
    } finally {
      isWorking.value = false;
    }
  };
  return (
    <div class="wall-down">
      <p>{say.deleteMeans(wall.items)}</p>
      {problem.value !== null && (
        <p class="problem" role="alert">
          {problem.value}
        </p>
      )}
      {isAsked.value ? (
        <button
          type="button"
          class="quiet-button wall-down-sure"
          disabled={isWorking.value}
          ref={(button) => button?.focus()}
          onClick={() => void takeDown()}
        >
          <Icon name="trash" small />
          {say.deleteSurely}
        </button>
      ) : (
        <button
          type="button"
          class="quiet-button"
          onClick={() => {
            isAsked.value = true;
          }}
        >
          {say.delete}
        </button>
      )}
    </div>
  );
}
