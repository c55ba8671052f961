/** How far a person is in an item. The search language names them, and is read on the page as well. */
export const READING_STATES = ["unread", "reading", "read"] as const;
export type ReadingState = (typeof READING_STATES)[number];
