import type { ShareInput } from "../../src/contract/shares.ts";
import { isOfTheWeb, readTab } from "./read-tab.ts";
import { type Sentence, say } from "./words.ts";

const MENUS = {
  page: "menuPage",
  link: "menuLink",
  selection: "menuSelection",
  image: "menuPicture",
} as const satisfies Record<string, Sentence>;
type Menu = keyof typeof MENUS;

/** Writes the entries into the browser's menus; once for each installed version. */
export function writeMenus(): void {
  chrome.contextMenus.removeAll(() => {
    for (const [id, title] of Object.entries(MENUS))
      chrome.contextMenus.create({ id, title: say(title), contexts: [id as Menu] });
  });
}

/** What is to be shared, with what it is called in the list; or the sentence that says why it cannot be. */
export type Found = { readonly share: ShareInput; readonly title: string } | { readonly problem: Sentence };

/** What an entry of a menu was pressed on. */
export async function foundBy(
  { menuItemId, linkUrl, srcUrl, selectionText }: chrome.contextMenus.OnClickData,
  tab: chrome.tabs.Tab,
): Promise<Found> {
  const from = isOfTheWeb(tab.url) ? { note: [tab.title, tab.url].filter(Boolean).join("\n") } : {};
  switch (menuItemId as Menu) {
    case "link":
      return isOfTheWeb(linkUrl) ? { share: { url: linkUrl }, title: linkUrl } : { problem: "notThisPage" };
    case "image":
      return isOfTheWeb(srcUrl) ? { share: { url: srcUrl, ...from }, title: srcUrl } : { problem: "notThisPicture" };
    case "selection": {
      const text = selectionText?.trim() ?? "";
      return text === "" ? { problem: "nothingChosen" } : { share: { text, ...from }, title: text.slice(0, 100) };
    }
    case "page":
      return await pageOf(tab);
  }
}

/** The page of a tab as it is seen, or as a link where it cannot be read. */
export async function pageOf({ id, url, title = "" }: chrome.tabs.Tab): Promise<Found> {
  if (id === undefined || !isOfTheWeb(url)) return { problem: "notThisPage" };
  const { html } = await readTab(id);
  return { share: html === null ? { url } : { url, html }, title: title || url };
}
