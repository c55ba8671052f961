import type { Told } from "../api.ts";
import { newShareId } from "./share-id.ts";

/** A list of links that is sent as one and becomes a thing for each link. */
export interface EntryList {
  /** What is not on the wall yet, in the order of the list. */
  readonly links: readonly EntryLink[];
  /** How many have become things, and how many stood there before. */
  readonly saved: number;
  readonly before: number;
}

export interface EntryLink {
  /** The share's `client_share_id`: one for all tries, so that it arrives once. */
  readonly id: string;
  readonly url: string;
  /** Its whole line where it holds words beside the link. */
  readonly text: string | null;
  /** Why the server will not have it; null while nothing was said. */
  readonly refused: Told | null;
}

export const newList = (links: readonly Pick<EntryLink, "url" | "text">[]): EntryList => ({
  links: links.map(({ url, text }) => ({ id: newShareId(), url, text, refused: null })),
  saved: 0,
  before: 0,
});

/** The list as it reads in a box: a line for each link. */
export const linesOf = ({ links }: EntryList): string => links.map(({ text, url }) => text ?? url).join("\n");
