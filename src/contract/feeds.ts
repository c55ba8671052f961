import { type Static, Type } from "typebox";
import { closed, orNull, Time } from "./parts.ts";

export const FEED_FORMATS = ["rss", "atom", "json"] as const;
export type FeedFormat = (typeof FEED_FORMATS)[number];

export const FeedState = closed({ made_at: orNull(Time) }, { description: "Null: this wall has no feed" });
export type FeedState = Static<typeof FeedState>;

const secret = (format: string) => Type.String({ description: `The secret address of its ${format}; shown this once` });
export const FeedMade = closed({
  made_at: Time,
  rss: secret("RSS 2.0"),
  atom: secret("Atom"),
  json: secret("JSON Feed 1.1"),
});
export type FeedMade = Static<typeof FeedMade>;
