import { stat } from "node:fs/promises";
import { join } from "node:path";
import { packageFolder } from "../../app/version.ts";
import { isPageBuilt } from "../serve.ts";
import { type Finding, failure, ok, warning, wordsOf } from "./finding.ts";

const NEEDED = { major: 24, minor: 21 };
const DAY_MS = 86_400_000;
/** A clock beyond this is wrong: ids carry 48 bits of milliseconds, but no machine of ours gets that old. */
const LATEST_MS = Date.UTC(2100, 0, 1);

export function checkNode(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const isNewEnough = major > NEEDED.major || (major === NEEDED.major && minor >= NEEDED.minor);
  return isNewEnough
    ? ok("Node", process.version)
    : failure(
        "Node",
        `${process.version} is too old`,
        `Install Node ${NEEDED.major}.${NEEDED.minor} or newer from https://nodejs.org.`,
      );
}

export function checkPage(): Finding {
  return isPageBuilt()
    ? ok("Page", "built")
    : warning("Page", "not built: only the API answers", "Run `npm run build:page` and restart the server.");
}

/** A clock before this program was installed, or in another century, cannot be right. */
export async function checkClock(): Promise<Finding> {
  const { mtimeMs } = await stat(join(packageFolder, "package.json"));
  const nowMs = Date.now();
  const isSane = nowMs > mtimeMs - DAY_MS && nowMs < LATEST_MS;
  const now = new Date(nowMs).toISOString();
  return isSane
    ? ok("Clock", now)
    : failure("Clock", `it says ${now}`, "Set the clock of this machine; let it follow a time server.");
}

/** Pictures are read by a native library that an installation may lack. */
export async function checkPictures(): Promise<Finding> {
  try {
    const { default: sharp } = await import("sharp");
    await sharp({ create: { width: 1, height: 1, channels: 3, background: "white" } })
      .png()
      .toBuffer();
    return ok("Pictures", `sharp ${sharp.versions.sharp ?? ""}`.trim());
  } catch (error) {
    return failure(
      "Pictures",
      `sharp does not load (${wordsOf(error).slice(0, 120)})`,
      "Install again with `npm ci`, without --omit=optional.",
    );
  }
}
