import { createHmac, randomBytes } from "node:crypto";
import { Problem } from "../../contract/problems.ts";
import type { SignInService, Way } from "../../core/ports/sign-in-service.ts";
import { insertFlow, useFlow } from "../../store/identities.ts";
import type { OidcFlowRow } from "../../store/way-in-tables.ts";
import type { WallDeps } from "../deps.ts";
import { hashSecret } from "../keys.ts";

const TOKEN_BYTES = 32;
const TOKEN = /^[\w-]{43}$/;
export const WAY_SECONDS = 10 * 60;
const ASK_AGAIN_SECONDS = 30;

/** Where a browser goes next, and what it keeps meanwhile. */
export interface BegunWay {
  readonly url: string;
  readonly token: string;
}

/**
 * Begins a way to the service, for nobody yet or for who links an account.
 * @throws Problem sign-in-service-away
 */
export async function beginWay(
  { store }: Pick<WallDeps, "store">,
  service: SignInService,
  asked: Pick<OidcFlowRow, "person" | "purpose" | "return_to"> & { redirectUri: string },
): Promise<BegunWay> {
  const { redirectUri, ...flow } = asked;
  const token = randomBytes(TOKEN_BYTES).toString("base64url");
  const address = await service.addressFor(wayBy(token, redirectUri));
  if (address.kind === "away")
    throw new Problem("sign-in-service-away", `${service.name} does not answer. Everything else works.`, {
      retryAfterSeconds: ASK_AGAIN_SECONDS,
    });
  await store.write((unit) =>
    insertFlow(unit, { ...flow, hash: hashSecret(token), expires_at: unit.nowMs + WAY_SECONDS * 1_000 }),
  );
  return { url: address.url, token };
}

/**
 * Uses up the way that this browser began, when what came back belongs to it; whoever sends a browser here with an answer
 * of their own neither signs it in nor spoils its way.
 */
export async function endWay(
  { store }: Pick<WallDeps, "store">,
  { token, callback, redirectUri }: { token: string | null; callback: URL; redirectUri: string },
): Promise<{ way: Way; flow: OidcFlowRow } | null> {
  if (token === null || !TOKEN.test(token)) return null;
  const way = wayBy(token, redirectUri);
  if (callback.searchParams.get("state") !== way.state) return null;
  const flow = await store.write((unit) => useFlow(unit, hashSecret(token)));
  return flow && { way, flow };
}

/**
 * What holds a way together comes from the one secret that the browser keeps, so that a row knows nothing that would
 * finish it: the state goes to the service and back, the nonce into the signed word, the verifier to the service alone.
 */
function wayBy(token: string, redirectUri: string): Way {
  const part = (name: string) => createHmac("sha256", token).update(name).digest("base64url");
  return { redirectUri, state: part("state"), nonce: part("nonce"), verifier: part("verifier") };
}
