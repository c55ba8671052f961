import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { LIMITS } from "../../src/contract/limits.ts";
import type { Params, ProblemDocument } from "../../src/contract/parts.ts";
import { PROBLEMS } from "../../src/contract/problems.ts";
import { ASK_OUTCOMES, STEP_FAILURES, WAIT_REASONS, WARNINGS } from "../../src/contract/reasons.ts";
import type { ShareStatus } from "../../src/contract/shares.ts";
import { told as german } from "../../web/src/words/de/told.ts";
import { told as english } from "../../web/src/words/en/told.ts";
import { LANGUAGES } from "../../web/src/words/preferred.ts";
import { inBrowser, visit } from "../harness/browser.ts";
import { newJourney } from "../harness/journey.ts";
import { article } from "../harness/pages.ts";
import { TOPOLOGIES, within } from "../harness/topologies.ts";

type Said = (values: Params) => string | readonly string[];
const KINDS: readonly (readonly [keyof typeof english, readonly string[]])[] = [
  ["refusals", Object.keys(PROBLEMS)],
  ["reasons", [...STEP_FAILURES, ...WAIT_REASONS, ...ASK_OUTCOMES]],
  ["warnings", WARNINGS],
];
const VALUES: Params = {
  field: "/note",
  max: 12_345,
  max_bytes: 20_000_000,
  seconds: 7,
  reason: "page-gone",
  status: 404,
  file: "Fähre.pdf",
  by: "Claude",
  better: true,
};

for (const [kind, codes] of KINDS)
  test(`each code of the ${kind} is said in English and in German, with values and without`, () => {
    const sayings = [english, german].map((told) => told[kind] as Readonly<Record<string, Said>>);
    for (const saying of sayings) assert.deepEqual(Object.keys(saying).sort(), [...new Set(codes)].sort());
    const faults: string[] = [];
    for (const code of codes)
      for (const values of [VALUES, {}]) {
        const [one = "", other = ""] = sayings.map((saying) => [saying[code]?.(values) ?? ""].flat().join(" "));
        for (const said of [one, other])
          if (!/^[\p{Lu}“„].*[.!?]$/su.test(said) || /undefined|NaN|\[object/.test(said))
            faults.push(`${code}: ${said}`);
        if (one === other) faults.push(`${code} is the same in both: ${one}`);
      }
    assert.deepEqual(faults, []);
  });

test("the values of a sentence are in it, as each language writes them", () => {
  assert.equal(english.refusals["field-too-long"](VALUES), "The note is empty or too long: at most 12,345 characters.");
  assert.equal(german.refusals["field-too-long"](VALUES), "Die Notiz ist leer oder zu lang: höchstens 12.345 Zeichen.");
  assert.match(german.refusals["too-large"]({ max_bytes: 2_500_000 }), /höchstens 2,5 MB/);
  assert.match(german.refusals["too-many-requests"]({ seconds: 1 }), /In 1 Sekunde /);
  assert.match(english.warnings["page-unread"](VALUES)[0], /There is no such page any more \(404\)\.$/);
  assert.match(german.warnings["file-broken"](VALUES)[0], /„Fähre\.pdf“/);
});

test("what the system shows of the installed page is there in each language, in one file for all", () => {
  const manifest = JSON.parse(readFileSync(join(import.meta.dirname, "../../web/public/manifest.webmanifest"), "utf8"));
  const missing: string[] = [];
  const look = (of: Readonly<Record<string, unknown>>, members: readonly string[]) => {
    for (const member of members)
      for (const language of LANGUAGES.filter((each) => each !== manifest.lang))
        if (of[member] !== undefined && !(of[`${member}_localized`] as Record<string, string>)?.[language])
          missing.push(`${String(of[member])} (${language})`);
  };
  // The name itself is the same everywhere.
  look(manifest, ["description"]);
  for (const shortcut of manifest.shortcuts) look(shortcut, ["name", "short_name"]);
  assert.deepEqual(missing, []);
});

for (const topology of TOPOLOGIES)
  test(
    `a problem and a warning carry the values of their sentence (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology, pages: {} });
      const title = "x".repeat(LIMITS.titleCharacters + 1);
      const { body: tooLong } = await wall.ask<ProblemDocument>("POST", "/share", { body: { text: "a", title } });
      assert.deepEqual(
        [tooLong.code, tooLong.params],
        ["field-too-long", { field: "/title", max: LIMITS.titleCharacters }],
      );
      const { body: missing } = await wall.ask<ProblemDocument>("GET", "/items/01890000-0000-7000-8000-000000000000");
      assert.deepEqual([missing.code, "params" in missing], ["not-found", false]);

      const share = await wall.share({ url: wall.pages.at("/gone") });
      await wall.ended(share);
      const { warnings, steps } = await wall.get<ShareStatus>(`/share/status/${share.processing_id}`);
      assert.deepEqual(
        warnings.map(({ code, params }) => [code, params]),
        [["page-unread", { reason: "page-gone", status: 404 }]],
      );
      assert.equal(steps.find(({ name }) => name === "read")?.error?.code, "page-gone");
    },
  );

test(
  "whose browser speaks German is told in German what the server tells by a code, and the inbox's name",
  inBrowser(),
  async (t) => {
    const wall = await newJourney(t, { pages: { "/lamps": article() } });
    const gone = await wall.share({ url: wall.pages.at("/gone") });
    await wall.ended(gone);
    const { page } = await visit(t, wall.ownerLink, { locale: "de-DE" });
    await page.getByRole("heading", { name: "Eingang" }).waitFor();
    await page.getByText("Die Seite konnte nicht gelesen werden: Diese Seite gibt es nicht mehr (404).").waitFor();
    await page.getByText("Der Link und was du geschrieben hast, sind aufgehoben.").waitFor();

    await page.locator("#box").fill("http://10.0.0.1/router");
    await page.locator("#box").press("Enter");
    await page
      .getByText(/^Seiten in privaten Netzen werden nicht gelesen\./)
      .first()
      .waitFor();
    assert.deepEqual(await page.getByText(/private networks/).count(), 0);
  },
);
