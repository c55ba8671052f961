import { Problem } from "../../contract/problems.ts";
import { mayInviteToHouse } from "../../wall/let-in.ts";
import { changeRole, endMembership, handOn, listMembers } from "../../wall/members.ts";
import {
  declineInvitation,
  invitationsFor,
  invitationsOfWall,
  inviteToWall,
  joinWall,
  lookAtInvitation,
  takeInvitationBack,
} from "../../wall/wall-invitations.ts";
import { getWall } from "../../wall/walls.ts";
import type { HttpContext } from "../context.ts";
import type { Some } from "../handler.ts";

type MemberRoutes =
  | "memberList"
  | "memberEdit"
  | "memberRemove"
  | "wallHandOn"
  | "wallInvitationList"
  | "wallInvite"
  | "wallInvitationEnd"
  | "invitedList"
  | "invitedAccept"
  | "invitedDecline"
  | "joinLook"
  | "join";

/** Lists that nobody makes long come whole. */
const whole = <Row>(items: Row[]) => ({ items, next_cursor: null });

export function memberRoutes(context: HttpContext): Some<MemberRoutes> {
  const { store } = context;
  return {
    async memberList({ params, caller }) {
      const asked = { wall: params.id, person: caller.person };
      return { status: 200, body: whole(await listMembers(store.reader, asked)) };
    },
    async memberEdit({ params, body, caller }) {
      const asked = { wall: params.id, person: caller.person };
      await changeRole(context, { ...asked, member: params.person, role: body.role });
      const member = (await listMembers(store.reader, asked)).find(({ person }) => person.id === params.person);
      if (!member) throw new Problem("not-found", "They are not a member of this wall.");
      return { status: 200, body: member };
    },
    async memberRemove({ params, caller }) {
      await endMembership(context, { wall: params.id, person: caller.person, member: params.person });
      return { status: 204 };
    },
    async wallHandOn({ params, body, caller }) {
      await handOn(context, { wall: params.id, person: caller.person, to: body.person });
      return { status: 200, body: await getWall(store, { id: params.id, person: caller.person }) };
    },
    async wallInvitationList({ params, caller }) {
      return {
        status: 200,
        body: whole(await invitationsOfWall(context, { wall: params.id, person: caller.person })),
      };
    },
    async wallInvite({ params, body, caller }) {
      const asked = { wall: params.id, person: caller.person, input: body, publicUrl: context.publicUrl() };
      return { status: 201, body: await inviteToWall(context, asked) };
    },
    async wallInvitationEnd({ params, caller }) {
      await takeInvitationBack(context, { wall: params.id, person: caller.person, id: params.invitation });
      return { status: 204 };
    },
    async invitedList({ caller }) {
      return { status: 200, body: whole(await invitationsFor(context, caller.person)) };
    },
    async invitedAccept({ params, caller }) {
      const id = await joinWall(context, { id: params.id, person: caller.person });
      return { status: 200, body: await getWall(store, { id, person: caller.person }) };
    },
    async invitedDecline({ params, caller }) {
      await declineInvitation(context, { id: params.id, person: caller.person });
      return { status: 204 };
    },
    async joinLook({ body }) {
      const invitation = await lookAtInvitation(context, body.token);
      const maySignUp = await mayInviteToHouse(store.reader, invitation.made_by.id);
      return { status: 200, body: { ...invitation, may_sign_up: maySignUp } };
    },
    async join({ body, caller }) {
      const id = await joinWall(context, { token: body.token, person: caller.person });
      return { status: 200, body: await getWall(store, { id, person: caller.person }) };
    },
  };
}
