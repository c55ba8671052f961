import "./doors.css";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { ask, Refusal } from "../api.ts";
import { Door } from "../sign-in/door.tsx";
import { DoorForm } from "./door-form.tsx";
import { Field } from "./field.tsx";
import { said } from "./said.ts";
import { forgetSecret, takeSecret } from "./secret.ts";

export { wordsAreHere } from "./said.ts";

const PATH = "/reset";

/** A new password by a link that the owner gave or a mail brought. */
export function Reset() {
  const token = useSignal("");
  const password = useSignal("");
  const state = useSignal<"open" | "done" | "over">("open");
  useEffect(() => {
    token.value = takeSecret(PATH);
    if (token.value === "") state.value = "over";
  }, []);
  const set = async () => {
    try {
      await ask("POST", "/api/auth/reset", { token: token.value, password: password.value });
      forgetSecret(PATH);
      state.value = "done";
    } catch (thrown) {
      if (!(thrown instanceof Refusal && thrown.code === "link-not-valid")) throw thrown;
      forgetSecret(PATH);
      state.value = "over";
    }
  };
  if (state.value === "over") return <Door title={said.value.linkOver} text={said.value.linkOverWhy} />;
  if (state.value === "done")
    return (
      <Door title={said.value.resetDone} text={said.value.resetDoneText}>
        <a class="main-button" href="/">
          {said.value.signIn}
        </a>
      </Door>
    );
  return (
    <Door title={said.value.resetTitle} text={said.value.resetText}>
      <DoorForm label={said.value.resetDo} act={set}>
        <Field
          value={password}
          label={said.value.newPassword}
          hint={said.value.newPasswordHint}
          type="password"
          autocomplete="new-password"
        />
      </DoorForm>
    </Door>
  );
}
