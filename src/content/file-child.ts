import { rmSync } from "node:fs";
import { standBack } from "../core/stand-back.ts";
import type { ChildAnswer, FileTask } from "./file-task.ts";
import { deriveImage } from "./files/image.ts";
import { readFileAt } from "./files/read-file.ts";

/** The folder that is this process's own, for what it must write. */
const [, , folder] = process.argv;

/** The child's side of `file-child-process.ts`: one task in, what came of it out. It ends with its parent. */
process.on("message", (task: FileTask) => {
  perform(task).then(
    (result) => answer({ result }),
    (error: unknown) => answer({ fault: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});
process.on("disconnect", () => {
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  process.exit(0);
});
standBack();
process.send?.("ready");

function answer(message: ChildAnswer): void {
  process.send?.(message);
}

async function perform(task: FileTask): Promise<unknown> {
  return task.do === "derive" ? await deriveImage(task.bytes, task.maxWidth ?? undefined) : await readFileAt(task);
}
