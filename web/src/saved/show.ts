import { done } from "./leave.ts";
import { landing } from "./spoken.ts";

type Mood = "good" | "bad" | "ask";

/** What stands on the page. What is left out does not show. */
export interface Shown {
  readonly mood: Mood;
  readonly said: string;
  readonly words?: string;
  readonly about?: string;
  readonly text?: string;
  /** How far it is, 0 to 1, and what that means. */
  readonly work?: { readonly part: number; readonly state: string };
  readonly isNoteShown?: boolean;
  readonly main: { readonly label: string; readonly run: () => void };
  readonly undo?: () => void;
  /** What undoing is called where nothing is thrown away. */
  readonly undoLabel?: string;
}

const LONGEST_PICTURE_PX = 880;

export function place<Kind extends HTMLElement>(id: string): Kind {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`The page has no ${id}`);
  return found as Kind;
}

function say(id: string, words: string | undefined): void {
  const element = place(id);
  element.hidden = words === undefined || words === "";
  if (element.textContent !== (words ?? "")) element.textContent = words ?? "";
}

/** Draws the page anew; text only ever goes in as text. */
export function show(shown: Shown): void {
  const page = document.querySelector<HTMLElement>(".landing");
  if (page === null) return;
  page.dataset["mood"] = shown.mood;
  say("said", shown.said);
  say("words", shown.words);
  say("about", shown.about);
  say("text", shown.text);
  place("thing").hidden = (shown.words ?? shown.about ?? "") === "";
  place("work").hidden = shown.work === undefined;
  if (shown.work !== undefined) {
    say("state", shown.work.state);
    say("go", landing().canGo);
    place("part").style.transform = `scaleX(${shown.work.part})`;
  }
  const note = place<HTMLTextAreaElement>("note");
  note.hidden = shown.isNoteShown !== true;
  note.placeholder = landing().why;
  note.ariaLabel = landing().why;
  const main = place<HTMLButtonElement>("main");
  main.textContent = shown.main.label;
  main.onclick = shown.main.run;
  const undo = place<HTMLButtonElement>("undo");
  undo.hidden = shown.undo === undefined;
  undo.textContent = shown.undoLabel ?? landing().undo;
  undo.onclick = shown.undo ?? null;
  say("see", landing().seeWall);
  const close = place<HTMLButtonElement>("close");
  close.ariaLabel = landing().close;
  close.onclick = done;
  page.hidden = false;
}

/** Draws a picture that was shared; on a canvas, since a blob: address would need a wider policy. */
export async function drawPicture(file: Blob): Promise<void> {
  const picture = await createImageBitmap(file).catch(() => null);
  if (picture === null) return;
  const canvas = place<HTMLCanvasElement>("picture");
  const scale = Math.min(1, LONGEST_PICTURE_PX / Math.max(picture.width, picture.height));
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  canvas.hidden = false;
}
