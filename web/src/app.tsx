import { isLeaving, SignOutDialog } from "./account/sign-out.tsx";
import { address, areSettingsOpen, openItemId, wallAddress } from "./address.ts";
import { chosen } from "./choose/chosen.ts";
import { areDuplicatesShown } from "./duplicates/shown.ts";
import { isByHand } from "./finding/facets.ts";
import { FindingRow } from "./finding/finding-row.tsx";
import { areKeysShown } from "./keys.ts";
import { KeysDialog } from "./keys-dialog.tsx";
import { later } from "./later.tsx";
import { membersOf } from "./members/shown.ts";
import { NoticeBar } from "./notice.tsx";
import { givenKey } from "./phone/given-key.ts";
import { resurfacedToday } from "./reading/resurfaced-today.ts";
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

const PhonePage = later(async () => {
  const { PhonePage: Loaded, wordsAreHere } = await import("./phone/phone-page.tsx");
  await wordsAreHere;
  return Loaded;
});
const Highlights = later(async () => {
  const { default: Page, wordsAreHere } = await import("./reading/all-highlights.tsx");
  await wordsAreHere;
  return Page;
});
const Resurfaced = later(async () => {
  const { default: Strip, wordsAreHere } = await import("./reading/resurfaced.tsx");
  await wordsAreHere;
  return Strip;
});
const ChoiceBar = later(async () => (await import("./choose/choice-bar.tsx")).ChoiceBar);
const OrderMenu = later(async () => (await import("./order/order-menu.tsx")).OrderMenu);
const MembersPanel = later(async () => {
  const { MembersPanel: Members, wordsAreHere } = await import("./members/members-panel.tsx");
  await wordsAreHere;
  return Members;
});
const DuplicatesPanel = later(async () => {
  const { DuplicatesPanel: Duplicates, wordsAreHere } = await import("./duplicates/duplicates-panel.tsx");
  await wordsAreHere;
  return Duplicates;
});
const WallEditor = later(() => import("./wall/wall-editor.tsx").then((loaded) => loaded.default));

const Come = later(async () => {
  const { Come: Page, wordsAreHere } = await import("./doors/come.tsx");
  await wordsAreHere;
  return Page;
});
const Join = later(async () => {
  const { Join: Page, wordsAreHere } = await import("./doors/join.tsx");
  await wordsAreHere;
  return Page;
});
const Reset = later(async () => {
  const { Reset: Page, wordsAreHere } = await import("./doors/reset.tsx");
  await wordsAreHere;
  return Page;
});

/** Which screen shows. */
export function App() {
  if (address.value.kind === "welcome") return <Welcome />;
  if (address.value.kind === "phone" && givenKey !== null) return <PhonePage />;
  if (address.value.kind === "invitation") return <Come />;
  if (address.value.kind === "reset") return <Reset />;
  if (address.value.kind === "join" && session.value !== "starting") return <Join />;
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
  if (address.value.kind === "highlights") return <Highlights />;
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
        {search === null && resurfacedToday.value !== null && <Resurfaced />}
        <FindingRow />
        {search !== null && search.trim() !== "" ? <Results /> : <Wall />}
      </main>
      {openItemId.value !== null && <Sheet />}
      {areSettingsOpen.value && <SettingsDoor />}
      {chosen.value.size > 0 && <ChoiceBar />}
      {isByHand.value && <OrderMenu />}
      {editedWall.value !== null && <WallEditor />}
      {areDuplicatesShown.value && <DuplicatesPanel />}
      {membersOf.value !== null && <MembersPanel />}
      {areKeysShown.value && <KeysDialog />}
      {isLeaving.value && <SignOutDialog />}
      <Announcer />
      <NoticeBar isOn={openItemId.value === null && !areSettingsOpen.value && !areDuplicatesShown.value} />
    </>
  );
}
