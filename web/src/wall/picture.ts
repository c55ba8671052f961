import type { Item, ItemFile } from "../../../src/contract/items.ts";

const SHOWABLE = /^image\/(png|jpeg|gif|webp|avif|svg\+xml|bmp)$/;
/** Smaller ones are icons of a site, not pictures of a thing. */
const SMALLEST_PX = 120;

export function isShowable(file: ItemFile): boolean {
  return SHOWABLE.test(file.type);
}

function isLargeEnough(file: ItemFile): boolean {
  return (file.width ?? SMALLEST_PX) >= SMALLEST_PX && (file.height ?? SMALLEST_PX) >= SMALLEST_PX / 2;
}

/** The picture that stands for an item on the wall, or null: its preview, else the page's lead picture, else its own. */
export function leadPicture(item: Item): ItemFile | null {
  for (const role of ["preview", "lead-image", "original", "thumbnail"] as const) {
    const found = item.files.find((file) => file.role === role && isShowable(file) && isLargeEnough(file));
    if (found !== undefined) return found;
  }
  return null;
}

/** The file that was shared, for its name, type and size. */
export function originalOf(item: Item): ItemFile | null {
  return item.files.find((file) => file.role === "original") ?? null;
}

export function originalsOf(item: Item): ItemFile[] {
  return item.files.filter((file) => file.role === "original");
}

/** ".klog", ".pdf": the ending of a file's name, else of its type. */
export function endingOf(file: ItemFile | null, fallback: string): string {
  const byName = /\.([\p{L}\p{N}]{1,6})$/u.exec(file?.name ?? "")?.[1];
  return `.${(byName ?? /\/(?:x-)?([a-z0-9]{1,6})$/.exec(file?.type ?? "")?.[1] ?? fallback).toLowerCase()}`;
}
