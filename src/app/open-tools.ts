import type { Settings } from "../config/settings.ts";
import { openFileReader } from "../content/file-reader.ts";
import { openPageReader } from "../content/page-reader.ts";
import type { Channel } from "../core/ports/doorbells.ts";
import type { Ledger } from "../core/ports/ledger.ts";
import type { RateCounter } from "../core/ports/rates.ts";
import type { PoliteWeb } from "../pipeline/polite-web.ts";
import type { Tools } from "../pipeline/step.ts";
import { openChain } from "./open-chain.ts";
import { openFiles } from "./open-files.ts";
import { programVersion } from "./version.ts";

export interface OpenTools extends Tools {
  close(): Promise<void>;
}

export type OwnAddresses = () => readonly { host: string; port: number }[];

/** What tools need of the process they are in. */
interface ToolsAround {
  readonly ownAddresses: OwnAddresses;
  readonly ledger: Ledger;
  readonly aiRate: RateCounter | null;
  /** Null in a child, which is gone before it could hear of anything. */
  readonly channel: Channel | null;
}

/** What steps work with, from the settings: the same in this process and in a child that works on one step alone. */
export async function openTools(
  settings: Settings,
  { ownAddresses, ledger, aiRate, channel }: ToolsAround,
): Promise<OpenTools> {
  const files = await openFiles(settings.files);
  const web = lazyWeb(settings, ownAddresses);
  const pages = openPageReader();
  // Two children, so that a page's picture never waits behind a file that takes its reader long.
  const images = openFileReader();
  const fileReader = openFileReader();
  const chain = await openChain(settings.ai, ledger, { rate: aiRate, channel });
  return {
    web,
    pages,
    images,
    fileReader,
    files,
    chain,
    async close() {
      await Promise.all([web.close(), pages.close(), images.close(), fileReader.close(), chain.close(), files.close()]);
    },
  };
}

/** Hosts and providers that are left alone after failures. */
export function breakersOf({ web, chain }: OpenTools): ReadonlyMap<string, "open" | "half-open"> {
  const open = new Map(web.breakers());
  for (const { line } of chain.links) {
    const state = line.breaker();
    if (state !== null) open.set(line.name, state);
  }
  return open;
}

/** The HTTP client and its policies are heavy, and a wall of notes never needs them. */
function lazyWeb(settings: Settings, ownAddresses: OwnAddresses): PoliteWeb & { close(): Promise<void> } {
  let opening: Promise<PoliteWeb> | null = null;
  let opened: PoliteWeb | null = null;
  let close = () => Promise.resolve();
  async function open(): Promise<PoliteWeb> {
    const { openWeb } = await import("../adapters/web.ts");
    const { politeWeb } = await import("../pipeline/polite-web.ts");
    const web = openWeb({
      allowHosts: settings.fetchAllowHosts,
      ownAddresses,
      userAgent: `DigitalWall/${programVersion} (self-hosted bookmark reader)`,
    });
    close = () => web.close();
    opened = politeWeb(web);
    return opened;
  }
  return {
    async fetch(request) {
      opening ??= open();
      return await (await opening).fetch(request);
    },
    breakers: () => opened?.breakers() ?? new Map(),
    async close() {
      await opening;
      await close();
    },
  };
}
