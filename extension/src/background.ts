import { mark } from "./badge.ts";
import { readConnection } from "./connection.ts";
import type { Errand } from "./errand.ts";
import { keepLastProblem } from "./last-problem.ts";
import { type Found, foundBy, pageOf, writeMenus } from "./menus.ts";
import { type Outcome, putIn, sendWaiting } from "./outbox.ts";
import { say } from "./words.ts";

chrome.runtime.onInstalled.addListener(writeMenus);
chrome.runtime.onStartup.addListener(() => void sendWaiting("due"));
chrome.alarms.onAlarm.addListener(() => void sendWaiting("due"));

chrome.contextMenus.onClicked.addListener((pressed, tab) => {
  if (tab) void foundBy(pressed, tab).then((found) => saveFound(found, tab.id));
});

chrome.commands.onCommand.addListener((command, tab) => {
  if (command === "save-page" && tab) void pageOf(tab).then((found) => saveFound(found, tab.id));
});

chrome.runtime.onMessage.addListener((errand: Errand, _sender, answer: (outcome: Outcome | null) => void) => {
  void runErrand(errand).then(answer);
  // The answer comes later.
  return true;
});

async function runErrand(errand: Errand): Promise<Outcome | null> {
  if (errand.kind === "save") return await save(errand, errand.tabId);
  await sendWaiting("all");
  return null;
}

/** Without the popup the badge alone tells what became of it; the next popup says the sentence. */
async function saveFound(found: Found, tabId: number | undefined): Promise<void> {
  if ("problem" in found) return await tellProblem(say(found.problem), tabId);
  const outcome = await save(found, tabId);
  if (outcome.kind === "not-kept") await tellProblem(outcome.reason ?? "", tabId);
}

async function save(
  { share, title }: Exclude<Found, { problem: unknown }>,
  tabId: number | undefined,
): Promise<Outcome> {
  const connection = await readConnection();
  const outcome: Outcome =
    connection === null ? { kind: "not-kept", reason: say("connectFirst") } : await putIn(connection, share, title);
  if (tabId !== undefined)
    await mark(tabId, outcome.kind === "sent" ? "saved" : outcome.kind === "waiting" ? "waiting" : "problem");
  return outcome;
}

async function tellProblem(words: string, tabId: number | undefined): Promise<void> {
  await keepLastProblem(words);
  if (tabId !== undefined) await mark(tabId, "problem");
}
