import type { Params } from "../../../../src/contract/parts.ts";
import type { ProblemCode } from "../../../../src/contract/problems.ts";
import type { AskOutcome, StepFailure, WaitReason, WarningCode } from "../../../../src/contract/reasons.ts";
import { bytesOf, figures } from "./figures.ts";

/** Said with the values that came with the code, as far as they came: older shares carry none. */
type Said = (values: Params) => string;

const FIELDS: Readonly<Record<string, string>> = {
  "/title": "The title",
  "/text": "The text",
  "/note": "The note",
  "/url": "The address",
  "/name": "The name",
  "/description": "The description",
};
const fieldOf = ({ field }: Params): string => FIELDS[field ?? ""] ?? "Something";
const most = ({ max }: Params, what: string): string =>
  max === undefined ? "" : `: at most ${figures(max)}${what === "" ? "" : ` ${what}`}`;
const withStatus = ({ status }: Params): string => (status === undefined ? "" : ` (${status})`);
const ai = ({ by }: Params): string => by ?? "The AI";
const aFile = ({ file }: Params): string => (file === undefined ? "The file" : `“${file}”`);

/** What the server refuses, by the codes of its table of problems. */
const refusals: Readonly<Record<ProblemCode, Said>> = {
  "body-not-readable": () => "What was sent did not arrive whole. Send it again.",
  "fields-not-valid": () => "Something in it has a shape that the server does not take.",
  "multipart-not-readable": () => "What was sent was cut off on its way. Send it again.",
  "address-not-valid": () => "This address does not lead anywhere here.",
  "credentials-missing": () => "Sign in first.",
  "credentials-refused": () => "This sign-in is not valid any more. Sign in again.",
  "sign-in-refused": () => "This name and this password do not belong together. Look at both again.",
  "password-wrong": () => "This is not your current password.",
  "code-wrong": () => "This code is wrong, or was used before. Wait for the next one.",
  "confirmation-needed": () => "Confirm it with your current password, or sign in again.",
  "sign-up-closed": () => "Nobody new may come at the moment. Ask whoever runs this server.",
  "link-not-valid": () => "This link was used before, or is too old. Ask for a new one.",
  "login-taken": () => "Somebody here has this sign-in name already. Choose another one.",
  "email-taken": () => "Somebody here has this e-mail address already.",
  "login-missing": () => "Choose a sign-in name first.",
  "already-on": () => "A second factor is on already.",
  "not-on": () => "There is no second factor.",
  "only-way-in": () => "This is the only way into your account. Set up another one first.",
  "owner-stays": () => "The owner can be neither shut out nor removed.",
  "mail-not-set-up": () => "This server sends no mail. Ask whoever runs it for a link to a new password.",
  "too-many-invitations": (values) => `Too many invitations are open${most(values, "")}. Revoke some of them.`,
  "login-not-valid": (values) =>
    `A sign-in name has letters and digits; dots, dashes and underscores may stand between them${most(values, "characters")}.`,
  "email-not-valid": () => "This is not an e-mail address.",
  "password-not-valid": ({ reason, min, max }) => {
    if (reason === "too-short") return `Choose a longer password: at least ${figures(min ?? 12)} characters.`;
    if (reason === "too-long") return `Choose a shorter password: at most ${figures(max ?? 200)} characters.`;
    return reason === "like-you"
      ? "Your own name or address is no password. Choose another one."
      : "This is one of the first passwords that anybody would try. Choose another one.";
  },
  "scope-too-small": () => "This key or person may not do that.",
  "role-too-small": () => "Your role on this wall does not allow that. Ask its owner.",
  "wall-owner-stays": () => "A wall has an owner: hand it on first, or delete it.",
  "inbox-is-private": () => "The inbox is yours alone. Put things on another wall and share that one.",
  "smart-wall": () => "This wall fills itself from a search. Do that with another wall.",
  "invitation-over": () => "This invitation is over: used, taken back, or older than a week. Ask for a new one.",
  "person-not-found": () => "Nobody here is called that, or they are on this wall already.",
  "origin-refused": () => "Another site sent this. Nothing of it was kept.",
  "not-found": () => "This is not here, or not here any more.",
  "method-not-allowed": () => "The server cannot do that with this.",
  "request-timeout": () => "It took too long to arrive. Send it again.",
  "already-ended": () => "The work on it has ended already.",
  "nothing-to-retry": () => "There is nothing to try again: it is being worked on, or nothing of it has failed.",
  "inbox-stays": () => "The inbox cannot be deleted: everything that is shared without a wall arrives there.",
  "last-wall": () => "Put it on another wall first, or delete it if you do not want it any more.",
  "item-merged": () => "It is one with another item now. Change that one instead.",
  "already-undone": () => "This was taken back already.",
  "nothing-to-undo": () => "There is nothing to take back.",
  "undo-too-late": () => "It is too late to take this back. Change the item instead.",
  "neighbour-gone": () => "What it was to stand beside is not on this wall any more.",
  "import-under-way": () => "It has been started already; undo it, or wait until it is done.",
  "import-ended": () => "This import has ended.",
  "format-unknown": () => "There is no such format.",
  "too-many-imports": () => "Too many imports at once. Wait until one of them is done.",
  "too-many-acts": () => "Too many changes at once. Wait until one of them is done.",
  "too-many-items": () => "This is more than one change takes. Ask for fewer, part by part.",
  "query-not-understood": () => "A piece of the question could not be understood; nothing was changed.",
  "quota-reached": ({ used, max, max_bytes: maxBytes }) => {
    const way = "Empty the trash, or ask the owner of this server for more.";
    if (maxBytes !== undefined)
      return `There is no room for it: your files have ${bytesOf(used ?? 0)} of the ${bytesOf(maxBytes)} that they may have. ${way}`;
    return max === undefined
      ? `You have as much here as you may have. ${way}`
      : `There is no room for it: you have ${figures(used ?? max)} of the ${figures(max)} things that you may have. ${way}`;
  },
  "wall-owner-has-no-room": () => "Whoever has this wall has no room for more. Tell them, or try again later.",
  "item-in-trash": () => "It is in the trash. Restore it first.",
  resync: () => "The wall has moved on too far. Load it again.",
  "upload-offset-wrong": () => "The upload goes on at another place. Try again.",
  "upload-complete": () => "This upload is complete already.",
  "upload-busy": () => "Another piece of this file is arriving. Wait a moment.",
  "edited-meanwhile": () => "Somebody edited this meanwhile. Look at what it says now, and repeat your change.",
  "too-large": ({ max_bytes, max }) =>
    max_bytes !== undefined
      ? `This is too large: at most ${bytesOf(max_bytes)} at once.`
      : max !== undefined
        ? `This is too much at once: at most ${figures(max)}.`
        : "This is too large.",
  "too-many-files": (values) => `Too many files${most(values, "at once")}.`,
  "address-too-long": () => "This address is too long.",
  "type-not-supported": () => "The server does not understand this kind of content.",
  "range-not-satisfiable": () => "The file ends before that.",
  "host-not-ours": () => "This server does not answer to this name. Whoever runs it can change that with PUBLIC_URL.",
  "nothing-to-share": () => "There is nothing in it to keep: no address, no text and no file.",
  "url-not-valid": () => "This is not a web address. Put plain words in as a text.",
  "scheme-not-allowed": () => "An address must begin with http:// or https://.",
  "address-refused": () =>
    "Pages in private networks are not read. Whoever runs this server can allow a host with FETCH_ALLOW_HOSTS.",
  "file-not-staged": () => "A file of it is not on the server any more. Put it in again.",
  "language-not-valid": () => "Name a language by its tag, such as en, de or pt-BR.",
  "model-not-there": () => "This model cannot be asked here.",
  "direct-not-offered": () => "Files cannot go into a bucket directly here.",
  "upload-length-wrong": () => "The file has another length than was announced. Put it in again.",
  "field-too-long": (values) => `${fieldOf(values)} is empty or too long${most(values, "characters")}.`,
  "tags-not-valid": (values) => `A tag is empty or too long, or there are too many of them${most(values, "")}.`,
  "query-not-valid": () => "The question cannot be meant so. Mend what is marked, or put it in quotes.",
  "wall-not-found": () => "There is no such wall any more.",
  "idempotency-key-not-valid": () => "The name of this share is not valid. Put it in again.",
  "idempotency-key-reused": () => "Something else was shared under the same name. Put it in again.",
  "cursor-not-valid": () => "This list has changed. Load it anew.",
  "out-of-range": () => "A number or a date in it lies outside of what is possible.",
  "passkey-refused": () => "This passkey does not open anything here, or its answer came too late. Try again.",
  "passkey-copied": () =>
    "This passkey was used elsewhere since: there may be a copy of it. Sign in another way, and remove it.",
  "sign-in-again": () => "For this you must have signed in within the last 10 minutes. Sign in again.",
  "sign-in-elsewhere-refused": () =>
    "The sign-in at the other service was not completed, or took too long. Begin again.",
  "no-account-for-it": () =>
    "There is no account here for that sign-in. Link it in your settings first, or ask whoever runs this server.",
  "identity-taken": () => "That account belongs to another person here.",
  "passkeys-need-https": () =>
    "Browsers keep passkeys only for a name that is reached by https. Whoever runs this server can set that up.",
  "passkey-not-taken": ({ max }) =>
    max === undefined
      ? "The passkey could not be taken. Make it once more."
      : `You have ${figures(max)} passkeys, which is the most. Remove one first.`,
  "sign-in-service-away": () => "The sign-in service does not answer. Try again in a moment, or sign in another way.",
  "passage-not-found": () => "These words are not in the text any more. Open it again, then mark them.",
  "too-many-highlights": ({ max = 1_000 }) => `At most ${figures(max)} passages of one thing can be marked.`,
  "same-tag": () => "A tag cannot be merged with itself.",
  "same-item": () => "An item cannot be merged with itself.",
  "content-not-readable": () => "The content could not be read.",
  "headers-too-large": () => "The browser sent more than the server takes. Deleting old cookies may help.",
  "too-many-requests": ({ seconds }) =>
    seconds === undefined
      ? "Too much at once. It works again in a moment."
      : `Too much at once. It works again in ${figures(seconds)} ${seconds === 1 ? "second" : "seconds"}.`,
  internal: () => "Something broke on the server. Trying again may help; if not, tell whoever runs it.",
  overloaded: () => "The server is too busy at the moment.",
  "not-ready": () => "The server is starting or stopping.",
  "database-unavailable": () => "The server’s database does not answer.",
  "files-unavailable": () => "Files cannot be stored or read at the moment.",
  "disk-full": () => "The server’s disk is full.",
};

/** Why a step failed or waits, and what became of asking an AI. */
const reasons: Readonly<Record<StepFailure | WaitReason | AskOutcome, Said>> = {
  waiting: () => "It waits for its turn.",
  "database-away": () => "The database was away for a moment.",
  "site-resting": () => "The site does not answer at the moment.",
  "site-busy": () => "Many pages of this site are being read.",
  "ai-resting": (values) => `${ai(values)} is left alone for a while.`,
  "ai-full": (values) => `${ai(values)} is being asked about other things.`,
  "ai-batch-wanted": () => "It waits for the next batch to the AI.",
  "ai-batch-sent": () => "It is in a batch at the AI.",
  "address-refused": () => "Its address is not one that may be read from here.",
  "page-unreachable": () => "The site does not answer.",
  "page-timeout": () => "The site did not answer in time.",
  "page-unavailable": (values) =>
    values.status !== undefined && values.status >= 500
      ? `The site is broken at the moment${withStatus(values)}.`
      : `The site asks to come back later${withStatus(values)}.`,
  "page-gone": (values) => `There is no such page any more${withStatus(values)}.`,
  "page-refused": (values) => `The site refuses to show it${withStatus(values)}.`,
  "page-too-complex": () => "It is too large or too tangled to be read.",
  "page-not-readable": () => "It is too large or too tangled to be read.",
  "page-challenge": () => "The site asked for proof of a human instead of showing the page.",
  "page-login": () => "The site shows this page only after signing in.",
  "page-consent": () => "The site showed a consent form instead of the page.",
  "page-script-needed": () => "The page needs a browser to show anything.",
  "file-too-large": () => "What the link leads to is too large to be kept.",
  "analysis-crashed": () => "The analysis broke off.",
  "analysis-timeout": () => "The analysis took too long.",
  "analysis-closed": () => "The server was stopping.",
  "ai-not-there": () => "This model cannot be asked here.",
  "ai-key-refused": (values) => `${ai(values)} did not accept the key.`,
  "ai-not-allowed": (values) => `${ai(values)} does not allow this key to do this.`,
  "ai-model-unknown": (values) => `${ai(values)} does not know the model.`,
  "ai-request-refused": (values) => `${ai(values)} refused the request.`,
  "ai-too-large": (values) => `${ai(values)} takes no request this large.`,
  "ai-spend-limit": (values) => `${ai(values)} answers no more until its spending limit is raised or renewed.`,
  "ai-rate-limited": (values) => `${ai(values)} asks to be asked more slowly.`,
  "ai-busy": (values) => `${ai(values)} is busy with something that stands in the way.`,
  "ai-error": (values) => `${ai(values)} had a fault of its own.`,
  "ai-overloaded": (values) => `${ai(values)} is overloaded.`,
  "ai-timeout": (values) => `${ai(values)} did not answer in time.`,
  "ai-connection-lost": (values) => `${ai(values)} could not be reached, or broke the connection off.`,
  "ai-refused": (values) => `${ai(values)} declined to answer.`,
  "ai-answer-cut": (values) => `The answer of ${ai(values)} was too long and broke off.`,
  "ai-answer-malformed": (values) => `The answer of ${ai(values)} could not be used.`,
  "ai-answer-invalid": (values) => `The answer of ${ai(values)} could not be used.`,
  "ai-answer-too-large": (values) => `The answer of ${ai(values)} was longer than is read.`,
  answered: (values) => `${ai(values)} made this analysis.`,
  later: (values) => `${ai(values)} is asked later, as far as the month’s budget goes.`,
  resting: (values) => `${ai(values)} is left alone for a while.`,
  "budget-reached": () => "The budget of this month is reached.",
  "step-lost": () => "Another process has taken it over.",
  "step-timeout": () => "It took too long.",
  poison: () => "Working on it ends the process that tries.",
  internal: () => "Something broke on the server.",
};

const KEPT_FILE = "It is kept and can be downloaded unchanged.";
const why = (values: Params): string =>
  values.reason !== undefined && values.reason in reasons ? reasons[values.reason as StepFailure](values) : "";
const because = (before: string, values: Params): string => {
  const reason = why(values);
  return reason === "" ? `${before}.` : `${before}: ${reason}`;
};

/** What is less than it could be with a share, and what is safe all the same; "" where that says itself. */
const warnings: Readonly<Record<WarningCode, (values: Params) => readonly [why: string, safe: string]>> = {
  "page-unread": (values) => [because("The page could not be read", values), "The link and what you wrote are kept."],
  "files-unread": (values) => [because("The files could not be looked into", values), "They are kept."],
  "images-unread": (values) => [because("The pictures of the page could not be kept", values), "Its text is kept."],
  "ai-unavailable": (values) =>
    values.better === undefined
      ? [because("It could not be analysed", values), "It is kept as it is, and you can try again."]
      : [because("The AI did not analyse it", values), standIn(values)],
  "ai-budget": (values) => ["The AI did not analyse it: the budget of this month is reached.", standIn(values)],
  "no-room": () => [
    "You have as many bytes here as you may have: no copies of the page and its pictures were kept.",
    "The link and its text are kept.",
  ],
  "file-encrypted": (values) => [
    `${aFile(values)} is locked with a password, so what is inside could not be read.`,
    KEPT_FILE,
  ],
  "file-broken": (values) => [`${aFile(values)} is damaged or incomplete, so not all of it could be read.`, KEPT_FILE],
  "file-too-large-to-look": (values) => [`${aFile(values)} is too large to be looked into.`, KEPT_FILE],
  "file-took-too-long": (values) => [
    `Looking into ${aFile(values)} took too long, so it was left as it is.`,
    KEPT_FILE,
  ],
  "heic-unsupported": (values) => [
    `${aFile(values)} is a HEIC picture, and this server has nothing to show it with (heif-convert, in Debian’s package libheif-examples).`,
    KEPT_FILE,
  ],
};
const standIn = ({ better }: Params): string =>
  `Unless a better one was there before, the built-in analysis stands in.${better ? " A better one follows by itself." : ""}`;

/** What the server tells with a code: every code that it has (src/contract/problems.ts, src/contract/reasons.ts). */
export const told = { refusals, reasons, warnings };
