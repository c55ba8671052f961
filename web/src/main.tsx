import { effect } from "@preact/signals";
import { render } from "preact";
import { address } from "./address.ts";
import { App } from "./app.tsx";
import { listenToKeys } from "./keys.ts";
import "./look/fonts.css";
import "./look/tokens.css";
import "./look/base.css";
import "./look/head.css";
import "./look/box.css";
import "./look/wall.css";
import "./look/card.css";
import "./look/plate.css";
import "./look/work.css";
import "./look/states.css";
import "./look/sheet.css";
import "./look/side.css";
import "./look/analysis.css";
import { keepSearching } from "./search/search.ts";
import { startSession, wall } from "./session.ts";
import { keepItemOpen, openItem } from "./sheet/open-item.ts";
import { enterByLink } from "./sign-in/welcome.tsx";
import { keepWallLive } from "./wall/follow.ts";

const page = document.getElementById("page");
if (page === null) throw new Error("The page has no place to be drawn in");

keepWallLive();
keepSearching();
keepItemOpen();
listenToKeys();
effect(() => {
  const name = openItem.value?.title ?? wall.value?.name;
  document.title = name ? `${name} · Digital Wall` : "Digital Wall";
});
render(<App />, page);
if (address.value.kind === "welcome") void enterByLink();
else void startSession();
