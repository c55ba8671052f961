import { signal } from "@preact/signals";
import { replaceAddress } from "../address.ts";
import { ask, Refusal, sentenceOf } from "../api.ts";
import { startSession } from "../session.ts";
import { words } from "../words/words.ts";
import { Door } from "./door.tsx";

const state = signal<"opening" | "used" | { readonly problem: string }>("opening");
let token = "";

/** Trades the token behind the # for a session. It leaves the address bar before anything else happens. */
export async function enterByLink(): Promise<void> {
  token = location.hash.slice(1) || token;
  history.replaceState(history.state, "", "/welcome");
  if (token === "") {
    state.value = "used";
    return;
  }
  state.value = "opening";
  try {
    await ask("POST", "/api/auth/owner-link", { token });
    token = "";
    replaceAddress("/");
    if (await isSomethingLanded()) location.assign("/share-target?kept");
    else await startSession();
  } catch (thrown) {
    const isRefused = thrown instanceof Refusal && !thrown.isPassing && thrown.status < 500;
    state.value = isRefused ? "used" : { problem: sentenceOf(thrown) };
  }
}

/** Whether something was shared in this browser that waits for this sign-in and a tap. */
async function isSomethingLanded(): Promise<boolean> {
  try {
    const kept = (await (await fetch("/share-target/kept")).json()) as { shares?: readonly unknown[] };
    return (kept.shares?.length ?? 0) > 0;
  } catch {
    return false;
  }
}

export function Welcome() {
  const { signIn, common } = words.value;
  if (state.value === "opening") return <Door title={signIn.opening} />;
  if (state.value === "used") {
    return <Door title={signIn.used} text={signIn.usedWhy} showsCommand />;
  }
  return (
    <Door title={signIn.stuck} text={state.value.problem}>
      <button type="button" class="quiet-button" onClick={() => void enterByLink()}>
        {common.tryAgain}
      </button>
    </Door>
  );
}
