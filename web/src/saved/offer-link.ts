import { keepEntry } from "../outbox/entries.ts";
import { newEntry, type SharedWords } from "../outbox/entry.ts";
import { aboutOf } from "./about.ts";
import { done } from "./leave.ts";
import { personHere } from "./person-here.ts";
import { followSaved } from "./saved-here.ts";
import { show } from "./show.ts";
import { landing } from "./spoken.ts";

/** Shows what an address brings and saves it on a tap. An address is written by anybody, so it never saves by itself. */
export function offerLink(query: URLSearchParams): void {
  const words: { title?: string; text?: string; url?: string } = {};
  for (const name of ["title", "text", "url"] as const) {
    const value = query.get(name)?.trim() ?? "";
    if (value !== "") words[name] = value;
  }
  if (Object.keys(words).length === 0) {
    show({
      mood: "bad",
      said: landing().gone,
      text: landing().keptNowhere,
      main: { label: landing().done, run: done },
    });
    return;
  }
  show({
    ...aboutOf(words, []),
    mood: "ask",
    said: landing().save,
    text: landing().asks,
    main: { label: landing().save, run: () => void save(words) },
  });
}

async function save(words: SharedWords): Promise<void> {
  try {
    const person = await personHere();
    const entry = newEntry({
      person: person?.id ?? null,
      wall: person?.inbox ?? null,
      from: "phone",
      words,
      files: [],
    });
    await keepEntry(entry, []);
    history.replaceState(null, "", `?${new URLSearchParams({ saved: entry.id })}`);
    await followSaved(entry.id);
  } catch {
    show({
      ...aboutOf(words, []),
      mood: "bad",
      said: landing().notSaved,
      text: landing().noRoom,
      main: { label: landing().tryAgain, run: () => void save(words) },
    });
  }
}
