import "./accounts.css";
import { useSignal } from "@preact/signals";
import type { Static } from "typebox";
import type { House, Invitation, InvitationMade, Person } from "../../../src/contract/people.ts";
import { ask } from "../api.ts";
import { dateOf } from "../formats.ts";
import { AccountForm, Line } from "./account-form.tsx";
import { wordsAreHere as accountWordsAreHere, said } from "./accounts-said.ts";
import { AuditPart } from "./audit.tsx";
import { sentencesAreHere } from "./audit-said.ts";
import { CopyButton } from "./copy.tsx";
import { LimitsForm } from "./limits-form.tsx";
import { type LoadedList, More, Showing, useLoaded, useLoadedList } from "./loaded.tsx";
import { PersonRow } from "./person-row.tsx";
import { tries } from "./tries.ts";

/** Its words, and the sentences of the record. */
export const wordsAreHere = Promise.all([accountWordsAreHere, sentencesAreHere]);

/** The owner's desk: who is here, who may come, and what was done about accounts. */
export function PeopleSection() {
  const people = useLoadedList<Person>("/people");
  const link = useSignal<string | null>(null);
  const invitations = useLoadedList<Invitation>("/invitations");
  return (
    <>
      <p class="settings-lead">{said.value.peopleLead}</p>
      {link.value !== null && <Link url={link.value} />}
      <Showing of={people}>
        {({ items }) => (
          <>
            <ul class="settings-rows">
              {items.map((person) => (
                <PersonRow key={person.id} person={person} people={people} onLink={(url) => (link.value = url)} />
              ))}
            </ul>
            <More of={people} />
          </>
        )}
      </Showing>
      <Invite
        onMade={(url) => {
          link.value = url;
          void invitations.load();
        }}
      />
      <Open of={invitations} />
      <HousePart onLimits={() => void people.load()} />
      <AuditPart people={people} />
    </>
  );
}

function Link({ url }: { url: string }) {
  return (
    <div class="settings-part account-form" role="status">
      <p>{said.value.linkOnce}</p>
      <code id="people-link" class="command">
        {url}
      </code>
      <CopyButton text={url} of="people-link" isMain />
    </div>
  );
}

function Invite({ onMade }: { onMade: (url: string) => void }) {
  const name = useSignal("");
  const email = useSignal("");
  const make = async () => {
    const body = { name_hint: name.value.trim() || null, email: email.value.trim() || null };
    const made = await ask<Static<typeof InvitationMade>>("POST", "/invitations", body);
    name.value = "";
    email.value = "";
    onMade(made.url);
    return undefined;
  };
  return (
    <AccountForm heading={said.value.invite} label={said.value.inviteDo} act={make}>
      <Line value={name} label={said.value.inviteName} isOptional />
      <Line value={email} label={said.value.email} type="email" isOptional />
    </AccountForm>
  );
}

function Open({ of }: { of: LoadedList<Invitation> }) {
  return (
    <Showing of={of}>
      {({ items }) => {
        const open = items.filter(({ state }) => state === "open");
        if (open.length === 0) return null;
        return (
          <section class="settings-part">
            <h3>{said.value.open}</h3>
            <ul class="settings-rows">
              {open.map(({ id, name_hint: name, email, expires_at: ends }) => (
                <li key={id} class="settings-row">
                  <div>
                    <b>
                      <bdi dir="auto">{name ?? email ?? said.value.somebody}</bdi>
                    </b>
                    <p class="quiet">{said.value.until(dateOf(ends))}</p>
                  </div>
                  <div class="settings-act">
                    <button
                      type="button"
                      class="quiet-button"
                      onClick={() =>
                        void tries(async () => {
                          await ask("DELETE", `/invitations/${id}`);
                          await of.load();
                        })
                      }
                    >
                      {said.value.takeBack}
                    </button>
                  </div>
                </li>
              ))}
            </ul>
          </section>
        );
      }}
    </Showing>
  );
}

/** Who may come, and what everybody may have. */
function HousePart({ onLimits }: { onLimits: () => void }) {
  const house = useLoaded<House>("/house");
  const change = (edit: Partial<House>) =>
    void tries(async () => {
      await ask("PATCH", "/house", edit);
      await house.load();
    });
  return (
    <Showing of={house}>
      {({ sign_up: signUp, members_may_invite: mayInvite, quota }) => (
        <>
          <fieldset class="settings-part house-switches">
            <legend>
              <b>{said.value.policy}</b>
            </legend>
            {(["invitation", "closed"] as const).map((each) => (
              <label key={each}>
                <input
                  type="radio"
                  name="sign-up"
                  checked={signUp === each}
                  onChange={() => change({ sign_up: each })}
                />{" "}
                {each === "invitation" ? said.value.policyInvited : said.value.policyClosed}
              </label>
            ))}
            <label>
              <input
                type="checkbox"
                checked={mayInvite}
                onChange={(event) => change({ members_may_invite: event.currentTarget.checked })}
              />{" "}
              {said.value.othersInvite}
            </label>
          </fieldset>
          <LimitsForm
            key={JSON.stringify(quota)}
            heading={said.value.quota.house}
            lead={said.value.quota.houseLead}
            now={quota}
            hasHouse={false}
            save={async (changed) => {
              house.value.value = await ask<House>("PATCH", "/house", { quota: changed });
              onLimits();
            }}
          />
        </>
      )}
    </Showing>
  );
}
