import { useSignal } from "@preact/signals";
import {
  LOGIN_FIELDS,
  PULLED_SERVICES,
  type PulledServiceName,
  SERVICES_WITH_LOGIN,
} from "../../../src/contract/import-names.ts";
import type { Import } from "../../../src/contract/imports.ts";
import { ask, sentenceOf } from "../api.ts";
import { Icon } from "../icon.tsx";
import { hear } from "./known.ts";
import { said } from "./said.ts";

/** Another way than a file: the address of a service, and a key of it or how one signs in there. None of it is kept in the page once it was sent. */
export function Pull() {
  const words = said.value;
  const service = useSignal<PulledServiceName>(PULLED_SERVICES[0]);
  const isAsking = useSignal(false);
  const problem = useSignal<string | null>(null);
  const takesLogin = SERVICES_WITH_LOGIN.includes(service.value);
  const secretFields = takesLogin ? LOGIN_FIELDS : (["key"] as const);
  const begin = async (form: HTMLFormElement) => {
    if (isAsking.value) return;
    const fields = new FormData(form);
    const filled = (name: string): string => String(fields.get(name) ?? "").trim();
    const address = filled("address");
    // A password may begin or end with a space.
    const secrets = secretFields.map((name) => [name, name === "password" ? String(fields.get(name)) : filled(name)]);
    const isMissing = address === "" || secrets.some(([, value]) => value === "");
    problem.value = isMissing ? (takesLogin ? words.loginMissing : words.pullMissing) : null;
    if (problem.value !== null) return;
    isAsking.value = true;
    try {
      const secret = Object.fromEntries(secrets);
      const given = takesLogin ? { login: secret } : secret;
      hear(await ask<Import>("POST", "/imports/pull", { service: service.value, address, ...given }));
      form.reset();
    } catch (thrown) {
      problem.value = words.notTaken(sentenceOf(thrown));
    }
    isAsking.value = false;
  };
  return (
    <details class="bring-pull">
      <summary>{words.pull}</summary>
      <form
        class="bring-pull-form"
        onSubmit={(event) => {
          event.preventDefault();
          void begin(event.currentTarget);
        }}
      >
        <p class="quiet">{words.pullHow}</p>
        <div class="bring-wishes">
          <label class="again-field">
            {words.service}
            <span class="select">
              <select
                class="field"
                value={service.value}
                onChange={({ currentTarget }) => {
                  service.value = currentTarget.value as PulledServiceName;
                }}
              >
                {PULLED_SERVICES.map((each) => (
                  <option key={each} value={each}>
                    {words.formats[each]}
                  </option>
                ))}
              </select>
              <Icon name="chevronDown" small />
            </span>
          </label>
          <label class="again-field">
            {words.serviceAddress}
            <input class="field" name="address" inputMode="url" autocomplete="off" />
          </label>
          {secretFields.map((name) => (
            <SecretField key={name} name={name} />
          ))}
        </div>
        <p class="quiet">{words.keyWhere[service.value]}</p>
        <button type="submit" class="quiet-button" aria-disabled={isAsking.value}>
          {words.lookThrough}
        </button>
        {problem.value !== null && (
          <p class="problem" role="alert">
            {problem.value}
          </p>
        )}
      </form>
    </details>
  );
}

/** What is no secret is seen as it is typed. */
function SecretField({ name }: { name: keyof typeof said.value.serviceFields }) {
  const label = said.value.serviceFields[name];
  return name === "client_id" || name === "username" ? (
    <label class="again-field">
      {label}
      <input class="field" name={name} autocomplete="off" />
    </label>
  ) : (
    <label class="again-field">
      {label}
      <input class="field" name={name} type="password" autocomplete="off" />
    </label>
  );
}
