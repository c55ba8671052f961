import { type FileHandle, open } from "node:fs/promises";

/** Boxes that hold others on the way to a track's header (ISO/IEC 14496-12). */
const CONTAINERS = new Set(["moov", "trak"]);
const HEADER_BYTES = 16;
/** A file of a million boxes is not looked through. */
const MOST_BOXES = 10_000;
const BOX_BYTES = 104;

export interface Mp4Measures {
  width?: number;
  height?: number;
  durationSeconds?: number;
}

/**
 * How long an MP4 or QuickTime film is, and the measures of its first track that has any, turned as its matrix says. What
 * it does not say is left out.
 */
export async function measureMp4(path: string): Promise<Mp4Measures> {
  const file = await open(path, "r");
  try {
    const { size } = await file.stat();
    const found: Mp4Measures = {};
    await lookIn(file, { from: 0, to: size, left: { boxes: MOST_BOXES } }, found);
    return found;
  } finally {
    await file.close();
  }
}

interface Range {
  readonly from: number;
  readonly to: number;
  readonly left: { boxes: number };
}

async function lookIn(file: FileHandle, { from, to, left }: Range, found: Mp4Measures): Promise<void> {
  let at = from;
  while (at + 8 <= to && left.boxes > 0) {
    left.boxes -= 1;
    const header = Buffer.alloc(HEADER_BYTES);
    await file.read(header, 0, HEADER_BYTES, at);
    const isLong = header.readUInt32BE(0) === 1;
    const told = isLong ? Number(header.readBigUInt64BE(8)) : header.readUInt32BE(0);
    const end = told === 0 ? to : at + told;
    const body = at + (isLong ? 16 : 8);
    if (end < body || end > to) return;
    const name = header.toString("latin1", 4, 8);
    if (CONTAINERS.has(name)) await lookIn(file, { from: body, to: end, left }, found);
    else if (name === "tkhd" && found.width === undefined) Object.assign(found, trackSize(await boxAt(file, body)));
    else if (name === "mvhd") Object.assign(found, duration(await boxAt(file, body)));
    at = end;
  }
}

async function boxAt(file: FileHandle, at: number): Promise<Buffer> {
  const box = Buffer.alloc(BOX_BYTES);
  await file.read(box, 0, BOX_BYTES, at);
  return box;
}

/** Version 1 has times of eight bytes. */
const isLongVersion = (box: Buffer): boolean => box[0] === 1;

function duration(box: Buffer): Mp4Measures {
  const isLong = isLongVersion(box);
  const unitsASecond = box.readUInt32BE(isLong ? 20 : 12);
  const units = isLong ? Number(box.readBigUInt64BE(24)) : box.readUInt32BE(16);
  return unitsASecond === 0 ? {} : { durationSeconds: units / unitsASecond };
}

function trackSize(box: Buffer): Mp4Measures {
  const times = isLongVersion(box) ? 12 : 0;
  const [width, height] = [box.readUInt16BE(76 + times), box.readUInt16BE(80 + times)];
  if (width === 0 || height === 0) return {};
  const isUpright = box.readInt32BE(40 + times) !== 0;
  return isUpright ? { width, height } : { width: height, height: width };
}
