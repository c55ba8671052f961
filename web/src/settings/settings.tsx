import "./settings.css";
import "./lists.css";
import arrowLeft from "lucide-static/icons/arrow-left.svg?raw";
import { useEffect, useRef } from "preact/hooks";
import { address, closeOver, replaceAddress, settingsHref } from "../address.ts";
import { Drawing, Icon, Mark } from "../icon.tsx";
import { useModal } from "../modal.ts";
import { NoticeBar } from "../notice.tsx";
import { words } from "../words/words.ts";
import { said } from "./said.ts";
import { listedSections, sectionAt } from "./sections.ts";

export { wordsAreHere } from "./said.ts";

/** Where the list and a section stand side by side; the style sheet says the same. */
const WIDE = matchMedia("(min-width: 800px)");

/**
 * The settings lie over the wall, which stays as it is below them. Going from section to section takes the place of the
 * address, so that one step back, or Escape, is the wall again.
 */
export function Settings() {
  const dialog = useModal(closeOver);
  const page = useRef<HTMLDivElement>(null);
  const asked = address.value.section;
  const section = sectionAt(asked);
  useEffect(() => {
    // The address says where one is: the first section where there is room for one beside the list, else the list alone.
    if (section === null && WIDE.matches) replaceAddress(settingsHref(listedSections()[0]?.id ?? null));
    else if (section === null && asked !== null) replaceAddress(settingsHref());
    page.current?.scrollTo(0, 0);
  }, [section, asked]);
  const go = (event: MouseEvent, id: string | null) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    replaceAddress(settingsHref(id));
  };
  return (
    <dialog
      ref={dialog}
      class="settings"
      tabIndex={-1}
      aria-label={words.value.settingsMenu.name}
      onCancel={(event) => {
        event.preventDefault();
        closeOver();
      }}
    >
      <div class="settings-page" ref={page} data-is={section === null ? "list" : "section"}>
        <header class="settings-bar">
          <span class="settings-mark">
            <Mark />
          </span>
          {section !== null && (
            <a
              class="icon-button settings-all"
              href={settingsHref()}
              aria-label={said.value.all}
              onClick={(event) => go(event, null)}
            >
              <Drawing markup={arrowLeft} />
            </a>
          )}
          <p class="settings-name">{words.value.settingsMenu.name}</p>
          <button
            type="button"
            class="icon-button"
            aria-label={said.value.close}
            title={said.value.close}
            onClick={closeOver}
          >
            <Icon name="close" />
          </button>
        </header>
        <nav class="settings-list" aria-label={said.value.sectionsLabel}>
          <ul>
            {listedSections().map(({ id, icon }) => (
              <li key={id}>
                <a
                  href={settingsHref(id)}
                  aria-current={id === section?.id ? "page" : undefined}
                  onClick={(event) => go(event, id)}
                >
                  <Drawing markup={icon} />
                  {said.value.sections[id]}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        {section !== null && (
          <main class="settings-section" key={section.id} aria-labelledby="settings-heading">
            <h2 id="settings-heading" tabIndex={-1}>
              {said.value.sections[section.id]}
            </h2>
            <section.Screen />
          </main>
        )}
      </div>
      <NoticeBar />
    </dialog>
  );
}
