import type { Item, ItemFile } from "../../../src/contract/items.ts";
import { Icon } from "../icon.tsx";
import { later } from "../later.tsx";
import { kindOf } from "../viewer/file-kind.ts";
import { FileSheet } from "../viewer/file-sheet.tsx";
import { Media } from "../viewer/media.tsx";
import { showFile } from "../viewer/shown-file.ts";
import { leadPicture, originalsOf } from "../wall/picture.ts";
import { Picture } from "../wall/plate.tsx";
import { words } from "../words/words.ts";

const TextView = later(() => import("../viewer/text-view.tsx").then((loaded) => loaded.default));

/** What was shared as files, each as it can be looked at in the reading column. */
export function Originals({ item }: { item: Item }) {
  return (
    <>
      {originalsOf(item).map((file) => (
        <Original key={file.id} item={item} file={file} />
      ))}
    </>
  );
}

function Original({ item, file }: { item: Item; file: ItemFile }) {
  // A preview says nothing of whose it is when there are several.
  const preview = originalsOf(item).length === 1 ? leadPicture(item) : null;
  const kind = kindOf(file);
  switch (kind) {
    case "picture":
      return <PictureButton file={file} picture={file} />;
    case "pdf":
      return (
        <>
          {preview !== null && <PictureButton file={file} picture={preview} />}
          <FileSheet file={file}>
            <button type="button" class="quiet-button" onClick={() => showFile(file.id)}>
              <Icon name="fileText" small />
              {words.value.files.readPages}
            </button>
          </FileSheet>
        </>
      );
    case "audio":
    case "video":
      return <Media file={file} poster={preview} />;
    case "text":
      return (
        <>
          {originalsOf(item).length > 1 && (
            <p class="file-caption">
              <bdi dir="auto">{file.name}</bdi>
            </p>
          )}
          <TextView file={file} />
        </>
      );
    case "other":
      return (
        <>
          {preview !== null && (
            <div class="reading-picture">
              <Picture file={preview} eager />
            </div>
          )}
          <FileSheet file={file} />
        </>
      );
    default:
      return kind satisfies never;
  }
}

/** A picture that fills the window when it is pressed. */
export function PictureButton({ file, picture }: { file: ItemFile; picture: ItemFile }) {
  return (
    <button
      type="button"
      class="reading-picture"
      aria-label={words.value.files.lookAt(file.name ?? words.value.files.noName)}
      onClick={() => showFile(file.id)}
    >
      <Picture file={picture} eager />
    </button>
  );
}
