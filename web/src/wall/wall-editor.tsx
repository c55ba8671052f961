import { useSignal } from "@preact/signals";
import type { Wall } from "../../../src/contract/walls.ts";
import { replaceAddress, wallHref } from "../address.ts";
import { sentenceOf } from "../api.ts";
import { Icon } from "../icon.tsx";
import { tell } from "../notice.tsx";
import { Panel } from "../panel.tsx";
import { deleteWall, wallId, walls } from "../session.ts";
import { words } from "../words/words.ts";
import { closeWallEditor, editedWall } from "./wall-editing.ts";
import { WallFeed } from "./wall-feed.tsx";
import { WallForm } from "./wall-form.tsx";

/** A wall's name, what it is for, what orders it, and the way to take it down. */
export default function WallEditor() {
  const edited = walls.value.find((each) => each.id === editedWall.value);
  if (edited === undefined) return null;
  return (
    <Panel id="wall-editor" heading={words.value.walls.edit} close={closeWallEditor}>
      <WallForm wall={edited} />
      {edited.kind !== "smart" && <WallFeed wall={edited} />}
      {edited.kind !== "inbox" && <TakeDown wall={edited} />}
    </Panel>
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
      tell(wall.kind === "smart" ? say.deletedSmart(wall.name) : say.deleted(wall.name));
    } catch (thrown) {
      problem.value = sentenceOf(thrown);
    } finally {
      isWorking.value = false;
    }
  };
  return (
    <div class="wall-down">
      <p>{wall.kind === "smart" ? say.deleteSmartMeans : say.deleteMeans(wall.items)}</p>
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
