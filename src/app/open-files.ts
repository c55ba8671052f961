import type { FileSettings } from "../config/file-settings.ts";
import type { FileStore } from "../core/ports/files.ts";

/** The place of files that the settings name. A bucket is not asked for anything yet. @throws when a folder cannot be made */
export async function openFiles(settings: FileSettings): Promise<FileStore> {
  switch (settings.kind) {
    case "folder": {
      const { openDiskFiles } = await import("../adapters/files-disk.ts");
      return await openDiskFiles(settings.folder);
    }
    case "bucket": {
      const { openS3Files } = await import("../adapters/files-s3.ts");
      return openS3Files(settings);
    }
    default:
      throw settings satisfies never;
  }
}
