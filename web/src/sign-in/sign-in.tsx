import type { Params } from "../../../src/contract/parts.ts";
import { later } from "../later.tsx";
import { keptCount } from "../outbox/outbox.ts";
import { startSession } from "../session.ts";
import { told, words } from "../words/words.ts";
import { Door } from "./door.tsx";

const SignInForms = later(async () => {
  const { SignInForms: Forms, wordsAreHere } = await import("../doors/sign-in-forms.tsx");
  await wordsAreHere;
  return Forms;
});

/** Shown when nobody is signed in. */
export function SignIn() {
  const count = keptCount.value;
  const { signIn, outbox } = words.value;
  return (
    <Door title={signIn.signedOut}>
      <Refused />
      {count > 0 && <p>{outbox.keptUntilSignIn(count)}</p>}
      <SignInForms />
    </Door>
  );
}

/** Why a way to another service and back did not end on the wall. It is named in the address, so only what we have words for is said. */
function Refused() {
  const code = new URLSearchParams(location.search).get("refused");
  const refusals: Readonly<Record<string, (values: Params) => string>> = told.value?.refusals ?? {};
  const said = code !== null && Object.hasOwn(refusals, code) ? refusals[code]?.({}) : undefined;
  return said === undefined ? null : <p role="alert">{said}</p>;
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
