import type { Session } from "../../../src/contract/walls.ts";
import { ask, sentenceOf } from "../api.ts";
import { ageOf, now } from "../formats.ts";
import { tell } from "../notice.tsx";
import { Confirm } from "./confirm.tsx";
import { deviceOf } from "./device-words.ts";
import { type LoadedList, More, Showing, useLoadedList } from "./loaded.tsx";
import { said } from "./said.ts";

/** The server writes down that a session is used once an hour. */
const NOTED_MS = 3_600_000;

/** Where a person is signed in, and the ways to end that. */
export function SessionsSection() {
  const sessions = useLoadedList<Session>("/sessions");
  const words = said.value.sessions;
  const endOthers = async () => {
    try {
      const { ended } = await ask<{ ended: number }>("DELETE", "/sessions");
      tell(words.endedOthers(ended));
      await sessions.load();
    } catch (thrown) {
      tell(sentenceOf(thrown));
    }
  };
  return (
    <>
      <p class="settings-lead">{words.lead}</p>
      <Showing of={sessions}>
        {({ items }) => (
          <>
            {items.length === 0 && <p class="quiet">{words.none}</p>}
            <ul class="settings-rows">
              {thisFirst(items).map((session) => (
                <Device key={session.id} session={session} sessions={sessions} />
              ))}
            </ul>
            <More of={sessions} />
            {items.some((session) => !session.is_this) && (
              <div class="settings-part">
                <Confirm label={words.endOthers} question={words.endOthersQuestion} keep={words.keep} act={endOthers} />
              </div>
            )}
          </>
        )}
      </Showing>
    </>
  );
}

const thisFirst = (items: readonly Session[]): Session[] =>
  items.toSorted((one, other) => Number(other.is_this) - Number(one.is_this));

function Device({ session, sessions }: { session: Session; sessions: LoadedList<Session> }) {
  const words = said.value.sessions;
  const { browser, system } = deviceOf(session.user_agent);
  const name = browser && system ? words.on(browser, system) : (browser ?? system ?? words.unknown);
  const isFresh = now.value - Date.parse(session.seen_at) < NOTED_MS;
  const seen = session.is_this
    ? words.now
    : words.lastSeen(isFresh ? words.withinTheHour : ageOf(session.seen_at, now.value));
  const end = async () => {
    try {
      await ask("DELETE", `/sessions/${session.id}`);
      sessions.change((items) => items.filter(({ id }) => id !== session.id));
      document.getElementById("settings-heading")?.focus();
      tell(words.ended(name));
    } catch (thrown) {
      tell(sentenceOf(thrown));
    }
  };
  return (
    <li class="settings-row">
      <div>
        <b title={session.user_agent ?? undefined}>{name}</b>
        {session.is_this && <span class="badge">{words.this}</span>}
        <p class="quiet">
          {words.signedIn(ageOf(session.created_at, now.value))} · {seen}
        </p>
      </div>
      {!session.is_this && (
        <div class="settings-act">
          <Confirm
            label={words.end}
            name={words.endNamed(name)}
            question={words.endQuestion}
            keep={words.keep}
            act={end}
          />
        </div>
      )}
    </li>
  );
}
