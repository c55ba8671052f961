import { useLayoutEffect, useState } from "preact/hooks";
import type { Item } from "../../../src/contract/items.ts";
import { closeOver, openItemId } from "../address.ts";
import { Icon } from "../icon.tsx";
import { later } from "../later.tsx";
import { isOwn, mayArrange } from "../members/whose.ts";
import { useModal } from "../modal.ts";
import { NoticeBar } from "../notice.tsx";
import { wall, walls } from "../session.ts";
import { shownFile } from "../viewer/shown-file.ts";
import { pageOf } from "../wall/item-words.ts";
import { wallName } from "../wall/wall-name.ts";
import { words } from "../words/words.ts";
import { deleteItem, keepCopy, takeOffWall } from "./item-verbs.ts";
import { editOpenItem, openItem, openProblem, saving } from "./open-item.ts";
import { Reading } from "./reading.tsx";
import { Side } from "./side.tsx";

const Viewer = later(() => import("../viewer/viewer.tsx").then((loaded) => loaded.default));

/** An item over its wall, at its own address. */
export function Sheet() {
  const dialog = useModal(closeOver);
  // The fields inside measure themselves, so they are drawn once the dialog has a size.
  const [isShown, setShown] = useState(false);
  useLayoutEffect(() => setShown(true), []);
  const item = openItem.value;
  return (
    <dialog
      ref={dialog}
      class="sheet"
      tabIndex={-1}
      aria-label={item?.title ?? words.value.common.item}
      onCancel={(event) => {
        event.preventDefault();
        closeOver();
      }}
    >
      <div class="sheet-page">
        <Bar item={item} />
        {item === null && (
          <div class="state" role="status">
            <p class="state-title">{openProblem.value ?? ""}</p>
          </div>
        )}
        {item !== null && isShown && (
          <div class="sheet-columns" key={openItemId.value ?? ""}>
            <Reading item={item} />
            <Side item={item} />
          </div>
        )}
      </div>
      <NoticeBar />
      {item !== null && shownFile.value !== null && <Viewer item={item} />}
    </dialog>
  );
}

function Bar({ item }: { item: Item | null }) {
  const home = walls.value.find((each) => item?.wall_ids.includes(each.id)) ?? wall.value;
  const page = item === null ? null : pageOf(item);
  const isPinned = item !== null && item.pinned_at !== null;
  const { common } = words.value;
  const remove = async (gone: Item) => {
    if (await deleteItem(gone)) closeOver();
  };
  return (
    <header class="sheet-bar">
      <button type="button" class="icon-button" aria-label={common.close} onClick={closeOver}>
        <Icon name="close" />
      </button>
      <bdi class="sheet-wall" dir="auto">
        {home && wallName(home)}
      </bdi>
      <Saving />
      {item !== null && !isOwn(item) && <OthersVerbs item={item} />}
      {item !== null && isOwn(item) && (
        <>
          <button
            type="button"
            class="icon-button"
            aria-pressed={isPinned}
            aria-label={isPinned ? common.unpin : common.pin}
            title={isPinned ? common.unpin : common.pin}
            onClick={() => editOpenItem({ pinned: !isPinned })}
          >
            <Icon name="pin" />
          </button>
          <button
            type="button"
            class="icon-button"
            aria-pressed={item.archived_at !== null}
            aria-label={words.value.finding.archive}
            title={item.archived_at === null ? words.value.finding.archive : words.value.finding.unarchive}
            onClick={() => editOpenItem({ archived: item.archived_at === null })}
          >
            <Icon name="archive" />
          </button>
          <button
            type="button"
            class="icon-button"
            aria-label={common.trash}
            title={common.trash}
            onClick={() => void remove(item)}
          >
            <Icon name="trash" />
          </button>
          {page !== null && (
            <a class="quiet-button" href={page} target="_blank" rel="noreferrer" aria-label={common.openPage}>
              <span class="wide-only">{common.openPage}</span>
              <Icon name="externalLink" small />
            </a>
          )}
        </>
      )}
    </header>
  );
}

/** What one may do with a thing of somebody else's. */
function OthersVerbs({ item }: { item: Item }) {
  const here = walls.value.find((each) => item.wall_ids.includes(each.id));
  const { common, wall: say } = words.value;
  const page = pageOf(item);
  return (
    <>
      <button type="button" class="quiet-button" onClick={() => void keepCopy(item)}>
        {say.keepCopy}
      </button>
      {here !== undefined && mayArrange(here) && (
        <button
          type="button"
          class="icon-button"
          aria-label={say.takeOffThis}
          title={say.takeOffThis}
          onClick={() => void takeOffWall(item, here.id).then((isOff) => isOff && closeOver())}
        >
          <Icon name="trash" />
        </button>
      )}
      {page !== null && (
        <a class="quiet-button" href={page} target="_blank" rel="noreferrer" aria-label={common.openPage}>
          <span class="wide-only">{common.openPage}</span>
          <Icon name="externalLink" small />
        </a>
      )}
    </>
  );
}

function Saving() {
  const state = saving.value;
  return (
    <p class={typeof state === "object" && state !== null ? "saving problem" : "saving"} role="status">
      {state === "saving" && words.value.common.saving}
      {state === "saved" && (
        <>
          <Icon name="check" small />
          {words.value.common.saved}
        </>
      )}
      {typeof state === "object" && state !== null && state.problem}
    </p>
  );
}
