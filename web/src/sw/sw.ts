import { isKeptAddress, keepAnswer, keptAnswer } from "../offline/answers.ts";
import { sendWaiting } from "../outbox/send.ts";
import { askForSync, SYNC_TAG } from "../outbox/stay.ts";
import { receiveShare } from "./receive-share.ts";
import { type FetchEvent, worker } from "./scope.ts";
import { fetchShell, forgetOldShells, LANDING, shellAnswer, shellFileFor } from "./shell.ts";

worker.addEventListener("install", (event) => event.waitUntil(fetchShell()));
worker.addEventListener("activate", (event) => event.waitUntil(forgetOldShells().then(() => worker.clients.claim())));
worker.addEventListener("message", (event) => {
  const told: unknown = event.data;
  if (typeof told === "object" && told !== null && "kind" in told && told.kind === "take-over")
    event.waitUntil(worker.skipWaiting());
});
worker.addEventListener("sync", (event) => {
  if (event.tag === SYNC_TAG) event.waitUntil(sendOrFail());
});
worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== worker.location.origin) return;
  if (request.method === "POST" && url.pathname === LANDING) return takeShare(event);
  if (request.method !== "GET") return;
  const file = shellFileFor(request, url);
  if (file !== null) return event.respondWith(shellAnswer(file, request));
  const isPicture = request.destination === "image" && url.pathname.startsWith("/api/v1/files/");
  if (isPicture || isKeptAddress(url)) event.respondWith(answerOrKept(event, url));
});

/** The browser tries again by itself when this fails. */
async function sendOrFail(): Promise<void> {
  const left = await sendWaiting("unreached");
  if (left > 0) throw new Error(`${left} left`);
}

function takeShare(event: FetchEvent): void {
  const answer = receiveShare(event.request);
  event.respondWith(answer);
  event.waitUntil(
    answer.then(async () => {
      if ((await sendWaiting()) > 0) await askForSync(worker.registration);
    }),
  );
}

/** The server's answer, kept for later; without one what was kept. */
async function answerOrKept(event: FetchEvent, url: URL): Promise<Response> {
  let answer: Response;
  try {
    answer = await fetch(event.request);
  } catch (failure) {
    const kept = await keptAnswer(event.request.url);
    if (kept === undefined) throw failure;
    return kept;
  }
  event.waitUntil(keepAnswer(event.request.url, answer.clone()));
  const opened = /^\/api\/v1\/items\/[^/]+$/.exec(url.pathname);
  if (opened !== null && answer.ok) event.waitUntil(keepWords(url));
  return answer;
}

/** The words of an item that was opened: the frame that shows them online lies outside a worker's reach. */
async function keepWords(item: URL): Promise<void> {
  const address = `${item.origin}${item.pathname}/content?format=text`;
  await fetch(address).then(
    (answer) => keepAnswer(address, answer),
    () => undefined,
  );
}
