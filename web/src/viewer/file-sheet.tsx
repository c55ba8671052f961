import type { ComponentChildren } from "preact";
import type { ItemFile } from "../../../src/contract/items.ts";
import { sizeOf } from "../formats.ts";
import { Icon } from "../icon.tsx";
import { endingOf } from "../wall/picture.ts";
import { words } from "../words/words.ts";
import { downloadOf } from "./file-kind.ts";

/** A file that cannot be looked at here: what it is, how large, and the way to have it. `why` says what went wrong. */
export function FileSheet({ file, why, children }: { file: ItemFile; why?: string; children?: ComponentChildren }) {
  return (
    <div class="file-sheet">
      <span class="file-ending" aria-hidden="true">
        {endingOf(file, "file")}
      </span>
      <div class="file-sheet-words">
        <bdi dir="auto">{file.name ?? words.value.files.noName}</bdi>
        <span>
          {file.type} · {sizeOf(file.bytes)}
        </span>
        {why && <span role="alert">{why}</span>}
      </div>
      {children}
      <a class="quiet-button" href={downloadOf(file)} download={file.name ?? ""}>
        <Icon name="download" small />
        {words.value.files.download}
      </a>
    </div>
  );
}
