import { useCallback, useEffect } from "preact/hooks";
import type { Item, ItemFile } from "../../../src/contract/items.ts";
import { Icon } from "../icon.tsx";
import "../look/viewer.css";
import { useModal } from "../modal.ts";
import { leadPicture } from "../wall/picture.ts";
import { words } from "../words/words.ts";
import { downloadOf, filesToLookAt, kindOf } from "./file-kind.ts";
import { FileSheet } from "./file-sheet.tsx";
import { Media } from "./media.tsx";
import PdfView from "./pdf-view.tsx";
import { PictureView } from "./picture-view.tsx";
import { closeFile, showFile, shownFile } from "./shown-file.ts";
import TextView from "./text-view.tsx";

/** One file of an item in the whole window, with the ones beside it. */
export default function Viewer({ item }: { item: Item }) {
  const dialog = useModal(closeFile);
  useEffect(() => closeFile, []);
  const files = filesToLookAt(item);
  const at = files.findIndex((file) => file.id === shownFile.value);
  const file = files[at] ?? item.files.find((each) => each.id === shownFile.value);
  const ids = files.map((each) => each.id).join(" ");
  const step = useCallback(
    (by: 1 | -1) => {
      const list = ids.split(" ");
      const next = list[list.indexOf(shownFile.peek() ?? "") + by];
      if (next !== undefined) showFile(next);
    },
    [ids],
  );
  if (file === undefined) return null;
  const say = words.value.files;
  const isOneOfMany = at !== -1 && files.length > 1;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target instanceof HTMLMediaElement || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    event.preventDefault();
    step(event.key === "ArrowRight" ? 1 : -1);
  };
  return (
    <dialog
      ref={dialog}
      class="viewer"
      tabIndex={-1}
      aria-label={file.name ?? say.noName}
      onKeyDown={onKeyDown}
      onCancel={(event) => {
        event.preventDefault();
        event.stopPropagation();
        closeFile();
      }}
    >
      <header class="viewer-bar">
        <button type="button" class="icon-button" aria-label={words.value.common.close} onClick={closeFile}>
          <Icon name="close" />
        </button>
        <bdi class="viewer-name">{file.name ?? item.title}</bdi>
        {isOneOfMany && (
          <span class="viewer-count" role="status">
            {say.oneOf(at + 1, files.length)}
          </span>
        )}
        <a
          class="icon-button"
          href={downloadOf(file)}
          download={file.name ?? ""}
          aria-label={say.download}
          title={say.download}
        >
          <Icon name="download" />
        </a>
      </header>
      <div class="viewer-file" key={file.id}>
        <File item={item} file={file} step={step} />
      </div>
      {isOneOfMany && (
        <>
          <Turn by={-1} isOn={at > 0} step={step} />
          <Turn by={1} isOn={at < files.length - 1} step={step} />
        </>
      )}
    </dialog>
  );
}

function Turn({ by, isOn, step }: { by: 1 | -1; isOn: boolean; step: (by: 1 | -1) => void }) {
  const name = by === 1 ? words.value.files.next : words.value.files.previous;
  return (
    <button
      type="button"
      class={by === 1 ? "turn turn-next" : "turn turn-previous"}
      aria-label={name}
      title={name}
      aria-disabled={!isOn}
      onClick={() => step(by)}
    >
      <Icon name={by === 1 ? "chevronRight" : "chevronLeft"} />
    </button>
  );
}

function File({ item, file, step }: { item: Item; file: ItemFile; step: (by: 1 | -1) => void }) {
  const kind = kindOf(file);
  switch (kind) {
    case "picture":
      return <PictureView file={file} step={step} />;
    case "pdf":
      return <PdfView file={file} />;
    case "audio":
    case "video":
      return <Media file={file} poster={leadPicture(item)} />;
    case "text":
      return <TextView file={file} />;
    case "other":
      return <FileSheet file={file} />;
    default:
      return kind satisfies never;
  }
}
