import { effect } from "@preact/signals";
import { render } from "preact";
import { address, areSettingsOpen } from "./address.ts";
import { App } from "./app.tsx";
import { arrive, tellOfList } from "./box/send.ts";
import { keepChoiceHere } from "./choose/chosen.ts";
import { listenToLongPress } from "./choose/long-press.ts";
import { listenToKeys } from "./keys.ts";
import { wallName } from "./wall/wall-name.ts";
import "./look/fonts.css";
import "./look/tokens.css";
import "./look/base.css";
import "./look/head.css";
import "./look/box.css";
import "./look/wall.css";
import "./look/wall-words.css";
import "./look/finding.css";
import "./look/card.css";
import "./look/plate.css";
import "./look/work.css";
import "./look/states.css";
import "./look/sheet.css";
import "./look/reader.css";
import "./look/side.css";
import "./look/file.css";
import "./look/analysis.css";
import { keepWallForOffline } from "./offline/keep-wall.ts";
import { keepSending } from "./outbox/outbox.ts";
import { registerWorker } from "./register-worker.ts";
import "./look/choose.css";
import { keepSearching } from "./search/search.ts";
import { startSession, wall } from "./session.ts";
import { keepItemOpen, openItem } from "./sheet/open-item.ts";
import { enterByLink } from "./sign-in/welcome.tsx";
import { keepWallLive } from "./wall/follow.ts";
import { speakAsChosen } from "./words/choose.ts";
import { words } from "./words/words.ts";

const page = document.getElementById("page");
if (page === null) throw new Error("The page has no place to be drawn in");

keepWallLive();
keepSearching();
keepItemOpen();
keepSending(arrive, tellOfList);
keepWallForOffline();
listenToKeys();
registerWorker();
listenToLongPress();
keepChoiceHere();
effect(() => {
  const name = areSettingsOpen.value
    ? words.value.settingsMenu.name
    : (openItem.value?.title ?? (wall.value && wallName(wall.value)));
  document.title = name ? `${name} · Digital Wall` : "Digital Wall";
});
void speakAsChosen().then(() => render(<App />, page));
if (address.value.kind === "welcome") void enterByLink();
else void startSession();
