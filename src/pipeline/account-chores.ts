import type { Log } from "../core/events.ts";
import type { Mailer } from "../core/ports/mail.ts";
import type { Sealing } from "../core/seal.ts";
import { forgetOldAudit } from "../store/audit.ts";
import { forgetInvitations } from "../store/invitations.ts";
import { forgetOldMails } from "../store/mails.ts";
import type { Store } from "../store/store.ts";
import { Chores } from "./chores.ts";
import { mendCounts } from "./mend-counts.ts";
import { removeLeaving } from "./remove-person.ts";
import { sendDueMails } from "./send-mails.ts";

const MAILS_EVERY_MS = 1_000;
const LEAVING_EVERY_MS = 2_000;
const OLD_EVERY_MS = 600_000;
const COUNT_EVERY_MS = 3_600_000;
/** An invitation is told of for so long after it opened nothing any more. */
const INVITATIONS_KEPT_MS = 90 * 86_400_000;

export interface AccountChoresDeps {
  readonly store: Store;
  readonly log: Log;
  readonly worker: string;
  readonly sealing: Sealing;
  /** Null where no mail server is set up. */
  readonly mailer: Mailer | null;
}

/** What is done about accounts by the clock: mails go out, closed accounts are removed, old records forgotten. */
export class AccountChores {
  readonly #deps: AccountChoresDeps;
  readonly #chores: Chores;

  constructor(deps: AccountChoresDeps) {
    this.#deps = deps;
    this.#chores = new Chores(deps);
  }

  start(): void {
    const { mailer, ...deps } = this.#deps;
    const { store } = deps;
    if (mailer) this.#every(MAILS_EVERY_MS, "mails", () => sendDueMails({ ...deps, mailer }));
    this.#every(LEAVING_EVERY_MS, "leaving", () => removeLeaving(store));
    // Only there may a program of before, which does not count what people have, run beside this one.
    if (store.dialect === "postgres") this.#every(COUNT_EVERY_MS, "counts", () => mendCounts(store));
    this.#every(OLD_EVERY_MS, "old-accounts", () =>
      store.write(async (unit) => {
        await forgetOldAudit(unit);
        await forgetOldMails(unit);
        await forgetInvitations(unit, unit.nowMs - INVITATIONS_KEPT_MS);
      }),
    );
  }

  async stop(): Promise<void> {
    await this.#chores.stop();
  }

  #every(ms: number, name: string, work: () => Promise<unknown>): void {
    this.#chores.every(ms, name, () => this.#chores.ours(this.#deps.store, name, work));
  }
}
