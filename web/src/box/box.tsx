import { useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { replaceAddress } from "../address.ts";
import { Icon } from "../icon.tsx";
import { wall } from "../session.ts";
import { fitHeight } from "../sheet/fit-height.ts";
import { pathWords } from "../wall/item-words.ts";
import { wallName } from "../wall/wall-name.ts";
import { Around } from "../words/around.tsx";
import { words } from "../words/words.ts";
import { addFiles, files, isFilled, isOneNote, linkList, refusal, text, understood } from "./draft.ts";
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
    // The shortcut of the installed page.
    if (new URLSearchParams(location.search).has("add")) {
      replaceAddress("/");
      focus();
    }
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
  const { box, common } = words.value;

  return (
    <div class="box-place">
      <form
        class={isFilled.value || refusal.value !== null ? "box box-filled" : "box"}
        aria-label={box.form}
        onSubmit={(event) => {
          event.preventDefault();
          sendDraft();
        }}
      >
        <div class="box-line">
          <button
            type="button"
            class="icon-button box-pick"
            aria-label={box.pick}
            onClick={() => picker.current?.click()}
          >
            <Icon name="plus" />
          </button>
          <textarea
            ref={field}
            id="box"
            rows={1}
            aria-label={box.label}
            placeholder={box.placeholder}
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
            {linkList.value !== null && (
              <button
                type="button"
                class="text-button"
                onClick={() => {
                  isOneNote.value = true;
                  field.current?.focus();
                }}
              >
                {words.value.links.asOne}
              </button>
            )}
            <button type="submit" class="main-button">
              {linkList.value === null ? common.save : words.value.links.save(linkList.value.length)}
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
            <Around words={box.drop}>
              <bdi dir="auto">{wall.value && wallName(wall.value)}</bdi>
            </Around>
          </p>
        </div>
      )}
    </div>
  );
}
