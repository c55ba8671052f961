import { useEffect, useRef } from "preact/hooks";
import { sizeOf } from "../formats.ts";
import { Icon } from "../icon.tsx";
import { words } from "../words/words.ts";
import { files, takeOutFile } from "./draft.ts";

/** The files in the box, each with a way out again. */
export function FileChips() {
  return (
    <ul class="chips" aria-label={words.value.box.files}>
      {files.value.map((file, index) => (
        <li key={`${file.name} ${file.size} ${index}`} class="chip">
          {file.type.startsWith("image/") ? <Thumbnail file={file} /> : <Icon name="fileText" small />}
          <span class="chip-words">
            <bdi dir="auto">{file.name}</bdi>
            <span>{sizeOf(file.size)}</span>
          </span>
          <button
            type="button"
            class="chip-out"
            aria-label={words.value.box.takeOut(file.name)}
            onClick={() => takeOutFile(file)}
          >
            <Icon name="close" small />
          </button>
        </li>
      ))}
    </ul>
  );
}

const THUMBNAIL_PX = 88;

/** Drawn on a canvas: a blob: address would need a wider policy for pictures. */
function Thumbnail({ file }: { file: File }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    let isOver = false;
    void draw(file, () => (isOver ? null : canvas.current));
    return () => {
      isOver = true;
    };
  }, [file]);
  return (
    <span aria-hidden="true">
      <canvas ref={canvas} class="chip-picture" width={THUMBNAIL_PX} height={THUMBNAIL_PX} />
    </span>
  );
}

async function draw(file: File, canvas: () => HTMLCanvasElement | null): Promise<void> {
  let picture: ImageBitmap;
  try {
    picture = await createImageBitmap(file);
  } catch {
    // The browser cannot show this kind of picture; the chip still names it.
    return;
  }
  const scale = Math.max(THUMBNAIL_PX / picture.width, THUMBNAIL_PX / picture.height);
  const width = picture.width * scale;
  const height = picture.height * scale;
  canvas()
    ?.getContext("2d")
    ?.drawImage(picture, (THUMBNAIL_PX - width) / 2, (THUMBNAIL_PX - height) / 2, width, height);
  picture.close();
}
