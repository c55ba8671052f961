import { useSignal } from "@preact/signals";
import { EXPORT_FORMATS, type ExportFormat } from "../../../src/contract/archive.ts";
import { Icon } from "../icon.tsx";
import { me, walls } from "../session.ts";
import { wallName } from "../wall/wall-name.ts";
import { said } from "./said.ts";

/** What can be taken out, and how. */
export function ExportSection() {
  const words = said.value.export;
  const isEmbedded = me.value?.features.database === "sqlite" && me.value.features.storage === "disk";
  return (
    <>
      <p class="settings-lead">{words.lead}</p>
      <Downloads />
      <section class="settings-part">
        <h3>{words.api}</h3>
        <p class="quiet">{words.apiHow}</p>
        <pre class="code">{`curl -OJ -H "Authorization: Bearer dw_…" "${location.origin}/api/v1/export?format=zip"`}</pre>
      </section>
      <section class="settings-part">
        <h3>{words.cli}</h3>
        <p class="quiet">{words.cliHow}</p>
        <pre class="code">
          {"digital-wall export everything.zip\nDATA_DIR=./new digital-wall restore everything.zip"}
        </pre>
      </section>
      <section class="settings-part">
        <h3>{words.backup}</h3>
        <p>{isEmbedded ? words.backupFolder : words.backupParts}</p>
      </section>
    </>
  );
}

/** Plain downloads: the browser writes them to the disk as they come, shows how far they are and can stop them. */
function Downloads() {
  const words = said.value.export;
  const wall = useSignal("");
  const addressOf = (format: ExportFormat): string =>
    `/api/v1/export?${new URLSearchParams({ format, ...(wall.value === "" ? {} : { wall: wall.value }) })}`;
  return (
    <>
      <label class="again-field settings-part">
        {words.from}
        <span class="select">
          <select class="field" value={wall.value} onChange={(event) => (wall.value = event.currentTarget.value)}>
            <option value="">{words.everything}</option>
            {walls.value
              .filter((each) => each.kind !== "smart")
              .map((each) => (
                <option key={each.id} value={each.id} dir="auto">
                  {wallName(each)}
                </option>
              ))}
          </select>
          <Icon name="chevronDown" small />
        </span>
      </label>
      <ul class="export-forms">
        {EXPORT_FORMATS.map((format) => (
          <li key={format}>
            <div>
              <h3 id={`export-${format}`}>{words.forms[format].name}</h3>
              <p id={`export-${format}-what`}>{words.forms[format].what}</p>
            </div>
            <a
              class={format === "zip" ? "main-button" : "quiet-button"}
              href={addressOf(format)}
              download=""
              aria-describedby={`export-${format}-what`}
            >
              {words.forms[format].get}
            </a>
          </li>
        ))}
      </ul>
      <p class="quiet export-without">{words.without}</p>
    </>
  );
}
