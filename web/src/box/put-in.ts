import { addFiles, addText } from "./draft.ts";

function isField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

/** Takes what is pasted anywhere on the page into the box; text that is pasted into a field stays there. */
export function catchPastes(onTaken: () => void): () => void {
  const take = (event: ClipboardEvent) => {
    const data = event.clipboardData;
    if (data === null || document.querySelector("dialog[open]")) return;
    const isElsewhere = isField(event.target) && (event.target as HTMLElement).id !== "box";
    if (isElsewhere) return;
    if (data.files.length > 0) {
      event.preventDefault();
      addFiles(data.files);
      return onTaken();
    }
    const text = data.getData("text/plain");
    if (isField(event.target) || text.trim() === "") return;
    event.preventDefault();
    addText(text);
    onTaken();
  };
  document.addEventListener("paste", take);
  return () => document.removeEventListener("paste", take);
}

/** Takes files, links and text that are dropped anywhere; `onOver` hears when something hovers over the page. */
export function catchDrops(onOver: (isOver: boolean) => void): () => void {
  const ends = new AbortController();
  const { signal } = ends;
  let depth = 0;
  let isFromHere = false;
  const isOurs = (event: DragEvent) => {
    if (isFromHere) return false;
    const types = event.dataTransfer?.types ?? [];
    return (types.includes("Files") || types.includes("text/uri-list")) && !isField(event.target);
  };
  for (const [name, starts] of [
    ["dragstart", true],
    ["dragend", false],
  ] as const) {
    document.addEventListener(
      name,
      () => {
        isFromHere = starts;
      },
      { signal },
    );
  }
  document.addEventListener(
    "dragenter",
    (event) => {
      if (isOurs(event) && ++depth === 1) onOver(true);
    },
    { signal },
  );
  document.addEventListener(
    "dragleave",
    () => {
      if (depth > 0 && --depth === 0) onOver(false);
    },
    { signal },
  );
  document.addEventListener(
    "dragover",
    (event) => {
      if (isOurs(event)) event.preventDefault();
    },
    { signal },
  );
  document.addEventListener(
    "drop",
    (event) => {
      const data = event.dataTransfer;
      if (data === null || !isOurs(event)) return;
      event.preventDefault();
      depth = 0;
      onOver(false);
      if (data.files.length > 0) addFiles(data.files);
      else
        addText(
          data
            .getData("text/uri-list")
            .split(/\r?\n/)
            .find((line) => line !== "" && !line.startsWith("#")) ?? "",
        );
    },
    { signal },
  );
  return () => ends.abort();
}
