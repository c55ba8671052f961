import multipart from "@fastify/multipart";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { Problem } from "../contract/problems.ts";
import { DatabaseUnavailable } from "../core/ports/database.ts";
import { allows, type Caller } from "../wall/caller.ts";
import {
  beginLanding,
  completeLanding,
  dropLanding,
  type LandedWords,
  landedShares,
  saveLanded,
  throwLandedAway,
} from "../wall/land-share.ts";
import type { HttpContext } from "./context.ts";
import { escaped } from "./escaped.ts";
import { addFormParser, Bytes } from "./form-body.ts";
import { formFields } from "./form-fields.ts";
import { landingCookieOf, setLandingCookie } from "./landing-cookie.ts";
import { type Limits, limitedAs } from "./limits.ts";
import { answerProblem, beginProblem, problemDocument } from "./problem-answer.ts";
import { readForm } from "./read-form.ts";
import { FileIntake } from "./receive-files.ts";

const PATH = "/share-target";
const WORDS = ["title", "text", "url"] as const;
/** Where the page finds why nothing was kept: the problem's document. */
const TOLD = 'data-told=""';

/**
 * What a phone does that shares before the page's worker is in place: it posts here. That keeps the share and saves
 * nothing, since any page could have sent it; a tap on the page that follows does. Nothing of it is part of the API.
 * @param page the page it lands on; null when none is built
 */
export function addShareTarget(
  app: FastifyInstance,
  context: HttpContext,
  { limits, page }: { limits: Limits; page: string | null },
): void {
  const { auth, maxFileBytes, allowHosts } = context;
  const showPage = (reply: FastifyReply, told = "") =>
    reply.type("text/html; charset=utf-8").send(page?.replace(TOLD, () => `data-told="${escaped(told)}"`));

  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    addFormParser(scope);
    await scope.register(multipart);
    scope.addContentTypeParser("*", (_request, _payload, end) => end(notAForm(), undefined));
    scope.setErrorHandler((error, request, reply) => {
      if (page === null || !request.headers.accept?.includes("text/html"))
        return answerProblem(context.log, error, request, reply);
      const problem = beginProblem(context.log, error, request, reply);
      return showPage(reply, JSON.stringify(problemDocument(problem, request.id)));
    });

    if (page !== null) scope.get(PATH, (_request, reply) => showPage(reply.header("cache-control", "no-cache")));

    scope.post(PATH, { onRequest: admit }, async (request, reply) => {
      const person = (await auth.callerOf(request))?.person ?? null;
      const announced = Number(request.headers["content-length"] ?? Number.NaN);
      const bytes = Number.isFinite(announced) ? announced : null;
      const landing = await beginLanding(context, { browser: landingCookieOf(request), person, bytes, maxFileBytes });
      const intake = new FileIntake(context, landing.id);
      try {
        const { fields, files } = await readLanded(request, intake);
        await completeLanding(context, { id: landing.id, words: wordsOf(fields), files, allowHosts });
      } catch (error) {
        // Without a database nothing can be discarded; the sweep does it.
        if (!(error instanceof DatabaseUnavailable)) {
          await intake.discard();
          await dropLanding(context, landing.id);
        }
        throw error;
      }
      setLandingCookie(reply, { token: landing.browser, secure: context.secureCookies });
      // Asked for anew, so that reloading the page sends nothing twice.
      return reply.header("cache-control", "no-store").redirect(`${PATH}?kept`, 303);
    });

    scope.get(`${PATH}/kept`, async (request, reply) => {
      const caller = await auth.callerOf(request);
      const browser = landingCookieOf(request);
      const person = caller?.person ?? null;
      const shares = browser === null ? [] : await landedShares(context, { browser, person });
      return reply.header("cache-control", "no-store").send({ shares, signed_in: caller !== null });
    });

    scope.post(`${PATH}/save`, { onRequest: admit }, async (request, reply) => {
      const caller = await signedIn(request);
      const items = await saveLanded(context, { browser: browserOf(request), caller, allowHosts });
      return reply.header("cache-control", "no-store").send({ items });
    });

    scope.post(`${PATH}/forget`, { onRequest: admit }, async (request, reply) => {
      const caller = await auth.callerOf(request);
      await throwLandedAway(context, { browser: browserOf(request), person: caller?.person ?? null });
      return reply.code(204).send();
    });
  });

  /** A page of another site gets nowhere; a phone, a person and our own page do, within the limits of shares. */
  async function admit(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    refuseOtherSites(request);
    await limits.take("share", limitedAs(await auth.callerOf(request), request.ip), reply);
  }

  async function signedIn(request: FastifyRequest): Promise<Caller> {
    const caller = await auth.callerOf(request);
    if (caller === null) throw new Problem("credentials-missing", "Sign in first. What you shared waits for you here.");
    if (!allows(caller.scopes, "share")) throw new Problem("scope-too-small", "This needs a key of scope share.");
    return caller;
  }

  async function readLanded(request: FastifyRequest, intake: FileIntake) {
    const type = (request.headers["content-type"] ?? "").split(";")[0]?.trim().toLowerCase();
    if (type === "multipart/form-data") return await readForm(request, { intake, maxFileBytes });
    if (type !== "application/x-www-form-urlencoded" || request.body instanceof Bytes) throw notAForm();
    return { fields: formFields(request.body), files: [] };
  }
}

const notAForm = () => new Problem("type-not-supported", "Send a form, as the share sheet of a phone does.");

function browserOf(request: FastifyRequest): string {
  const browser = landingCookieOf(request);
  if (browser === null) throw new Problem("not-found", "Nothing waits here for a tap. Share it again.");
  return browser;
}

/** Only what the manifest names: a form that anybody may send does not choose a wall, or bring a page. */
function wordsOf(fields: object): LandedWords {
  const words: Record<string, string> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (!WORDS.some((known) => known === name))
      throw new Problem("fields-not-valid", `/${name} is not a field of this form.`, {
        fields: [{ field: `/${name}`, message: "is not a field of this form" }],
      });
    // PostgreSQL takes no NUL, and nobody writes one.
    const text = String(value).replaceAll("\0", "");
    if (text.trim() !== "") words[name] = text;
  }
  return words;
}

/** A share of the system comes from no site (`none`), a tap from our own page; a browser that says nothing names an origin. */
function refuseOtherSites({ headers }: FastifyRequest): void {
  const site = headers["sec-fetch-site"];
  if (site === "none" || site === "same-origin") return;
  const { origin } = headers;
  const isOurs = origin === undefined || (URL.canParse(origin) && new URL(origin).host === headers.host);
  if (site === undefined && isOurs) return;
  throw new Problem("origin-refused", "Another site sent this. Nothing of it was kept.");
}
