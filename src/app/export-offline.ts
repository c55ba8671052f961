import type { Settings } from "../config/settings.ts";
import type { ExportFormat } from "../contract/archive.ts";
import { listWalls } from "../store/walls.ts";
import { type Export, exportWall } from "../wall/export/export-wall.ts";
import { ensureOwner } from "../wall/make-owner.ts";
import { openFiles } from "./open-files.ts";
import { openStore } from "./open-store.ts";
import { programVersion } from "./version.ts";

const MOST_WALLS = 10_000;

/** An export of the owner's without a running server; holds the folder until it is closed. `wall` is an id or a name. */
export async function exportOffline(
  settings: Settings,
  { format, wall }: { format: ExportFormat; wall: string | null },
): Promise<Export & { close(): Promise<void> }> {
  const opened = await openStore(settings);
  const files = await openFiles(settings.files);
  const close = async () => {
    await files.close();
    await opened.close();
  };
  try {
    const { store } = opened;
    const { owner } = await ensureOwner(store);
    const of = { store, files, version: programVersion, owner };
    const made = await exportWall({ ...of, wall: wall === null ? null : await idOfWall() }, format);
    return { ...made, close };

    async function idOfWall(): Promise<string> {
      const walls = await listWalls(store.reader, { owner, after: null, limit: MOST_WALLS });
      return walls.find(({ id, name }) => id === wall || name === wall)?.id ?? wall ?? "";
    }
  } catch (error) {
    await close();
    throw error;
  }
}
