import type { Health } from "../contract/system.ts";
import type { AllowedHost } from "../core/address-guard.ts";
import type { AnalysisMade, AnalysisWish } from "../core/analysis.ts";
import type { QuestionVectors } from "../core/ports/embedder.ts";
import type { OpenCounter } from "../core/ports/rates.ts";
import type { SignInService } from "../core/ports/sign-in-service.ts";
import type { Sealing } from "../core/seal.ts";
import type { AiLimits } from "../wall/ai-usage.ts";
import type { WallDeps } from "../wall/deps.ts";
import type { SignUpElsewhere } from "../wall/sign-in-elsewhere/sign-in.ts";
import type { Auth } from "./auth.ts";
import type { EstimateSeconds } from "./estimates.ts";
import type { Live } from "./live/live.ts";

/** Analyses for whoever waits for them, and what they cost. Its parts throw Problems. */
export interface AiOfServer {
  /** Who is asked first, as an item shows it. */
  readonly name: string;
  readonly limits: AiLimits;
  /** The model that makes vectors; null without one. */
  readonly meaningOf: string | null;
  /** The date of the price list. */
  readonly pricesAsOf: string;
  analyzeContent(asked: { person: string; content: ContentToAnalyse }): Promise<AnalysisMade>;
  previewAnalysis(asked: { person: string; item: string; wish: AnalysisWish }): Promise<AnalysisMade>;
  refuseUnknown(wish: AnalysisWish): void;
}

interface ContentToAnalyse {
  readonly url: string | null;
  readonly text: string | null;
  readonly title: string | null;
  readonly allowListed: boolean;
}

/** Takes backups of everything. */
export interface BackupsOfServer {
  /** Begins one, or joins one that runs here; null when another process takes one. */
  ask(): Promise<string | null>;
  progressOf(id: string): { readonly doing: "rows" | "files" | "verify"; readonly done: number } | null;
}

/** What the routes stand on. */
export interface HttpContext extends WallDeps {
  readonly auth: Auth;
  readonly live: Live;
  /** Vectors of questions; null where nothing is found by meaning. */
  readonly questions: QuestionVectors | null;
  readonly estimateSeconds: EstimateSeconds;
  /** Hosts that are left alone after failures. */
  readonly breakers: () => ReadonlyMap<string, "open" | "half-open">;
  readonly ai: AiOfServer;
  /** Where requests are counted against their limits. */
  readonly openCounter: OpenCounter;
  readonly health: () => Promise<Health>;
  readonly backups: BackupsOfServer;
  readonly metrics: () => Promise<string>;
  readonly state: { ready: boolean };
  readonly allowHosts: readonly AllowedHost[];
  /** Whether walls may be looked at without a link, where their owners let them. */
  readonly publicWalls: boolean;
  readonly maxFileBytes: number;
  readonly maxImportBytes: number;
  readonly version: string;
  /** Where people have accounts elsewhere; null when none is set. */
  readonly signInService: SignInService | null;
  readonly signUpElsewhere: SignUpElsewhere;
  /** PUBLIC_URL, where it is set. */
  readonly namedUrl: URL | null;
  /** Where people reach this server, for links that leave it. */
  readonly publicUrl: () => string;
  readonly secureCookies: boolean;
  /** Closes what rows must not hold in the clear. */
  readonly sealing: Sealing;
  /** Whether a mail server is set up. */
  readonly sendsMail: boolean;
  readonly features: { readonly storage: string };
}
