/** What a thing may be, and the orders of lists. Without shapes, so that the page has them without what makes shapes. */
export const ITEM_KINDS = ["link", "note", "image", "pdf", "audio", "video", "file"] as const;
export type ItemKind = (typeof ITEM_KINDS)[number];
export const CATEGORIES = ["technology", "entertainment", "news", "social", "other"] as const;
export const SENTIMENTS = ["positive", "negative", "neutral"] as const;

/** The orders that every list has. Titles go by their letters, whatever their case. */
export const LIST_SORTS = ["newest", "oldest", "title"] as const;
/** A wall is ordered by hand as well; a search has its best match first. */
export const WALL_SORTS = [...LIST_SORTS, "manual"] as const;
export const SEARCH_SORTS = ["best", ...LIST_SORTS] as const;
/** Those that a wall may have of its own, for whoever asks for no other. */
export const WALL_SORTINGS = ["newest", "manual"] as const satisfies readonly (typeof WALL_SORTS)[number][];
export type ListSort = (typeof LIST_SORTS)[number];
export type WallSort = (typeof WALL_SORTS)[number];
export type WallSorting = (typeof WALL_SORTINGS)[number];
export type SearchSort = (typeof SEARCH_SORTS)[number];
