import { setTimeout as sleep } from "node:timers/promises";
import type { Item } from "../../src/contract/items.ts";
import type { BulkRow } from "../../src/contract/shares.ts";
import type { SentShare } from "./fault-client.ts";
import type { FaultRun } from "./fault-run.ts";
import { type Seeded, seeded } from "./seeded.ts";
import { aPicture } from "./sites.ts";
import { uploadInPieces } from "./upload-in-pieces.ts";

const PEOPLE = 4;
const PAUSE_FROM_MS = 100;
const PAUSE_TO_MS = 600;
/** Faster than it is worked on under kills, shares would only pile up. */
const MOST_WAITING = 60;
/** However long a run is. */
const MOST_DEEDS = 20_000;
const BULK_ROWS = 6;

type Deed = "text" | "link" | "files" | "pieces" | "bulk" | "again" | "edit" | "trash" | "restore" | "cancel" | "retry";

/** How often each is done. */
const MIX: readonly Deed[] = (
  [
    ["text", 4],
    ["link", 6],
    ["files", 3],
    ["pieces", 2],
    ["bulk", 1],
    ["again", 3],
    ["edit", 4],
    ["trash", 1],
    ["restore", 1],
    ["cancel", 1],
    ["retry", 1],
  ] as const
).flatMap(([deed, times]) => Array.from({ length: times }, () => deed));

/** What a person knows of an item of theirs, by answers they got. */
interface Known {
  readonly share: string;
  note: string | null;
  inTrash: boolean;
}

export interface ChaosLoad {
  readonly deeds: ReadonlyMap<Deed, number>;
  /** What people were answered and do not find any more, by a fresh look at each of their items. */
  differences(): Promise<string[]>;
  /** Lets everybody finish what they are doing. */
  stop(): Promise<void>;
}

/** People who use the wall in every way at once, each remembering what they were answered. */
export function startChaosLoad(run: FaultRun): ChaosLoad {
  const deeds = new Map<Deed, number>();
  const books: Map<string, Known>[] = [];
  let stopped = false;
  let done = 0;

  async function live(person: number): Promise<void> {
    const random = seeded(run.random.seed + 1_000 + person);
    const book = new Map<string, Known>();
    books.push(book);
    const someone = new Person(run, random, book, person);
    while (!stopped && done++ < MOST_DEEDS) {
      const deed = random.oneOf(MIX);
      if (await someone.does(deed)) deeds.set(deed, (deeds.get(deed) ?? 0) + 1);
      await sleep(random.integer(PAUSE_FROM_MS, PAUSE_TO_MS));
    }
  }

  const living = Promise.all(Array.from({ length: PEOPLE }, (_, person) => live(person)));
  // Awaited when the run ends; until then a failure must not end the process.
  living.catch(() => {});
  return {
    deeds,
    async differences() {
      const found: string[] = [];
      for (const book of books) for (const [id, known] of book) found.push(...(await differenceOf(run, id, known)));
      return found;
    },
    async stop() {
      stopped = true;
      await living;
    },
  };
}

async function differenceOf(run: FaultRun, id: string, known: Known): Promise<string[]> {
  const { status, body } = await run.client.ask<Item>("GET", `/items/${id}`);
  if (status !== 200) return [`item ${id} was answered ${status}`];
  const notes =
    body.note === known.note ? [] : [`item ${id} has the note ${body.note}, and ${known.note} was acknowledged`];
  const isInTrash = body.deleted_at !== null;
  return isInTrash === known.inTrash ? notes : [...notes, `item ${id} is ${isInTrash ? "" : "not "}in the trash`];
}

class Person {
  readonly #run: FaultRun;
  readonly #random: Seeded;
  /** Items of texts and files: nobody else's share can touch them. */
  readonly #book: Map<string, Known>;
  readonly #person: number;
  readonly #urls: string[] = [];
  readonly #shares: string[] = [];
  #count = 0;

  constructor(run: FaultRun, random: Seeded, book: Map<string, Known>, person: number) {
    this.#run = run;
    this.#random = random;
    this.#book = book;
    this.#person = person;
  }

  /** False when there was nothing to do it with. */
  async does(deed: Deed): Promise<boolean> {
    const { client } = this.#run;
    switch (deed) {
      case "text":
        return await this.#shareOwn({ text: `Note ${this.#next()}: the lamps along the estuary are lit again.` });
      case "files":
        return await this.#shareFiles();
      case "pieces":
        return await this.#shareInPieces();
      case "link":
        return await this.#shareLink();
      case "bulk":
        return await this.#shareBulk();
      case "again": {
        const url = this.#random.oneOf(this.#urls);
        if (url === undefined) return false;
        await this.#accepted(client.share({ key: this.#next(), fields: { url }, thing: url }));
        return true;
      }
      case "edit":
        return await this.#change(async (id, known) => {
          const note = `remark ${this.#next()}`;
          await client.ask("PATCH", `/items/${id}`, { body: { note } });
          known.note = note;
        });
      case "trash":
        return await this.#change(async (id, known) => {
          await client.ask("DELETE", `/items/${id}`);
          known.inTrash = true;
        });
      case "restore":
        return await this.#change(async (id, known) => {
          await client.ask("POST", `/items/${id}/restore`);
          known.inTrash = false;
        });
      case "cancel":
        return await this.#onShare((id) => client.ask("DELETE", `/share/${id}`));
      case "retry":
        return await this.#onShare((id) => client.ask("POST", `/share/${id}/retry`));
      default:
        return deed satisfies never;
    }
  }

  #next(): string {
    this.#count += 1;
    return `p${this.#person}-${this.#count}`;
  }

  async #accepted(sharing: ReturnType<FaultRun["client"]["share"]>): Promise<string> {
    const { processingId } = await sharing;
    this.#shares.push(processingId);
    return processingId;
  }

  async #hasRoom(): Promise<boolean> {
    const { body } = await this.#run.client.ask<{ pending_items: number }>("GET", "/queue");
    return body.pending_items < MOST_WAITING;
  }

  async #shareOwn(
    fields: Record<string, string>,
    brought: Pick<SentShare, "files" | "uploads"> = {},
  ): Promise<boolean> {
    if (!(await this.#hasRoom())) return false;
    const share = await this.#accepted(this.#run.client.share({ key: this.#next(), fields, ...brought }));
    const { body } = await this.#run.client.ask<{ item_id: string }>("GET", `/share/status/${share}`);
    this.#book.set(body.item_id, { share, note: fields["note"] ?? null, inTrash: false });
    return true;
  }

  async #shareFiles(): Promise<boolean> {
    const name = this.#next();
    const picture = { name: `${name}.png`, type: "image/png", bytes: await aPicture(this.#random) };
    const words = { name: `${name}.txt`, type: "text/plain", bytes: Buffer.from(`what ${name} saw at the mole`) };
    const files = this.#random.chance(50) ? [picture] : [picture, words];
    return await this.#shareOwn({ note: `files of ${name}` }, { files });
  }

  async #shareInPieces(): Promise<boolean> {
    const name = this.#next();
    const bytes = Buffer.from(
      `what ${name} heard at the mole, over and over; `.repeat(this.#random.integer(2_000, 20_000)),
    );
    const file = { name: `${name}.txt`, type: "text/plain", bytes };
    const id = await uploadInPieces(this.#run.client, file, this.#random);
    return await this.#shareOwn({ note: `pieces of ${name}` }, { uploads: [{ ...file, id }] });
  }

  async #shareLink(): Promise<boolean> {
    if (!(await this.#hasRoom())) return false;
    const url = this.#run.sites.page({ picture: this.#random.chance(30), brokenFirst: this.#random.chance(5) });
    await this.#accepted(this.#run.client.share({ key: this.#next(), fields: { url }, thing: url }));
    this.#urls.push(url);
    return true;
  }

  async #shareBulk(): Promise<boolean> {
    if (!(await this.#hasRoom())) return false;
    const { client, sites, ledger } = this.#run;
    const rows = Array.from({ length: BULK_ROWS }, (_, n) => {
      const key = this.#next();
      const url = n % 2 === 0 ? sites.page() : null;
      return { key, thing: url ?? key, fields: url === null ? { text: `A line of ${key} in many` } : { url } };
    });
    const body = rows.map(({ key, fields }) => ({ ...fields, client_share_id: key }));
    const answer = await client.ask<{ items: BulkRow[] }>("POST", "/share/bulk", { body });
    if (answer.status !== 200)
      throw new Error(`the bulk was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    for (const [n, { http_status, processing_id, problem }] of answer.body.items.entries()) {
      const row = rows[n];
      if (!row || http_status !== 202 || processing_id === undefined)
        throw new Error(`a row was answered ${JSON.stringify(problem)}`);
      ledger.write({ key: row.key, processingId: processing_id, thing: row.thing, sha256: [] });
      this.#shares.push(processing_id);
    }
    return true;
  }

  async #change(change: (id: string, known: Known) => Promise<void>): Promise<boolean> {
    const entry = this.#random.oneOf([...this.#book]);
    if (entry === undefined) return false;
    await change(...entry);
    return true;
  }

  /** The latest shares are those still at work. */
  async #onShare(ask: (id: string) => Promise<unknown>): Promise<boolean> {
    const id = this.#random.oneOf(this.#shares.slice(-5));
    if (id === undefined) return false;
    await ask(id);
    return true;
  }
}
