import { useSignal } from "@preact/signals";
import type { AuditEntry } from "../../../src/contract/audit.ts";
import { AUDIT_ABOUT, type AuditAbout } from "../../../src/contract/audit-names.ts";
import type { Person } from "../../../src/contract/people.ts";
import { ageOf, now } from "../formats.ts";
import { Icon } from "../icon.tsx";
import { me } from "../session.ts";
import { said } from "./accounts-said.ts";
import { done } from "./audit-said.ts";
import { limitWords, nameOf } from "./limit-words.ts";
import { type Loaded, More, Showing, useLoadedList } from "./loaded.tsx";

const EVERYTHING = "";

/** The record of what touched who gets in and what they may have, narrowed to what it is about and to whom. */
export function AuditPart({ people }: { people: Loaded<{ readonly items: readonly Person[] }> }) {
  const about = useSignal<AuditAbout | typeof EVERYTHING>(EVERYTHING);
  const person = useSignal(EVERYTHING);
  const { audit } = said.value;
  const asked = new URLSearchParams();
  if (about.value !== EVERYTHING) asked.set("about", about.value);
  if (person.value !== EVERYTHING) asked.set("person", person.value);
  const query = asked.toString();
  return (
    <section class="settings-part audit" aria-labelledby="audit-heading">
      <h3 id="audit-heading">{audit.heading}</h3>
      <p class="quiet">{audit.lead}</p>
      <div class="audit-narrow">
        <label>
          <span>{audit.about}</span>
          <span class="select">
            <select
              class="field"
              value={about.value}
              onChange={(event) => (about.value = event.currentTarget.value as AuditAbout | typeof EVERYTHING)}
            >
              <option value={EVERYTHING}>{audit.all}</option>
              {AUDIT_ABOUT.map((each) => (
                <option key={each} value={each}>
                  {audit.aboutWhat[each]}
                </option>
              ))}
            </select>
            <Icon name="chevronDown" small />
          </span>
        </label>
        <label>
          <span>{audit.person}</span>
          <span class="select">
            <select class="field" value={person.value} onChange={(event) => (person.value = event.currentTarget.value)}>
              <option value={EVERYTHING}>{audit.anybody}</option>
              {(people.value.value?.items ?? []).map((each) => (
                <option key={each.id} value={each.id}>
                  {nameOf(each)}
                </option>
              ))}
            </select>
            <Icon name="chevronDown" small />
          </span>
        </label>
      </div>
      <Entries key={query} path={query === "" ? "/audit" : `/audit?${query}`} />
    </section>
  );
}

function Entries({ path }: { path: string }) {
  const entries = useLoadedList<AuditEntry>(path);
  return (
    <Showing of={entries}>
      {({ items }) => (
        <>
          {items.length === 0 && <p class="quiet">{said.value.audit.none}</p>}
          <ul class="settings-rows">
            {items.map((entry) => (
              <li key={entry.id} class="settings-row">
                <div>
                  <p dir="auto">{sentenceOf(entry)}</p>
                  <p class="quiet">
                    <time dateTime={entry.at}>{ageOf(entry.at, now.value)}</time>
                    {entry.address !== null && ` · ${entry.address}`}
                  </p>
                </div>
              </li>
            ))}
          </ul>
          <More of={entries} />
        </>
      )}
    </Showing>
  );
}

function sentenceOf({ action, actor, subject, subject_name: whom, detail }: AuditEntry): string {
  const { audit } = said.value;
  const mine = me.value?.person.id;
  const isYou = actor !== null && actor.id === mine;
  const isWhomYou = subject !== null && subject === mine;
  return done.value[action]({
    who: isYou ? audit.you : (actor?.name ?? audit.somebody),
    isYou,
    whom,
    isWhomYou,
    isSelf: actor !== null && actor.id === subject,
    detail,
    limits: limitWords(detail),
  });
}
