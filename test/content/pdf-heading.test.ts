import assert from "node:assert/strict";
import { test } from "node:test";
import { headingOf, type PlacedText } from "../../src/content/files/pdf-heading.ts";

const set = (height: number, str: string, hasEOL = true): PlacedText => ({ str, height, hasEOL });
const body = Array.from({ length: 6 }, () => set(10, "Every evening the lamplighter rows out to the seven posts."));

test("a page is headed by its largest letters, over as many lines as they take", () => {
  const heading = [set(18.1, "The seven lamps", false), set(18, ""), set(18, "of the estuary")];
  assert.equal(headingOf([set(9, "Estuary Notes, No. 7"), ...heading, ...body]), "The seven lamps of the estuary");
});

test("letters that hardly stand out, initials, and pages of large letters only are no heading", () => {
  assert.equal(headingOf([set(11, "Nearly the same"), ...body]), null);
  assert.equal(headingOf([set(40, "E", false), ...body]), null);
  assert.equal(headingOf([set(40, "2025"), ...body]), null);
  assert.equal(headingOf([set(40, "GREAT SALE"), set(20, "today")]), null);
  assert.equal(headingOf([set(18, "x".repeat(400)), ...body]), null);
  assert.equal(headingOf([]), null);
});
