/** How large the words of an article are. */
export const READER_SIZES = ["small", "normal", "large", "largest"] as const;
export type ReaderSize = (typeof READER_SIZES)[number];

/** Ink and ground of an article; `page`: what the system wants, on the ground of the page around it. */
export const READER_THEMES = ["page", "light", "dark", "paper", "night"] as const;
export type ReaderTheme = (typeof READER_THEMES)[number];
