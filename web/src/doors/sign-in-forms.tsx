import "./doors.css";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { SignedIn } from "../../../src/contract/accounts.ts";
import type { PasskeyQuestion } from "../../../src/contract/passkeys.ts";
import type { WaysIn } from "../../../src/contract/ways-in.ts";
import { replaceAddress } from "../address.ts";
import { ask, sentenceOf } from "../api.ts";
import { startSession } from "../session.ts";
import { DoorForm } from "./door-form.tsx";
import { Field } from "./field.tsx";
import { said } from "./said.ts";
import { isAskedToJoin } from "./secret.ts";

export { wordsAreHere } from "./said.ts";

/** After any way in: on to the wall that one was asked to, or to one's own. */
async function enter(): Promise<void> {
  replaceAddress(isAskedToJoin() ? "/join" : "/");
  await startSession();
}

/** The ways in that there are here: a password and its code, a passkey, an account elsewhere, the owner's link. */
export function SignInForms() {
  const ways = useSignal<WaysIn | null>(null);
  const pending = useSignal<string | null>(null);
  useEffect(() => {
    void ask<WaysIn>("GET", "/api/auth/ways").then(
      (told) => {
        ways.value = told;
      },
      () => undefined,
    );
  }, []);
  if (pending.value !== null) return <CodeForm pending={pending.value} back={() => (pending.value = null)} />;
  const service = ways.value?.oidc ?? null;
  return (
    <>
      <PasswordForm
        isMailSent={ways.value?.reset_by_mail ?? false}
        onPending={(token) => {
          pending.value = token;
        }}
      />
      {ways.value?.passkey && <PasskeyButton />}
      {service && (
        <a class="quiet-button" href="/api/auth/oidc">
          {said.value.by(service.name)}
        </a>
      )}
      <p class="door-apart">{said.value.ownerLead}</p>
      <code class="command">npx digital-wall owner-link</code>
    </>
  );
}

function PasswordForm({ isMailSent, onPending }: { isMailSent: boolean; onPending: (pending: string) => void }) {
  const login = useSignal("");
  const password = useSignal("");
  return (
    <>
      <DoorForm
        label={said.value.signIn}
        act={async () => {
          const body = { login: login.value.trim(), password: password.value };
          const told = await ask<SignedIn>("POST", "/api/auth/sign-in", body);
          if (told.pending !== null) onPending(told.pending);
          else await enter();
        }}
      >
        <Field value={login} label={said.value.login} autocomplete="username webauthn" />
        <Field value={password} label={said.value.password} type="password" autocomplete="current-password" />
      </DoorForm>
      <Forgot login={login.value} isMailSent={isMailSent} />
    </>
  );
}

function Forgot({ login, isMailSent }: { login: string; isMailSent: boolean }) {
  const state = useSignal<"closed" | "open" | "sent" | { readonly problem: string }>("closed");
  const send = async () => {
    try {
      await ask("POST", "/api/auth/forgot", { login: login.trim() || "-" });
      state.value = "sent";
    } catch (thrown) {
      state.value = { problem: sentenceOf(thrown) };
    }
  };
  if (state.value === "sent") return <p role="status">{said.value.forgotSent}</p>;
  return (
    <div class="door-forgot">
      <button
        type="button"
        class="text-button"
        aria-expanded={state.value !== "closed"}
        onClick={() => {
          state.value = state.value === "closed" ? "open" : "closed";
        }}
      >
        {said.value.forgot}
      </button>
      {state.value !== "closed" &&
        (isMailSent ? (
          <button type="button" class="quiet-button" onClick={() => void send()}>
            {said.value.forgotMail}
          </button>
        ) : (
          <p>{said.value.forgotAsk}</p>
        ))}
      {typeof state.value === "object" && <p role="alert">{state.value.problem}</p>}
    </div>
  );
}

function CodeForm({ pending, back }: { pending: string; back: () => void }) {
  const code = useSignal("");
  return (
    <DoorForm
      label={said.value.goOn}
      act={async () => {
        await ask<SignedIn>("POST", "/api/auth/second-factor", { pending, code: code.value.trim() });
        await enter();
      }}
    >
      <Field value={code} label={said.value.code} hint={said.value.codeLead} autocomplete="one-time-code" />
      <button type="button" class="text-button" onClick={back}>
        {said.value.back}
      </button>
    </DoorForm>
  );
}

function PasskeyButton() {
  const problem = useSignal<string | null>(null);
  const go = async () => {
    problem.value = null;
    try {
      const question = await ask<PasskeyQuestion>("POST", "/api/auth/passkey/options");
      const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(question as never);
      const chosen = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential | null;
      if (chosen === null) throw new DOMException("none", "NotAllowedError");
      await ask("POST", "/api/auth/passkey", { response: chosen.toJSON() });
      await enter();
    } catch (thrown) {
      problem.value = thrown instanceof DOMException ? said.value.passkeyNone : sentenceOf(thrown);
    }
  };
  return (
    <>
      <button type="button" class="quiet-button" onClick={() => void go()}>
        {said.value.passkey}
      </button>
      {problem.value !== null && (
        <p class="problem" role="alert">
          {problem.value}
        </p>
      )}
    </>
  );
}
