import { useSignal } from "@preact/signals";
import upload from "lucide-static/icons/upload.svg?raw";
import { useEffect, useRef } from "preact/hooks";
import { sizeOf } from "../formats.ts";
import { Drawing } from "../icon.tsx";
import { words } from "../words/words.ts";
import { Bar } from "./bar.tsx";
import { chosenFiles, droppedFiles } from "./dropped.ts";
import { Pull } from "./pull.tsx";
import { said } from "./said.ts";
import { send, sending, sendingProblem } from "./sending.ts";

/** Phones choose no folders. */
const CHOOSES_FOLDERS = "webkitdirectory" in HTMLInputElement.prototype && matchMedia("(pointer: fine)").matches;

/** Takes files and folders, shows them on their way, and says why they did not arrive. */
export function Chooser() {
  return (
    <section class="bring-choose" aria-label={said.value.chooseFiles}>
      {sending.value === null ? <Doors /> : <OnItsWay />}
      {sendingProblem.value !== null && (
        <div class="bring-problem" role="alert">
          <p class="problem">{sendingProblem.value.words}</p>
          {sendingProblem.value.again !== null && (
            <button type="button" class="quiet-button" onClick={sendingProblem.value.again}>
              {words.value.common.tryAgain}
            </button>
          )}
        </div>
      )}
      <Pull />
      <details class="bring-formats">
        <summary>{said.value.canRead}</summary>
        <p class="quiet">{said.value.canReadWords}</p>
      </details>
    </section>
  );
}

function Doors() {
  const isOver = useSignal(false);
  const place = useRef<HTMLDivElement>(null);
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const ends = new AbortController();
    const hears = (name: "dragenter" | "dragover" | "dragleave" | "drop", is: boolean) =>
      place.current?.addEventListener(
        name,
        (event) => {
          // What is dropped anywhere else goes into the box of the wall.
          event.preventDefault();
          event.stopPropagation();
          isOver.value = is;
          if (name === "drop" && event.dataTransfer !== null) void sendDropped(event.dataTransfer);
        },
        { signal: ends.signal },
      );
    hears("dragenter", true);
    hears("dragover", true);
    hears("dragleave", false);
    hears("drop", false);
    return () => ends.abort();
  }, []);
  return (
    <div ref={place} class={isOver.value ? "bring-drop is-over" : "bring-drop"}>
      <Drawing markup={upload} />
      <p class="bring-drop-words">{said.value.drop}</p>
      <p class="settings-line">
        <Door input={files} label={said.value.chooseFiles} isMain />
        {CHOOSES_FOLDERS && <Door input={folder} label={said.value.chooseFolder} ofFolder />}
      </p>
    </div>
  );
}

async function sendDropped(data: DataTransfer): Promise<void> {
  try {
    await send(await droppedFiles(data));
  } catch {
    sendingProblem.value = { words: said.value.notRead, again: null };
  }
}

function Door({
  input,
  label,
  isMain = false,
  ofFolder = false,
}: {
  input: { current: HTMLInputElement | null };
  label: string;
  isMain?: boolean;
  ofFolder?: boolean;
}) {
  return (
    <>
      <button
        type="button"
        class={isMain ? "main-button" : "quiet-button"}
        onClick={() => {
          input.current?.click();
        }}
      >
        {label}
      </button>
      <input
        ref={(element) => {
          input.current = element;
          if (element !== null) element.webkitdirectory = ofFolder;
        }}
        type="file"
        hidden
        multiple
        aria-label={label}
        onChange={({ currentTarget }) => {
          const chosen = chosenFiles(currentTarget.files);
          // The same file may be chosen again, after it was mended.
          currentTarget.value = "";
          void send(chosen);
        }}
      />
    </>
  );
}

function OnItsWay() {
  const on = sending.value;
  if (on === null) return null;
  const { packing, sending: sendingWords, sent, stay, cancelSending } = said.value;
  const isPacking = on.stage === "packing";
  return (
    <div class="bring-sending">
      <Bar
        label={isPacking ? packing(on.name) : sendingWords(on.name)}
        part={isPacking ? null : on.sent / Math.max(1, on.bytes)}
        count={isPacking ? null : sent(sizeOf(on.sent), sizeOf(on.bytes))}
      />
      <p class="quiet">{stay}</p>
      <button type="button" class="quiet-button" onClick={on.cancel}>
        {cancelSending}
      </button>
    </div>
  );
}
