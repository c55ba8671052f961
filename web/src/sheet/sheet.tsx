import { useLayoutEffect, useState } from "preact/hooks";
import type { Item } from "../../../src/contract/items.ts";
import { closeItem, openItemId } from "../address.ts";
import { Icon } from "../icon.tsx";
import { useModal } from "../modal.ts";
import { NoticeBar } from "../notice.tsx";
import { wall, walls } from "../session.ts";
import { pageOf } from "../wall/item-words.ts";
import { deleteItem } from "./item-verbs.ts";
import { editOpenItem, openItem, openProblem, saving } from "./open-item.ts";
import { Reading } from "./reading.tsx";
import { Side } from "./side.tsx";

/** An item over its wall, at its own address. */
export function Sheet() {
  const dialog = useModal(closeItem);
  // The fields inside measure themselves, so they are drawn once the dialog has a size.
  const [isShown, setShown] = useState(false);
  useLayoutEffect(() => setShown(true), []);
  const item = openItem.value;
  return (
    <dialog
      ref={dialog}
      class="sheet"
      tabIndex={-1}
      aria-label={item?.title ?? "Item"}
      onCancel={(event) => {
        event.preventDefault();
        closeItem();
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
    </dialog>
  );
}

function Bar({ item }: { item: Item | null }) {
  const home = walls.value.find((each) => item?.wall_ids.includes(each.id)) ?? wall.value;
  const page = item === null ? null : pageOf(item);
  const isPinned = item !== null && item.pinned_at !== null;
  const remove = async (gone: Item) => {
    if (await deleteItem(gone)) closeItem();
  };
  return (
    <header class="sheet-bar">
      <button type="button" class="icon-button" aria-label="Close" onClick={closeItem}>
        <Icon name="close" />
      </button>
      <bdi class="sheet-wall">{home?.name}</bdi>
      <Saving />
      {item !== null && (
        <>
          <button
            type="button"
            class="icon-button"
            aria-pressed={isPinned}
            aria-label={isPinned ? "Unpin" : "Pin"}
            title={isPinned ? "Unpin" : "Pin"}
            onClick={() => editOpenItem({ pinned: !isPinned })}
          >
            <Icon name="pin" />
          </button>
          <button
            type="button"
            class="icon-button"
            aria-label="Move to the trash"
            title="Move to the trash"
            onClick={() => void remove(item)}
          >
            <Icon name="trash" />
          </button>
          {page !== null && (
            <a class="quiet-button" href={page} target="_blank" rel="noreferrer">
              <span class="wide-only">Open the page</span>
              <Icon name="externalLink" small />
            </a>
          )}
        </>
      )}
    </header>
  );
}

function Saving() {
  const state = saving.value;
  return (
    <p class={typeof state === "object" && state !== null ? "saving problem" : "saving"} role="status">
      {state === "saving" && "Saving…"}
      {state === "saved" && (
        <>
          <Icon name="check" small />
          Saved
        </>
      )}
      {typeof state === "object" && state !== null && state.problem}
    </p>
  );
}
