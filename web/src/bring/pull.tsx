import { useSignal } from "@preact/signals";
import { PULLED_SERVICES, type PulledServiceName } from "../../../src/contract/import-names.ts";
import type { Import } from "../../../src/contract/imports.ts";
import { ask, sentenceOf } from "../api.ts";
import { Icon } from "../icon.tsx";
import { hear } from "./known.ts";
import { said } from "./said.ts";

/** Another way than a file: the address and the key of a service. Neither is kept in the page once it was sent. */
export function Pull() {
  const words = said.value;
  const service = useSignal<PulledServiceName>(PULLED_SERVICES[0]);
  const isAsking = useSignal(false);
  const problem = useSignal<string | null>(null);
  const begin = async (form: HTMLFormElement) => {
    if (isAsking.value) return;
    const fields = new FormData(form);
    const [address, key] = ["address", "key"].map((name) => String(fields.get(name) ?? "").trim());
    problem.value = address === "" || key === "" ? words.pullMissing : null;
    if (problem.value !== null) return;
    isAsking.value = true;
    try {
      hear(await ask<Import>("POST", "/imports/pull", { service: service.value, address, key }));
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
          <label class="again-field">
            {words.serviceKey}
            <input class="field" name="key" type="password" autocomplete="off" />
          </label>
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
