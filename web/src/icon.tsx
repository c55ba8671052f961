import archive from "lucide-static/icons/archive.svg?raw";
import check from "lucide-static/icons/check.svg?raw";
import chevronDown from "lucide-static/icons/chevron-down.svg?raw";
import chevronLeft from "lucide-static/icons/chevron-left.svg?raw";
import chevronRight from "lucide-static/icons/chevron-right.svg?raw";
import clipboard from "lucide-static/icons/clipboard.svg?raw";
import clock from "lucide-static/icons/clock.svg?raw";
import cloudOff from "lucide-static/icons/cloud-off.svg?raw";
import dices from "lucide-static/icons/dices.svg?raw";
import download from "lucide-static/icons/download.svg?raw";
import externalLink from "lucide-static/icons/external-link.svg?raw";
import fileText from "lucide-static/icons/file-text.svg?raw";
import grip from "lucide-static/icons/grip-vertical.svg?raw";
import link from "lucide-static/icons/link.svg?raw";
import filter from "lucide-static/icons/list-filter.svg?raw";
import monitorUp from "lucide-static/icons/monitor-up.svg?raw";
import pin from "lucide-static/icons/pin.svg?raw";
import play from "lucide-static/icons/play.svg?raw";
import plus from "lucide-static/icons/plus.svg?raw";
import rotate from "lucide-static/icons/rotate-cw.svg?raw";
import search from "lucide-static/icons/search.svg?raw";
import settings from "lucide-static/icons/settings.svg?raw";
import share from "lucide-static/icons/share-2.svg?raw";
import tag from "lucide-static/icons/tag.svg?raw";
import trash from "lucide-static/icons/trash-2.svg?raw";
import alert from "lucide-static/icons/triangle-alert.svg?raw";
import close from "lucide-static/icons/x.svg?raw";
import zoomIn from "lucide-static/icons/zoom-in.svg?raw";
import zoomOut from "lucide-static/icons/zoom-out.svg?raw";

const ICONS = {
  alert,
  check,
  chevronDown,
  chevronLeft,
  chevronRight,
  clipboard,
  clock,
  close,
  cloudOff,
  download,
  externalLink,
  fileText,
  filter,
  archive,
  dices,
  grip,
  link,
  monitorUp,
  pin,
  play,
  plus,
  rotate,
  search,
  settings,
  share,
  tag,
  trash,
  zoomIn,
  zoomOut,
};
export type IconName = keyof typeof ICONS;

/** A drawing beside words or inside a labelled button; it never speaks for itself. 20 px, or 16 px when small. */
export function Icon({ name, small = false }: { name: IconName; small?: boolean }) {
  return <Drawing markup={ICONS[name]} small={small} />;
}

/** The same for a drawing that is not among the page's own icons, for screens that bring theirs along. */
export function Drawing({ markup, small = false }: { markup: string; small?: boolean }) {
  // The markup is ours, from the package, fixed when the page is built.
  return (
    <span class={small ? "icon icon-small" : "icon"} aria-hidden="true" dangerouslySetInnerHTML={{ __html: markup }} />
  );
}

/** The mark: four unequal tiles. */
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
      <rect x="2" y="2" width="9" height="12" rx="2.5" />
      <rect x="13" y="2" width="9" height="7" rx="2.5" />
      <rect x="2" y="16" width="9" height="6" rx="2.5" />
      <rect x="13" y="11" width="9" height="11" rx="2.5" />
    </svg>
  );
}
