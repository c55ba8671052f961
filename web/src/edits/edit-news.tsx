import { later } from "../later.tsx";
import { type EditedField, keptEdits, keyOf } from "./kept-edits.ts";

const News = later(async () => {
  const { News: Loaded, wordsAreHere } = await import("./news.tsx");
  await wordsAreHere;
  return Loaded;
});

/** Below a field: what became of what was written in it, where that is not simply saved. */
export function EditNews({ item, field }: { item: string; field: EditedField }) {
  const edit = keptEdits.value.get(keyOf({ item, field }));
  const isNews = edit?.state === "waiting" || edit?.state === "asked" || edit?.state === "refused";
  return edit && isNews ? <News edit={edit} /> : null;
}
