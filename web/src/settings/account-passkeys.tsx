import { useSignal } from "@preact/signals";
import type { Passkey, PasskeyCreation } from "../../../src/contract/passkeys.ts";
import type { Identity, WaysIn } from "../../../src/contract/ways-in.ts";
import { ask, sentenceOf } from "../api.ts";
import { ageOf, now } from "../formats.ts";
import { tell } from "../notice.tsx";
import { AccountForm, Line } from "./account-form.tsx";
import { said } from "./accounts-said.ts";
import { Confirm } from "./confirm.tsx";
import { Showing, useLoaded } from "./loaded.tsx";

/** Devices that sign a person in, and accounts at another service. */
export function Passkeys() {
  const ways = useLoaded<WaysIn>("/api/auth/ways");
  return (
    <Showing of={ways}>
      {({ passkey, oidc }) => (
        <>
          <Devices canMake={passkey} />
          {oidc !== null && <Identities service={oidc.name} />}
        </>
      )}
    </Showing>
  );
}

function Devices({ canMake }: { canMake: boolean }) {
  const keys = useLoaded<{ items: Passkey[] }>("/me/passkeys");
  const name = useSignal(said.value.passkeyDefault);
  const add = async () => {
    const options = await ask<PasskeyCreation>("POST", "/me/passkeys/options");
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options as never);
    const made = (await navigator.credentials.create({ publicKey }).catch(() => null)) as PublicKeyCredential | null;
    if (made === null) return said.value.passkeyStopped;
    await ask("POST", "/me/passkeys", { response: made.toJSON(), name: name.value.trim() });
    await keys.load();
    return said.value.saved;
  };
  const remove = async (id: string) => {
    try {
      await ask("DELETE", `/me/passkeys/${id}`);
      await keys.load();
    } catch (thrown) {
      tell(sentenceOf(thrown));
    }
  };
  return (
    <>
      <section class="settings-part">
        <h3>{said.value.passkeys}</h3>
        <p class="quiet">{said.value.passkeysLead}</p>
        <Showing of={keys}>
          {({ items }) => (
            <>
              {items.length === 0 && <p class="quiet">{said.value.passkeysNone}</p>}
              <ul class="settings-rows">
                {items.map((key) => (
                  <li key={key.id} class="settings-row">
                    <div>
                      <b>
                        <bdi dir="auto">{key.name}</bdi>
                      </b>
                      <p class="quiet">{ageOf(key.used_at ?? key.created_at, now.value)}</p>
                    </div>
                    <div class="settings-act">
                      <Confirm
                        label={said.value.passkeyRemove}
                        question={said.value.passkeyRemoveQuestion}
                        keep={said.value.keep}
                        act={() => remove(key.id)}
                      />
                    </div>
                  </li>
                ))}
              </ul>
            </>
          )}
        </Showing>
        {!canMake && <p class="quiet">{said.value.passkeysNeed}</p>}
      </section>
      {canMake && (
        <AccountForm heading={said.value.passkeyAdd} label={said.value.passkeyAdd} act={add}>
          <Line value={name} label={said.value.passkeyName} />
        </AccountForm>
      )}
    </>
  );
}

function Identities({ service }: { service: string }) {
  const identities = useLoaded<{ items: Identity[] }>("/me/identities");
  const tries = async (work: () => Promise<void>) => {
    try {
      await work();
    } catch (thrown) {
      tell(sentenceOf(thrown));
    }
  };
  return (
    <section class="settings-part">
      <h3>{said.value.identities}</h3>
      <Showing of={identities}>
        {({ items }) => (
          <ul class="settings-rows">
            {items.map(({ id, email, subject }) => (
              <li key={id} class="settings-row">
                <div>
                  <b>
                    <bdi dir="auto">{email ?? subject}</bdi>
                  </b>
                </div>
                <div class="settings-act">
                  <Confirm
                    label={said.value.identityRemove}
                    question={said.value.identityRemoveQuestion}
                    keep={said.value.keep}
                    act={() =>
                      tries(async () => {
                        await ask("DELETE", `/me/identities/${id}`);
                        await identities.load();
                      })
                    }
                  />
                </div>
              </li>
            ))}
          </ul>
        )}
      </Showing>
      <button
        type="button"
        class="quiet-button"
        onClick={() =>
          void tries(async () => {
            const body = { return_to: "/settings/account" };
            location.assign((await ask<{ url: string }>("POST", "/me/identities", body)).url);
          })
        }
      >
        {said.value.identityLink(service)}
      </button>
    </section>
  );
}
