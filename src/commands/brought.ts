import { openAsBlob } from "node:fs";
import { stat } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { Readable } from "node:stream";
import { CommandFailed, EXIT, wrongUsage } from "./failure.ts";
import { packFolder } from "./pack-folder.ts";

/** What is to be imported, as bytes that are on their way when they are asked for. */
export interface Brought {
  readonly name: string;
  open(): Promise<Blob | ReadableStream>;
  /** It can be sent once only. */
  readonly isOnce: boolean;
}

/** A file, a folder, which is packed on its way, or `-` for what is piped in. @throws CommandFailed */
export async function brought(path: string): Promise<Brought> {
  if (path === "-")
    return {
      name: "piped",
      isOnce: true,
      open: () => Promise.resolve(Readable.toWeb(process.stdin) as ReadableStream),
    };
  const found = await stat(path).catch(() => null);
  if (!found) throw wrongUsage(`There is no file ${path}.`);
  const name = basename(resolve(path));
  if (found.isDirectory()) {
    const open = async () => Readable.toWeb(Readable.from(await packFolder(path))) as ReadableStream;
    return { name: `${name}.zip`, isOnce: false, open };
  }
  return {
    name,
    isOnce: false,
    async open() {
      try {
        return await openAsBlob(path);
      } catch (error) {
        throw new CommandFailed(`${path} cannot be read.`, EXIT.failed, error);
      }
    },
  };
}
