import assert from "node:assert/strict";
import { test } from "node:test";
import { areForms, formsBegin } from "../../../src/core/search/word-forms.ts";

const FORMS = [
  ["repair", "repairing"],
  ["repairs", "repaired"],
  ["clean", "cleaning"],
  ["compare", "comparing"],
  ["map", "map"],
  ["plan", "planning"],
  ["knife", "knives"],
  ["history", "histories"],
  ["cost", "costly"],
  ["runner", "running"],
  ["reinigen", "reinigt"],
  ["heizung", "heizen"],
  ["lampe", "lampen"],
  ["beginner", "beginners"],
] as const;

const OTHERS = [
  ["tent", "ten"],
  ["train", "training-ground"],
  ["pension", "penguin"],
  ["cat", "cats"],
  ["harbour", "harvest"],
  ["station", "statue"],
  ["compost", "computer"],
] as const;

test("what differs in an ending alone is a form of the same word, whichever comes first", () => {
  for (const [one, other] of FORMS) {
    assert.ok(areForms(one, other), `${one}, ${other}`);
    assert.ok(areForms(other, one), `${other}, ${one}`);
  }
});

test("words that only begin alike are none", () => {
  for (const [one, other] of OTHERS) {
    assert.ok(!areForms(one, other), `${one}, ${other}`);
    assert.ok(!areForms(other, one), `${other}, ${one}`);
  }
});

test("all forms of a word begin as is said", () => {
  for (const [one, other] of FORMS) {
    assert.ok(other.startsWith(formsBegin(one)), `${other} begins ${formsBegin(one)}`);
    assert.ok(one.startsWith(formsBegin(other)), `${one} begins ${formsBegin(other)}`);
  }
});
