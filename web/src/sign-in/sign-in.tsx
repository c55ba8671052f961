import { keptCount } from "../outbox/outbox.ts";
import { startSession } from "../session.ts";
import { words } from "../words/words.ts";
import { Door } from "./door.tsx";

/** Shown when nobody is signed in. */
export function SignIn() {
  const count = keptCount.value;
  const { signIn, outbox } = words.value;
  return (
    <Door title={signIn.signedOut} text={signIn.oneTimeLink} showsCommand>
      {count > 0 && <p>{outbox.keptUntilSignIn(count)}</p>}
    </Door>
  );
}

/** Shown when the server does not answer at the start. */
export function Unreachable() {
  const { signIn, common } = words.value;
  return (
    <Door title={signIn.noAnswer} text={signIn.noAnswerSafe}>
      <button type="button" class="quiet-button" onClick={() => void startSession()}>
        {common.tryAgain}
      </button>
    </Door>
  );
}
