import { randomBytes } from "node:crypto";
import { link, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { SettingRefused } from "../config/read.ts";
import type { Settings } from "../config/settings.ts";
import type { Log } from "../core/events.ts";
import { openSealing, type Sealing } from "../core/seal.ts";
import type { Store } from "../store/store.ts";
import { countSealedOtherwise } from "../store/totps.ts";

const KEY_BYTES = 32;
/** As settings must have at least. */
const KEY_CHARACTERS = 32;

/** The key that seals what rows must not hold in the clear; no backup and no archive has it. */
const sealingFileOf = (dataDir: string): string => join(dataDir, "sealing.key");

/**
 * By the setting, or by a file in the data folder that the first process makes. Processes that share a folder have one
 * key; those on several machines need the setting.
 * @throws SettingRefused when the file is there and holds no key
 */
export async function openKeySealing({
  secretKey,
  dataDir,
}: Pick<Settings, "secretKey" | "dataDir">): Promise<Sealing> {
  return openSealing(secretKey ?? (await keyOfFolder(dataDir)));
}

/** Says early what nobody could mend late: that second factors here were sealed with another key than this process has. */
export async function warnOfOtherKey({ store, log }: { store: Store; log: Log }, { keyId }: Sealing): Promise<void> {
  const others = await countSealedOtherwise(store.reader, keyId);
  if (others > 0) log("error", "sealing-key-differs", { secondFactors: others });
}

async function keyOfFolder(dataDir: string): Promise<string> {
  const file = sealingFileOf(dataDir);
  const known = await readKey(file);
  if (known !== null) return known;
  // Written whole before it has its name: of several that start at once one names its own, and the others read that one.
  const made = `${file}.${process.pid}`;
  await writeFile(made, `${randomBytes(KEY_BYTES).toString("base64url")}\n`, { mode: 0o600, flush: true });
  try {
    await link(made, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") throw error;
    });
  } finally {
    await rm(made, { force: true });
  }
  return (await readKey(file)) ?? (await keyOfFolder(dataDir));
}

async function readKey(file: string): Promise<string | null> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
  if (text === null) return null;
  const key = text.trim();
  if (key.length >= KEY_CHARACTERS) return key;
  throw new SettingRefused(
    file,
    "holds no key: put the right one back, or remove the file (second factors must be set up anew then)",
  );
}
