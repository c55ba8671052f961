import { AnalysesDialog, isAnalysesOpen } from "./account/analyses-dialog.tsx";
import { address, openItemId, wallAddress } from "./address.ts";
import { NoticeBar } from "./notice.tsx";
import { Results } from "./search/results.tsx";
import { SearchRow } from "./search/search-row.tsx";
import { session } from "./session.ts";
import { Sheet } from "./sheet/sheet.tsx";
import { SignIn, Unreachable } from "./sign-in/sign-in.tsx";
import { Welcome } from "./sign-in/welcome.tsx";
import { Head } from "./wall/head.tsx";
import { Skeleton } from "./wall/skeleton.tsx";
import { Strips } from "./wall/strips.tsx";
import { Wall } from "./wall/wall.tsx";

/** Which screen shows. */
export function App() {
  if (address.value.kind === "welcome") return <Welcome />;
  if (session.value === "signed-out") return <SignIn />;
  if (session.value === "unreachable") return <Unreachable />;
  if (session.value === "starting") {
    return (
      <main class="wall">
        <Skeleton />
      </main>
    );
  }
  const search = wallAddress.value.search;
  return (
    <>
      <a class="skip" href="#wall">
        To the wall
      </a>
      <Strips />
      <Head />
      <main id="wall" class="wall" tabIndex={-1}>
        {search !== null && <SearchRow />}
        {search !== null && search.trim() !== "" ? <Results /> : <Wall />}
      </main>
      {openItemId.value !== null && <Sheet />}
      {isAnalysesOpen.value && <AnalysesDialog />}
      <NoticeBar isOn={openItemId.value === null} />
    </>
  );
}
