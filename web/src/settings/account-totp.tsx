import { useSignal } from "@preact/signals";
import { ask, sentenceOf } from "../api.ts";
import { tell } from "../notice.tsx";
import { Code } from "../phone/code.tsx";
import { AccountForm, type AccountPart, CurrentPassword, confirmedBy, Line } from "./account-form.tsx";
import { said } from "./accounts-said.ts";
import { Confirm } from "./confirm.tsx";
import { CopyButton } from "./copy.tsx";

/** Codes of an authenticator app after the password, and those for when it is not at hand. */
export function Totp({ now, of }: AccountPart) {
  const made = useSignal<{ secret: string; uri: string } | null>(null);
  const recovery = useSignal<readonly string[] | null>(null);
  const code = useSignal("");
  const current = useSignal("");
  const begin = async () => {
    made.value = await ask("POST", "/me/totp", confirmedBy("password", current.value));
    current.value = "";
    return undefined;
  };
  const confirm = async () => {
    const told = await ask<{ recovery_codes: string[] }>("POST", "/me/totp/confirm", { code: code.value.trim() });
    recovery.value = told.recovery_codes;
    made.value = null;
    code.value = "";
    await of.load();
    return undefined;
  };
  /** Tells by a notice when it did not work. */
  const tries = async (work: () => Promise<void>) => {
    try {
      await work();
    } catch (thrown) {
      tell(sentenceOf(thrown));
    }
  };
  if (recovery.value !== null) return <RecoveryCodes codes={recovery.value} done={() => (recovery.value = null)} />;
  if (made.value !== null)
    return (
      <AccountForm heading={said.value.totp} label={said.value.totpConfirm} act={confirm}>
        <p>{said.value.totpScan}</p>
        <Code text={made.value.uri} label={said.value.totp} />
        <code class="command">{made.value.secret}</code>
        <Line value={code} label={said.value.totpCode} autocomplete="one-time-code" />
      </AccountForm>
    );
  if (!now.totp)
    return (
      <AccountForm heading={said.value.totp} label={said.value.totpBegin} act={begin}>
        <p class="quiet">{said.value.totpOff}</p>
        {now.password && <CurrentPassword value={current} />}
      </AccountForm>
    );
  return (
    <section class="settings-part account-form">
      <h3>{said.value.totp}</h3>
      <p class="quiet">{said.value.totpOn(now.recovery_codes_left)}</p>
      {now.password && <CurrentPassword value={current} />}
      <Confirm
        label={said.value.recoveryNew}
        question={said.value.recoveryNewQuestion}
        keep={said.value.keep}
        act={() =>
          tries(async () => {
            const body = confirmedBy("password", current.value);
            recovery.value = (
              await ask<{ recovery_codes: string[] }>("POST", "/me/recovery-codes", body)
            ).recovery_codes;
          })
        }
      />
      <Confirm
        label={said.value.totpEnd}
        question={said.value.totpEndQuestion}
        keep={said.value.keep}
        act={() =>
          tries(async () => {
            await ask("DELETE", "/me/totp", confirmedBy("password", current.value));
            await of.load();
          })
        }
      />
    </section>
  );
}

function RecoveryCodes({ codes, done }: { codes: readonly string[]; done: () => void }) {
  return (
    <section class="settings-part account-form" aria-labelledby="recovery-heading">
      <h3 id="recovery-heading">{said.value.recovery}</h3>
      <p role="status">{said.value.recoveryOnce}</p>
      <code id="recovery-codes" class="command recovery-codes">
        {codes.join("\n")}
      </code>
      <CopyButton text={codes.join("\n")} of="recovery-codes" isMain />
      <button type="button" class="quiet-button" onClick={done}>
        {said.value.recoveryHave}
      </button>
    </section>
  );
}
