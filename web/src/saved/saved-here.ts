import type { ShareAccepted } from "../../../src/contract/shares.ts";
import { changeEntry, readEntry, readFiles, removeEntries } from "../outbox/entries.ts";
import { type Entry, reasonOf } from "../outbox/entry.ts";
import { announce, onNews } from "../outbox/news.ts";
import { sendWaiting } from "../outbox/send.ts";
import { askForSync, askToPersist } from "../outbox/stay.ts";
import { aboutOf } from "./about.ts";
import { type Before, stoodBefore, takeBackHere } from "./before.ts";
import { done } from "./leave.ts";
import { personHere } from "./person-here.ts";
import { drawPicture, place, type Shown, show } from "./show.ts";
import { landing } from "./spoken.ts";

/** Shows what the worker kept, and how far it is on its way. */
export async function followSaved(id: string): Promise<void> {
  const entry = await readEntry(id);
  if (entry === null) {
    show({
      mood: "bad",
      said: landing().gone,
      text: landing().keptNowhere,
      main: { label: landing().done, run: done },
    });
    return;
  }
  let part = 0;
  let before: Before | null = null;
  const redraw = async () => {
    const now = await readEntry(id);
    if (now !== null) draw(now, part, before);
  };
  const arrived = async (accepted: ShareAccepted) => {
    before = await stoodBefore(accepted);
    await redraw();
  };
  onNews((news) => {
    if (news.kind === "part" && news.id === id) part = news.part ?? 0;
    if (news.kind === "arrived" && news.id === id) void arrived(news.accepted);
    else void redraw();
  });
  draw(entry, part, before);
  keepNote(id);
  const [picture] = entry.files[0]?.type.startsWith("image/") ? await readFiles(id) : [];
  if (picture !== undefined) void drawPicture(picture);
  if ((await sendWaiting()) > 0) await waitHere();
}

async function waitHere(): Promise<void> {
  addEventListener("online", () => void sendWaiting("unreached"));
  await askToPersist();
  await askForSync(await navigator.serviceWorker?.getRegistration());
}

function draw(entry: Entry, part: number, before: Before | null): void {
  if (before?.isTakenBack) return;
  const thing = aboutOf(entry.words, entry.files);
  const leaving = { label: landing().done, run: () => void writeNote(entry.id).then(done) };
  const throwAway = () => void removeEntries([entry.id]).then(() => told({ ...thing }));
  const stateful: Record<Entry["state"], () => Shown> = {
    asking: () => ({
      ...thing,
      mood: "ask",
      said: landing().save,
      text: entry.person === null ? landing().nobodyKnown : landing().fromElsewhere,
      main: { label: landing().save, run: () => void claimHere(entry.id) },
      undo: throwAway,
    }),
    waiting: () => ({
      ...thing,
      mood: "good",
      said: landing().saved,
      work: { part, state: part > 0 ? landing().sending : landing().kept },
      isNoteShown: true,
      main: leaving,
      undo: throwAway,
    }),
    refused: () => ({
      ...thing,
      mood: "bad",
      said: landing().notSaved,
      text: landing()
        .refused(reasonOf(entry) ?? "")
        .trim(),
      main: { label: landing().seeWall, run: () => location.assign("/") },
      undo: throwAway,
    }),
    sent: () => ({
      ...thing,
      mood: "good",
      said: landing().saved,
      work: { part: 1, state: before === null ? landing().onWall : before.said },
      isNoteShown: true,
      main: leaving,
      ...(before === null
        ? {}
        : { undoLabel: landing().again.undo, undo: () => void takeBackHere(before, thing, leaving) }),
    }),
  };
  show(stateful[entry.state]());
}

function told(thing: { words: string; about: string }): void {
  announce({ kind: "changed" });
  show({ ...thing, mood: "ask", said: landing().thrownAway, main: { label: landing().done, run: done } });
}

/** A remark is kept as soon as it is written, and follows the share. */
function keepNote(id: string): void {
  place("note").onchange = () => void writeNote(id);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") void writeNote(id);
  });
  place("see").onclick = (event) => {
    // What is not on the disk when the page goes is lost with it.
    event.preventDefault();
    void writeNote(id).finally(() => location.assign("/"));
  };
}

let written = "";
let writing: Promise<unknown> = Promise.resolve();
/** Resolves when the remark is on the disk, whoever began to write it there. */
async function writeNote(id: string): Promise<void> {
  const note = place<HTMLTextAreaElement>("note").value.trim();
  if (note !== "" && note !== written) {
    written = note;
    writing = changeEntry(id, (entry) => ({ ...entry, note })).then(() => void sendWaiting());
  }
  await writing;
}

/** The tap: what was caught becomes the thing of whoever is signed in. */
async function claimHere(id: string): Promise<void> {
  const person = await personHere();
  if (person === null) {
    location.assign("/");
    return;
  }
  const { id: owner, inbox } = person;
  await changeEntry(id, (entry) => ({ ...entry, person: owner, wall: inbox, state: "waiting" }));
  announce({ kind: "changed" });
  await sendWaiting();
}
