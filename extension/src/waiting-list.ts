import type { Connection } from "./connection.ts";
import { isFor, listWaiting, throwAway, type Waiting } from "./outbox.ts";
import { place, say } from "./words.ts";

/** Shows what waits in this browser, each with its reason and a way out. */
export async function showWaiting(connection: Connection): Promise<void> {
  const all = await listWaiting();
  place("waiting").hidden = all.length === 0;
  place("waiting-count").textContent = all.length === 1 ? say("waitingOne") : say("waitingMany", String(all.length));
  place("waiting-list").replaceChildren(...all.map((waiting) => line(connection, waiting)));
}

function line(connection: Connection, waiting: Waiting): HTMLLIElement {
  const entry = document.createElement("li");
  const name = document.createElement("bdi");
  name.textContent = waiting.title;
  const out = document.createElement("button");
  out.type = "button";
  out.className = "text-button";
  out.textContent = say("throwAway");
  out.setAttribute("aria-label", `${say("throwAway")}: ${waiting.title}`);
  out.onclick = () => void throwAway(waiting.id).then(() => showWaiting(connection));
  entry.append(name, out);
  const reason = isFor(connection, waiting) ? waiting.reason : say("elsewhere", waiting.address);
  if (reason !== null) {
    const why = document.createElement("p");
    why.textContent = reason;
    entry.append(why);
  }
  return entry;
}
