import type { Health } from "../contract/system.ts";
import type { AllowedHost } from "../core/address-guard.ts";
import type { AnalysisInput } from "../core/analysis.ts";
import type { Analyst } from "../core/ports/analyst.ts";
import type { WallDeps } from "../wall/deps.ts";
import type { Auth } from "./auth.ts";
import type { EstimateSeconds } from "./estimates.ts";
import type { Live } from "./live/live.ts";

/** What the routes stand on. */
export interface HttpContext extends WallDeps {
  readonly auth: Auth;
  readonly live: Live;
  readonly estimateSeconds: EstimateSeconds;
  /** Hosts that are left alone after failures. */
  readonly breakers: () => ReadonlyMap<string, "open" | "half-open">;
  readonly analyst: Analyst;
  /** Reads a link or takes a text for `POST /ai/analyze`, without keeping anything. */
  readonly readForAnalysis: (content: ContentToAnalyse, signal: AbortSignal) => Promise<AnalysisInput>;
  readonly health: () => Promise<Health>;
  readonly metrics: () => Promise<string>;
  readonly state: { ready: boolean };
  readonly allowHosts: readonly AllowedHost[];
  readonly maxFileBytes: number;
  readonly version: string;
  /** Where people reach this server, for links that leave it. */
  readonly publicUrl: () => string;
  readonly secureCookies: boolean;
  readonly features: { readonly storage: string };
}

export interface ContentToAnalyse {
  readonly url: string | null;
  readonly text: string | null;
  readonly title: string | null;
  readonly allowListed: boolean;
}
