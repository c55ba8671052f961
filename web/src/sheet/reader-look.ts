import { effect, signal } from "@preact/signals";
import { READER_SIZES, type ReaderSize, type ReaderTheme } from "../../../src/contract/reader.ts";
import { chosenLook, LOOK } from "../settings/chosen-look.ts";

/** What can be chosen; `page` becomes light or dark where the page is so against the system. */
export const READER_GROUNDS = ["page", "paper", "night"] as const satisfies readonly ReaderTheme[];
type ReaderGround = (typeof READER_GROUNDS)[number];

const SIZE_KEY = "reader-size";
const GROUND_KEY = "reader-ground";

/** How articles are read in this browser. */
export const readerSize = signal<ReaderSize>("normal");
export const readerGround = signal<ReaderGround>("page");
/** Whether the browser keeps what is chosen. */
export const isReaderLookKept = signal(true);
const pageLook = signal(chosenLook());

const kept = (key: string): string | null => {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
};

function readChoice(): void {
  readerSize.value = READER_SIZES.find((each) => each === kept(SIZE_KEY)) ?? "normal";
  readerGround.value = READER_GROUNDS.find((each) => each === kept(GROUND_KEY)) ?? "page";
}

readChoice();
let isFirst = true;
effect(() => {
  const chosen = [
    [SIZE_KEY, readerSize.value],
    [GROUND_KEY, readerGround.value],
  ] as const;
  if (isFirst) {
    isFirst = false;
    return;
  }
  try {
    for (const [key, value] of chosen) localStorage.setItem(key, value);
    isReaderLookKept.value = true;
  } catch {
    isReaderLookKept.value = false;
  }
});

// Chosen in another window, and the look of the page itself.
const followLook = () => {
  pageLook.value = chosenLook();
};
addEventListener(LOOK, followLook);
addEventListener("storage", () => {
  readChoice();
  followLook();
});

/** Where an article is found in the chosen look; as long as nothing is chosen the address is the plain one. */
export function articleAddress(item: string): string {
  const query = new URLSearchParams({ format: "html" });
  const theme: ReaderTheme =
    readerGround.value === "page" && pageLook.value !== "system" ? pageLook.value : readerGround.value;
  if (readerSize.value !== "normal") query.set("size", readerSize.value);
  if (theme !== "page") query.set("theme", theme);
  return `/api/v1/items/${item}/content?${query}`;
}
