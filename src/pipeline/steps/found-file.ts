import type { ItemKind } from "../../contract/items.ts";
import { cleanFileName, parseContentDispositionName } from "../../core/file-name.ts";
import type { StepOutcome } from "../../core/steps.ts";
import type { MadeFile, Tools } from "../step.ts";
import type { PageBytes } from "./fetch-page.ts";
import { previewOf } from "./preview.ts";
import type { ReadOutput } from "./read-output.ts";

/** A link that turns out to be a picture, a PDF or any other file becomes that. */
export async function becomeFile(
  fetched: PageBytes,
  { kind, type }: { kind: ItemKind; type: string },
  tools: Tools,
  signal: AbortSignal,
): Promise<StepOutcome<ReadOutput>> {
  const fromPath = decodeURIComponentOrNull(new URL(fetched.url).pathname.split("/").at(-1) ?? "");
  const name = cleanFileName(parseContentDispositionName(fetched.contentDisposition) ?? fromPath, "file");
  const picture =
    kind === "image" && !fetched.truncated
      ? await previewOf(tools.images, { bytes: fetched.bytes, madeFrom: null }, signal)
      : null;
  const original: MadeFile = {
    role: "original",
    type,
    name,
    bytes: fetched.bytes,
    width: picture?.width ?? null,
    height: picture?.height ?? null,
    placeholder: null,
    madeFrom: null,
  };
  if (fetched.truncated)
    return {
      kind: "failed",
      code: "file-too-large",
      detail: "What the link leads to is too large to be kept.",
      retryable: false,
    };
  return {
    kind: "done",
    output: {
      kind,
      found: { readAtMs: Date.now(), finalUrl: fetched.url, title: name },
      content: null,
      addresses: fetched.url === fetched.asked ? [] : [{ address: fetched.url, via: "redirect" }],
      files: picture ? [original, picture.preview] : [original],
      hasPictures: false,
      warnings: [],
    },
  };
}

function decodeURIComponentOrNull(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return text === "" ? null : text;
  }
}
