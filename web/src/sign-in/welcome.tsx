import { signal } from "@preact/signals";
import { replaceAddress } from "../address.ts";
import { ask, Refusal, sentenceOf } from "../api.ts";
import { startSession } from "../session.ts";
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
    await startSession();
  } catch (thrown) {
    const isRefused = thrown instanceof Refusal && !thrown.isPassing && thrown.status < 500;
    state.value = isRefused ? "used" : { problem: sentenceOf(thrown) };
  }
}

export function Welcome() {
  if (state.value === "opening") return <Door title="Opening your wall…" />;
  if (state.value === "used") {
    return <Door title="This link does not open any more." text="It works once, for 15 minutes." showsCommand />;
  }
  return (
    <Door title="The door is stuck." text={state.value.problem}>
      <button type="button" class="quiet-button" onClick={() => void enterByLink()}>
        Try again
      </button>
    </Door>
  );
}
