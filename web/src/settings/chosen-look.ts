export const LOOKS = ["system", "light", "dark"] as const;
type Look = (typeof LOOKS)[number];

/** Read by web/public/look.js before anything is drawn, and whenever the event of this name comes. */
export const LOOK = "look";

export function chosenLook(): Look {
  const worn = document.documentElement.dataset["look"];
  return LOOKS.find((look) => look === worn) ?? "system";
}

/** @returns whether the browser keeps it */
export function chooseLook(look: Look): boolean {
  try {
    if (look === "system") localStorage.removeItem(LOOK);
    else localStorage.setItem(LOOK, look);
  } catch {
    return false;
  }
  dispatchEvent(new Event(LOOK));
  return true;
}
