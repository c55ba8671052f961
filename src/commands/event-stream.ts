/** Longer events are no events of ours. */
const MOST_EVENT_CHARACTERS = 5_000_000;

/** The data of each server-sent event in a body, in order (WHATWG HTML, section 9.2.6). Comments and ids are passed over. */
export async function* readEventData(body: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = "";
  let data: string[] = [];
  for await (const bytes of body) {
    rest += decoder.decode(bytes, { stream: true });
    if (rest.length > MOST_EVENT_CHARACTERS) throw new Error("an event has no end");
    // A line may end with CR LF whose LF has not arrived yet: a CR at the very end waits for what follows.
    const lines = rest.split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? "";
    for (const line of lines) {
      if (line === "") {
        if (data.length > 0) yield data.join("\n");
        data = [];
      } else if (line.startsWith("data:")) data.push(line.slice(5).replace(/^ /, ""));
    }
  }
}
