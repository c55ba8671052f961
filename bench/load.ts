import { type Child, startChild } from "./child.ts";

/** What is asked, by how many at once, and for how long. */
export interface Load {
  readonly url: string;
  /** Paths with their queries, asked in turn instead of the url's own. */
  readonly paths?: readonly string[];
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Every `{n}` in it becomes a number that never comes twice. */
  readonly body?: string;
  /** The only status that counts; any other ends the run. */
  readonly status: number;
  readonly connections: number;
  readonly ms: number;
  /** The run ends when so many have been answered, even if there is time left. */
  readonly mostRequests?: number;
  /** Each connection waits so long between an answer and its next request. */
  readonly pauseMs?: number;
}

export interface LoadResult {
  readonly requests: number;
  readonly seconds: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly worstMs: number;
}

/** A load generator in its own process: keep-alive connections that ask again as soon as they are answered. */
export interface LoadGenerator {
  run(load: Load): Promise<LoadResult>;
  close(): Promise<void>;
}

export async function openLoad(): Promise<LoadGenerator> {
  const child: Child = await startChild(new URL("./load-process.ts", import.meta.url));
  return {
    async run(load) {
      const answer = await child.ask<LoadResult | { failure: string }>(load);
      if ("failure" in answer) throw new Error(`the load on ${load.url} failed: ${answer.failure}`);
      return answer;
    },
    close: () => child.stop(),
  };
}
