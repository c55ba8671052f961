import { Refusal, refusalOf, sentenceOf, unreached } from "../api.ts";
import type { SharedWords } from "../outbox/entry.ts";
import { aboutOf } from "./about.ts";
import { done } from "./leave.ts";
import { type Shown, show } from "./show.ts";
import { landing } from "./spoken.ts";

/** What the server keeps for this browser until somebody taps, oldest first. */
interface Kept {
  readonly shares: readonly { readonly words: SharedWords; readonly files: readonly { readonly name: string }[] }[];
  readonly signed_in: boolean;
}

/** Shows what a phone without a worker posted to the server, and saves it on a tap. */
export async function askForKept(): Promise<void> {
  try {
    const kept = await reach<Kept>("GET", "kept");
    if (kept.shares.length > 0) return offer(kept);
    show({
      mood: "bad",
      said: landing().gone,
      text: landing().keptNowhere,
      main: { label: landing().done, run: done },
    });
  } catch (thrown) {
    show({
      mood: "bad",
      said: landing().notSaved,
      text: sentenceOf(thrown),
      main: { label: landing().tryAgain, run: () => void askForKept() },
    });
  }
}

function offer({ shares, signed_in: isSignedIn }: Kept, problem?: string): void {
  const newest = shares.at(-1);
  const { words, about } = aboutOf(newest?.words ?? {}, newest?.files ?? []);
  const before = shares.length - 1;
  const thing = { words, about: [about, before > 0 ? landing().before(before) : ""].filter(Boolean).join("\n") };
  const asked: Pick<Shown, "mood" | "said" | "undo"> = {
    mood: problem === undefined ? "ask" : "bad",
    said: problem === undefined ? landing().save : landing().notSaved,
    undo: () =>
      void settle("forget", () =>
        show({ ...thing, mood: "ask", said: landing().thrownAway, main: { label: landing().done, run: done } }),
      ),
  };
  const settle = async (what: "save" | "forget", onSettled: () => void) => {
    try {
      await reach("POST", what);
      onSettled();
    } catch (thrown) {
      if (thrown instanceof Refusal && thrown.status === 401) offer({ shares, signed_in: false });
      else offer({ shares, signed_in: isSignedIn }, sentenceOf(thrown));
    }
  };
  const saved = () =>
    show({
      ...thing,
      mood: "good",
      said: landing().saved,
      work: { part: 1, state: landing().onWall },
      main: { label: landing().done, run: done },
    });
  show({
    ...thing,
    ...asked,
    text: problem ?? (isSignedIn ? landing().asks : landing().signInFirst),
    main: isSignedIn
      ? { label: landing().save, run: () => void settle("save", saved) }
      : { label: landing().signIn, run: () => location.assign("/") },
  });
}

async function reach<Answer>(method: "GET" | "POST", what: string): Promise<Answer> {
  let answer: Response;
  let text: string;
  try {
    answer = await fetch(`/share-target/${what}`, { method, headers: { Accept: "application/json" } });
    text = await answer.text();
  } catch {
    throw unreached();
  }
  if (!answer.ok) throw refusalOf(answer.status, text, answer.headers.get("Retry-After"));
  return (text === "" ? undefined : JSON.parse(text)) as Answer;
}
