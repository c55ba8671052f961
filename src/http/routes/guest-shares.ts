import { acceptGuestShare, pageOfGuestShares, throwGuestShareAway } from "../../wall/guest-shares.ts";
import type { HttpContext } from "../context.ts";
import type { Some } from "../handler.ts";
import { pageLimit } from "../page-limit.ts";

export function guestShareRoutes(
  context: HttpContext,
): Some<"guestShareList" | "guestShareAccept" | "guestShareRefuse"> {
  return {
    async guestShareList({ params, query, caller }) {
      const asked = { wall: params.id, person: caller.person, cursor: query.cursor, limit: pageLimit(query.limit) };
      return { status: 200, body: await pageOfGuestShares(context, asked) };
    },
    async guestShareAccept({ params, caller }) {
      const asked = { wall: params.id, person: caller.person, share: params.share };
      return { status: 200, body: { item_id: await acceptGuestShare(context, asked) } };
    },
    async guestShareRefuse({ params, caller }) {
      await throwGuestShareAway(context, { wall: params.id, person: caller.person, share: params.share });
      return { status: 204 };
    },
  };
}
