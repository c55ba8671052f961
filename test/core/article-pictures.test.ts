import assert from "node:assert/strict";
import { test } from "node:test";
import {
  picturesOf,
  withKeptPictures,
  withoutRemotePictures,
  withPictureAddresses,
} from "../../src/core/article-pictures.ts";

const ARTICLE =
  '<p>a <img src="https://a.example/1.jpg?x=1&amp;y=2" alt="one" width="3"> b</p><img alt="two" src="https://a.example/2.jpg">';

test("a stored article names where its pictures came from and can load none of them", () => {
  const stored = withoutRemotePictures(ARTICLE);
  assert.doesNotMatch(stored, / src=/);
  assert.deepEqual(picturesOf(stored), ["https://a.example/1.jpg?x=1&y=2", "https://a.example/2.jpg"]);
  assert.equal(
    withPictureAddresses(stored, (id) => `/f/${id}`),
    "<p>a  b</p>",
  );
});

test("a kept picture is served by our address, the others not at all", () => {
  const kept = withKeptPictures(withoutRemotePictures(ARTICLE), new Map([["https://a.example/1.jpg?x=1&y=2", "f-1"]]));
  const served = withPictureAddresses(kept, (id) => `/api/v1/files/${id}?a=1&b="2`);
  assert.equal(
    served,
    '<p>a <img src="/api/v1/files/f-1?a=1&amp;b=&quot;2" decoding="async" alt="one" width="3"> b</p>',
  );
  assert.deepEqual(picturesOf(kept), ["https://a.example/2.jpg"]);
});

test("an article cannot name a file of ours by itself, nor keep an address beside ours", () => {
  const forged = withoutRemotePictures('<img data-file="secret" src="https://a.example/1.jpg">');
  assert.equal(
    withPictureAddresses(forged, (id) => `/f/${id}`),
    "",
  );
  const doubled = withPictureAddresses('<img data-file="f" src="https://a.example/1.jpg" srcset="x 1x">', () => "/f/f");
  assert.equal(doubled, '<img src="/f/f" decoding="async">');
});
