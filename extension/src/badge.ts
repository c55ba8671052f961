import { type Sentence, say } from "./words.ts";

const BADGES = {
  saved: { text: "✓", colour: "#00634a", title: "badgeSaved" },
  waiting: { text: "…", colour: "#6b6258", title: "badgeWaiting" },
  problem: { text: "!", colour: "#b3261e", title: "badgeProblem" },
} as const satisfies Record<string, { text: string; colour: string; title: Sentence }>;

/** Marks the button of one tab; the browser takes the mark off when the tab goes to another page. */
export async function mark(tabId: number, badge: keyof typeof BADGES): Promise<void> {
  const { text, colour, title } = BADGES[badge];
  try {
    await chrome.action.setBadgeBackgroundColor({ tabId, color: colour });
    await chrome.action.setBadgeText({ tabId, text });
    await chrome.action.setTitle({ tabId, title: say(title) });
  } catch {
    // The tab was closed meanwhile.
  }
}
