import { cleanFileName, parseContentDispositionName } from "../../core/file-name.ts";
import type { FileRead } from "../../core/file-read.ts";
import type { StepOutcome } from "../../core/steps.ts";
import type { MadeFile, Tools } from "../step.ts";
import type { PageBytes } from "./fetch-page.ts";
import { notLookedInto, previewFiles, warningOf } from "./look-into.ts";
import type { ReadOutput } from "./read-output.ts";

/** Looking into a file may take this much of the time that the step has. */
const LOOKING_MS = 12_000;

/** A link that turns out to be a picture, a PDF or any other file becomes that. */
export async function becomeFile(
  fetched: PageBytes,
  declared: string,
  tools: Tools,
  signal: AbortSignal,
): Promise<StepOutcome<ReadOutput>> {
  if (fetched.truncated)
    return {
      kind: "failed",
      code: "file-too-large",
      detail: "What the link leads to is too large to be kept.",
      retryable: false,
    };
  const fromPath = decodeURIComponentOrNull(new URL(fetched.url).pathname.split("/").at(-1) ?? "");
  const name = cleanFileName(parseContentDispositionName(fetched.contentDisposition) ?? fromPath, "file");
  const read = await lookInto({ bytes: fetched.bytes, name, type: declared }, tools, signal);
  const original: MadeFile = {
    role: "original",
    type: read.type,
    name,
    bytes: fetched.bytes,
    width: read.width,
    height: read.height,
    placeholder: null,
    madeFrom: null,
    facts: read.facts,
  };
  const warning = warningOf(read, name, "read");
  return {
    kind: "done",
    output: {
      kind: read.kind,
      found: {
        readAtMs: Date.now(),
        finalUrl: fetched.url,
        title: read.facts.title ?? name,
        ...(read.facts.author === undefined ? {} : { author: read.facts.author }),
      },
      content: null,
      filesText: read.text,
      addresses: fetched.url === fetched.asked ? [] : [{ address: fetched.url, via: "redirect" }],
      files: [original, ...previewFiles(read, null)],
      hasPictures: false,
      warnings: warning ? [warning] : [],
    },
  };
}

async function lookInto(
  { bytes, name, type }: { bytes: Uint8Array; name: string; type: string },
  tools: Tools,
  signal: AbortSignal,
): Promise<FileRead> {
  const deadline = AbortSignal.timeout(LOOKING_MS);
  try {
    return await tools.fileReader.read({ source: { bytes }, name, type }, AbortSignal.any([signal, deadline]));
  } catch (error) {
    if (signal.aborted || !deadline.aborted) throw error;
    return notLookedInto({ type });
  }
}

function decodeURIComponentOrNull(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return text === "" ? null : text;
  }
}
