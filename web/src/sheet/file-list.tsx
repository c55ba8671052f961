import type { ItemFile } from "../../../src/contract/items.ts";
import { sizeOf } from "../formats.ts";
import { Icon } from "../icon.tsx";
import { downloadOf, kindOf } from "../viewer/file-kind.ts";
import { showFile } from "../viewer/shown-file.ts";
import { isShowable } from "../wall/picture.ts";
import { words } from "../words/words.ts";

/** Everything that is kept for the item: each to look at where that is possible, and to download. */
export function FileList({ files }: { files: readonly ItemFile[] }) {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  return (
    <section>
      <h3>
        {words.value.files.heading} <span>{sizeOf(bytes)}</span>
      </h3>
      <ul class="files">
        {files.map((file) => (
          <FileRow key={file.id} file={file} />
        ))}
      </ul>
    </section>
  );
}

function FileRow({ file }: { file: ItemFile }) {
  const say = words.value.files;
  const name = file.role === "original" ? (file.name ?? say.roles.original) : say.roles[file.role];
  const shown = (
    <>
      {isShowable(file) ? (
        <img src={file.url} alt="" width="34" height="34" loading="lazy" decoding="async" />
      ) : (
        <span class="file-icon">
          <Icon name="fileText" small />
        </span>
      )}
      <bdi class="file-name">{name}</bdi>
      <span class="file-size">{sizeOf(file.bytes)}</span>
    </>
  );
  return (
    <li>
      {kindOf(file) === "other" ? (
        <span class="file-row">{shown}</span>
      ) : (
        <button type="button" class="file-row" aria-label={say.lookAt(name)} onClick={() => showFile(file.id)}>
          {shown}
        </button>
      )}
      <a
        class="file-save"
        href={downloadOf(file)}
        download={file.name ?? ""}
        aria-label={say.downloadOf(name)}
        title={say.download}
      >
        <Icon name="download" small />
      </a>
    </li>
  );
}
