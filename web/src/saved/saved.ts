import "../look/fonts.css";
import "../look/tokens.css";
import "../look/base.css";
import "../look/work.css";
import "./saved.css";
import { refusalOf, sentenceOf } from "../api.ts";
import { askForKept } from "./kept.ts";
import { done } from "./leave.ts";
import { offerLink } from "./offer-link.ts";
import { followSaved } from "./saved-here.ts";
import { show } from "./show.ts";
import { landing, speakHere } from "./spoken.ts";

/**
 * The page that a share lands on. It says what became of it, and asks for a tap wherever nothing is saved without one.
 * The address tells which: `saved` and `sent` come from the worker, `kept` from the server, `title`, `text` and `url`
 * from a link that anybody may have written.
 */
async function land(): Promise<void> {
  const told = document.body.dataset["told"] ?? "";
  const query = new URLSearchParams(location.search);
  const [saved, sent, failed] = [query.get("saved"), query.get("sent"), query.get("failed")];
  if (told !== "") return fail(sentenceOf(refusalOf(0, told, null)));
  if (saved !== null) return await followSaved(saved);
  if (query.has("kept")) return await askForKept();
  if (sent !== null)
    return show({
      mood: "good",
      said: landing().saved,
      work: { part: 1, state: landing().onWall },
      main: { label: landing().done, run: done },
    });
  if (failed !== null) return fail(landing()[FAILURES[failed] ?? "broken"]);
  return offerLink(query);
}

const FAILURES: Readonly<Record<string, "noRoom" | "notRead" | "keptNowhere">> = {
  "no-room": "noRoom",
  "not-read": "notRead",
  nothing: "keptNowhere",
};

function fail(text: string): void {
  show({ mood: "bad", said: landing().notSaved, text, main: { label: landing().done, run: done } });
}

speakHere()
  .then(land)
  .catch(() => fail(landing().broken));
