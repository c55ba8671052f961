export interface ReceivedEvent {
  readonly event: string;
  readonly id: string | null;
  readonly data: unknown;
}

/**
 * Reads server-sent events one by one until the server ends the stream or `signal` aborts.
 * @param init.opened called when the stream is open: whatever changes from then on will be told
 */
export async function* readEvents(
  url: string,
  init: { headers: Record<string, string>; signal: AbortSignal; opened?: () => void },
): AsyncIterableIterator<ReceivedEvent> {
  const response = await fetch(url, init);
  if (response.status !== 200 || !response.body)
    throw new Error(`the stream was answered ${response.status}: ${await response.text()}`);
  init.opened?.();
  const decoder = new TextDecoder();
  let buffered = "";
  try {
    for await (const chunk of response.body) {
      buffered += decoder.decode(chunk, { stream: true });
      for (let end = buffered.indexOf("\n\n"); end >= 0; end = buffered.indexOf("\n\n")) {
        const received = parse(buffered.slice(0, end));
        buffered = buffered.slice(end + 2);
        if (received) yield received;
      }
    }
  } catch (error) {
    if (!init.signal.aborted) throw error;
  }
}

/** One block of lines; null for comments and settings. */
function parse(block: string): ReceivedEvent | null {
  const fields = new Map<string, string>();
  for (const line of block.split("\n")) {
    const colon = line.indexOf(":");
    if (colon > 0) fields.set(line.slice(0, colon), line.slice(colon + 1).trimStart());
  }
  const data = fields.get("data");
  return data === undefined
    ? null
    : { event: fields.get("event") ?? "message", id: fields.get("id") ?? null, data: JSON.parse(data) };
}
