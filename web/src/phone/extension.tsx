import { useSignal } from "@preact/signals";
import { session } from "../session.ts";
import { CopyLine } from "./copy-line.tsx";
import { MakeKey } from "./make-key.tsx";
import { phoneSaid } from "./said.ts";
import { Steps } from "./steps.tsx";

/** How the browser extension comes into a browser, and the key that it needs. */
export function Extension() {
  const key = useSignal<string | null>(null);
  const said = phoneSaid.value;
  return (
    <section aria-labelledby="extension">
      <h2 id="extension">{said.extension}</h2>
      <p>{said.extensionWhy}</p>
      <Steps steps={said.extensionSteps} />
      <div class="phone-fields">
        <CopyLine name={said.address} value={location.origin} />
        {key.value !== null && <CopyLine name={said.key} value={key.value} />}
      </div>
      {key.value !== null && <p class="phone-quiet">{said.extensionKeyFor}</p>}
      {key.value === null && session.value === "signed-in" && (
        <MakeKey label={said.makeExtensionKey} name={said.extensionKeyName} scopes={["share", "read"]} into={key} />
      )}
    </section>
  );
}
