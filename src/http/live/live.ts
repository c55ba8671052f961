import type { ChannelMessage } from "../../core/ports/doorbells.ts";
import { importVersions } from "../../store/imports.ts";
import { shareVersions } from "../../store/shares.ts";
import { clocksOf } from "../../store/walls.ts";
import { BEAT_MS, Presence } from "./presence.ts";
import { eventText, KEEP_ALIVE_COMMENT, RESYNC } from "./stream.ts";
import type { LiveDeps, Subscription } from "./subscription.ts";
import { WallFeed } from "./wall-feed.ts";

/** Clocks of shown walls and versions of shown shares are compared this often: a lost doorbell costs no more. */
const COMPARE_MS = 2_000;
const KEEP_ALIVE_MS = 20_000;
const RIGHTS_MS = 5_000;

/** Everything that is open and watching: doorbells in, events out. A change is serialised once for all its watchers. */
export class Live {
  readonly #deps: LiveDeps;
  readonly #subscriptions = new Set<Subscription>();
  readonly #feeds = new Map<string, WallFeed>();
  /** The version of each watched share when it was last told of. */
  readonly #versions = new Map<string, number>();
  /** The same of each watched import. */
  readonly #importVersions = new Map<string, number>();
  readonly #presence: Presence;
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #stopListening: () => void;

  constructor(deps: LiveDeps) {
    this.#deps = deps;
    this.#presence = new Presence(deps);
    this.#stopListening = deps.channel.subscribe((message) => this.#hear(message));
    this.#every(COMPARE_MS, () => this.#compareClocks());
    this.#every(COMPARE_MS, () => this.#compareShares());
    this.#every(COMPARE_MS, () => this.#compareImports());
    this.#every(KEEP_ALIVE_MS, () => this.#keepAlive());
    this.#every(RIGHTS_MS, () => this.#checkRights());
    this.#every(BEAT_MS, () => this.#presence.beat());
  }

  /** Begins to tell a reader what changes on its walls, shares and imports, from the clocks it brings. */
  async open(subscription: Subscription): Promise<void> {
    const { stream, clocks, shares, imports } = subscription;
    this.#subscriptions.add(subscription);
    stream.onClose(() => this.#forget(subscription));
    for (const wall of clocks.keys()) this.#feedOf(wall).add(subscription);
    // Read before the share is told of: what changes between is told twice rather than never.
    for (const [share, version] of await shareVersions(this.#deps.store.reader, [...shares]))
      if (!this.#versions.has(share)) this.#versions.set(share, version);
    for (const share of shares) await this.#sendShare(share, [subscription]);
    for (const id of imports) await this.#sendImport(id, [subscription]);
    for (const wall of clocks.keys()) await this.#feedOf(wall).catchUp();
    await this.#presence.add(subscription);
  }

  /** How many readers there are, for the metrics. */
  count(): number {
    return this.#subscriptions.size;
  }

  /** Ends every stream: readers come back to whichever process is there then. */
  close(): void {
    for (const timer of this.#timers.splice(0)) clearInterval(timer);
    this.#stopListening();
    this.#presence.close();
    for (const { stream } of this.#subscriptions) stream.end();
  }

  #feedOf(wall: string): WallFeed {
    const known = this.#feeds.get(wall);
    if (known) return known;
    const feed = new WallFeed(this.#deps, wall);
    this.#feeds.set(wall, feed);
    return feed;
  }

  #forget(subscription: Subscription): void {
    this.#subscriptions.delete(subscription);
    this.#presence.remove(subscription);
    for (const wall of subscription.clocks.keys()) {
      const feed = this.#feeds.get(wall);
      feed?.remove(subscription);
      if (feed?.isUnwatched) this.#feeds.delete(wall);
    }
  }

  #hear(message: ChannelMessage): void {
    if (message.kind === "walls") for (const wall of message.walls) this.#feeds.get(wall)?.ring();
    if (message.kind === "wall-reordered") this.#feeds.get(message.wall)?.tell(RESYNC);
    if (message.kind === "share") {
      const watching = this.#watchersOf(message.share);
      if (watching.length > 0) this.#try("share event", () => this.#sendShare(message.share, watching));
    }
    if (message.kind === "import") {
      const watching = this.#importWatchersOf(message.import);
      if (watching.length > 0) this.#try("import event", () => this.#sendImport(message.import, watching));
    }
    if (message.kind === "here" || message.kind === "presence")
      this.#try("presence", () => this.#presence.hear(message));
    if (message.kind === "progress") this.#try("progress event", () => this.#sendProgress(message));
    if (message.kind === "access") this.#try("rights", () => this.#checkRights());
  }

  async #sendShare(share: string, to: readonly Subscription[]): Promise<void> {
    const told = await this.#deps.statusOf(share);
    if (!told) return;
    this.#versions.set(share, Math.max(told.version, this.#versions.get(share) ?? 0));
    const text = eventText({ event: "share", data: JSON.stringify(told.status) });
    for (const { stream } of to) stream.send(text);
  }

  async #sendImport(id: string, to: readonly Subscription[]): Promise<void> {
    const read = await this.#deps.importTold(id);
    if (!read) return;
    this.#importVersions.set(id, Math.max(read.version, this.#importVersions.get(id) ?? 0));
    const text = eventText({ event: "import", data: JSON.stringify(read.told) });
    for (const { stream } of to) stream.send(text);
  }

  async #sendProgress(message: ChannelMessage & { kind: "progress" }): Promise<void> {
    const walls = message.walls.filter((wall) => this.#feeds.has(wall));
    const shares = this.#watchersOf(message.share);
    if (walls.length === 0 && shares.length === 0) return;
    if (shares.length > 0) await this.#sendShare(message.share, shares);
    const progress = walls.length === 0 ? null : await this.#deps.progressOf(message.share);
    if (!progress) return;
    for (const wall of walls)
      this.#feeds
        .get(wall)
        ?.tell(eventText({ event: "progress", data: JSON.stringify({ ...progress.told, wall_id: wall }) }), {
          person: progress.person,
        });
  }

  async #compareClocks(): Promise<void> {
    const clocks = await clocksOf(this.#deps.store.reader, [...this.#feeds.keys()]);
    for (const [wall, clock] of clocks) {
      const feed = this.#feeds.get(wall);
      if (feed && feed.clock < clock) feed.ring();
    }
  }

  async #compareShares(): Promise<void> {
    const watched = new Set([...this.#subscriptions].flatMap(({ shares }) => [...shares]));
    for (const share of this.#versions.keys()) if (!watched.has(share)) this.#versions.delete(share);
    for (const [share, version] of await shareVersions(this.#deps.store.reader, [...watched])) {
      const known = this.#versions.get(share) ?? 0;
      if (known < version) await this.#sendShare(share, this.#watchersOf(share));
    }
  }

  async #compareImports(): Promise<void> {
    const watched = new Set([...this.#subscriptions].flatMap(({ imports }) => [...imports]));
    for (const id of this.#importVersions.keys()) if (!watched.has(id)) this.#importVersions.delete(id);
    for (const [id, version] of await importVersions(this.#deps.store.reader, [...watched]))
      if ((this.#importVersions.get(id) ?? 0) < version) await this.#sendImport(id, this.#importWatchersOf(id));
  }

  #importWatchersOf(id: string): Subscription[] {
    return [...this.#subscriptions].filter(({ imports }) => imports.has(id));
  }

  #watchersOf(share: string): Subscription[] {
    return [...this.#subscriptions].filter(({ shares }) => shares.has(share));
  }

  #keepAlive(): Promise<void> {
    for (const { stream } of this.#subscriptions) stream.send(KEEP_ALIVE_COMMENT);
    return Promise.resolve();
  }

  async #checkRights(): Promise<void> {
    for (const subscription of this.#subscriptions) if (!(await subscription.stillAllowed())) subscription.stream.end();
  }

  #every(ms: number, work: () => Promise<void>): void {
    const timer = setInterval(() => this.#try("live", work), ms);
    timer.unref();
    this.#timers.push(timer);
  }

  #try(what: string, work: () => Promise<void>): void {
    work().catch((error: unknown) => this.#deps.log("warn", "fault", { what, error: String(error) }));
  }
}
