import "../settings/lists.css";
import "./members.css";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import {
  MEMBER_ROLES,
  type Member,
  type MemberRole,
  type WallInvitation,
  type WallInvitationMade,
} from "../../../src/contract/members.ts";
import type { Wall } from "../../../src/contract/walls.ts";
import { replaceAddress, wallHref } from "../address.ts";
import { ask, sentenceOf } from "../api.ts";
import { dateOf } from "../formats.ts";
import { tell } from "../notice.tsx";
import { Panel } from "../panel.tsx";
import { me, refreshWalls, wallId, walls } from "../session.ts";
import { Confirm } from "../settings/confirm.tsx";
import { CopyButton } from "../settings/copy.tsx";
import { wallName } from "../wall/wall-name.ts";
import { Links } from "./links.tsx";
import { said } from "./said.ts";
import { membersOf } from "./shown.ts";
import { Waiting } from "./waiting.tsx";
import { isOwnWall, mayArrange } from "./whose.ts";

export { wordsAreHere } from "./said.ts";

const close = (): void => {
  membersOf.value = null;
};

/** Who sees a wall, what each may do there, and the ways to let others in. */
export function MembersPanel() {
  const wall = walls.value.find((each) => each.id === membersOf.value);
  if (wall === undefined) return null;
  return (
    <Panel id="members-panel" heading={said.value.heading(wallName(wall))} close={close}>
      <People wall={wall} />
    </Panel>
  );
}

function People({ wall }: { wall: Wall }) {
  const members = useSignal<readonly Member[]>([]);
  const invitations = useSignal<readonly WallInvitation[]>([]);
  const problem = useSignal<string | null>(null);
  const isOwner = isOwnWall(wall);
  const load = async () => {
    try {
      members.value = (await ask<{ items: Member[] }>("GET", `/walls/${wall.id}/members`)).items;
      if (isOwner)
        invitations.value = (await ask<{ items: WallInvitation[] }>("GET", `/walls/${wall.id}/invitations`)).items;
    } catch (thrown) {
      problem.value = sentenceOf(thrown);
    }
  };
  useEffect(() => void load(), [wall.id, wall.role]);
  /** Does something about who sees the wall, and looks again. */
  const does = async (work: () => Promise<unknown>): Promise<void> => {
    problem.value = null;
    try {
      await work();
      await Promise.all([load(), refreshWalls()]);
    } catch (thrown) {
      problem.value = sentenceOf(thrown);
    }
  };
  return (
    <>
      <ul class="members">
        {members.value.map((member) => (
          <Row key={member.person.id} wall={wall} member={member} does={does} />
        ))}
      </ul>
      {problem.value !== null && (
        <p class="problem" role="alert">
          {problem.value}
        </p>
      )}
      {isOwner && invitations.value.length > 0 && (
        <section>
          <h3>{said.value.open}</h3>
          <ul class="members">
            {invitations.value.map((invitation) => (
              <Asked key={invitation.id} invitation={invitation} does={does} />
            ))}
          </ul>
        </section>
      )}
      {isOwner && <Invite wall={wall} onMade={load} />}
      {isOwner && <Links wall={wall} />}
      {mayArrange(wall) && <Waiting wall={wall} />}
      {!isOwner && <Leave wall={wall} />}
    </>
  );
}

type Does = (work: () => Promise<unknown>) => Promise<void>;

function Row({ wall, member, does }: { wall: Wall; member: Member; does: Does }) {
  const { person, role, is_you: isYou } = member;
  const name = person.name ?? (isYou ? (me.value?.person.name ?? said.value.you) : said.value.somebody);
  const path = `/walls/${wall.id}/members/${person.id}`;
  const mayChange = isOwnWall(wall) && role !== "owner";
  return (
    <li class="member">
      <div>
        <b>
          <bdi dir="auto">{name}</bdi>
        </b>
        {isYou && person.name !== null && <span class="badge">{said.value.you}</span>}
        {!mayChange && <p class="quiet">{said.value.roles[role]}</p>}
      </div>
      {mayChange && (
        <div class="member-ways">
          <select
            class="field"
            aria-label={said.value.roleOf(name)}
            value={role}
            onChange={(event) => {
              const chosen = event.currentTarget.value as MemberRole;
              void does(() => ask("PATCH", path, { role: chosen }));
            }}
          >
            {MEMBER_ROLES.map((each) => (
              <option key={each} value={each}>
                {said.value.roles[each]}
              </option>
            ))}
          </select>
          <Confirm
            label={said.value.showOut}
            name={said.value.showOutNamed(name)}
            question={said.value.showOutQuestion}
            keep={said.value.keep}
            act={() => does(() => ask("DELETE", path))}
          />
          <Confirm
            label={said.value.handOn}
            name={said.value.handOnNamed(name)}
            question={said.value.handOnQuestion}
            keep={said.value.keep}
            act={() => does(() => ask("PUT", `/walls/${wall.id}/owner`, { person: person.id }))}
          />
        </div>
      )}
    </li>
  );
}

function Asked({ invitation, does }: { invitation: WallInvitation; does: Does }) {
  const { id, wall, role, expires_at: ends } = invitation;
  return (
    <li class="member">
      <div>
        <b>
          <bdi dir="auto">
            {invitation.for === null
              ? said.value.byLink(said.value.roles[role])
              : (invitation.for.name ?? said.value.somebody)}
          </bdi>
        </b>
        <p class="quiet">
          {said.value.roles[role]} · {said.value.until(dateOf(ends))}
        </p>
      </div>
      <button
        type="button"
        class="quiet-button"
        onClick={() => void does(() => ask("DELETE", `/walls/${wall.id}/invitations/${id}`))}
      >
        {said.value.takeBack}
      </button>
    </li>
  );
}

function Invite({ wall, onMade }: { wall: Wall; onMade: () => Promise<void> }) {
  const role = useSignal<MemberRole>("viewer");
  const who = useSignal("");
  const made = useSignal<string | null>(null);
  const problem = useSignal<string | null>(null);
  const invite = async (person: string | null) => {
    problem.value = null;
    try {
      const body = { role: role.value, ...(person === null ? {} : { person }) };
      const told = await ask<WallInvitationMade>("POST", `/walls/${wall.id}/invitations`, body);
      made.value = told.url;
      if (person !== null) tell(said.value.asked(told.for?.name ?? person));
      who.value = "";
      await onMade();
    } catch (thrown) {
      problem.value = sentenceOf(thrown);
    }
  };
  return (
    <form
      class="invite"
      aria-labelledby="invite-heading"
      onSubmit={(event) => {
        event.preventDefault();
        if (who.value.trim() !== "") void invite(who.value.trim());
      }}
    >
      <h3 id="invite-heading">{said.value.inviteHeading}</h3>
      <fieldset class="invite-roles">
        <legend>{said.value.inviteAs}</legend>
        {MEMBER_ROLES.map((each) => (
          <label key={each}>
            <input
              type="radio"
              name="role"
              checked={role.value === each}
              onChange={() => {
                role.value = each;
              }}
            />
            <b>{said.value.roles[each]}</b> <span class="quiet">{said.value.does[each]}</span>
          </label>
        ))}
      </fieldset>
      <input
        class="field"
        aria-label={said.value.inviteWho}
        placeholder={said.value.inviteWho}
        autocomplete="off"
        autocapitalize="none"
        dir="auto"
        value={who.value}
        onInput={(event) => {
          who.value = event.currentTarget.value;
        }}
      />
      <div class="invite-ways">
        <button type="submit" class="main-button" aria-disabled={who.value.trim() === ""}>
          {said.value.inviteByName}
        </button>
        <button type="button" class="quiet-button" onClick={() => void invite(null)}>
          {said.value.inviteByLink}
        </button>
      </div>
      {problem.value !== null && (
        <p class="problem" role="alert">
          {problem.value}
        </p>
      )}
      {made.value !== null && (
        <div class="invite-link" role="status">
          <p>{said.value.linkOnce}</p>
          <code id="invite-link" class="command">
            {made.value}
          </code>
          <CopyButton text={made.value} of="invite-link" isMain />
        </div>
      )}
    </form>
  );
}

function Leave({ wall }: { wall: Wall }) {
  const leave = async () => {
    try {
      await ask("DELETE", `/walls/${wall.id}/members/${me.value?.person.id}`);
      close();
      if (wallId.value === wall.id) replaceAddress(wallHref({ wall: null, search: null }));
      await refreshWalls();
      tell(said.value.left(wall.name));
    } catch (thrown) {
      tell(sentenceOf(thrown));
    }
  };
  return <Confirm label={said.value.leave} question={said.value.leaveQuestion} keep={said.value.keep} act={leave} />;
}
