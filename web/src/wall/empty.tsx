import { follow, settingsHref } from "../address.ts";
import { Icon, type IconName } from "../icon.tsx";
import { words } from "../words/words.ts";

const LINES = [
  ["clipboard", "box"],
  ["link", "bookmarks"],
  ["share", "elsewhere"],
] as const satisfies readonly (readonly [IconName, string])[];

/** By the names of their sections on the page for phones. */
const DOORS = ["iphone", "bookmarklet", "extension"] as const;

/** A wall with nothing on it teaches in three lines, and shows the doors into it. */
export function EmptyWall() {
  const said = words.value.empty;
  return (
    <div class="empty">
      <div class="empty-tiles" aria-hidden="true">
        <i />
        <i />
        <i />
        <i />
      </div>
      <div class="empty-words">
        <h2>
          {said.title[0]}
          <br />
          {said.title[1]}
        </h2>
        <ul>
          {LINES.map(([icon, line]) => (
            <li key={line}>
              <Icon name={icon} />
              <div>
                <p>
                  <b>{said[line].where}</b> {said[line].how}
                </p>
                {line === "bookmarks" && (
                  <p class="empty-doors">
                    <a class="quiet-button" href={settingsHref("bring")} onClick={follow}>
                      {said.bookmarks.bring}
                    </a>
                  </p>
                )}
                {line === "elsewhere" && (
                  <nav class="empty-doors" aria-label={words.value.account.phoneAndBrowsers}>
                    {DOORS.map((door) => (
                      <a key={door} class="quiet-button" href={`/phone#${door}`} onClick={follow}>
                        {said.doors[door]}
                      </a>
                    ))}
                  </nav>
                )}
              </div>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
