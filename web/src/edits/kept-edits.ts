import { signal } from "@preact/signals";
import type { Item } from "../../../src/contract/items.ts";
import type { Told } from "../api.ts";

/** The fields in which a person writes at length. */
export type EditedField = "title" | "note";

/** What somebody wrote into a field and the server does not have yet. Nothing of it goes unless they say so. */
export interface KeptEdit {
  readonly item: string;
  readonly field: EditedField;
  /** What they wrote. */
  readonly mine: string;
  /** What stood there when they began, and the item's `edited_version` then. */
  readonly base: string;
  readonly version: number;
  /** `asked`: something else stands there by now, and they are asked which it shall be. */
  readonly state: "typing" | "sending" | "waiting" | "asked" | "refused";
  /** What stands there instead, where they are asked. */
  readonly theirs?: string;
  /** Why the server does not take it, where it refuses. */
  readonly why?: Told;
  /** When it was kept last, in ms since 1970. */
  readonly at: number;
}

/** By `keyOf`. */
export const keptEdits = signal<ReadonlyMap<string, KeptEdit>>(new Map());

export const keyOf = ({ item, field }: Pick<KeptEdit, "item" | "field">): string => `${item} ${field}`;
export const fieldOf = (item: Item, field: EditedField): string => item[field] ?? "";

const PREFIX = "edit";
/** Another window in which somebody may still be writing keeps what it holds for so long. */
const TAKEN_OVER_MS = 60 * 60_000;
const TAB = tabOf();
let person: string | null = null;

/** Reads what this person wrote on this device and the server never got, also in windows that are closed. */
export function keepEditsOf(id: string): void {
  person = id;
  const found = new Map<string, KeptEdit>();
  for (const [name, edit] of stored(id)) {
    if (edit.state === "typing" && !name.endsWith(TAB) && Date.now() - edit.at < TAKEN_OVER_MS) continue;
    const known = found.get(keyOf(edit));
    if (known && known.at > edit.at) continue;
    found.set(keyOf(edit), edit.state === "asked" || edit.state === "refused" ? edit : { ...edit, state: "waiting" });
  }
  keptEdits.value = found;
}

export function keep(edit: Omit<KeptEdit, "at">): void {
  const kept = { ...edit, at: Date.now() };
  keptEdits.value = new Map(keptEdits.value).set(keyOf(edit), kept);
  // A device that keeps nothing has it as long as the page is open.
  write(() => localStorage.setItem(nameOf(edit), JSON.stringify(kept)));
}

// A window that goes has nobody who is still writing in it.
addEventListener("pagehide", () => {
  for (const edit of keptEdits.value.values()) if (edit.state === "typing") keep({ ...edit, state: "waiting" });
});

/** The server has it, or the person lets it go: no window has it any more. */
export function letGo(edit: Pick<KeptEdit, "item" | "field">): void {
  const left = new Map(keptEdits.value);
  left.delete(keyOf(edit));
  keptEdits.value = left;
  write(() => {
    for (const [name, { item, field }] of stored(person ?? ""))
      if (item === edit.item && field === edit.field) localStorage.removeItem(name);
  });
}

/** Lets go of everything that this person wrote. */
export function letAllGo(): void {
  for (const edit of keptEdits.value.values()) letGo(edit);
}

const nameOf = ({ item, field }: Pick<KeptEdit, "item" | "field">): string =>
  [PREFIX, person, item, field, TAB].join(":");

function stored(of: string): [string, KeptEdit][] {
  const found: [string, KeptEdit][] = [];
  write(() => {
    for (const name of Object.keys(localStorage))
      if (name.startsWith(`${PREFIX}:${of}:`))
        found.push([name, JSON.parse(localStorage.getItem(name) ?? "") as KeptEdit]);
  });
  return found;
}

function write(work: () => void): void {
  try {
    work();
  } catch {
    // No room, or no storage at all.
  }
}

/** Names this window, also after it was loaded again. */
function tabOf(): string {
  try {
    const known = sessionStorage.getItem("tab") ?? crypto.getRandomValues(new Uint32Array(2)).join("");
    sessionStorage.setItem("tab", known);
    return known;
  } catch {
    return "this";
  }
}
