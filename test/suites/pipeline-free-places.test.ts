import assert from "node:assert/strict";
import { test } from "node:test";
import { PRIORITIES } from "../../src/core/steps.ts";
import { freePlaces } from "../../src/pipeline/free-places.ts";

const steps = ({ watched = 0, background = 0 }) => [
  ...Array.from({ length: watched }, () => ({ priority: PRIORITIES.watched })),
  ...Array.from({ length: background }, () => ({ priority: PRIORITIES.background })),
];

test("work in the background leaves one of several places free, and takes the only one", () => {
  assert.deepEqual(freePlaces([], 6), { limit: 6, background: 5 });
  assert.deepEqual(freePlaces(steps({ background: 5 }), 6), { limit: 1, background: 0 });
  assert.deepEqual(freePlaces(steps({ background: 4, watched: 2 }), 6), { limit: 0, background: 0 });
  assert.deepEqual(freePlaces(steps({ watched: 5 }), 6), { limit: 1, background: 1 });
  assert.deepEqual(freePlaces([], 1), { limit: 1, background: 1 });
  assert.deepEqual(freePlaces(steps({ background: 1 }), 1), { limit: 0, background: 0 });
});
