import { useSignal } from "@preact/signals";
import { Code } from "./code.tsx";
import { CopyLine } from "./copy-line.tsx";
import { addressWithKey, givenKey } from "./given-key.ts";
import { MakeKey } from "./make-key.tsx";
import { phoneSaid } from "./said.ts";
import { Steps } from "./steps.tsx";

/** How a shortcut is made that shares to this wall, with the very words that go into its fields. */
export function IPhone() {
  const key = useSignal<string | null>(givenKey);
  const said = phoneSaid.value;
  return (
    <section aria-labelledby="iphone">
      <h2 id="iphone">{said.iphone}</h2>
      <p>{said.iphoneWhy}</p>
      {key.value === null && <MakeKey label={said.makeKey} name={said.keyName} scopes={["share"]} into={key} isMain />}
      {key.value !== null && givenKey === null && (
        <div class="phone-code">
          <Code text={addressWithKey(key.value)} label={said.qrLabel} />
          <div>
            <p>{said.scan}</p>
            <p class="phone-quiet">{said.keyFor}</p>
          </div>
        </div>
      )}
      {givenKey !== null && <p class="phone-quiet">{said.given}</p>}
      <Steps steps={said.steps} />
      <div class="phone-fields">
        <CopyLine name={said.url} value={`${location.origin}/api/v1/share`} />
        <CopyLine name={said.method} value="POST" />
        <CopyLine name={said.headerName} value="Authorization" />
        <CopyLine name={said.headerValue} value={`Bearer ${key.value ?? "…"}`} />
        <CopyLine name={said.body} value={said.bodyForm} />
        <CopyLine name={said.fieldName} value="text" />
        <CopyLine name={said.fieldValue} value={said.shortcutInput} />
      </div>
      {key.value === null && <p class="phone-quiet">{said.keyMissing}</p>}
      <p class="phone-quiet">{said.filesToo}</p>
    </section>
  );
}
