import "./doors.css";
import type { InvitationLook } from "../../../src/contract/people.ts";
import { Door } from "../sign-in/door.tsx";
import { words } from "../words/words.ts";
import { useLookedAt } from "./looked-at.ts";
import { NewAccount } from "./new-account.tsx";
import { said } from "./said.ts";

export { wordsAreHere } from "./said.ts";

const PATH = "/invitation";

/** Somebody was invited to the house. */
export function Come() {
  const { state, ask } = useLookedAt<InvitationLook & { invited_by: string | null }>(PATH, "/api/auth/invitation/look");
  const looked = state.value;
  if (looked.kind === "asking") return <Door title={words.value.signIn.opening} />;
  if (looked.kind === "over") return <Door title={said.value.over} text={said.value.overWhy} />;
  if (looked.kind === "stuck")
    return (
      <Door title={words.value.signIn.stuck} text={looked.problem}>
        <button type="button" class="quiet-button" onClick={ask}>
          {words.value.common.tryAgain}
        </button>
      </Door>
    );
  const { invited_by: by, email, name_hint: name } = looked.told;
  return (
    <Door title={by === null ? said.value.comeTitle : said.value.comeBy(by)} text={said.value.comeText}>
      <NewAccount token={looked.token} path={PATH} email={email ?? ""} name={name ?? ""} />
    </Door>
  );
}
