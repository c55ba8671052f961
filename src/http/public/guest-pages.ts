import multipart from "@fastify/multipart";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { LIMITS } from "../../contract/limits.ts";
import { Problem, type ProblemCode } from "../../contract/problems.ts";
import { DatabaseUnavailable } from "../../core/ports/database.ts";
import {
  beginGuestShare,
  completeGuest,
  dropGuestShare,
  type GuestWords,
  takeAtOnce,
} from "../../wall/guest-shares.ts";
import type { HttpContext } from "../context.ts";
import { type Limits, limitedAs } from "../limits.ts";
import { beginProblem } from "../problem-answer.ts";
import { readForm } from "../read-form.ts";
import { FileIntake } from "../receive-files.ts";
import { html } from "./html.ts";
import { framed, type PublicPage, saying } from "./page-frame.ts";
import { pageHeaders } from "./page-headers.ts";
import { doorsOf, noSuchLink } from "./wall-door.ts";
import { type Spoken, spokenTo } from "./words.ts";
import type { PublicWords } from "./words-en.ts";

interface Asked {
  Params: { token: string };
  Querystring: { sent?: unknown };
}

const FIELDS = ["name", "url", "text"] as const;
type GuestFields = Partial<Record<(typeof FIELDS)[number], string>>;

/**
 * What a guest sees of a wall that they may bring something to: a form, and a word of thanks. Whether it was taken, and what
 * else stands there, they never learn. Nothing of it is part of the API.
 */
export function addGuestPages(
  app: FastifyInstance,
  context: HttpContext,
  { limits, frame }: { limits: Limits; frame: string },
): void {
  const doors = doorsOf(context, limits);
  const answer = (reply: FastifyReply, page: PublicPage, spoken: Spoken) =>
    reply
      .headers(pageHeaders({ guard: "nobody" }))
      .type("text/html; charset=utf-8")
      .send(framed(frame, page, spoken));

  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    await scope.register(multipart);
    scope.addContentTypeParser("*", (_request, _payload, end) => end(notAForm(), undefined));
    scope.setErrorHandler((error, request, reply) => {
      const problem = beginProblem(context.log, error, request, reply);
      const spoken = spokenTo(request);
      return answer(reply, refusalOf(problem.code, spoken.words), spoken);
    });

    scope.get<Asked>("/g/:token", async (request, reply) => {
      const { wall, base } = await doorOf(request, reply);
      const spoken = spokenTo(request);
      const isSent = request.query.sent !== undefined;
      return answer(reply, isSent ? thanks(base, spoken) : guestForm({ name: wall.name, base }, spoken), spoken);
    });

    scope.post<Asked>("/g/:token", async (request, reply) => {
      const { link, wall, base } = await doorOf(request, reply);
      await limits.take("share", `guest ${limitedAs(null, request.ip)}`, reply);
      if (!/^multipart\/form-data\b/i.test(request.headers["content-type"] ?? "")) throw notAForm();
      const announced = Number(request.headers["content-length"] ?? Number.NaN);
      const bytes = Number.isFinite(announced) ? announced : null;
      const id = await beginGuestShare(context, { link, bytes, address: limitedAs(null, request.ip) });
      const intake = new FileIntake(context, id);
      try {
        const { maxFileBytes } = context;
        const { fields, files } = await readForm(request, { intake, maxFileBytes, fieldsOf });
        const { name = "", ...words } = fields;
        await completeGuest(context, { id, owner: wall.owner, words: filled(words), name, files });
      } catch (error) {
        // Without a database nothing can be discarded; the sweep does it.
        if (!(error instanceof DatabaseUnavailable)) {
          await intake.discard();
          await dropGuestShare(context, { id, wall: wall.id });
        }
        throw error;
      }
      // It is kept: whatever happens now, somebody can take it later, and the guest is done.
      await takeAtOnce(context, { id, link }).catch((error: unknown) =>
        context.log("warn", "fault", { what: "guest share", error: String(error) }),
      );
      // Asked for anew, so that reloading the page sends nothing twice.
      return reply.header("cache-control", "no-store").redirect(`${base}?sent`, 303);
    });
  });

  async function doorOf(request: FastifyRequest<Asked>, reply: FastifyReply) {
    const door = await doors.byToken({ token: request.params.token, kind: "guest" }, request, reply);
    if (!door) throw noSuchLink();
    return door;
  }
}

const notAForm = () => new Problem("type-not-supported", "Send the form of this page.");

/** Only what the form has: a guest chooses no wall, and leaves no note. */
function fieldsOf(given: Readonly<Record<string, readonly string[]>>): GuestFields {
  const fields: GuestFields = {};
  for (const [field, values] of Object.entries(given)) {
    const name = FIELDS.find((known) => known === field);
    if (name === undefined || values.length > 1)
      throw new Problem("fields-not-valid", `/${field} is not a field of this form.`, {
        fields: [{ field: `/${field}`, message: "is not a field of this form, or was sent twice" }],
      });
    // PostgreSQL takes no NUL, and nobody writes one.
    fields[name] = (values[0] ?? "").replaceAll("\0", "");
  }
  return fields;
}

const filled = (words: GuestFields): GuestWords =>
  Object.fromEntries(Object.entries(words).filter(([, value]) => value.trim() !== ""));

const NOINDEX = html`<meta name="robots" content="noindex">`;

function guestForm({ name, base }: { name: string; base: string }, { words }: Spoken): PublicPage {
  const form = html`<form method="post" action="${base}" enctype="multipart/form-data" data-progress><label for="url">${words.guestLink}</label><input id="url" name="url" inputmode="url" maxlength="${LIMITS.urlCharacters}" autocomplete="off"><label for="text">${words.guestText}</label><textarea id="text" name="text" rows="5" dir="auto"></textarea><label for="files">${words.files}</label><input id="files" name="files" type="file" multiple><label for="name">${words.guestName}</label><input id="name" name="name" maxlength="${LIMITS.guestNameCharacters}" autocomplete="name"><progress max="1" value="0" aria-label="${words.guestSending}" hidden></progress><button class="button is-main">${words.guestSend}</button></form>`;
  const title = words.guestTitle.replace("{wall}", () => name);
  return { title, head: NOINDEX, body: saying(title, words.guestWhy, form) };
}

function thanks(base: string, { words }: Spoken): PublicPage {
  const again = html`<p><a class="button" href="${base}">${words.guestAgain}</a></p>`;
  return { title: words.guestThanks, head: NOINDEX, body: saying(words.guestThanks, words.guestThanksWhy, again) };
}

const WHY: { readonly [Code in ProblemCode]?: keyof PublicWords } = {
  "nothing-to-share": "guestNothing",
  "url-not-valid": "guestNoLink",
  "scheme-not-allowed": "guestNoLink",
  "address-refused": "guestNoLink",
  "too-large": "guestTooLarge",
  "too-many-files": "guestTooLarge",
  "field-too-long": "guestTooLarge",
  "wall-owner-has-no-room": "guestNoRoom",
  "too-many-requests": "tooManyWhy",
};

function refusalOf(code: ProblemCode, words: PublicWords): PublicPage {
  if (code === "not-found") return { title: words.gone, head: NOINDEX, body: saying(words.gone, words.goneWhy) };
  const title = words.guestRefused;
  return { title, head: NOINDEX, body: saying(title, words[WHY[code] ?? "brokenWhy"]) };
}
