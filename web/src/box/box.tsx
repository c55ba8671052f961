import { useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { Icon } from "../icon.tsx";
import { wall } from "../session.ts";
import { fitHeight } from "../sheet/fit-height.ts";
import { pathWords } from "../wall/item-words.ts";
import { addFiles, files, isFilled, refusal, text, understood } from "./draft.ts";
import { FileChips } from "./file-chips.tsx";
import { catchDrops, catchPastes } from "./put-in.ts";
import { sendDraft } from "./send.ts";
import { linkIn } from "./understand.ts";

const LONGEST_PX = 320;

/** The one place where things go in. It grows with what it holds and says what it understood. */
export function Box() {
  const field = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const isDropping = useSignal(false);

  useEffect(() => {
    const focus = () => field.current?.focus();
    const endPastes = catchPastes(focus);
    const endDrops = catchDrops((isOver) => {
      isDropping.value = isOver;
      if (!isOver) focus();
    });
    return () => {
      endPastes();
      endDrops();
    };
  }, [isDropping]);
  useLayoutEffect(() => {
    if (field.current) fitHeight(field.current, LONGEST_PX);
  }, [text.value]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") field.current?.blur();
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    sendDraft();
  };
  const link = linkIn(text.value);

  return (
    <div class="box-place">
      <form
        class={isFilled.value || refusal.value !== null ? "box box-filled" : "box"}
        aria-label="Put something on the wall"
        onSubmit={(event) => {
          event.preventDefault();
          sendDraft();
        }}
      >
        <div class="box-line">
          <button
            type="button"
            class="icon-button box-pick"
            aria-label="Choose files"
            onClick={() => picker.current?.click()}
          >
            <Icon name="plus" />
          </button>
          <textarea
            ref={field}
            id="box"
            rows={1}
            aria-label="A link, a thought, a file"
            placeholder="A link, a thought, a file…"
            enterkeyhint="send"
            dir="auto"
            value={text.value}
            onInput={(event) => {
              text.value = event.currentTarget.value;
              refusal.value = null;
            }}
            onKeyDown={onKeyDown}
          />
          {!isFilled.value && <kbd>N</kbd>}
        </div>
        {link !== null && link.rest !== "" && (
          <p class="box-link">
            <Icon name="link" small />
            <bdi>{pathWords(link.url)}</bdi>
          </p>
        )}
        {files.value.length > 0 && <FileChips />}
        {refusal.value !== null && (
          <p class="problem box-problem" role="alert">
            {refusal.value}
          </p>
        )}
        {isFilled.value && (
          <div class="box-foot">
            <output class="box-understood">{understood.value}</output>
            <button type="submit" class="main-button">
              Save
            </button>
          </div>
        )}
        <input
          ref={picker}
          type="file"
          multiple
          hidden
          onChange={(event) => {
            addFiles(event.currentTarget.files ?? []);
            event.currentTarget.value = "";
            field.current?.focus();
          }}
        />
      </form>
      {isDropping.value && (
        <div class="drop" aria-hidden="true">
          <p>
            Drop to put it on <bdi>{wall.value?.name}</bdi>
          </p>
        </div>
      )}
    </div>
  );
}
