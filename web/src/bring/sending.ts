import { signal } from "@preact/signals";
import { Refusal, sentenceOf } from "../api.ts";
import { figuresOf, sizeOf } from "../formats.ts";
import { me } from "../session.ts";
import { hear } from "./known.ts";
import { type Chosen, PACKED_BYTES_MOST, PACKED_FILES_MOST, packFiles } from "./pack-files.ts";
import { said } from "./said.ts";
import { sendFile } from "./send-file.ts";

/** What is on its way to the server. It goes on when the section is left, and ends with the page. */
export const sending = signal<{
  readonly name: string;
  readonly stage: "packing" | "sending";
  readonly sent: number;
  readonly bytes: number;
  cancel(): void;
} | null>(null);

/** Why the last one did not arrive, and how it is tried again where that helps. */
export const sendingProblem = signal<{ readonly words: string; readonly again: (() => void) | null } | null>(null);

/** Broken connections are met by sending again so often before a person is asked. */
const TRIES = 3;

/** Sends what somebody chose: one file as it is, more of them and folders packed together. */
export async function send(chosen: readonly Chosen[], key: string = newKey()): Promise<void> {
  if (sending.value !== null || chosen.length === 0) return;
  sendingProblem.value = refusedHere(chosen);
  if (sendingProblem.value !== null) return;
  const stop = new AbortController();
  const name = nameOf(chosen);
  const cancel = () => stop.abort(new DOMException("stopped by the person", "AbortError"));
  const show = (stage: "packing" | "sending", sent: number, bytes: number) => {
    sending.value = { name, stage, sent, bytes, cancel };
  };
  try {
    show("packing", 0, 0);
    const bytes = isOneFile(chosen) ? chosen[0].file : await packFiles(chosen, stop.signal);
    const onSent = (sent: number) => show("sending", Math.min(sent, bytes.size), bytes.size);
    for (let tries = 1; ; tries += 1) {
      onSent(0);
      try {
        hear(await sendFile(bytes, { name, key, signal: stop.signal, onSent }));
        return;
      } catch (thrown) {
        if (!(thrown instanceof Refusal && thrown.status === 0) || tries === TRIES) throw thrown;
      }
    }
  } catch (thrown) {
    if (!stop.signal.aborted) {
      const words = thrown instanceof DOMException ? said.value.notRead : sentenceOf(thrown);
      const mayHelp = !(thrown instanceof Refusal) || thrown.isPassing;
      sendingProblem.value = { words, again: mayHelp ? () => void send(chosen, key) : null };
    }
  } finally {
    sending.value = null;
  }
}

/** By plain http browsers make no UUIDs. */
const newKey = (): string => [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(36)).join("-");

/** What need not be sent to know that it is not taken. */
function refusedHere(chosen: readonly Chosen[]): { words: string; again: null } | null {
  const words = said.value;
  const bytes = chosen.reduce((sum, { file }) => sum + file.size, 0);
  const most = Math.min(me.value?.limits["importBytes"] ?? PACKED_BYTES_MOST, PACKED_BYTES_MOST);
  if (bytes === 0) return { words: words.empty(nameOf(chosen)), again: null };
  if (bytes > most) return { words: words.tooLarge(sizeOf(bytes), sizeOf(most)), again: null };
  if (chosen.length > PACKED_FILES_MOST)
    return { words: words.tooManyFiles(figuresOf(PACKED_FILES_MOST)), again: null };
  return null;
}

const isOneFile = (chosen: readonly Chosen[]): chosen is readonly [Chosen] =>
  chosen.length === 1 && chosen[0]?.path === chosen[0]?.file.name;

/** The name of the one file, or of the folder they all lie in. */
function nameOf(chosen: readonly Chosen[]): string {
  const [first] = chosen;
  if (first === undefined) return "";
  if (chosen.length === 1) return first.file.name;
  const folder = first.path.split("/")[0] ?? "";
  const isOneFolder = chosen.every(({ path }) => path.startsWith(`${folder}/`));
  return isOneFolder ? folder : said.value.severalFiles(chosen.length);
}
