import { useSignal } from "@preact/signals";
import { replaceAddress } from "../address.ts";
import { ask } from "../api.ts";
import { startSession } from "../session.ts";
import { DoorForm } from "./door-form.tsx";
import { Field } from "./field.tsx";
import { said } from "./said.ts";
import { forgetSecret } from "./secret.ts";

/** Makes an account by an invitation and goes on to the wall. @param path where the secret of the invitation came in */
export function NewAccount({ token, path, email, name }: { token: string; path: string; email: string; name: string }) {
  const login = useSignal("");
  const called = useSignal(name);
  const mail = useSignal(email);
  const password = useSignal("");
  const come = async () => {
    await ask("POST", "/api/auth/invitation/accept", {
      token,
      login: login.value.trim(),
      password: password.value,
      name: called.value.trim() || null,
      email: mail.value.trim() || null,
    });
    forgetSecret(path);
    replaceAddress("/");
    await startSession();
  };
  return (
    <DoorForm label={said.value.come} act={come}>
      <Field value={login} label={said.value.newName} hint={said.value.newNameHint} autocomplete="username" />
      <Field value={called} label={said.value.name} isOptional autocomplete="name" />
      <Field value={mail} label={said.value.email} type="email" isOptional autocomplete="email" />
      <Field
        value={password}
        label={said.value.newPassword}
        hint={said.value.newPasswordHint}
        type="password"
        autocomplete="new-password"
      />
    </DoorForm>
  );
}
