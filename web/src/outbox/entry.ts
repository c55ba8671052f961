import { sentenceBy, type Told } from "../api.ts";
import { type EntryLink, type EntryList, newList } from "./entry-list.ts";
import { newShareId } from "./share-id.ts";

/** A share that is kept on this device until the server has it. */
export interface Entry {
  /** The share's `client_share_id`: one for all tries, so that it arrives once. */
  readonly id: string;
  /** Whose it is; null when nobody was known here, and then a person must say so first. */
  readonly person: string | null;
  /** When it was caught, in ms since 1970. */
  readonly at: number;
  /** The wall it is for. Always a wall of its person, so that the server refuses it under any other's session. */
  readonly wall: string | null;
  readonly from: "phone" | "box";
  readonly words: SharedWords;
  readonly files: readonly EntryFile[];
  /** `asking`: it came from another site, or from nobody known; it goes nowhere before a person says so. */
  readonly state: "waiting" | "asking" | "refused" | "sent";
  /** What the server said last; null when it said nothing. A sentence in what an earlier version of the page kept. */
  readonly reason: Told | string | null;
  /** Tries that failed. */
  readonly tries: number;
  /** It is not tried by itself before this time, in ms since 1970. */
  readonly notBefore: number;
  /** The item it became, once sent. */
  readonly item: string | null;
  /** A remark that was written after it was caught; it follows the share. */
  readonly note: string | null;
  /** The links of a list, each of which becomes a thing of its own. An entry with a list holds nothing else. */
  readonly list?: EntryList;
}

export interface SharedWords {
  readonly title?: string;
  readonly text?: string;
  readonly url?: string;
}

/** What is known of a file beside its bytes. */
export interface EntryFile {
  readonly name: string;
  readonly type: string;
  readonly size: number;
  /** The upload that was begun for it, so that a retry goes on where it stopped. */
  readonly uploading: string | null;
  /** The staged file's id once every byte is on the server. */
  readonly staged: string | null;
}

/** A fresh entry; the caller keeps it. */
export function newEntry(
  made: Pick<Entry, "person" | "wall" | "from" | "words"> & {
    files: readonly File[];
    links?: readonly Pick<EntryLink, "url" | "text">[] | null;
    isAsking?: boolean;
  },
): Entry {
  const { files, links = null, isAsking = false, ...rest } = made;
  return {
    ...rest,
    ...(links === null ? {} : { list: newList(links) }),
    id: newShareId(),
    at: Date.now(),
    files: files.map(({ name, type, size }) => ({
      name,
      type: type || "application/octet-stream",
      size,
      uploading: null,
      staged: null,
    })),
    state: isAsking || rest.person === null ? "asking" : "waiting",
    reason: null,
    tries: 0,
    notBefore: 0,
    item: null,
    note: null,
  };
}

/** Why an entry was refused or waits, in a sentence; null when nothing was said. */
export function reasonOf({ reason }: Entry): string | null {
  return reason === null || typeof reason === "string" ? reason : sentenceBy(reason);
}

/** How many things an entry becomes. */
export const thingsIn = ({ list }: Entry): number => list?.links.length ?? 1;

/** What an entry says, for a card or a box: its words one below the other, none of them twice. */
export function textOf({ title = "", text = "", url = "" }: SharedWords): string {
  const parts: string[] = [];
  for (const part of [title, text, url].map((each) => each.trim()))
    if (part !== "" && !parts.some((known) => known.includes(part))) parts.push(part);
  return parts.join("\n");
}

const FIRST_DELAY_MS = 2_000;
const LONGEST_DELAY_MS = 5 * 60_000;

/**
 * How long to wait after so many failed tries: twice as long each time, up to five minutes, and up to half of it less by
 * chance, so that devices which lost the server together do not come back together.
 */
export function nextDelayMs(tries: number, chance = Math.random()): number {
  const delayMs = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.max(0, tries - 1));
  return Math.round(delayMs * (1 - chance / 2));
}
