import "./accounts.css";
import { useSignal } from "@preact/signals";
import type { MySignIn } from "../../../src/contract/accounts.ts";
import type { Quota } from "../../../src/contract/quotas.ts";
import type { Me } from "../../../src/contract/walls.ts";
import { ask, sentenceOf } from "../api.ts";
import { tell } from "../notice.tsx";
import { me, signOut } from "../session.ts";
import { AccountForm, type AccountPart, CurrentPassword, confirmedBy, Line } from "./account-form.tsx";
import { Passkeys } from "./account-passkeys.tsx";
import { Totp } from "./account-totp.tsx";
import { said } from "./accounts-said.ts";
import { Confirm } from "./confirm.tsx";
import { Showing, useLoaded } from "./loaded.tsx";
import { UseBars } from "./use-bars.tsx";

export { wordsAreHere } from "./accounts-said.ts";

/** How one signs in. */
export function AccountSection() {
  const signIn = useLoaded<MySignIn>("/me/sign-in");
  return (
    <Showing of={signIn}>
      {(now) => (
        <>
          <Names now={now} of={signIn} />
          <Password now={now} of={signIn} />
          <Totp now={now} of={signIn} />
          <Passkeys />
          <BeingSeen />
          <MyUse />
          {me.value?.person.role !== "owner" && <Leave />}
        </>
      )}
    </Showing>
  );
}

/** What one has here, of what one may have. */
function MyUse() {
  const quota = useLoaded<Quota>("/me/quota");
  return (
    <section class="settings-part my-use" aria-labelledby="my-use-heading">
      <h3 id="my-use-heading">{said.value.quota.yours}</h3>
      <Showing of={quota}>{(now) => <UseBars quota={now} />}</Showing>
      <p class="quiet">{said.value.quota.yoursLead}</p>
    </section>
  );
}

function Names({ now, of }: AccountPart) {
  const name = useSignal(me.value?.person.name ?? "");
  const login = useSignal(now.login ?? "");
  const email = useSignal(now.email ?? "");
  const current = useSignal("");
  const save = async () => {
    const called = name.value.trim() || null;
    if (called !== (me.value?.person.name ?? null)) me.value = await ask<Me>("PATCH", "/me", { name: called });
    const edit = {
      ...(login.value.trim() === (now.login ?? "") ? {} : { login: login.value.trim() }),
      ...(email.value.trim() === (now.email ?? "") ? {} : { email: email.value.trim() || null }),
    };
    if (Object.keys(edit).length > 0)
      of.value.value = await ask<MySignIn>("PATCH", "/me/sign-in", {
        ...edit,
        ...confirmedBy("password", current.value),
      });
    current.value = "";
    return said.value.saved;
  };
  return (
    <AccountForm heading={said.value.names} act={save}>
      <Line value={name} label={said.value.name} autocomplete="name" isOptional />
      <Line value={login} label={said.value.login} autocomplete="username" isOptional />
      <Line value={email} label={said.value.email} type="email" autocomplete="email" isOptional />
      {now.password && <CurrentPassword value={current} />}
    </AccountForm>
  );
}

function Password({ now, of }: AccountPart) {
  const password = useSignal("");
  const current = useSignal("");
  const set = async () => {
    await ask("PUT", "/me/password", { password: password.value, ...confirmedBy("current", current.value) });
    password.value = "";
    current.value = "";
    await of.load();
    return said.value.passwordSet;
  };
  const drop = async () => {
    try {
      await ask("DELETE", "/me/password", confirmedBy("password", current.value));
      await of.load();
    } catch (thrown) {
      tell(sentenceOf(thrown));
    }
  };
  return (
    <>
      <AccountForm heading={said.value.password} act={set}>
        {!now.password && <p class="quiet">{said.value.passwordNone}</p>}
        <Line
          value={password}
          label={said.value.passwordNew}
          hint={said.value.passwordHint}
          type="password"
          autocomplete="new-password"
        />
        {now.password && <CurrentPassword value={current} />}
      </AccountForm>
      {now.password && (
        <div class="settings-part">
          <Confirm
            label={said.value.passwordDrop}
            question={said.value.passwordDropQuestion}
            keep={said.value.keep}
            act={drop}
          />
        </div>
      )}
    </>
  );
}

/** Nobody sees that one is there until one says so. */
function BeingSeen() {
  const shows = useSignal(me.value?.person.shows_presence ?? false);
  const change = async (isShown: boolean) => {
    shows.value = isShown;
    try {
      me.value = await ask<Me>("PATCH", "/me", { shows_presence: isShown });
    } catch (thrown) {
      shows.value = !isShown;
      tell(sentenceOf(thrown));
    }
  };
  return (
    <fieldset class="settings-part house-switches">
      <legend>
        <b>{said.value.seen}</b>
      </legend>
      <label>
        <input type="checkbox" checked={shows.value} onChange={(event) => void change(event.currentTarget.checked)} />{" "}
        {said.value.seenShow}
      </label>
      <p class="quiet">{said.value.seenHint}</p>
    </fieldset>
  );
}

function Leave() {
  const current = useSignal("");
  const leave = async () => {
    try {
      await ask("DELETE", "/me", confirmedBy("password", current.value));
      await signOut().catch(() => location.assign("/"));
    } catch (thrown) {
      tell(sentenceOf(thrown));
    }
  };
  return (
    <section class="settings-part account-form">
      <h3>{said.value.leave}</h3>
      <CurrentPassword value={current} />
      <Confirm label={said.value.leaveDo} question={said.value.leaveQuestion} keep={said.value.keep} act={leave} />
    </section>
  );
}
