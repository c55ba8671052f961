import { useEffect } from "preact/hooks";
import { follow } from "../address.ts";
import { Icon, Mark } from "../icon.tsx";
import { NoticeBar } from "../notice.tsx";
import { words } from "../words/words.ts";
import { Bookmarklet } from "./bookmarklet.tsx";
import { Extension } from "./extension.tsx";
import { IPhone } from "./iphone.tsx";
import { phoneSaid } from "./said.ts";
import "./phone.css";
import { troubleWith } from "./reach.ts";
import { Steps } from "./steps.tsx";

export { wordsAreHere } from "./said.ts";

/** The doors into a wall from elsewhere, each with what it takes to open it. */
export function PhonePage() {
  const said = phoneSaid.value;
  const trouble = troubleWith(location);
  useEffect(() => {
    // The section that an address names was not there yet when the browser looked for it.
    const named = location.hash === "" ? null : document.getElementById(location.hash.slice(1));
    if (named === null) scrollTo(0, 0);
    else named.scrollIntoView();
  }, []);
  return (
    <>
      <main class="phone">
        <header class="phone-head">
          <a class="home" href="/" onClick={follow} aria-label={said.toWall}>
            <Mark />
          </a>
          <h1>{words.value.account.phoneAndBrowsers}</h1>
          <p>{said.intro}</p>
        </header>
        {trouble !== null && (
          <p class="phone-warning" role="note">
            <Icon name="alert" />
            <span>{said[trouble]}</span>
          </p>
        )}
        <IPhone />
        <section aria-labelledby="install">
          <h2 id="install">{said.install}</h2>
          <p>{said.installWhy}</p>
          <Steps steps={said.installSteps} />
        </section>
        <Bookmarklet />
        <Extension />
      </main>
      <NoticeBar />
    </>
  );
}
