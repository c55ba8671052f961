import type { account as english } from "../en/account.ts";

export const account: typeof english = {
  phoneAndBrowsers: "Handy und Browser",
  notSentYet: (count) =>
    count === 1 ? "Ein Ding ist noch nicht gesendet." : `${count} Dinge sind noch nicht gesendet.`,
  keepQuestion:
    "Was hier liegt, geht hinaus, wenn du dich auf diesem Gerät wieder anmeldest. Niemand sonst kann es senden.",
  keepAndLeave: "Behalten und abmelden",
  throwAndLeave: "Wegwerfen und abmelden",
  stay: "Angemeldet bleiben",
  stillSignedIn: (reason) => `Du bist noch angemeldet. ${reason}`,
};
