/** What a feed says of a thing on a wall: what anybody may see who was given its address. Times are ms since 1970. */
export interface FeedEntry {
  readonly id: string;
  /** Where it leads. */
  readonly url: string;
  readonly title: string;
  /** Plain text. */
  readonly text: string;
  readonly author: string | null;
  readonly tags: readonly string[];
  readonly language: string | null;
  /** When it was put on the wall. */
  readonly placedAtMs: number;
  readonly updatedAtMs: number;
}

export interface Feed {
  /** The wall's id. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** The wall for people. */
  readonly pageUrl: string;
  /** Where this feed is read. */
  readonly selfUrl: string;
  readonly updatedAtMs: number;
  readonly entries: readonly FeedEntry[];
}

/** Stable, whatever address the wall is reached at (RFC 9562, RFC 4287 section 4.2.6). */
export const feedIdOf = (id: string): string => `urn:uuid:${id}`;
