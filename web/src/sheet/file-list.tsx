import type { FileRole, ItemFile } from "../../../src/contract/items.ts";
import { Icon } from "../icon.tsx";
import { isShowable } from "../wall/picture.ts";
import { sizeOf } from "../words.ts";

const ROLE_WORDS: Record<FileRole, string> = {
  original: "Original",
  "lead-image": "Lead picture",
  "page-image": "Picture of the page",
  preview: "Preview",
  thumbnail: "Small preview",
  snapshot: "Page as it was",
  text: "Text",
};

/** Everything that is kept for the item, each to download. */
export function FileList({ files }: { files: readonly ItemFile[] }) {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  return (
    <section>
      <h3>
        Files <span>{sizeOf(bytes)}</span>
      </h3>
      <ul class="files">
        {files.map((file) => (
          <li key={file.id}>
            <a href={downloadOf(file)} download={file.name ?? ""}>
              {isShowable(file) ? (
                <img src={file.url} alt="" width="34" height="34" loading="lazy" decoding="async" />
              ) : (
                <span class="file-icon">
                  <Icon name="fileText" small />
                </span>
              )}
              <bdi class="file-name">
                {file.role === "original" ? (file.name ?? "Original") : ROLE_WORDS[file.role]}
              </bdi>
              <span class="file-size">{sizeOf(file.bytes)}</span>
              <Icon name="download" small />
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function downloadOf(file: ItemFile): string {
  return `${file.url}${file.url.includes("?") ? "&" : "?"}download=true`;
}
