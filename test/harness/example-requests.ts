import type { RouteId } from "../../src/contract/routes.ts";
import type { AnalysisMade } from "../../src/core/analysis.ts";
import { newId } from "../../src/core/ids.ts";
import { hashPassword } from "../../src/core/password-hash.ts";
import { applyAnalysis } from "../../src/pipeline/apply-analysis.ts";
import { noteBackup } from "../../src/store/backups.ts";
import { suggestDuplicate } from "../../src/store/duplicates.ts";
import { insertGuestShare } from "../../src/store/guest-shares.ts";
import { insertIdentity } from "../../src/store/identities.ts";
import { insertInvitation } from "../../src/store/invitations.ts";
import { setMember } from "../../src/store/members.ts";
import { insertPasskey } from "../../src/store/passkeys.ts";
import { setPassword } from "../../src/store/passwords.ts";
import { insertPendingSignIn } from "../../src/store/pending-sign-ins.ts";
import { insertOneTime, insertSession } from "../../src/store/secrets.ts";
import { setRecoveryCodes } from "../../src/store/totps.ts";
import { insertWallInvitation } from "../../src/store/wall-invitations.ts";
import { hashSecret } from "../../src/wall/keys.ts";
import { makePersonIn } from "../../src/wall/make-person.ts";
import { sessionIdOf } from "../../src/wall/sessions.ts";
import type { Journey } from "./journey.ts";
import { withRows } from "./look-inside.ts";
import type { AskOptions } from "./new-wall.ts";
import { arrive, putUpWall } from "./people.ts";

/** One right request of a route, and what it is answered to whoever may ask it. */
export interface ExampleRequest {
  readonly path: string;
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  /** The path names something of one person: others are answered 404. */
  readonly named?: boolean;
  /** What it names works once, whoever asks. */
  readonly usedUp?: boolean;
  /** What others than the owner of the house are answered, where that is something else. */
  readonly statusOfOthers?: number;
  /** Only for a share that has ended. */
  readonly ended?: boolean;
}

const AN_HOUR_MS = 3_600_000;
/** What everybody in the examples signs in by. */
export const PASSWORD = "seven lamps at the quay";
const PHC = hashPassword(PASSWORD);
const A_CREDENTIAL = { id: "YQ", rawId: "YQ", type: "public-key" };
const A_PASSKEY_MADE = { ...A_CREDENTIAL, response: { clientDataJSON: "e30", attestationObject: "oA" } };
const A_PASSKEY_USED = {
  ...A_CREDENTIAL,
  response: { clientDataJSON: "e30", authenticatorData: "YQ", signature: "YQ", userHandle: "YQ" },
};
const AN_ANALYSIS: AnalysisMade = {
  analysis: {
    title: "Boats",
    description: "",
    summary: "Seven boats lie at the quay.",
    tags: ["boats"],
    category: "other",
    sentiment: "neutral",
    keyTopics: ["quay"],
    confidence: 0.3,
    language: "en",
  },
  madeBy: "built-in",
  rank: 20,
  asked: [{ by: "built-in", outcome: "answered", message: "It made this analysis." }],
  costUsd6: 0,
  betterWanted: false,
};

/** What the examples speak of; made anew where a request uses it up. */
export interface Things {
  readonly item: string;
  /** Another item that is suggested to be the same as `item`. */
  readonly twin: string;
  /** In `twin`. */
  readonly highlight: string;
  readonly wall: string;
  readonly inbox: string;
  readonly share: string;
  /** A second share of the same address. */
  readonly sharedAgain: string;
  readonly file: string;
  /** An upload of five bytes that is not whole. */
  readonly upload: string;
  /** On `item`, as is its plural with an s. */
  readonly tag: string;
  /** Of `tag`. */
  readonly synonym: string;
  /** Deleted lately. */
  readonly deletedTag: string;
  readonly key: string;
  readonly analysis: string;
  /** The id of one that nobody uses. */
  readonly session: string;
  readonly ownerToken: string;
  /** An import that was checked and waits to be started. */
  readonly import: string;
  /** One that has ended. */
  readonly imported: string;
  /** A change that was done, and can be taken back. */
  readonly act: string;
  /** One that was taken before. */
  readonly backup: string;
  /** The secret of the wall's feed. */
  readonly feed: string;
  /** To look at the wall. */
  readonly link: string;
  /** Its secret. */
  readonly linkToken: string;
  /** What a guest brought to the wall, waiting. */
  readonly guestShare: string;
  /** A person who is on the wall. */
  readonly member: string;
  /** To the wall, by a link. */
  readonly wallInvitation: string;
  /** To somebody else's wall, for the person of this key. */
  readonly invited: string;
  /** The secret of a link to somebody else's wall. */
  readonly joinToken: string;
  /** Somebody who came by themselves, with `login` and PASSWORD. */
  readonly person: string;
  readonly login: string;
  /** A sign-in of theirs that wants `code`. */
  readonly pending: string;
  readonly code: string;
  readonly resetToken: string;
  /** An invitation of the person whose things these are. */
  readonly invitation: string;
  readonly invitationToken: string;
  readonly passkey: string;
  /** An account elsewhere that is linked. */
  readonly identity: string;
}

/**
 * A right request of every route, made for one person's things. A route that is not here does not compile, so that no
 * route is ever left out of the tests that go through all of them.
 */
export const EXAMPLES: { readonly [Id in RouteId]: (things: Things) => ExampleRequest } = {
  shareCreate: () => ({ path: "/share", status: 202, body: { text: "an example" } }),
  shareBulk: () => ({ path: "/share/bulk", status: 200, body: [{ text: "an example" }] }),
  shareStatus: ({ share }) => ({ path: `/share/status/${share}`, status: 200, named: true }),
  shareStatusEvents: ({ share }) => ({ path: `/share/status/${share}/events`, status: 200, named: true }),
  shareRetry: ({ share }) => ({ path: `/share/${share}/retry`, status: 202, named: true, ended: true }),
  shareCancel: ({ share }) => ({ path: `/share/${share}`, status: 200, named: true }),
  shareUndo: ({ sharedAgain }) => ({ path: `/share/${sharedAgain}/undo`, status: 200, named: true }),
  shareList: () => ({ path: "/shares", status: 200 }),
  shareRetryAll: () => ({ path: "/shares/retry", status: 202 }),
  events: ({ wall }) => ({ path: `/events?walls=${wall}`, status: 200, named: true }),
  streamTicket: () => ({ path: "/stream-ticket", status: 201 }),
  itemList: () => ({ path: "/items", status: 200 }),
  itemSimilar: ({ item }) => ({ path: `/items/${item}/similar?limit=5`, status: 200, named: true }),
  itemRandom: ({ wall }) => ({ path: `/items/random?wall=${wall}`, status: 200, named: true }),
  itemGet: ({ item }) => ({ path: `/items/${item}`, status: 200, named: true }),
  itemEdit: ({ item }) => ({ path: `/items/${item}`, status: 200, body: { note: "an example" }, named: true }),
  itemDelete: ({ item }) => ({ path: `/items/${item}`, status: 204, named: true }),
  itemRestore: ({ item }) => ({ path: `/items/${item}/restore`, status: 200, named: true }),
  itemRead: ({ item }) => ({ path: `/items/${item}/read`, status: 202, named: true, ended: true }),
  itemBulk: ({ item }) => ({ path: "/items/bulk", status: 200, body: { ids: [item], change: { pinned: true } } }),
  itemMerge: ({ item, twin }) => ({ path: `/items/${twin}/merge`, status: 200, body: { into: item }, named: true }),
  duplicateList: () => ({ path: "/items/duplicates", status: 200 }),
  duplicateDismiss: ({ item, twin }) => ({ path: `/items/${item}/duplicates/${twin}`, status: 204, named: true }),
  itemPlace: ({ item, wall }) => ({ path: `/items/${item}/walls/${wall}`, status: 200, named: true }),
  itemUnplace: ({ item, wall }) => ({
    path: `/items/${item}/walls/${wall}`,
    status: 200,
    statusOfOthers: 204,
    named: true,
  }),
  itemTag: ({ item }) => ({ path: `/items/${item}/tags/example`, status: 200, named: true }),
  itemUntag: ({ item }) => ({ path: `/items/${item}/tags/quay`, status: 200, named: true }),
  itemContent: ({ item }) => ({ path: `/items/${item}/content`, status: 200, named: true }),
  itemHighlights: ({ item }) => ({ path: `/items/${item}/highlights`, status: 200, named: true }),
  highlightCreate: ({ twin }) => ({
    path: `/items/${twin}/highlights`,
    status: 201,
    body: { text: "Boats", note: "an example", colour: "green" },
    named: true,
  }),
  highlightEdit: ({ highlight }) => ({
    path: `/highlights/${highlight}`,
    status: 200,
    body: { note: "an example" },
    named: true,
  }),
  highlightDelete: ({ highlight }) => ({ path: `/highlights/${highlight}`, status: 204, named: true }),
  highlightList: () => ({ path: "/highlights?q=boats", status: 200 }),
  highlightMarkdown: () => ({ path: "/highlights/markdown", status: 200 }),
  progressList: ({ item }) => ({ path: `/progress?items=${item}`, status: 200 }),
  progressGet: ({ item }) => ({ path: `/items/${item}/progress`, status: 200, named: true }),
  progressPut: ({ item }) => ({ path: `/items/${item}/progress`, status: 200, body: { fraction: 0.5 }, named: true }),
  resurfaced: () => ({ path: "/resurfaced?offset_minutes=60", status: 200 }),
  resurfacingEdit: () => ({ path: "/resurfaced", status: 200, body: { dismissed: false } }),
  resurfacedNever: ({ item }) => ({ path: `/resurfaced/${item}`, status: 204, named: true }),
  meQuota: () => ({ path: "/me/quota", status: 200 }),
  actCreate: ({ item }) => ({
    path: "/acts",
    status: 202,
    body: { ids: [item], change: { archived: true } },
  }),
  actCount: () => ({ path: "/acts/count", status: 200, body: { query: { q: "quay" } } }),
  actList: () => ({ path: "/acts", status: 200 }),
  actGet: ({ act }) => ({ path: `/acts/${act}`, status: 200, named: true }),
  actUndo: ({ act }) => ({ path: `/acts/${act}/undo`, status: 202, named: true }),
  importCreate: () => ({ path: "/imports", status: 202, body: Buffer.from("https://quay.example/lamps\n") }),
  importPull: () => ({
    path: "/imports/pull",
    status: 202,
    body: { service: "linkding", address: "https://links.example", key: "an-example" },
  }),
  importList: () => ({ path: "/imports", status: 200 }),
  importGet: ({ import: id }) => ({ path: `/imports/${id}`, status: 200, named: true }),
  importEdit: ({ import: id }) => ({ path: `/imports/${id}`, status: 200, body: { folders: "tags" }, named: true }),
  importStart: ({ import: id }) => ({ path: `/imports/${id}/start`, status: 202, named: true }),
  importCancel: ({ import: id }) => ({ path: `/imports/${id}/cancel`, status: 200, named: true }),
  importUndo: ({ imported }) => ({ path: `/imports/${imported}/undo`, status: 202, named: true }),
  importRows: ({ imported }) => ({ path: `/imports/${imported}/rows`, status: 200, named: true }),
  importRowsCsv: ({ imported }) => ({ path: `/imports/${imported}/rows.csv`, status: 200, named: true }),
  wallList: () => ({ path: "/walls", status: 200 }),
  wallCreate: () => ({ path: "/walls", status: 201, body: { name: "An example" } }),
  wallGet: ({ wall }) => ({ path: `/walls/${wall}`, status: 200, named: true }),
  wallEdit: ({ wall }) => ({ path: `/walls/${wall}`, status: 200, body: { name: "Another" }, named: true }),
  wallDelete: ({ wall }) => ({ path: `/walls/${wall}`, status: 204, named: true }),
  memberList: ({ wall }) => ({ path: `/walls/${wall}/members`, status: 200, named: true }),
  memberEdit: ({ wall, member }) => ({
    path: `/walls/${wall}/members/${member}`,
    status: 200,
    body: { role: "viewer" },
    named: true,
  }),
  memberRemove: ({ wall, member }) => ({ path: `/walls/${wall}/members/${member}`, status: 204, named: true }),
  wallHandOn: ({ wall, member }) => ({
    path: `/walls/${wall}/owner`,
    status: 200,
    body: { person: member },
    named: true,
  }),
  wallInvitationList: ({ wall }) => ({ path: `/walls/${wall}/invitations`, status: 200, named: true }),
  wallInvite: ({ wall }) => ({
    path: `/walls/${wall}/invitations`,
    status: 201,
    body: { role: "viewer" },
    named: true,
  }),
  wallInvitationEnd: ({ wall, wallInvitation }) => ({
    path: `/walls/${wall}/invitations/${wallInvitation}`,
    status: 204,
    named: true,
  }),
  invitedList: () => ({ path: "/me/invitations", status: 200 }),
  invitedAccept: ({ invited }) => ({ path: `/me/invitations/${invited}/accept`, status: 200, named: true }),
  invitedDecline: ({ invited }) => ({ path: `/me/invitations/${invited}`, status: 204, named: true }),
  joinLook: ({ joinToken }) => ({ path: "/join/look", status: 200, body: { token: joinToken } }),
  join: ({ joinToken }) => ({ path: "/join", status: 200, body: { token: joinToken }, usedUp: true }),
  wallLinkList: ({ wall }) => ({ path: `/walls/${wall}/links`, status: 200, named: true }),
  wallLinkMake: ({ wall }) => ({ path: `/walls/${wall}/links`, status: 201, body: { kind: "view" }, named: true }),
  wallLinkEdit: ({ wall, link }) => ({
    path: `/walls/${wall}/links/${link}`,
    status: 200,
    body: { name: "For the family" },
    named: true,
  }),
  wallLinkRevoke: ({ wall, link }) => ({ path: `/walls/${wall}/links/${link}`, status: 204, named: true }),
  guestShareList: ({ wall }) => ({ path: `/walls/${wall}/guest-shares`, status: 200, named: true }),
  guestShareAccept: ({ wall, guestShare }) => ({
    path: `/walls/${wall}/guest-shares/${guestShare}/accept`,
    status: 200,
    named: true,
  }),
  guestShareRefuse: ({ wall, guestShare }) => ({
    path: `/walls/${wall}/guest-shares/${guestShare}`,
    status: 204,
    named: true,
  }),
  linkItems: ({ linkToken }) => ({ path: `/links/${linkToken}/items`, status: 200 }),
  linkEvents: ({ linkToken }) => ({ path: `/links/${linkToken}/events`, status: 200 }),
  wallItems: ({ wall }) => ({ path: `/walls/${wall}/items`, status: 200, named: true }),
  wallMove: ({ item, wall }) => ({
    path: `/walls/${wall}/items/${item}/position`,
    status: 200,
    body: { at: "top" },
    named: true,
  }),
  wallMoveMany: ({ item, wall }) => ({
    path: `/walls/${wall}/moves`,
    status: 200,
    body: { moves: [{ ids: [item], at: "end" }] },
    named: true,
  }),
  wallChanges: ({ wall }) => ({ path: `/walls/${wall}/changes`, status: 200, named: true }),
  wallEvents: ({ wall }) => ({ path: `/walls/${wall}/events`, status: 200, named: true }),
  accountChanges: () => ({ path: "/changes", status: 200 }),
  search: () => ({ path: "/search?q=quay", status: 200 }),
  tagList: () => ({ path: "/tags", status: 200 }),
  tagMerge: ({ tag }) => ({ path: `/tags/${tag}s/merge`, status: 200, body: { into: tag }, named: true }),
  tagDelete: ({ tag }) => ({ path: `/tags/${tag}s`, status: 200, named: true }),
  tagRestore: ({ deletedTag }) => ({ path: `/tags/${deletedTag}/restore`, status: 200, named: true }),
  tagSynonymForget: ({ tag, synonym }) => ({ path: `/tags/${tag}/synonyms/${synonym}`, status: 204, named: true }),
  tagSuggestions: () => ({ path: "/tags/suggestions", status: 200 }),
  tagSuggestionDismiss: ({ tag }) => ({ path: `/tags/suggestions/${tag}s/${tag}`, status: 204, named: true }),
  fileStage: () => ({ path: "/files?name=an%20example", status: 201, body: Buffer.from("seven posts") }),
  fileUpload: ({ upload }) => ({ path: `/files/${upload}/upload`, status: 200, named: true }),
  fileAppend: ({ upload }) => ({
    path: `/files/${upload}/upload`,
    status: 200,
    body: Buffer.from(" and an eighth"),
    headers: { "upload-offset": "5" },
    named: true,
  }),
  fileUnstage: ({ upload }) => ({ path: `/files/${upload}/upload`, status: 204, named: true }),
  fileGet: ({ file }) => ({ path: `/files/${file}`, status: 200, named: true }),
  aiAnalyze: () => ({ path: "/ai/analyze", status: 200, body: { text: "The lamps burn colza oil." } }),
  aiAnalyzeBatch: () => ({
    path: "/ai/analyze/batch",
    status: 200,
    body: { items: [{ text: "The lamps burn colza oil." }] },
  }),
  aiPreview: ({ item }) => ({
    path: "/ai/preview",
    status: 200,
    body: { item_id: item, provider: "built-in", language: "en" },
    named: true,
  }),
  aiUsage: () => ({ path: "/ai/usage?month=2026-11", status: 200 }),
  itemAnalyze: ({ item }) => ({ path: `/items/${item}/analyze`, status: 202, named: true, ended: true }),
  itemAnalyses: ({ item }) => ({ path: `/items/${item}/analyses`, status: 200, named: true }),
  analysisUndo: ({ item, analysis }) => ({ path: `/items/${item}/analyses/${analysis}`, status: 200, named: true }),
  feedGet: ({ wall }) => ({ path: `/walls/${wall}/feed`, status: 200, named: true }),
  feedMake: ({ wall }) => ({ path: `/walls/${wall}/feed`, status: 201, named: true }),
  feedRemove: ({ wall }) => ({ path: `/walls/${wall}/feed`, status: 204, named: true }),
  feedRead: ({ feed }) => ({ path: `/feeds/${feed}.rss`, status: 200 }),
  queue: () => ({ path: "/queue", status: 200 }),
  keyList: () => ({ path: "/keys", status: 200 }),
  keyCreate: () => ({ path: "/keys", status: 201, body: { name: "An example", scopes: ["read"] } }),
  keyRevoke: ({ key }) => ({ path: `/keys/${key}`, status: 204, named: true }),
  keyGet: ({ key }) => ({ path: `/keys/${key}`, status: 200, named: true }),
  me: () => ({ path: "/me", status: 200 }),
  meEdit: () => ({ path: "/me", status: 200, body: { language: "de" } }),
  exportGet: ({ wall }) => ({ path: `/export?format=csv&wall=${wall}`, status: 200, named: true }),
  ownerLink: () => ({ path: "/owner-link", status: 201 }),
  signIn: ({ ownerToken }) => ({
    path: "/api/auth/owner-link",
    status: 204,
    body: { token: ownerToken },
    usedUp: true,
  }),
  signOut: () => ({ path: "/api/auth/sign-out", status: 204 }),
  sessionList: () => ({ path: "/sessions", status: 200 }),
  sessionEnd: ({ session }) => ({ path: `/sessions/${session}`, status: 204, named: true }),
  sessionEndOthers: () => ({ path: "/sessions", status: 200 }),
  waysIn: () => ({ path: "/api/auth/ways", status: 200 }),
  // A wall of the tests is reached by an address in numbers, where no browser has a passkey.
  passkeyMakeOptions: () => ({ path: "/me/passkeys/options", status: 422 }),
  passkeyMake: () => ({ path: "/me/passkeys", status: 422, body: { name: "An example", response: A_PASSKEY_MADE } }),
  passkeyList: () => ({ path: "/me/passkeys", status: 200 }),
  passkeyRename: ({ passkey }) => ({
    path: `/me/passkeys/${passkey}`,
    status: 200,
    body: { name: "Another" },
    named: true,
  }),
  passkeyRemove: ({ passkey }) => ({ path: `/me/passkeys/${passkey}`, status: 204, named: true }),
  passkeyOptions: () => ({ path: "/api/auth/passkey/options", status: 422 }),
  passkeySignIn: () => ({ path: "/api/auth/passkey", status: 422, body: { response: A_PASSKEY_USED } }),
  // No sign-in service is set on a wall of the tests.
  oidcBegin: () => ({ path: "/api/auth/oidc", status: 404 }),
  oidcCallback: () => ({ path: "/api/auth/oidc/callback?code=a&state=b&session_state=c", status: 404 }),
  identityList: () => ({ path: "/me/identities", status: 200 }),
  identityLink: () => ({ path: "/me/identities", status: 404, body: {} }),
  identityRemove: ({ identity }) => ({ path: `/me/identities/${identity}`, status: 204, named: true }),
  version: () => ({ path: "/version", status: 200 }),
  health: () => ({ path: "/health", status: 200 }),
  healthLive: () => ({ path: "/health/live", status: 200 }),
  healthReady: () => ({ path: "/health/ready", status: 200 }),
  signInByPassword: ({ login }) => ({ path: "/api/auth/sign-in", status: 200, body: { login, password: PASSWORD } }),
  signInByCode: ({ pending, code }) => ({
    path: "/api/auth/second-factor",
    status: 200,
    body: { pending, code },
    usedUp: true,
  }),
  invitationLook: ({ invitationToken }) => ({
    path: "/api/auth/invitation/look",
    status: 200,
    body: { token: invitationToken },
  }),
  invitationAccept: ({ invitationToken }) => ({
    path: "/api/auth/invitation/accept",
    status: 200,
    body: { token: invitationToken, login: `new-${newId().slice(-12)}`, password: PASSWORD },
    usedUp: true,
  }),
  passwordForgot: () => ({ path: "/api/auth/forgot", status: 409, body: { login: "nobody" } }),
  passwordReset: ({ resetToken }) => ({
    path: "/api/auth/reset",
    status: 204,
    body: { token: resetToken, password: `${PASSWORD} anew` },
    usedUp: true,
  }),
  mySignIn: () => ({ path: "/me/sign-in", status: 200 }),
  mySignInEdit: () => ({ path: "/me/sign-in", status: 200, body: { email: null, password: PASSWORD } }),
  passwordChange: () => ({ path: "/me/password", status: 204, body: { password: PASSWORD, current: PASSWORD } }),
  passwordDrop: () => ({ path: "/me/password", status: 204, statusOfOthers: 409, body: { password: PASSWORD } }),
  totpBegin: () => ({ path: "/me/totp", status: 201, body: { password: PASSWORD } }),
  totpEnd: () => ({ path: "/me/totp", status: 204, body: { password: PASSWORD } }),
  totpConfirm: () => ({ path: "/me/totp/confirm", status: 409, body: { code: "000000" } }),
  recoveryCodesRenew: () => ({ path: "/me/recovery-codes", status: 409, body: { password: PASSWORD } }),
  meDelete: () => ({ path: "/me", status: 409, statusOfOthers: 204, body: { password: PASSWORD } }),
  personList: () => ({ path: "/people", status: 200 }),
  personEdit: ({ person }) => ({ path: `/people/${person}`, status: 204, body: { name: "Max" }, named: true }),
  personRemove: ({ person, login }) => ({ path: `/people/${person}?confirm=${login}`, status: 204, named: true }),
  personResetLink: ({ person }) => ({ path: `/people/${person}/reset-link`, status: 201, named: true }),
  personTotpReset: ({ person }) => ({ path: `/people/${person}/totp`, status: 204, named: true }),
  invitationList: () => ({ path: "/invitations", status: 200 }),
  invitationCreate: () => ({ path: "/invitations", status: 201, body: { name_hint: "Max" } }),
  invitationRevoke: ({ invitation }) => ({ path: `/invitations/${invitation}`, status: 204, named: true }),
  houseGet: () => ({ path: "/house", status: 200 }),
  houseEdit: () => ({ path: "/house", status: 200, body: { members_may_invite: false } }),
  auditList: () => ({ path: "/audit", status: 200 }),
  backupTake: () => ({ path: "/backups", status: 202 }),
  backupGet: ({ backup }) => ({ path: `/backups/${backup}`, status: 200 }),
  metrics: () => ({ path: "/metrics", status: 200 }),
};

/** Makes what the examples need, for the person of this key: a link on two walls with a tag and a file, and its twin. */
export async function makeThings(journey: Journey, options: AskOptions & { ownerToken: string }): Promise<Things> {
  const { ownerToken, ...as } = options;
  const { expect } = journey;
  type Made = { id: string };
  const name = `Boats ${Math.random()}`;
  const wall = (await expect<Made>(201, "POST", "/walls", { ...as, body: { name } })).body.id;
  const form = new FormData();
  const url = `https://quay.example/${Math.random()}`;
  form.append("url", url);
  form.append("tags", "quay");
  form.append("files", new File(["seven posts"], "posts.txt", { type: "text/plain" }));
  const shared = await expect<{ processing_id: string; item_id: string }>(202, "POST", "/share", { ...as, body: form });
  const { processing_id: share, item_id: item } = shared.body;
  const { body: standing } = await expect<{ files: Made[] }>(200, "PUT", `/items/${item}/walls/${wall}`, as);
  const again = await expect<{ processing_id: string }>(202, "POST", "/share", { ...as, body: { url } });
  const sharedAgain = again.body.processing_id;
  const { body: second } = await expect<{ item_id: string }>(202, "POST", "/share", { ...as, body: { text: name } });
  const twin = second.item_id;
  await suggestTwins(journey, [item, twin]);
  const marking = { ...as, body: { text: name.slice("Boats ".length) } };
  const highlight = (await expect<Made>(201, "POST", `/items/${twin}/highlights`, marking)).body.id;
  const tag = `moor${Math.random().toString(36).slice(2, 8)}x`;
  const synonym = `${tag}-mooring`;
  const deletedTag = `${tag}-gone`;
  for (const each of [tag, `${tag}s`, synonym, deletedTag]) await expect(200, "PUT", `/items/${item}/tags/${each}`, as);
  await expect(200, "POST", `/tags/${synonym}/merge`, { ...as, body: { into: tag } });
  await expect(200, "DELETE", `/tags/${deletedTag}`, as);
  const key = (await expect<Made>(201, "POST", "/keys", { ...as, body: { name, scopes: ["read"] } })).body.id;
  const { inbox_id: inbox, person } = await journey.get<{ inbox_id: string; person: Made }>("/me", as);
  const session = await giveSession(journey, person.id);
  const begun = { ...as, body: Buffer.from("seven"), headers: { ...as.headers, "upload-complete": "?0" } };
  const upload = (await expect<Made>(201, "POST", "/files", begun)).body.id;
  const analysis = await giveAnalysis(journey, item);
  const backup = await noteOne(journey);
  const { body: made } = await expect<{ rss: string }>(201, "POST", `/walls/${wall}/feed`, as);
  const feed = /([^/]+)\.rss$/.exec(made.rss)?.[1] ?? "";
  const passkey = await givePasskey(journey, person.id);
  const identity = await giveIdentity(journey, person.id);
  const file = standing.files[0]?.id ?? "";
  const account = await giveAccount(journey, person.id);
  const linking = { ...as, body: { kind: "view" } };
  const { body: linked } = await expect<Made & { url: string }>(201, "POST", `/walls/${wall}/links`, linking);
  const brought = await giveImport(journey, as, "ready");
  const imported = await giveImport(journey, as, "done");
  const asked = { ...as, body: { ids: [twin], change: { pinned: true } } };
  const act = (await journey.expect<{ id: string }>(202, "POST", "/acts", asked)).body;
  return {
    import: brought,
    imported,
    act: act.id,
    item,
    twin,
    highlight,
    wall,
    inbox,
    share,
    sharedAgain,
    upload,
    analysis,
    file,
    tag,
    synonym,
    deletedTag,
    key,
    session,
    ownerToken,
    backup,
    feed,
    ...account,
    link: linked.id,
    guestShare: await giveGuestShare(journey, { wall, link: linked.id }),
    linkToken: /[^/]+$/.exec(linked.url)?.[0] ?? "",
    ...(await giveMembers(journey, { wall, person: person.id })),
    passkey,
    identity,
  };
}

/** By a link to look; nobody asks of what kind it is once something has come. */
async function giveGuestShare(journey: Journey, of: { wall: string; link: string }): Promise<string> {
  const id = newId();
  await withRows(journey, (store) =>
    store.write((unit) =>
      insertGuestShare(unit, {
        ...{ ...of, id, state: "waiting", words: JSON.stringify({ text: `a buoy ${id}` }), files: "[]", bytes: 0 },
        ...{ guest_name: "Mia", address_hash: "of nobody", item: null, created_at: unit.nowMs, decided_at: null },
      }),
    ),
  );
  return id;
}

/** Somebody who is on the wall, who asks to walls of their own. */
async function giveMembers(
  journey: Journey,
  { wall, person }: { wall: string; person: string },
): Promise<Pick<Things, "member" | "wallInvitation" | "invited" | "joinToken">> {
  return await withRows(journey, async (store) => {
    const { id: member } = await arrive(store, "Max");
    const theirs = await putUpWall(store, { owner: member, name: "Ropes" });
    const joinToken = newId();
    const [wallInvitation, invited] = [newId(), newId()];
    await store.write(async (unit) => {
      const now = unit.nowMs;
      await setMember(unit, { wall, person: member, role: "editor", added_by: person, created_at: now });
      const open = { role: "viewer", created_at: now, expires_at: now + AN_HOUR_MS } as const;
      const rest = { ...open, used_at: null, used_by: null, ended_at: null };
      const named = { id: invited, wall: theirs, token_hash: null, person, made_by: member };
      const linked = { id: newId(), wall: theirs, token_hash: hashSecret(joinToken), person: null, made_by: member };
      const own = { id: wallInvitation, wall, token_hash: hashSecret(newId()), person: null, made_by: person };
      for (const each of [named, linked, own]) await insertWallInvitation(unit, { ...each, ...rest });
    });
    return { member, wallInvitation, invited, joinToken };
  });
}

/** Somebody else with an account, halfway signed in, and an invitation of this person's. */
async function giveAccount(journey: Journey, inviter: string) {
  const phc = await PHC;
  const [login, pending, resetToken, invitationToken] = [newId(), newId(), newId(), newId()];
  const code = "a-recovery-code";
  const [person, invitation] = await withRows(journey, (store) =>
    store.write(async (unit) => {
      const expiresAtMs = unit.nowMs + AN_HOUR_MS;
      const id = await makePersonIn(unit, { role: "person", login });
      await setPassword(unit, { person: id, phc });
      await insertPendingSignIn(unit, { hash: hashSecret(pending), person: id, expiresAtMs });
      await setRecoveryCodes(unit, { person: id, hashes: [hashSecret(code.replaceAll("-", ""))] });
      await insertOneTime(unit, "reset_links", { hash: hashSecret(resetToken), person: id, expiresAtMs });
      const invited = await insertInvitation(unit, {
        id: newId(unit.nowMs),
        token_hash: hashSecret(invitationToken),
        made_by: inviter,
        role_of_house: "person",
        ...{ email: null, name_hint: null },
        expires_at: expiresAtMs,
      });
      return [id, invited.id] as const;
    }),
  );
  return { person, login, pending, code, resetToken, invitation, invitationToken };
}

/** As a backup of the day before would. */
async function noteOne(journey: Journey): Promise<string> {
  const id = newId();
  const taken = { host: "here", folder: "/backups/one", bytes: 1, error: null };
  await withRows(journey, (store) =>
    store.write((unit) =>
      noteBackup(unit, {
        id,
        cause: "asked",
        state: "verified",
        ...taken,
        started_at: unit.nowMs,
        ended_at: unit.nowMs,
      }),
    ),
  );
  return id;
}

/** As a sign-in would; nobody has its token. */
async function giveSession(journey: Journey, person: string): Promise<string> {
  return sessionIdOf(await openSessionOf(journey, { person, token: newId() }));
}

/** Puts a session there, as a sign-in would; tells its hash. */
export async function openSessionOf(
  journey: Journey,
  { person, token }: { person: string; token: string },
): Promise<string> {
  const hash = hashSecret(token);
  await withRows(journey, (store) =>
    store.write(async (unit) => {
      const now = unit.nowMs;
      const ends = now + AN_HOUR_MS;
      const times = { created_at: now, seen_at: now, idle_until: ends, ends_at: ends };
      await insertSession(unit, { hash, person, ...times, user_agent: null });
    }),
  );
  return hash;
}

/** As a browser would make one; no authenticator has it. */
async function givePasskey(journey: Journey, person: string): Promise<string> {
  const id = newId();
  const of = { id, person, credential: id.replaceAll("-", ""), public_key: "", name: "A phone" };
  const unused = { counter: 0, transports: "[]", backed_up: 0, used_at: null };
  await withRows(journey, (store) =>
    store.write((unit) => insertPasskey(unit, { ...of, ...unused, created_at: unit.nowMs })),
  );
  return id;
}

/** As a way to a sign-in service and back would. */
async function giveIdentity(journey: Journey, person: string): Promise<string> {
  const id = newId();
  const of = { id, person, issuer: "https://id.example", subject: id, email: null, used_at: null };
  await withRows(journey, (store) => store.write((unit) => insertIdentity(unit, { ...of, linked_at: unit.nowMs })));
  return id;
}

/** As a worker would, without workers. */
async function giveImport(journey: Journey, as: AskOptions, state: "ready" | "done"): Promise<string> {
  const asked = { ...as, body: Buffer.from(`https://quay.example/${Math.random()}`) };
  const { id } = (await journey.expect<{ id: string }>(202, "POST", "/imports", asked)).body;
  await withRows(journey, (store) =>
    store.write(async (unit) => {
      const times = state === "done" ? { started_at: unit.nowMs, ended_at: unit.nowMs } : {};
      await unit.db
        .updateTable("imports")
        .set({ state, ...times })
        .where("id", "=", id)
        .execute();
    }),
  );
  return id;
}

/** As a worker would, without workers. */
async function giveAnalysis(journey: Journey, id: string): Promise<string> {
  return await withRows(journey, async (store) => {
    await store.write(async (unit) => {
      const item = await unit.db.selectFrom("items").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
      await applyAnalysis(unit, { item, step: { run: newId(), created_at: unit.nowMs }, made: AN_ANALYSIS });
    });
    const row = await store.reader.selectFrom("analyses").select("id").where("item", "=", id).executeTakeFirstOrThrow();
    return row.id;
  });
}

/** As reading or finishing would, without workers. */
async function suggestTwins(journey: Journey, items: readonly [string, string]): Promise<void> {
  await withRows(journey, async (store) => {
    const { owner } = await store.reader
      .selectFrom("items")
      .select("owner")
      .where("id", "=", items[0])
      .executeTakeFirstOrThrow();
    await store.write((unit) => suggestDuplicate(unit, { owner, items, why: "address" }));
  });
}
