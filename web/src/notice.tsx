import { signal } from "@preact/signals";

interface Notice {
  readonly words: string;
  readonly action?: { readonly label: string; readonly run: () => void };
}

/** How long a notice stands when nobody takes it up. */
const NOTICE_MS = 8_000;
const notice = signal<Notice | null>(null);
let timer: ReturnType<typeof setTimeout> | undefined;

/** Says what happened where no card can say it any more, with a way back. */
export function tell(words: string, action?: Notice["action"]): void {
  notice.value = action ? { words, action } : { words };
  clearTimeout(timer);
  timer = setTimeout(() => {
    notice.value = null;
  }, NOTICE_MS);
}

/**
 * The place of notices. While a sheet covers everything it is the sheet's own that speaks; the other one stays, since a
 * place that has just been made is not read out.
 */
export function NoticeBar({ isOn = true }: { isOn?: boolean }) {
  const said = isOn ? notice.value : null;
  const take = () => {
    notice.value = null;
    said?.action?.run();
  };
  return (
    <div class="notice-place" role="status">
      {said && (
        <div class="notice">
          <span>{said.words}</span>
          {said.action && (
            <button type="button" class="text-button" onClick={take}>
              {said.action.label}
            </button>
          )}
        </div>
      )}
    </div>
  );
}
