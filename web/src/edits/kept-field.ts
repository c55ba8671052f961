import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { Item } from "../../../src/contract/items.ts";
import { fitHeight } from "../sheet/fit-height.ts";
import { type EditedField, fieldOf, type KeptEdit, keep, keptEdits, keyOf, letGo } from "./kept-edits.ts";

interface KeptField {
  readonly ref: RefObject<HTMLTextAreaElement | null>;
  readonly onFocus: () => void;
  readonly onInput: () => void;
  readonly onBlur: () => void;
}

/**
 * A field of an item that is saved when one leaves it, whichever way. What is written in it is kept from the first letter
 * on, until the server has it.
 * @param clean what is meant by what stands in it
 */
export function useKeptField(item: Item, field: EditedField, clean: (text: string) => string): KeptField {
  const ref = useRef<HTMLTextAreaElement>(null);
  const key = keyOf({ item: item.id, field });
  const began = useRef<{ readonly base: string; readonly version: number } | null>(null);
  const shown = keptEdits.value.get(key)?.mine ?? fieldOf(item, field);
  useLayoutEffect(() => {
    const area = ref.current;
    if (area === null || document.activeElement === area) return;
    area.value = shown;
    fitHeight(area);
  }, [shown]);

  const begin = () => {
    const kept = keptEdits.value.get(key);
    began.current = kept ?? { base: fieldOf(item, field), version: item.edited_version };
    return began.current;
  };
  const save = (text: string) => {
    const { base, version } = began.current ?? begin();
    began.current = null;
    saveEdit({ item: item.id, field, mine: clean(text), base, version });
  };
  // Who closes the item leaves the field as well.
  const leave = useRef(() => {});
  leave.current = () => {
    const kept = keptEdits.value.get(key);
    if (kept?.state === "typing") save(kept.mine);
  };
  useEffect(() => () => leave.current(), [key]);

  return {
    ref,
    onFocus: () => void begin(),
    onInput() {
      const area = ref.current;
      if (area === null) return;
      fitHeight(area);
      const { base, version } = began.current ?? begin();
      const kept = keptEdits.value.get(key);
      if (kept?.state === "asked") keep({ ...kept, mine: area.value });
      else keep({ item: item.id, field, mine: area.value, base, version, state: "typing" });
    },
    onBlur() {
      const area = ref.current;
      if (area === null) return;
      save(area.value);
      // What came meanwhile, where nothing was written.
      area.value = keptEdits.value.get(key)?.mine ?? fieldOf(item, field);
      fitHeight(area);
    },
  };
}

/** Somebody is done with a field: what they wrote is sent, and kept until it has arrived. */
function saveEdit(edit: Omit<KeptEdit, "at" | "state">): void {
  const kept = keptEdits.value.get(keyOf(edit));
  // Whoever is asked which of two it shall be goes on writing in theirs.
  if (kept?.state === "asked") keep({ ...kept, mine: edit.mine });
  else if (edit.mine === edit.base) letGo(edit);
  else {
    const sent = { ...edit, state: "waiting" } as const;
    keep(sent);
    // Without the network this part of the page may not be there: then it waits.
    void import("./send-edits.ts").then(({ sendEdit }) => sendEdit({ ...sent, at: 0 })).catch(() => undefined);
  }
}
