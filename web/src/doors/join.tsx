import "./doors.css";
import { useSignal } from "@preact/signals";
import type { WallInvitationLook } from "../../../src/contract/members.ts";
import type { Wall } from "../../../src/contract/walls.ts";
import { replaceAddress, wallHref } from "../address.ts";
import { ask } from "../api.ts";
import { refreshWalls, session } from "../session.ts";
import { Door } from "../sign-in/door.tsx";
import { words } from "../words/words.ts";
import { DoorForm } from "./door-form.tsx";
import { useLookedAt } from "./looked-at.ts";
import { NewAccount } from "./new-account.tsx";
import { said } from "./said.ts";
import { forgetSecret } from "./secret.ts";
import { SignInForms } from "./sign-in-forms.tsx";

export { wordsAreHere } from "./said.ts";

const PATH = "/join";

/** Somebody is asked to a wall: they join it, sign in first, or come with a new account. */
export function Join() {
  const looking = useLookedAt<WallInvitationLook>(PATH, "/join/look");
  const isNew = useSignal(false);
  const looked = looking.state.value;
  if (looked.kind === "asking") return <Door title={words.value.signIn.opening} />;
  if (looked.kind === "over")
    return (
      <Door title={said.value.over} text={said.value.overWhy}>
        <a class="quiet-button" href="/">
          {said.value.toWall}
        </a>
      </Door>
    );
  if (looked.kind === "stuck")
    return (
      <Door title={words.value.signIn.stuck} text={looked.problem}>
        <button type="button" class="quiet-button" onClick={looking.ask}>
          {words.value.common.tryAgain}
        </button>
      </Door>
    );
  const { wall, role, made_by: by, may_sign_up: maySignUp } = looked.told;
  const owner = by.name ?? said.value.somebody;
  const text = role === "viewer" ? said.value.joinAsViewer(owner) : said.value.joinAsEditor(owner);
  const join = async () => {
    const joined = await ask<Wall>("POST", "/join", { token: looked.token });
    forgetSecret(PATH);
    await refreshWalls();
    replaceAddress(wallHref({ wall: joined.id, search: null }));
  };
  return (
    <Door title={said.value.joinTitle(wall.name)} text={text}>
      {session.value === "signed-in" ? (
        <DoorForm label={said.value.join} act={join}>
          {null}
        </DoorForm>
      ) : (
        <>
          {isNew.value ? (
            <NewAccount token={looked.token} path={PATH} email="" name="" />
          ) : (
            <>
              {!maySignUp && <p>{said.value.needAccount}</p>}
              <SignInForms />
            </>
          )}
          {maySignUp && (
            <button
              type="button"
              class="text-button"
              onClick={() => {
                isNew.value = !isNew.value;
              }}
            >
              {isNew.value ? said.value.haveAccount : said.value.noAccount}
            </button>
          )}
        </>
      )}
    </Door>
  );
}
