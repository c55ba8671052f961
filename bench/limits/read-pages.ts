/** The limit beside the pipeline: fetches pages, two at a time, and reads them with the same page reader in this one thread. */
import { readPageHere } from "../../src/content/read-page.ts";
import { inTurns } from "../../src/core/in-turns.ts";
import { answerWith, sayReady } from "../in-child.ts";

const FETCHED_AT_ONCE = 2;

answerWith<string[]>(async (addresses) => {
  await inTurns(addresses, FETCHED_AT_ONCE, async (url) => {
    const response = await fetch(url);
    const bytes = new Uint8Array(await response.arrayBuffer());
    const read = readPageHere({ bytes, contentType: response.headers.get("content-type") ?? "", url });
    if ("code" in read || read.article === null) throw new Error("a page of the bench was not read as an article");
  });
  return addresses.length;
});
sayReady(null);
