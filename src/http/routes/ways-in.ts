import { readHouse } from "../../store/house.ts";
import type { HttpContext } from "../context.ts";
import type { Some } from "../handler.ts";
import { hasPasskeys } from "../own-origin.ts";

/** Which doors there are. */
export function wayInRoutes(context: HttpContext): Some<"waysIn"> {
  return {
    async waysIn({ request }) {
      return {
        status: 200,
        body: {
          password: true,
          reset_by_mail: context.sendsMail,
          passkey: hasPasskeys(context, request),
          oidc: context.signInService && { name: context.signInService.name },
          owner_link: true,
          sign_up: (await readHouse(context.store.reader)).sign_up,
        },
      };
    },
  };
}
