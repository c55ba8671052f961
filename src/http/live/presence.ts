import type { Here } from "../../contract/members.ts";
import { newId } from "../../core/ids.ts";
import type { ChannelMessage } from "../../core/ports/doorbells.ts";
import { presentPeople } from "../../store/persons.ts";
import { eventText } from "./stream.ts";
import type { LiveDeps, Subscription } from "./subscription.ts";

/** Each process says who is here with it this often. */
export const BEAT_MS = 4_000;
/** Who was not heard of again for so long is gone, with the process that told of them. */
const FORGOTTEN_AFTER_MS = 10_000;
/** Whoever loads the page again is not gone in between. */
const LEAVES_AFTER_MS = 1_000;
/** More are not told: a wall that so many look at is no place to see who is there. */
const MOST_TOLD = 50;

/**
 * Who looks at a wall just now, of those who let others see it, told to the members who look at it too; never to anybody
 * with a link. Nothing of it is a row: each process says who has a stream open with it, and forgets what others said a few
 * seconds after they have stopped saying it (docs/decisions/0037-presence.md).
 */
export class Presence {
  readonly #deps: Pick<LiveDeps, "store" | "channel" | "log">;
  readonly #me = newId();
  /** Who is told, by wall. */
  readonly #readers = new Map<string, Set<Subscription>>();
  /** Who is here with us, by wall, as it was said last. */
  readonly #here = new Map<string, readonly string[]>();
  /** Who is with others, by wall and process. */
  readonly #elsewhere = new Map<
    string,
    Map<string, { readonly people: readonly string[]; readonly untilMs: number }>
  >();
  /** What was told last, by wall, and of whom. */
  readonly #told = new Map<string, { readonly text: string; readonly ids: string }>();
  #isClosed = false;

  constructor(deps: Pick<LiveDeps, "store" | "channel" | "log">) {
    this.#deps = deps;
  }

  async add(subscription: Subscription): Promise<void> {
    if (subscription.viewer === "anybody" || !subscription.stream.isOpen) return;
    for (const wall of subscription.clocks.keys()) {
      this.#readers.set(wall, (this.#readers.get(wall) ?? new Set()).add(subscription));
      const known = this.#told.get(wall);
      await this.#lookAt(wall, await this.#present([wall]));
      // What is new has been told to all of them just now.
      if (known !== undefined && known === this.#told.get(wall)) subscription.stream.send(known.text);
    }
  }

  remove(subscription: Subscription): void {
    const walls = [...subscription.clocks.keys()].filter((wall) => this.#readers.get(wall)?.delete(subscription));
    if (walls.length === 0 || this.#isClosed) return;
    setTimeout(() => {
      if (!this.#isClosed) this.#try(() => this.#lookAtAll(walls));
    }, LEAVES_AFTER_MS).unref();
  }

  async hear(message: ChannelMessage & { kind: "here" | "presence" }): Promise<void> {
    if (message.kind === "presence") return await this.#lookAtAll(this.#wallsOf(message.person));
    const { from, wall, people } = message;
    if (from === this.#me || !this.#readers.has(wall)) return;
    const others = this.#elsewhere.get(wall) ?? new Map();
    this.#elsewhere.set(wall, others.set(from, { people, untilMs: Date.now() + FORGOTTEN_AFTER_MS }));
    await this.#tell(wall);
  }

  /** Says who is here, and looks who has not been heard of any more. */
  async beat(): Promise<void> {
    await this.#lookAtAll([...this.#readers.keys()]);
  }

  /** Nobody is here any more: said once, so that others need not wait until they notice. */
  close(): void {
    this.#isClosed = true;
    for (const [wall, people] of this.#here) if (people.length > 0) this.#say(wall, []);
  }

  #wallsOf(person: string): string[] {
    const isTheirs = ({ viewer }: Subscription) => viewer !== "anybody" && viewer.person === person;
    return [...this.#readers].filter(([, readers]) => [...readers].some(isTheirs)).map(([wall]) => wall);
  }

  async #lookAtAll(walls: readonly string[]): Promise<void> {
    const present = await this.#present(walls);
    for (const wall of walls) await this.#lookAt(wall, present);
  }

  /** Who of all that are here with us on these walls lets others see it. */
  async #present(walls: readonly string[]): Promise<ReadonlySet<string>> {
    const people = new Set(walls.flatMap((wall) => this.#peopleAt(wall)));
    return new Set((await presentPeople(this.#deps.store.reader, [...people])).map(({ id }) => id));
  }

  #peopleAt(wall: string): string[] {
    const atScreens = [...(this.#readers.get(wall) ?? [])].filter(({ isAtScreen }) => isAtScreen);
    return atScreens.flatMap(({ viewer }) => (viewer === "anybody" ? [] : [viewer.person]));
  }

  async #lookAt(wall: string, present: ReadonlySet<string>): Promise<void> {
    const people = [...new Set(this.#peopleAt(wall))].filter((person) => present.has(person)).slice(0, MOST_TOLD);
    const before = this.#here.get(wall) ?? [];
    this.#here.set(wall, people);
    if (people.length > 0 || before.length > 0) this.#say(wall, people);
    await this.#tell(wall);
    if (this.#readers.get(wall)?.size === 0)
      for (const map of [this.#readers, this.#here, this.#elsewhere, this.#told]) map.delete(wall);
  }

  #say(wall: string, people: readonly string[]): void {
    this.#deps.channel.publish({ kind: "here", from: this.#me, wall, people });
  }

  /** Tells everybody on a wall who is there, where that is something new. */
  async #tell(wall: string): Promise<void> {
    const nowMs = Date.now();
    const elsewhere = this.#elsewhere.get(wall) ?? new Map();
    for (const [from, { untilMs }] of elsewhere) if (untilMs < nowMs) elsewhere.delete(from);
    const all = [...(this.#here.get(wall) ?? []), ...[...elsewhere.values()].flatMap(({ people }) => people)];
    const here = [...new Set(all)].toSorted().slice(0, MOST_TOLD);
    const ids = here.join();
    if (ids === (this.#told.get(wall)?.ids ?? "")) return;
    const people = await presentPeople(this.#deps.store.reader, here);
    const text = eventText({ event: "here", data: JSON.stringify({ wall_id: wall, people } satisfies Here) });
    this.#told.set(wall, { text, ids });
    for (const { stream } of this.#readers.get(wall) ?? []) stream.send(text);
  }

  #try(work: () => Promise<void>): void {
    work().catch((error: unknown) => this.#deps.log("warn", "fault", { what: "presence", error: String(error) }));
  }
}
