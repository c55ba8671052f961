import type { ImageReader } from "../../content/file-reader.ts";
import type { MadeFile } from "../step.ts";

export interface Previewed {
  readonly type: string;
  readonly width: number;
  readonly height: number;
  readonly preview: MadeFile;
}

/** A small, clean picture of a picture; null when it cannot be read, which is no failure of the item. */
export async function previewOf(
  images: ImageReader,
  { bytes, madeFrom, maxWidth }: { bytes: Uint8Array; madeFrom: string | null; maxWidth?: number },
  signal: AbortSignal,
): Promise<Previewed | null> {
  const derived = await images.derive(bytes, signal, maxWidth);
  if (derived.kind === "failure") return null;
  const { preview, placeholder } = derived;
  return {
    type: derived.type,
    width: derived.width,
    height: derived.height,
    preview: {
      role: "preview",
      name: null,
      placeholder: `data:image/webp;base64,${placeholder}`,
      madeFrom,
      ...preview,
    },
  };
}
