import activity from "lucide-static/icons/activity.svg?raw";
import download from "lucide-static/icons/download.svg?raw";
import info from "lucide-static/icons/info.svg?raw";
import key from "lucide-static/icons/key-round.svg?raw";
import languages from "lucide-static/icons/languages.svg?raw";
import lock from "lucide-static/icons/lock-keyhole.svg?raw";
import devices from "lucide-static/icons/monitor-smartphone.svg?raw";
import palette from "lucide-static/icons/palette.svg?raw";
import sparkles from "lucide-static/icons/sparkles.svg?raw";
import tags from "lucide-static/icons/tags.svg?raw";
import upload from "lucide-static/icons/upload.svg?raw";
import account from "lucide-static/icons/user-round.svg?raw";
import people from "lucide-static/icons/users-round.svg?raw";
import type { ComponentType } from "preact";
import { later } from "../later.tsx";
import { me } from "../session.ts";
import { About } from "./about.tsx";
import { AiSection } from "./ai.tsx";
import { ExportSection } from "./export.tsx";
import { HealthSection } from "./health.tsx";
import { HttpsSection } from "./https.tsx";
import { KeysSection } from "./keys.tsx";
import { LanguageSection } from "./language.tsx";
import { LookSection } from "./look.tsx";
import { isPlainOverNetwork } from "./plain-connection.ts";
import type { said } from "./said.ts";
import { SessionsSection } from "./sessions.tsx";

export type SectionId = keyof typeof said.value.sections;

interface Section {
  readonly id: SectionId;
  readonly icon: string;
  readonly Screen: ComponentType;
  /** Whether it stands in the list; one that does not still answers at its address. */
  readonly isListed: () => boolean;
}

/** It brings its own words, and few come back to it: the other sections do not wait for it. */
const BringSection = later(async () => {
  const { BringSection: Section, wordsAreHere } = await import("../bring/bring.tsx");
  await wordsAreHere;
  return Section;
});

const AccountSection = later(async () => {
  const { AccountSection: Section, wordsAreHere } = await import("./account.tsx");
  await wordsAreHere;
  return Section;
});
const PeopleSection = later(async () => {
  const { PeopleSection: Section, wordsAreHere } = await import("./people.tsx");
  await wordsAreHere;
  return Section;
});
const TagsSection = later(async () => {
  const { TagsSection: Section, wordsAreHere } = await import("./tags.tsx");
  await wordsAreHere;
  return Section;
});

const always = () => true;
const forTheOwner = () => me.value?.person.role === "owner";

/** In the order of the list; each is the last part of an address, `/settings/keys`. */
const SECTIONS: readonly Section[] = [
  { id: "keys", icon: key, Screen: KeysSection, isListed: always },
  { id: "account", icon: account, Screen: AccountSection, isListed: always },
  { id: "people", icon: people, Screen: PeopleSection, isListed: forTheOwner },
  { id: "sessions", icon: devices, Screen: SessionsSection, isListed: always },
  { id: "ai", icon: sparkles, Screen: AiSection, isListed: always },
  { id: "tags", icon: tags, Screen: TagsSection, isListed: always },
  { id: "look", icon: palette, Screen: LookSection, isListed: always },
  { id: "language", icon: languages, Screen: LanguageSection, isListed: always },
  { id: "bring", icon: upload, Screen: BringSection, isListed: always },
  { id: "export", icon: download, Screen: ExportSection, isListed: always },
  { id: "https", icon: lock, Screen: HttpsSection, isListed: isPlainOverNetwork },
  { id: "health", icon: activity, Screen: HealthSection, isListed: forTheOwner },
  { id: "about", icon: info, Screen: About, isListed: always },
];

export const listedSections = (): readonly Section[] => SECTIONS.filter((section) => section.isListed());

/** The section of an address; null where there is none, or none for this person. */
export function sectionAt(id: string | null): Section | null {
  const found = SECTIONS.find((section) => section.id === id);
  if ((found?.id === "health" || found?.id === "people") && !found.isListed()) return null;
  return found ?? null;
}
