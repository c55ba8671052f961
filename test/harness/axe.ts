import axe from "axe-core";
import type { Page } from "playwright-core";

/** WCAG 2.2 up to AA. */
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** Those of them that look at colours: the rest is the same in every look. */
const COLOUR_RULES = ["color-contrast", "link-in-text-block"];

/** What is still on its way in is seen through, and of such words the contrast is not looked at. */
const SETTLED = `Promise.all(document.getAnimations()
  .filter(({ effect }) => effect.getComputedTiming().endTime !== Infinity)
  .map(({ finished }) => finished.catch(() => undefined)))
  .then(() => undefined)`;

/**
 * What axe finds wrong in a window, a line each. It is handed in by the debugger, since the page's policy lets no foreign
 * script run; the frame of an article lets none run at all, and is left out.
 * @param about all rules, or those about colours alone
 */
export async function faultsOf(page: Page, about: "all" | "colours" = "all"): Promise<string[]> {
  await page.evaluate(SETTLED);
  // Half a megabyte, once a document; and of what is right nothing is written down.
  if (!(await page.evaluate("'axe' in globalThis"))) await page.evaluate(axe.source);
  const options = {
    runOnly: about === "all" ? { type: "tag", values: RULES } : { type: "rule", values: COLOUR_RULES },
    resultTypes: ["violations"],
    iframes: false,
    preload: false,
  };
  const { violations } = (await page.evaluate(`axe.run(document, ${JSON.stringify(options)})`)) as axe.AxeResults;
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(
      ({ target, failureSummary = "" }) =>
        `${id}: ${help} – ${target.join(" ")} – ${failureSummary.replace(/\s+/g, " ")}`,
    ),
  );
}
