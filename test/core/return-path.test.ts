import assert from "node:assert/strict";
import { test } from "node:test";
import { relyingPartyAt } from "../../src/core/relying-party.ts";
import { returnPath } from "../../src/core/return-path.ts";

test("somebody comes back to a path here, with its query and fragment", () => {
  for (const path of ["/", "/wall/7", "/wall/7?q=a%20b#top", "/settings/keys", "/%2F%2Fevil.example", "/a//b"])
    assert.equal(returnPath(path), path);
  assert.equal(returnPath("/wall/灯"), "/wall/%E7%81%AF");
});

test("whatever a browser would read as another host, another scheme or a route of the API leads to the front", () => {
  const tricks = [
    undefined,
    "",
    "wall/7",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "\\/evil.example",
    "/\t/evil.example",
    "/\n\\evil.example",
    "\t//evil.example",
    "/.//evil.example",
    "/..//evil.example",
    "/a/..//evil.example",
    "/%2e//evil.example",
    "https://evil.example/",
    "https:evil.example",
    "https:/evil.example",
    "javascript:alert(1)",
    "/api/auth/sign-out",
    "/wall/../api/auth/oidc",
    "@evil.example",
  ];
  for (const trick of tricks) assert.equal(returnPath(trick), "/", JSON.stringify(trick));
});

test("browsers have passkeys by https and a name, and at localhost", () => {
  const at = (url: string) => relyingPartyAt(new URL(url));
  assert.deepEqual(at("https://wall.example:8443/x"), { id: "wall.example", origin: "https://wall.example:8443" });
  assert.deepEqual(at("http://localhost:3000"), { id: "localhost", origin: "http://localhost:3000" });
  assert.deepEqual(at("http://wall.localhost"), { id: "wall.localhost", origin: "http://wall.localhost" });
  for (const url of [
    "http://wall.example",
    "https://127.0.0.1",
    "https://[::1]",
    "http://10.0.0.7",
    "https://2130706433",
  ])
    assert.equal(at(url), null, url);
});
