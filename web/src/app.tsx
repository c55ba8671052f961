import { isLeaving, SignOutDialog } from "./account/sign-out.tsx";
import { address, areSettingsOpen, openItemId, wallAddress } from "./address.ts";
import { ChoiceBar } from "./choose/choice-bar.tsx";
import { isByHand } from "./finding/facets.ts";
import { FindingRow } from "./finding/finding-row.tsx";
import { areKeysShown } from "./keys.ts";
import { KeysDialog } from "./keys-dialog.tsx";
import { later } from "./later.tsx";
import { NoticeBar } from "./notice.tsx";
import { givenKey } from "./phone/given-key.ts";
import { Results } from "./search/results.tsx";
import { SearchRow } from "./search/search-row.tsx";
import { session } from "./session.ts";
import { SettingsDoor } from "./settings/settings-door.tsx";
import { Sheet } from "./sheet/sheet.tsx";
import { SignIn, Unreachable } from "./sign-in/sign-in.tsx";
import { Welcome } from "./sign-in/welcome.tsx";
import { Announcer } from "./wall/announcer.tsx";
import { Head } from "./wall/head.tsx";
import { Skeleton } from "./wall/skeleton.tsx";
import { Strips } from "./wall/strips.tsx";
import { Wall } from "./wall/wall.tsx";
import { WallDescription } from "./wall/wall-description.tsx";
import { editedWall } from "./wall/wall-editing.ts";
import { words } from "./words/words.ts";

const PhonePage = later(async () => (await import("./phone/phone-page.tsx")).PhonePage);
const OrderMenu = later(async () => (await import("./order/order-menu.tsx")).OrderMenu);
const WallEditor = later(() => import("./wall/wall-editor.tsx").then((loaded) => loaded.default));

/** Which screen shows. */
export function App() {
  if (address.value.kind === "welcome") return <Welcome />;
  if (address.value.kind === "phone" && givenKey !== null) return <PhonePage />;
  if (session.value === "signed-out") return <SignIn />;
  if (session.value === "unreachable") return <Unreachable />;
  if (session.value === "starting") {
    return (
      <main class="wall">
        <Skeleton />
      </main>
    );
  }
  if (address.value.kind === "phone") return <PhonePage />;
  const search = wallAddress.value.search;
  return (
    <>
      <a class="skip" href="#wall">
        {words.value.wall.skip}
      </a>
      <Strips />
      <Head />
      <main id="wall" class="wall" tabIndex={-1}>
        {search === null ? <WallDescription /> : <SearchRow />}
        <FindingRow />
        {search !== null && search.trim() !== "" ? <Results /> : <Wall />}
      </main>
      {openItemId.value !== null && <Sheet />}
      {areSettingsOpen.value && <SettingsDoor />}
      <ChoiceBar />
      {isByHand.value && <OrderMenu />}
      {editedWall.value !== null && <WallEditor />}
      {areKeysShown.value && <KeysDialog />}
      {isLeaving.value && <SignOutDialog />}
      <Announcer />
      <NoticeBar isOn={openItemId.value === null && !areSettingsOpen.value} />
    </>
  );
}
