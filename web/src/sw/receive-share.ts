import type { ShareAccepted } from "../../../src/contract/shares.ts";
import { keepEntry } from "../outbox/entries.ts";
import { type Entry, newEntry, type SharedWords } from "../outbox/entry.ts";
import { announce } from "../outbox/news.ts";
import { readPerson } from "../outbox/person.ts";
import { worker } from "./scope.ts";
import { LANDING } from "./shell.ts";

/**
 * Catches what a phone shares. It is on this device before the answer says so; without room here it is handed to the
 * server while the phone waits, and when that fails too the page says that nothing is saved.
 */
export async function receiveShare(request: Request): Promise<Response> {
  let words: SharedWords;
  let files: File[];
  try {
    const form = await request.formData();
    words = wordsOf(form);
    files = [...form.values()].filter((value) => value instanceof File).filter(isChosen);
  } catch {
    return landOn({ failed: "not-read" });
  }
  if (Object.keys(words).length === 0 && files.length === 0) return landOn({ failed: "nothing" });
  const person = await readPerson();
  const entry = newEntry({
    person: person?.id ?? null,
    wall: person?.inbox ?? null,
    from: "phone",
    words,
    files,
    isAsking: isFromElsewhere(request),
  });
  try {
    await keepEntry(entry, files);
  } catch {
    return (await handOn(entry, files)) ? landOn({ sent: entry.id }) : landOn({ failed: "no-room" });
  }
  announce({ kind: "changed" });
  return landOn({ saved: entry.id });
}

function wordsOf(form: FormData): SharedWords {
  const words: { title?: string; text?: string; url?: string } = {};
  for (const name of ["title", "text", "url"] as const) {
    const value = form.get(name);
    if (typeof value === "string" && value.trim() !== "") words[name] = value;
  }
  return words;
}

/** A form sends an empty file for a field in which none was chosen. */
const isChosen = ({ name, size }: File): boolean => name !== "" || size > 0;

/**
 * A share comes from the system, from no page. A page of another site may send the same form to bring something onto a
 * wall; one that says where it comes from needs the person's word. (One that hides it cannot be told from a phone here:
 * see docs/decisions/0020-own-service-worker.md.)
 */
function isFromElsewhere(request: Request): boolean {
  const said = [request.referrer, request.headers.get("origin") ?? ""];
  return said.some(
    (from) => URL.canParse(from) && /^https?:/.test(from) && new URL(from).origin !== worker.location.origin,
  );
}

async function handOn({ id, words, wall, state }: Entry, files: readonly File[]): Promise<boolean> {
  if (state !== "waiting") return false;
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...words, wall_id: wall, client_share_id: id }))
    if (typeof value === "string") form.append(name, value);
  for (const file of files) form.append("files", file, file.name);
  try {
    const answer = await fetch("/api/v1/share", { method: "POST", body: form });
    if (answer.status === 202) announce({ kind: "arrived", id, accepted: (await answer.json()) as ShareAccepted });
    return answer.status === 202;
  } catch {
    return false;
  }
}

/** The page is asked for anew, so that reloading it sends nothing twice. */
function landOn(outcome: Record<string, string>): Response {
  return Response.redirect(`${LANDING}?${new URLSearchParams(outcome)}`, 303);
}
