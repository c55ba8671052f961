import { RESURFACED_WHY } from "../contract/reading.ts";
import { MarkedPlaceShape, ReadingAnchorShape } from "../core/archived-shapes.ts";
import { ID, jsonOf, LINE, leftOut, NUMBER, OWNER, oneOf, orNull, TEXT, TIME, WITHIN } from "./exported-columns.ts";
import { wordsToFind } from "./highlight-words.ts";

/** What an archive carries of highlights, progress, and what came back. */
export const EXPORTED_READING = {
  highlights: {
    within: "items",
    by: "item",
    as: "highlights",
    key: ["id"],
    columns: {
      id: ID,
      item: WITHIN,
      person: OWNER,
      text: TEXT,
      note: orNull(TEXT),
      colour: orNull(LINE),
      place: orNull(jsonOf(MarkedPlaceShape)),
      import: leftOut("imports are of the system that made them"),
      created_at: TIME,
      words: leftOut("made anew", (_, row) =>
        wordsToFind({ text: String(row["text"]), note: row["note"] === null ? null : String(row["note"]) }),
      ),
    },
  },
  progress: {
    within: "items",
    by: "item",
    as: "progress",
    isOne: true,
    key: ["person"],
    columns: {
      item: WITHIN,
      person: OWNER,
      thousandths: NUMBER,
      anchor: orNull(jsonOf(ReadingAnchorShape)),
      opened_at: TIME,
      read_at: orNull(TIME),
      updated_at: TIME,
    },
  },
  resurfaced: {
    within: "items",
    by: "item",
    as: "resurfaced",
    isOne: true,
    key: ["person"],
    columns: {
      item: WITHIN,
      person: OWNER,
      day: LINE,
      n: NUMBER,
      why: oneOf(RESURFACED_WHY),
      never_at: orNull(TIME),
    },
  },
} as const;
