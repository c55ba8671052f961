import type messages from "../_locales/en/messages.json";

/** A sentence of `_locales`; the browser chooses the language. */
export type Sentence = keyof typeof messages;

/** Says a sentence in the browser's language. What is put into it stands where `$1` and `$2` are. */
export function say(sentence: Sentence, ...parts: readonly string[]): string {
  return chrome.i18n.getMessage(sentence, [...parts]);
}

/** Fills a page of the extension: what an element says, what it is called, and what an empty field hints at. */
export function fillPage(): void {
  document.documentElement.lang = chrome.i18n.getUILanguage();
  for (const element of document.querySelectorAll<HTMLElement>("[data-say]"))
    element.textContent = say(element.dataset["say"] as Sentence);
  for (const field of document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>("[data-hint]"))
    field.placeholder = say(field.dataset["hint"] as Sentence);
}

/** An element that stands in the page's own HTML. */
export function place<Kind extends HTMLElement>(id: string): Kind {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`The page has no ${id}`);
  return found as Kind;
}

/** Says something in an element that shows only while it has something to say. */
export function tellAt(id: string, words: string | null): void {
  const element = place(id);
  element.textContent = words ?? "";
  element.hidden = words === null;
}
