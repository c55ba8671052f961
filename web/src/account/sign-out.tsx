import { signal } from "@preact/signals";
import { sentenceOf } from "../api.ts";
import { keptEdits, letAllGo } from "../edits/kept-edits.ts";
import { useModal } from "../modal.ts";
import { tell } from "../notice.tsx";
import { countUnsent, throwAway, unsent } from "../outbox/outbox.ts";
import { signOut } from "../session.ts";
import { words } from "../words/words.ts";

/** Whether a person is asked what shall become of what is not sent. */
export const isLeaving = signal(false);

/** Things and words that only this device has. */
const countKept = (): number => countUnsent() + keptEdits.value.size;

/** Signs out; when something is not sent yet, asks first. */
export function leave(): void {
  if (countKept() > 0) isLeaving.value = true;
  else void end();
}

async function end({ isThrown = false }: { isThrown?: boolean } = {}): Promise<void> {
  const mine = unsent.value.filter(({ person }) => person !== null).map(({ id }) => id);
  isLeaving.value = false;
  try {
    await signOut();
    if (!isThrown) return;
    letAllGo();
    await throwAway(mine);
  } catch (thrown) {
    tell(words.value.account.stillSignedIn(sentenceOf(thrown)));
  }
}

const close = () => {
  isLeaving.value = false;
};

/** Asks what shall become of what only this device has. */
export function SignOutDialog() {
  const dialog = useModal(close);
  const { account } = words.value;
  return (
    <dialog
      ref={dialog}
      class="question"
      tabIndex={-1}
      aria-labelledby="sign-out-title"
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
    >
      <h2 id="sign-out-title">{account.notSentYet(countKept())}</h2>
      <p>{account.keepQuestion}</p>
      <div class="question-ways">
        <button type="button" class="main-button" onClick={() => void end()}>
          {account.keepAndLeave}
        </button>
        <button type="button" class="quiet-button" onClick={() => void end({ isThrown: true })}>
          {account.throwAndLeave}
        </button>
        <button type="button" class="quiet-button" onClick={close}>
          {account.stay}
        </button>
      </div>
    </dialog>
  );
}
