import { signal } from "@preact/signals";
import type { ComponentType } from "preact";
import { useEffect } from "preact/hooks";
import { closeOver } from "../address.ts";
import { tell } from "../notice.tsx";
import { words } from "../words/words.ts";

const screen = signal<ComponentType | null>(null);

/** The settings come when they are first wanted, with their words: the wall does not wait for what few look at. */
export function SettingsDoor() {
  useEffect(() => {
    if (screen.value === null) void open();
  }, []);
  const Screen = screen.value;
  return Screen && <Screen />;
}

async function open(): Promise<void> {
  try {
    const { Settings, wordsAreHere } = await import("./settings.tsx");
    await wordsAreHere;
    screen.value = Settings;
  } catch {
    closeOver();
    tell(words.value.settingsMenu.notLoaded);
  }
}
