import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { LIMITS } from "../../contract/limits.ts";
import type { Problem } from "../../contract/problems.ts";
import { opensLink } from "../../wall/open-wall.ts";
import { fileForAnybody, itemForAnybody, pageForAnybody } from "../../wall/seen-by-anybody.ts";
import type { HttpContext } from "../context.ts";
import { matches } from "../etags.ts";
import { addFormParser } from "../form-body.ts";
import { ANSWERED } from "../handler.ts";
import { type Limits, limitedAs } from "../limits.ts";
import { beginProblem } from "../problem-answer.ts";
import { readerPage } from "../reader-page.ts";
import { serveFile } from "../serve-file.ts";
import { coverOf, drawnCover } from "./cover.ts";
import { html } from "./html.ts";
import { itemPage, toldOf } from "./item-page.ts";
import { framed, type PublicPage, saying } from "./page-frame.ts";
import { type Guard, pageHeaders, tagOf } from "./page-headers.ts";
import { doorsOf, noSuchLink, setPass, type WallDoor } from "./wall-door.ts";
import { openWallEvents } from "./wall-events.ts";
import { wallPage } from "./wall-page.ts";
import { type Spoken, spokenTo } from "./words.ts";

interface Asked {
  Params: { token?: string; id?: string; item?: string; file?: string };
  Querystring: { cursor?: unknown; kiosk?: unknown; download?: unknown };
}

/**
 * The pages of a wall for people without an account: by a link at /w/<secret>, of a public wall at /p/<id>. They are written
 * here, need no script, and say only what `seenBy("anybody")` does. Nothing of it is part of the API.
 * @param frame the page that was built to hold them
 */
export function addWallPages(
  app: FastifyInstance,
  context: HttpContext,
  { limits, frame, readingFont }: { limits: Limits; frame: string; readingFont: string | null },
): void {
  const { store, files, publicUrl } = context;
  const doors = doorsOf(context, limits);

  void app.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    addFormParser(scope);
    scope.setErrorHandler((error, request, reply) => {
      const problem = beginProblem(context.log, error, request, reply);
      const spoken = spokenTo(request);
      return answer(reply, sayingOf(problem, spoken), spoken, { guard: "nobody" });
    });
    for (const path of ["/w/:token", "/p/:id"]) addDoor(scope, path);
    done();
  });

  function addDoor(scope: FastifyInstance, path: string): void {
    scope.get<Asked>(path, showWall);
    scope.get<Asked>(`${path}/i/:item`, showItem);
    scope.get<Asked>(`${path}/i/:item/content`, showContent);
    scope.get<Asked>(`${path}/files/:file`, giveFile);
    scope.get<Asked>(`${path}/cover`, giveCover);
    // A HEAD of a stream would never end.
    scope.get<Asked>(`${path}/events`, { exposeHeadRoute: false }, async (request, reply) => {
      const told = await openWallEvents(context, await letIn(request, reply), { request, reply });
      return told === ANSWERED ? reply : told;
    });
    if (path.startsWith("/w/")) scope.post<Asked>(path, takePassword);
  }

  /** @throws Problem not-found, for whatever reason it does not open */
  async function doorOf(request: FastifyRequest<Asked>, reply: FastifyReply): Promise<WallDoor> {
    const { token, id = "" } = request.params;
    const door =
      token === undefined ? await doors.toPublic(id) : await doors.byToken({ token, kind: "view" }, request, reply);
    if (!door) throw noSuchLink();
    return door;
  }

  /** @throws Problem not-found also where the password was not given: what stands behind it is not there */
  async function letIn(request: FastifyRequest<Asked>, reply: FastifyReply): Promise<WallDoor> {
    const door = await doorOf(request, reply);
    if (!door.isLetIn) throw noSuchLink();
    return door;
  }

  async function showWall(request: FastifyRequest<Asked>, reply: FastifyReply) {
    const door = await doorOf(request, reply);
    const spoken = spokenTo(request);
    if (!door.isLetIn) return answer(reply, askPassword(door, spoken), spoken, { guard: guardOf(door) });
    const { wall, base } = door;
    const { kiosk } = request.query;
    const cursor = typeof request.query.cursor === "string" ? request.query.cursor : undefined;
    const tag = tagOf(wall, [frame, base, spoken.language, cursor, kiosk, publicUrl()]);
    if (matches(request.headers["if-none-match"], tag))
      return reply
        .code(304)
        .headers(pageHeaders({ guard: guardOf(door), tag, isIndexed: isIndexed(door) }))
        .send();
    const { items, next_cursor: next } = await pageForAnybody(store, { wall, cursor, limit: LIMITS.listLimitDefault });
    const about = { wall, base, items, next, publicUrl: publicUrl(), isIndexed: isIndexed(door) };
    const page = wallPage({ ...about, isFirst: cursor === undefined, isKiosk: kiosk === "1" }, spoken);
    return answer(reply, page, spoken, { guard: guardOf(door), tag, isIndexed: isIndexed(door) });
  }

  async function showItem(request: FastifyRequest<Asked>, reply: FastifyReply) {
    const door = await letIn(request, reply);
    const found = await itemForAnybody(store, { wall: door.wall, id: request.params.item ?? "" });
    if (!found) throw noSuchLink();
    const spoken = spokenTo(request);
    const page = itemPage({ item: found.item, base: door.base, hasContent: toldOf(found) !== null }, spoken);
    return answer(reply, page, spoken, { guard: guardOf(door) });
  }

  async function showContent(request: FastifyRequest<Asked>, reply: FastifyReply) {
    const { wall, base, link, pass } = await letIn(request, reply);
    const found = await itemForAnybody(store, { wall, id: request.params.item ?? "" });
    const told = found && toldOf(found);
    if (!told) throw noSuchLink();
    const ancestors = link?.embed === 1 ? "*" : "'self'";
    const policy = `default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; font-src 'self'; frame-ancestors ${ancestors}; sandbox allow-popups allow-popups-to-escape-sandbox`;
    reply.headers({ "content-security-policy": policy, "cache-control": "no-store", "x-robots-tag": "noindex" });
    reply.removeHeader("x-frame-options");
    const proof = pass === null ? "" : `?pass=${pass}`;
    return reply.type("text/html; charset=utf-8").send(
      readerPage({
        ...{ title: found.item.title, language: found.item.language, size: "normal", theme: "page" },
        ...{ html: told.html, text: told.text, font: readingFont },
        fileAddress: (file) => `${base}/files/${file}${proof}`,
      }),
    );
  }

  async function giveFile(request: FastifyRequest<Asked>, reply: FastifyReply) {
    const { wall } = await letIn(request, reply);
    const file = await fileForAnybody(store, { wall, id: request.params.file ?? "" });
    if (!file) throw noSuchLink();
    reply.header("x-robots-tag", "noindex").header("cross-origin-resource-policy", "cross-origin");
    await serveFile({ request, reply, files }, file, { download: request.query.download !== undefined });
    return reply;
  }

  async function giveCover(request: FastifyRequest<Asked>, reply: FastifyReply) {
    const { wall } = await letIn(request, reply);
    reply.header("x-robots-tag", "noindex").header("cross-origin-resource-policy", "cross-origin");
    const picture = await coverOf(store, wall);
    if (picture) await serveFile({ request, reply, files }, picture, { download: false });
    else drawnCover(reply, wall.name);
    return reply;
  }

  /** Tries are counted by the address and by the link; a right password costs neither. */
  async function takePassword(request: FastifyRequest<Asked>, reply: FastifyReply) {
    const { token = "" } = request.params;
    const door = await doors.byToken({ token, kind: "view" }, request, reply);
    if (!door) throw noSuchLink();
    const { link, base } = door;
    const counted = [limitedAs(null, request.ip), `link ${link.id}`];
    for (const who of counted) await limits.take("sign-in", who, reply);
    const { password } = (request.body ?? {}) as { password?: unknown };
    const given = typeof password === "string" ? password.slice(0, LIMITS.linkPasswordCharacters) : "";
    const spoken = spokenTo(request);
    if (!(await opensLink(link, given))) {
      reply.code(403);
      return answer(reply, askPassword(door, spoken, spoken.words.wrong), spoken, { guard: guardOf(door) });
    }
    for (const who of counted) await limits.giveBack("sign-in", who);
    if (link.password_hash !== null)
      setPass(reply, { link, base, nowMs: await store.nowMs(), secure: context.secureCookies });
    return reply.header("cache-control", "no-store").redirect(base, 303);
  }

  function answer(
    reply: FastifyReply,
    page: PublicPage,
    spoken: Spoken,
    headers: { guard: Guard; tag?: string; isIndexed?: boolean },
  ): FastifyReply {
    if (headers.guard === "anybody") reply.removeHeader("x-frame-options");
    return reply
      .headers(pageHeaders(headers))
      .type("text/html; charset=utf-8")
      .send(framed(frame, page, spoken));
  }
}

/** Who may show it in a frame. */
const guardOf = ({ link }: WallDoor): Guard => (link?.embed === 1 ? "anybody" : "nobody");
const isIndexed = ({ link, wall }: WallDoor): boolean => link === null && wall.indexed === 1;

const NOINDEX = html`<meta name="robots" content="noindex">`;

/** Says nothing of the wall: not its name, and no picture. */
function askPassword({ base }: WallDoor, { words }: Spoken, wrong: string | null = null): PublicPage {
  const fault = wrong && html`<p class="wrong" role="alert" id="wrong">${wrong}</p>`;
  const form = html`<form method="post" action="${base}"><label for="password">${words.password}</label><input id="password" name="password" type="password" autocomplete="current-password" required maxlength="${LIMITS.linkPasswordCharacters}">${fault}<button class="button is-main">${words.unlock}</button></form>`;
  return { title: words.locked, head: NOINDEX, body: saying(words.locked, words.lockedWhy, form) };
}

function sayingOf({ code }: Problem, { words }: Spoken): PublicPage {
  const [title, why] =
    code === "not-found"
      ? [words.gone, words.goneWhy]
      : code === "too-many-requests"
        ? [words.tooMany, words.tooManyWhy]
        : [words.broken, words.brokenWhy];
  return { title, head: NOINDEX, body: saying(title, why) };
}
