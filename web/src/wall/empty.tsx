import { Icon, type IconName } from "../icon.tsx";

const LINES: readonly { icon: IconName; where: string; how: string }[] = [
  { icon: "share", where: "From any app:", how: "share, then Digital Wall." },
  { icon: "clipboard", where: "Here:", how: "paste a link or write in the box." },
  { icon: "monitorUp", where: "At a desk:", how: "drop files anywhere." },
];

/** A wall with nothing on it teaches in three lines. */
export function EmptyWall() {
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
          Nothing here yet.
          <br />
          Share the first thing.
        </h2>
        <ul>
          {LINES.map(({ icon, where, how }) => (
            <li key={icon}>
              <Icon name={icon} />
              <p>
                <b>{where}</b> {how}
              </p>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
