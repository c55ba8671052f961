import { useSignal } from "@preact/signals";
import { LIMITS } from "../../../src/contract/limits.ts";
import { isByHand } from "../finding/facets.ts";
import { Icon } from "../icon.tsx";
import { later } from "../later.tsx";
import { found } from "../search/search.ts";
import { wallId } from "../session.ts";
import { WallSelect } from "../wall/wall-select.tsx";
import { words } from "../words/words.ts";
import { changeMany, copied, moved, pinned, tagged, trashed } from "./change-many.ts";
import { allFound, chooseAll, chooseAllFound, chosen, isMoreFound, letGo, showing } from "./chosen.ts";

const OrderSelect = later(async () => (await import("../order/order-select.tsx")).OrderSelect);

/** What can be done with all that is chosen; there only while something is. */
export function ChoiceBar() {
  const things = showing.value.filter((item) => chosen.value.has(item.id));
  if (things.length === 0) return null;
  const isAll = things.length === showing.value.length;
  const { choose, common } = words.value;
  const all = allFound.value;
  const { total = 0, total_is } = found.value ?? {};
  const arePinned = things.every((item) => item.pinned_at !== null);
  return (
    <div class="choice" role="toolbar" aria-label={choose.bar}>
      <span class="choice-count" role="status">
        {choose.chosen(all?.count ?? things.length)}
      </span>
      {!isAll && (
        <button type="button" class="text-button" onClick={chooseAll}>
          {choose.all(showing.value.length)}
        </button>
      )}
      {all === null && isMoreFound.value && (
        <button type="button" class="text-button" onClick={() => void chooseAllFound()}>
          {choose.allFound(total, total_is === "at-least")}
        </button>
      )}
      <TagField onTag={(name) => void changeMany(things, tagged(name))} />
      <WallField onMove={(deed) => void changeMany(things, deed)} />
      {isByHand.value && <OrderSelect ids={things.map((item) => item.id)} />}
      <button type="button" class="quiet-button" onClick={() => void changeMany(things, pinned(!arePinned))}>
        <Icon name="pin" small />
        {arePinned ? common.unpin : common.pin}
      </button>
      <button type="button" class="quiet-button" onClick={() => void changeMany(things, trashed())}>
        <Icon name="trash" small />
        {choose.trash}
      </button>
      <button type="button" class="icon-button" aria-label={choose.none} title={choose.none} onClick={letGo}>
        <Icon name="close" small />
      </button>
    </div>
  );
}

function TagField({ onTag }: { onTag: (name: string) => void }) {
  const typed = useSignal("");
  const send = (event: SubmitEvent) => {
    event.preventDefault();
    const name = typed.value.trim();
    if (name !== "") onTag(name);
    typed.value = "";
  };
  return (
    <form class="choice-tag" onSubmit={send}>
      <input
        class="field"
        aria-label={words.value.choose.tagThem}
        placeholder={words.value.choose.tagThem}
        dir="auto"
        maxLength={LIMITS.tagCharacters}
        autocomplete="off"
        value={typed.value}
        onInput={(event) => {
          typed.value = event.currentTarget.value;
        }}
      />
    </form>
  );
}

/** Moves to another wall, or puts on it as well. */
function WallField({ onMove }: { onMove: (deed: ReturnType<typeof moved>) => void }) {
  const here = wallId.value;
  if (here === null) return null;
  return (
    <WallSelect standing={[here]} onChoose={({ how, to }) => onMove(how === "move" ? moved(here, to) : copied(to))} />
  );
}
