import assert from "node:assert/strict";
import { test } from "node:test";
import { readSettings } from "../../src/config/settings.ts";

const SET = { OIDC_ISSUER: "https://id.example.org/realms/home", OIDC_CLIENT_ID: "wall" };

test("a sign-in service is set by its issuer and our name there, and nothing else has to be", () => {
  assert.equal(readSettings({}).oidc, null);
  assert.deepEqual(readSettings(SET).oidc, {
    issuer: "https://id.example.org/realms/home",
    clientId: "wall",
    clientSecret: null,
    scopes: "openid profile email",
    name: "id.example.org",
    signUp: { isOn: false, domains: [] },
  });
  const domains = { OIDC_SIGN_UP: "on", OIDC_ALLOWED_DOMAINS: " Example.org, b.example " };
  assert.deepEqual(readSettings({ ...SET, ...domains }).oidc?.signUp, {
    isOn: true,
    domains: ["example.org", "b.example"],
  });
  for (const issuer of ["http://127.0.0.1:9000", "http://id.lan", "http://authelia:9091"])
    assert.notEqual(readSettings({ ...SET, OIDC_ISSUER: issuer }).oidc, null, issuer);
});

test("what cannot be meant is refused by its name", () => {
  const refused = (more: Record<string, string>, name: RegExp) =>
    assert.throws(() => readSettings({ ...SET, ...more }), name, JSON.stringify(more));
  const issuers = [
    "http://id.example.org",
    "id.example.org",
    "https://a@id.example",
    "https://id.example/?a",
    "ftp://x",
  ];
  for (const OIDC_ISSUER of issuers) refused({ OIDC_ISSUER }, /^SettingRefused: OIDC_ISSUER must/);
  refused({ OIDC_ISSUER: "" }, /OIDC_CLIENT_ID needs OIDC_ISSUER/);
  refused({ OIDC_CLIENT_ID: "" }, /OIDC_CLIENT_ID must be set/);
  refused({ OIDC_SCOPES: "profile email" }, /OIDC_SCOPES must contain openid/);
  refused({ OIDC_SIGN_UP: "yes" }, /OIDC_SIGN_UP must be on or off/);
  for (const domain of ["@example.org", "example", "a b.example", "example.org."])
    refused({ OIDC_ALLOWED_DOMAINS: domain }, /OIDC_ALLOWED_DOMAINS must be domains/);
});
