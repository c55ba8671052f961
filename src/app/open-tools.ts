import { openDiskFiles } from "../adapters/files-disk.ts";
import { openBuiltInAnalyst } from "../ai/built-in/analyst.ts";
import type { Settings } from "../config/settings.ts";
import { openFileReader } from "../content/file-reader.ts";
import { openPageReader } from "../content/page-reader.ts";
import type { Web } from "../core/ports/web.ts";
import { politeWeb } from "../pipeline/polite-web.ts";
import type { Tools } from "../pipeline/step.ts";
import { programVersion } from "./version.ts";

export interface OpenTools extends Tools {
  close(): Promise<void>;
}

export type OwnAddresses = () => readonly { host: string; port: number }[];

/** What steps work with, from the settings: the same in this process and in a child that works on one step alone. */
export async function openTools(settings: Settings, ownAddresses: OwnAddresses): Promise<OpenTools> {
  const files = await openDiskFiles(settings.filesDir);
  const web = lazyWeb(settings, ownAddresses);
  const pages = openPageReader();
  // Two children, so that a page's picture never waits behind a file that takes its reader long.
  const images = openFileReader();
  const fileReader = openFileReader();
  const builtIn = openBuiltInAnalyst();
  return {
    web: politeWeb(web),
    pages,
    images,
    fileReader,
    files,
    analyst: builtIn,
    builtIn,
    async close() {
      await Promise.all([
        web.close(),
        pages.close(),
        images.close(),
        fileReader.close(),
        builtIn.close(),
        files.close(),
      ]);
    },
  };
}

/** The HTTP client is heavy and a wall of notes never needs it. */
function lazyWeb(settings: Settings, ownAddresses: OwnAddresses): Web {
  let opened: Promise<Web> | null = null;
  const open = async (): Promise<Web> => {
    const { openWeb } = await import("../adapters/web.ts");
    return openWeb({
      allowHosts: settings.fetchAllowHosts,
      ownAddresses,
      userAgent: `DigitalWall/${programVersion} (self-hosted bookmark reader)`,
    });
  };
  return {
    async fetch(request) {
      opened ??= open();
      return await (await opened).fetch(request);
    },
    async close() {
      if (opened) await (await opened).close();
    },
  };
}
