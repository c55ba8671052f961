import { jsonFormat } from "../json-format.ts";
import { fieldOf, textOf } from "../values.ts";

/** The export of Pinboard: the title is called `description` there, and the description `extended`. */
export const pinboard = jsonFormat({
  name: "pinboard",
  ways: ["*"],
  keys: ["href", "description", "extended", "time", "toread"],
  toThing: (post) => ({
    sourceId: fieldOf(post, "hash"),
    url: fieldOf(post, "href"),
    title: fieldOf(post, "description"),
    note: fieldOf(post, "extended"),
    tags: textOf(fieldOf(post, "tags")).split(/\s+/),
    createdAt: fieldOf(post, "time"),
    isRead: fieldOf(post, "toread") !== "yes",
  }),
});
