import type { Highlight } from "../../contract/reading.ts";
import { placeOf } from "../../store/highlights.ts";
import type { HighlightRow } from "../../store/reading-tables.ts";
import { isoTime } from "../share-status.ts";

export function presentHighlight(row: HighlightRow): Highlight {
  const place = placeOf(row);
  const stands = place !== null && place.isLost !== true;
  return {
    id: row.id,
    item_id: row.item,
    text: row.text,
    note: row.note,
    colour: row.colour,
    before: place?.before ?? "",
    after: place?.after ?? "",
    position: stands ? { start: place.start, end: place.end, text: place.now ?? row.text } : null,
    created_at: isoTime(row.created_at),
  };
}
