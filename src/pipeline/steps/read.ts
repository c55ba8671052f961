import { nextDelayMs } from "../../core/backoff.ts";
import { visitFailpoint } from "../../core/failpoint.ts";
import { contentOf, keepContent } from "../../store/contents.ts";
import { filesOfItems, SNAPSHOT_TYPE } from "../../store/files.ts";
import { findItem, ownOf, updateItem } from "../../store/items.ts";
import { findPerson } from "../../store/persons.ts";
import { refreshItem } from "../../store/refresh-item.ts";
import { holdersOf, keepFurtherAddresses } from "../further-addresses.ts";
import { placeHighlights } from "../place-highlights.ts";
import type { StepDefinition } from "../step.ts";
import { becomeFile } from "./become-file.ts";
import { fetchPage } from "./fetch-page.ts";
import { askSite } from "./fetch-site.ts";
import { readPage } from "./found-page.ts";
import type { ReadOutput } from "./read-output.ts";

interface ReadInput {
  readonly url: string;
  /** The bytes of the page as the person's browser saw it; read instead of fetching. */
  readonly givenKey: string | null;
  readonly allowListed: boolean;
}

/** Reads the page behind a link: its metadata, its article, its picture. What is no page becomes a file of the item. */
export const read: StepDefinition<ReadInput, ReadOutput> = {
  name: "read",
  lane: "content",
  timeoutMs: 30_000,
  tries: 3,
  delayMs: (tries) => nextDelayMs({ tries, firstMs: 2_000, factor: 4, maxMs: 60_000, random: Math.random() }),
  message: "Reading the page…",
  warning: {
    code: "page-unread",
    message: (detail) => `The page could not be read: ${detail} The link and what you wrote are kept.`,
  },
  async load(db, step) {
    const item = await findItem(db, { id: step.item, owner: step.person });
    const url = item && ownOf(item).url;
    if (!item || url === undefined) return null;
    const rows = (await filesOfItems(db, [item.id])).get(item.id) ?? [];
    const given = rows.filter((row) => row.role === "snapshot" && row.type !== SNAPSHOT_TYPE).at(-1);
    const person = await findPerson(db, step.person);
    // What a guest brought is the owner's by now, but it was not the owner who wanted it fetched.
    const allowListed = person?.role === "owner" && ownOf(item).guest === undefined;
    return { url, givenKey: given?.store_key ?? null, allowListed };
  },
  async work(input, tools, signal) {
    const fetched = (await askSite(input, tools, signal)) ?? (await fetchPage(input, tools, signal));
    if (fetched.kind !== "bytes") return fetched;
    visitFailpoint("in-fetch");
    if (fetched.read) return await readPage(input, fetched, tools, signal);
    const { sniff } = await import("../../content/sniff.ts");
    const sniffed = await sniff(fetched.bytes, fetched.contentType);
    return sniffed.kind === "page" || sniffed.kind === "text"
      ? await readPage(input, fetched, tools, signal)
      : await becomeFile(fetched, sniffed.type, tools, signal);
  },
  filesOf: (output) => output.files,
  besides: (output) => (output.hasPictures ? "images" : null),
  warningsOf: (output) => output.warnings,
  alsoLocks: (db, { step, output }) => holdersOf(db, { owner: step.person, addresses: output.addresses }),
  async apply(unit, { item, output, others }) {
    const found = JSON.stringify(output.found);
    await updateItem(unit, item.id, { kind: output.kind, found });
    if (output.content) {
      await keepContent(unit, item.id, output.content);
      await placeHighlights(unit, item.id);
    } else if (output.pageText != null && (await contentOf(unit.db, item.id))?.html == null) {
      // An article that was read before says more than what has taken its place.
      await keepContent(unit, item.id, { text: output.pageText });
    }
    if (output.filesText !== undefined) await keepContent(unit, item.id, { files_text: output.filesText });
    await keepFurtherAddresses(unit, { item, addresses: output.addresses, others });
    await refreshItem(unit, { ...item, kind: output.kind, found });
  },
};
