import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { FaultClient, SentFile, SentShare } from "./fault-client.ts";
import { type Seeded, seeded } from "./seeded.ts";
import { aPicture, type Sites } from "./sites.ts";
import { uploadInPieces } from "./upload-in-pieces.ts";

/** Two of six send files only, so that texts and links go on where files cannot. */
const SENDERS: readonly Sort[] = ["words", "files", "words", "words", "files", "words"];
const AGAIN_PERCENT = 4;
const TWICE_PERCENT = 4;
const LARGE_FROM_BYTES = 100_000;
const LARGE_TO_BYTES = 400_000;
const WAIT_MS = 250;
const MOST_WAIT_MS = 10_000;

type Sort = "words" | "files";
export type Kind = "text" | "link" | "files" | "pieces" | "again";

export interface FleetLoadOptions {
  readonly client: FaultClient;
  readonly sites: Sites;
  /** What is shared, by what the provider reads of it (`markIn`). Filled here. */
  readonly things: Map<string, string>;
  readonly seed: number;
  /** At least so many; they go on until the faults are over. */
  readonly shares: number;
  readonly pauseMs: { readonly from: number; readonly to: number };
  /** Faster than it is worked on, shares would only pile up. */
  readonly mostWaiting: number;
  /** Ends it where it is. */
  readonly signal: AbortSignal;
}

export interface FleetLoad {
  /** Shares answered 202, by what was shared. */
  readonly accepted: ReadonlyMap<Kind, number>;
  /** How many were sent by the same key twice at once. */
  readonly sentTwice: number;
  /** What a person was refused who did nothing wrong. */
  readonly refused: readonly string[];
  count(): number;
  /** Lets everybody send what is still to be sent. */
  finish(): Promise<void>;
}

/** What of a question tells which thing it is about: a page by its title, or by its address where it was not read. */
export function markIn(question: string): string | null {
  const [mark, page, path] = /Lamp number (\d+)\b|\/notes\/(\d+)\b|\bnote p\d+-\d+x/.exec(question) ?? [];
  const number = page ?? path;
  return number === undefined ? (mark ?? null) : pageMark(number);
}

const pageMark = (number: number | string): string => `page ${number}`;

/** People who share words and files through every server at once. */
export function startFleetLoad({
  client,
  sites,
  things,
  seed,
  shares,
  pauseMs,
  mostWaiting,
  signal,
}: FleetLoadOptions): FleetLoad {
  const accepted = new Map<Kind, number>();
  const refused: string[] = [];
  let begun = 0;
  let isOver = false;
  let sentTwice = 0;

  async function live(person: number, sort: Sort): Promise<void> {
    const random = seeded(seed + 1_000 + person);
    const urls: string[] = [];
    for (let n = 0; begun < shares || !isOver; n++) {
      begun += 1;
      await room(client, mostWaiting);
      const made = await make(random, { sort, name: `p${person}-${n}x`, urls });
      things.set(made.mark, made.share.thing ?? made.share.key);
      try {
        const twice = random.chance(TWICE_PERCENT);
        if (twice) sentTwice += 1;
        await Promise.all(Array.from({ length: twice ? 2 : 1 }, () => client.share(made.share)));
        accepted.set(made.kind, (accepted.get(made.kind) ?? 0) + 1);
      } catch (error) {
        signal.throwIfAborted();
        refused.push(String(error));
      }
      await sleep(random.integer(pauseMs.from, pauseMs.to));
    }
  }

  async function make(random: Seeded, of: { sort: Sort; name: string; urls: string[] }): Promise<Made> {
    const { name, urls } = of;
    if (of.sort === "files") return await filesOf(client, random, name);
    const before = urls.at(-1);
    if (before !== undefined && random.chance(AGAIN_PERCENT)) {
      // A page's own mark stands for it already.
      return { kind: "again", mark: name, share: { key: name, fields: { url: before }, thing: before } };
    }
    if (random.chance(50)) {
      const mark = `note ${name}`;
      const fields = { text: `A ${mark} of the lamps along the estuary: they are lit again.` };
      return { kind: "text", mark, share: { key: name, fields } };
    }
    const url = sites.page({ picture: random.chance(20) });
    urls.push(url);
    return { kind: "link", mark: pageMark(sites.count), share: { key: name, fields: { url }, thing: url } };
  }

  const living = Promise.all(SENDERS.map((sort, person) => live(person, sort)));
  // Awaited when the run ends; until then a failure must not end the process.
  living.catch(() => {});
  return {
    accepted,
    refused,
    get sentTwice() {
      return sentTwice;
    },
    count: () => [...accepted.values()].reduce((sum, count) => sum + count, 0),
    async finish() {
      isOver = true;
      await living;
    },
  };
}

interface Made {
  readonly kind: Kind;
  readonly mark: string;
  readonly share: SentShare;
}

async function filesOf(client: FaultClient, random: Seeded, name: string): Promise<Made> {
  const mark = `note ${name}`;
  const title = `The ${mark} with files`;
  const small = { name: `${name}.txt`, type: "text/plain", bytes: Buffer.from(`What ${name} saw at the mole.`) };
  const drawn = random.integer(0, 100);
  if (drawn < 8) {
    const upload = { ...large(random, name), id: "" };
    const id = await uploadInPieces(client, upload, random);
    return { kind: "pieces", mark, share: { key: name, fields: { title }, uploads: [{ ...upload, id }] } };
  }
  const picture = async (): Promise<SentFile> => ({
    name: `${name}.png`,
    type: "image/png",
    bytes: await aPicture(random),
  });
  const files =
    drawn < 35
      ? [large(random, name)]
      : drawn < 60
        ? [await picture()]
        : drawn < 70
          ? [await picture(), small]
          : [small];
  return { kind: "files", mark, share: { key: name, fields: { title }, files } };
}

/** Some 100 KB that nothing can be read out of; only their number is drawn from the seed. */
function large(random: Seeded, name: string): SentFile {
  const bytes = randomBytes(random.integer(LARGE_FROM_BYTES, LARGE_TO_BYTES));
  return { name: `${name}.bin`, type: "application/octet-stream", bytes };
}

/** While a fault lasts nothing may go on, and shares come in all the same. */
async function room(client: FaultClient, mostWaiting: number): Promise<void> {
  const until = performance.now() + MOST_WAIT_MS;
  while (performance.now() < until) {
    const { body } = await client.ask<{ pending_items: number }>("GET", "/queue");
    if (body.pending_items < mostWaiting) return;
    await sleep(WAIT_MS);
  }
}
