import { startSession } from "../session.ts";
import { Door } from "./door.tsx";

/** Shown when nobody is signed in. */
export function SignIn() {
  return <Door title="You are not signed in here." text="This wall opens with a one-time link." showsCommand />;
}

/** Shown when the server does not answer at the start. */
export function Unreachable() {
  return (
    <Door
      title="The wall does not answer."
      text="What you saved is safe. The server may be starting, or you may be offline."
    >
      <button type="button" class="quiet-button" onClick={() => void startSession()}>
        Try again
      </button>
    </Door>
  );
}
