const MAX_DEPTH = 8;
const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/gs;

/**
 * The ways that the start of a JSON text names (`bookmarks.*.content.type`), with `*` for elements of arrays; what is
 * cut off at its end is left out. The first way says what the text is: `{}` or `[]`; none when it is no JSON.
 */
export function outlineOf(start: string): ReadonlySet<string> {
  const ways = new Set<string>();
  const frames: { way: string; isArray: boolean; isKeyNext: boolean }[] = [];
  const text = start.replace(/^\ufeff/, "").trimStart();
  if (!/^[[{]/.test(text)) return ways;
  let key = "";
  for (const [token] of text.matchAll(TOKEN)) {
    const frame = frames.at(-1);
    const way = frame === undefined ? "" : join(frame.way, frame.isArray ? "*" : key);
    if (token === "{" || token === "[") {
      ways.add(frame === undefined ? `${token}${token === "{" ? "}" : "]"}` : way);
      frames.push({ way, isArray: token === "[", isKeyNext: token === "{" });
    } else if (token === "}" || token === "]") frames.pop();
    else if (token === ",") {
      if (frame !== undefined) frame.isKeyNext = !frame.isArray;
    } else if (token === ":" && frame !== undefined) {
      frame.isKeyNext = false;
      if (frames.length <= MAX_DEPTH) ways.add(join(frame.way, key));
    } else if (frame?.isKeyNext) key = token.slice(1, -1);
    if (frames.length > 500) break;
  }
  return ways;
}

const join = (way: string, step: string): string => (way === "" ? step : `${way}.${step}`);
