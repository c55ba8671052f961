import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import type { ProblemCode } from "../../src/contract/problems.ts";
import { newJourney } from "../harness/journey.ts";
import { countEverything, storedFiles } from "../harness/look-inside.ts";
import type { AskOptions } from "../harness/new-wall.ts";
import { TOPOLOGIES, within } from "../harness/topologies.ts";

type Wrong = readonly [
  what: string,
  expected: `${number} ${ProblemCode}`,
  method: string,
  path: string,
  more?: AskOptions,
];

const json = (text: string): AskOptions => ({ body: text, headers: { "content-type": "application/json" } });
const share = (what: string, expected: Wrong[1], body: unknown): Wrong => [what, expected, "POST", "/share", { body }];
const cursor = (keys: unknown) => Buffer.from(JSON.stringify(keys)).toString("base64url");
const NOWHERE = "0198c0de-0000-7000-8000-000000000000";
const NOTHING = "0198c0de-0000-7000-8000-000000000001";

const JSON_BODIES: readonly Wrong[] = [
  ["cut off", "400 body-not-readable", "POST", "/share", json(`{"text":"a"`)],
  ["two values", "400 body-not-readable", "POST", "/share", json(`{"text":"a"}{"text":"b"}`)],
  ["empty", "400 body-not-readable", "POST", "/share", json("")],
  ["a prototype", "400 body-not-readable", "POST", "/share", json(`{"text":"a","__proto__":{"role":"owner"}}`)],
  [
    "a constructor's prototype",
    "400 body-not-readable",
    "POST",
    "/share",
    json(`{"constructor":{"prototype":{"a":1}}}`),
  ],
  ["a number that JSON lacks", "400 body-not-readable", "POST", "/share", json(`{"text":NaN}`)],
  ["a list", "400 fields-not-valid", "POST", "/share", { body: [] }],
  ["null", "400 fields-not-valid", "POST", "/share", json("null")],
  ["a word", "400 fields-not-valid", "POST", "/share", json(`"text"`)],
  ["a deep nest", "400 fields-not-valid", "POST", "/share", json(`{"tags":${"[".repeat(5_000)}${"]".repeat(5_000)}}`)],
  ["a file for a text", "400 fields-not-valid", "POST", "/share", json(`{"text":{"$ne":null}}`)],
  share("a number for a text", "400 fields-not-valid", { text: 7 }),
  share("null for a text", "400 fields-not-valid", { text: null }),
  share("a word for tags", "400 fields-not-valid", { text: "a", tags: "b" }),
  share("numbers for tags", "400 fields-not-valid", { text: "a", tags: [1] }),
  share("an unknown field", "400 fields-not-valid", { text: "a", colour: "red" }),
  share("somebody else's field", "400 fields-not-valid", { text: "a", owner: NOWHERE }),
  ["a wall without a name", "400 fields-not-valid", "POST", "/walls", { body: {} }],
  ["a wall named by spaces", "422 field-too-long", "POST", "/walls", { body: { name: " \u200b " } }],
  ["a wall with a long name", "422 field-too-long", "POST", "/walls", { body: { name: "n".repeat(121) } }],
  [
    "a wall made public by the way",
    "400 fields-not-valid",
    "POST",
    "/walls",
    { body: { name: "n", visibility: "public" } },
  ],
];

const SHARES: readonly Wrong[] = [
  share("nothing", "422 nothing-to-share", {}),
  share("blanks", "422 nothing-to-share", { text: " \n ", title: "\u200b", url: "", note: "only a note" }),
  share("a page without its address", "422 nothing-to-share", { html: "<p>a page" }),
  share("an unknown wall", "422 wall-not-found", { text: "a", wall_id: NOWHERE }),
  share("a wall that is no id", "422 wall-not-found", { text: "a", wall_id: "inbox'--" }),
  share("a long title", "422 field-too-long", { title: "t".repeat(501) }),
  share("a long note", "422 field-too-long", { text: "a", note: "n".repeat(20_001) }),
  share("a long address", "422 field-too-long", { url: `https://long.example/${"a".repeat(8_000)}` }),
  share("too many tags", "422 tags-not-valid", {
    text: "a",
    tags: Array.from({ length: 51 }, (_, index) => `t${index}`),
  }),
  share("a tag of nothing", "422 tags-not-valid", { text: "a", tags: ["\u200b"] }),
  share("a tag of 65 characters", "422 tags-not-valid", { text: "a", tags: ["t".repeat(65)] }),
  share("an empty tag", "400 fields-not-valid", { text: "a", tags: [""] }),
  share("a huge tag", "400 fields-not-valid", { text: "a", tags: ["t".repeat(300)] }),
  share("words", "422 url-not-valid", { url: "buy milk" }),
  share("half an address", "422 url-not-valid", { url: "https://" }),
  share("a bad port", "422 url-not-valid", { url: "https://a.example:99999/" }),
  ...[
    "file:///etc/passwd",
    "javascript:alert(1)",
    "data:text/html,<p>",
    "ftp://a.example/",
    "blob:https://a.example/1",
    "about:blank",
    "mailto:a@b.example",
    "chrome://settings",
    "view-source:https://a.example/",
  ].map((url) => share(`the scheme of ${url}`, "422 scheme-not-allowed", { url })),
  ...[
    "http://127.0.0.1/",
    "http://localhost:8080/",
    "http://LOCALHOST./",
    "http://a.localhost/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0177.0.0.1/",
    "http://127.1/",
    "http://127.0.1/",
    "http://0/",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[::]/",
    "http://①②⑦.⓪.⓪.①/",
    "http://127.0.0.1.:81/",
    "http://user:secret@127.0.0.1/",
    "http://10.0.0.1/",
    "http://192.168.1.1/admin",
    "http://172.16.0.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://100.64.0.1/",
    "http://[fe80::1]/",
    "http://[fd00::1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[2002:7f00:1::]/",
    "http://0.0.0.0:3000/",
    "http://224.0.0.1/",
    "http://255.255.255.255/",
    "http://168.63.129.16/",
  ].map((url) => share(`the private ${url}`, "422 address-refused", { url })),
  [
    "a form with an unknown field",
    "400 fields-not-valid",
    "POST",
    "/share",
    { body: new URLSearchParams({ text: "a", colour: "red" }) },
  ],
  [
    "a form with two texts",
    "400 fields-not-valid",
    "POST",
    "/share",
    {
      body: new URLSearchParams([
        ["text", "a"],
        ["text", "b"],
      ]),
    },
  ],
  [
    "a form's prototype",
    "400 fields-not-valid",
    "POST",
    "/share",
    {
      body: new URLSearchParams([
        ["text", "a"],
        ["__proto__", "b"],
      ]),
    },
  ],
  [
    "an unknown query",
    "400 fields-not-valid",
    "POST",
    "/share?colour=red",
    { body: "a", headers: { "content-type": "text/plain" } },
  ],
  ["no body at all", "422 nothing-to-share", "POST", "/share"],
  ["an empty text", "422 nothing-to-share", "POST", "/share", { body: "", headers: { "content-type": "text/plain" } }],
  [
    "an empty list of links",
    "422 nothing-to-share",
    "POST",
    "/share",
    { body: "# none\r\n", headers: { "content-type": "text/uri-list" } },
  ],
  [
    "a text in a walls' place",
    "415 type-not-supported",
    "POST",
    "/walls",
    { body: "name=a", headers: { "content-type": "text/plain" } },
  ],
  ...["/share", "/files", "/share/bulk", "/walls"].map((path): Wrong => {
    const headers = { "content-type": "application/json", "content-encoding": "gzip" };
    return [
      `a packed body at ${path}`,
      "415 type-not-supported",
      "POST",
      path,
      { body: gzipSync(`{"text":"a"}`), headers },
    ];
  }),
  [
    "a form in a wall's place",
    "415 type-not-supported",
    "POST",
    "/walls",
    { body: "name=a", headers: { "content-type": "application/xml" } },
  ],
];

const ASKED: readonly Wrong[] = [
  ...[
    "/items",
    "/items/duplicates",
    "/walls",
    "/shares",
    "/keys",
    "/sessions",
    "/tags",
    "/search?q=a",
    "/changes",
  ].flatMap((path): Wrong[] => {
    const glue = path.includes("?") ? "&" : "?";
    return [
      [`${path} with none`, "422 out-of-range", "GET", `${path}${glue}limit=0`],
      [`${path} with too many`, "422 out-of-range", "GET", `${path}${glue}limit=101`],
      [`${path} with some`, "400 fields-not-valid", "GET", `${path}${glue}limit=some`],
      [`${path} with half`, "400 fields-not-valid", "GET", `${path}${glue}limit=1.5`],
      [`${path} with infinity`, "422 out-of-range", "GET", `${path}${glue}limit=1e999`],
      [`${path} with what it does not know`, "400 fields-not-valid", "GET", `${path}${glue}colour=red`],
    ];
  }),
  ...["/items", "/items/duplicates", "/walls", "/shares", "/keys", "/sessions", "/tags", "/search?q=a"].flatMap(
    (path): Wrong[] =>
      [
        "nonsense",
        "",
        "%00",
        cursor([]),
        cursor([null]),
        cursor({}),
        cursor([["a"]]),
        cursor([1, 2, 3]),
        cursor([-1.5]),
      ].map((bad) => [
        `${path} from ${bad}`,
        "422 cursor-not-valid",
        "GET",
        `${path}${path.includes("?") ? "&" : "?"}cursor=${bad}`,
      ]),
  ),
  ["a cursor below zero", "422 cursor-not-valid", "GET", `/tags?cursor=${cursor([-1])}`],
  ["a search below zero", "422 cursor-not-valid", "GET", `/search?q=a&cursor=${cursor([-1])}`],
  ["a cursor twice", "400 fields-not-valid", "GET", "/items?cursor=a&cursor=b"],
  ["an item by a number", "400 fields-not-valid", "GET", "/items/1"],
  ["an item by a UUID of another kind", "400 fields-not-valid", "GET", "/items/0198c0de-0000-4000-8000-000000000000"],
  ["an item that is not there", "404 not-found", "GET", `/items/${NOWHERE}`],
  ["a wall that is not there", "404 not-found", "GET", `/walls/${NOWHERE}`],
  ["a direct upload of a number that is none", "400 fields-not-valid", "POST", "/files?direct=all"],
  ["a direct upload of nothing", "400 fields-not-valid", "POST", "/files?direct=0"],
  ["a direct upload where files lie in a folder", "422 direct-not-offered", "POST", "/files?direct=9000000"],
  [
    "an end that is neither true nor false",
    "400 fields-not-valid",
    "PATCH",
    `/files/${NOWHERE}/upload?complete=perhaps`,
  ],
  ["parts of nothing", "422 direct-not-offered", "GET", `/files/${NOWHERE}/upload?direct=true`],
  ["a file that is not there", "404 not-found", "GET", `/files/${NOWHERE}`],
  ["a share to cancel that is not there", "404 not-found", "DELETE", `/share/${NOWHERE}`],
  ["a share to retry that is not there", "404 not-found", "POST", `/share/${NOWHERE}/retry`],
  ["a share to take back that is not there", "404 not-found", "POST", `/share/${NOWHERE}/undo`],
  ["an item to read that is not there", "404 not-found", "POST", `/items/${NOWHERE}/read`],
  ["an article in a size there is not", "400 fields-not-valid", "GET", `/items/${NOWHERE}/content?size=99px`],
  ["an article in colours of somebody", "400 fields-not-valid", "GET", `/items/${NOWHERE}/content?theme=%7Dbody%7B`],
  ["a session that is not there", "404 not-found", "DELETE", `/sessions/${"0".repeat(16)}`],
  ["a session by its hash", "400 fields-not-valid", "DELETE", `/sessions/${"A".repeat(43)}`],
  ["a session by a pattern", "400 fields-not-valid", "DELETE", "/sessions/%25"],
  ["the other sessions of somebody", "400 fields-not-valid", "DELETE", `/sessions?person=${NOWHERE}`],
  ["a body of nothing where none is taken", "404 not-found", "POST", `/items/${NOWHERE}/restore`],
  ["a merge of what is not there", "404 not-found", "POST", `/items/${NOWHERE}/merge`, { body: { into: NOTHING } }],
  ["a merge with itself", "422 same-item", "POST", `/items/${NOWHERE}/merge`, { body: { into: NOWHERE } }],
  ["a merge into nothing", "400 fields-not-valid", "POST", `/items/${NOWHERE}/merge`, { body: {} }],
  ["a merge into a number", "400 fields-not-valid", "POST", `/items/${NOWHERE}/merge`, { body: { into: "1" } }],
  [
    "a merge that says more",
    "400 fields-not-valid",
    "POST",
    `/items/${NOWHERE}/merge`,
    { body: { into: NOTHING, a: 1 } },
  ],
  ["a merge without a body", "400 fields-not-valid", "POST", `/items/${NOWHERE}/merge`],
  ["a pair that is not there", "404 not-found", "DELETE", `/items/${NOWHERE}/duplicates/${NOTHING}`],
  ["a pair of one", "404 not-found", "DELETE", `/items/${NOWHERE}/duplicates/${NOWHERE}`],
  ["a pair with a word", "400 fields-not-valid", "DELETE", `/items/${NOWHERE}/duplicates/other`],
  ["a tag to merge that is not there", "404 not-found", "POST", "/tags/three/merge", { body: { into: "one" } }],
  ["a tag merged with itself", "422 same-tag", "POST", "/tags/ＯＮＥ/merge", { body: { into: " #One\u200b " } }],
  ["a tag merged into blanks", "422 tags-not-valid", "POST", "/tags/one/merge", { body: { into: "\u200b" } }],
  ["a tag merged into two", "422 tags-not-valid", "POST", "/tags/one/merge", { body: { into: "two, three" } }],
  ["a tag merged into a long one", "422 tags-not-valid", "POST", "/tags/one/merge", { body: { into: "t".repeat(65) } }],
  [
    "a tag merged into a huge one",
    "400 fields-not-valid",
    "POST",
    "/tags/one/merge",
    { body: { into: "t".repeat(300) } },
  ],
  ["a tag merged into a number", "400 fields-not-valid", "POST", "/tags/one/merge", { body: { into: 1 } }],
  ["a tag merged into nothing", "400 fields-not-valid", "POST", "/tags/one/merge", { body: {} }],
  ["a tag merged without a body", "400 fields-not-valid", "POST", "/tags/one/merge"],
  [
    "a merge of tags that says more",
    "400 fields-not-valid",
    "POST",
    "/tags/one/merge",
    { body: { into: "two", a: 1 } },
  ],
  ["a merge of a nameless tag", "404 not-found", "POST", "/tags/%00/merge", { body: { into: "one" } }],
  ["a synonym that is not there", "404 not-found", "DELETE", "/tags/one/synonyms/two"],
  ["a synonym of a tag that is not there", "404 not-found", "DELETE", "/tags/three/synonyms/one"],
  ["a tag as its own synonym", "404 not-found", "DELETE", "/tags/one/synonyms/one"],
  ["tags to keep apart of which one is not there", "404 not-found", "DELETE", "/tags/suggestions/one/three"],
  ["a tag to keep apart from itself", "404 not-found", "DELETE", "/tags/suggestions/one/ONE"],
  ["suggestions with a limit", "400 fields-not-valid", "GET", "/tags/suggestions?limit=5"],
  ["a method for the suggestions", "405 method-not-allowed", "POST", "/tags/suggestions"],
  ["a preview of what is not there", "404 not-found", "POST", "/ai/preview", { body: { item_id: NOWHERE } }],
  ["a preview of nothing", "400 fields-not-valid", "POST", "/ai/preview"],
  ["a preview by nobody", "400 fields-not-valid", "POST", "/ai/preview", { body: { item_id: NOWHERE, provider: "x" } }],
  [
    "a preview with long instructions",
    "400 fields-not-valid",
    "POST",
    "/ai/preview",
    { body: { item_id: NOWHERE, instructions: "i".repeat(2_001) } },
  ],
  ["a model that nobody has", "422 model-not-there", "POST", `/items/${NOWHERE}/analyze`, { body: { model: "m" } }],
  ["an analysis of what is not there", "404 not-found", "POST", `/items/${NOWHERE}/analyze`],
  [
    "an analysis with more to say",
    "400 fields-not-valid",
    "POST",
    `/items/${NOWHERE}/analyze`,
    { body: { colour: 1 } },
  ],
  ["analyses of what is not there", "404 not-found", "GET", `/items/${NOWHERE}/analyses`],
  ["an analysis taken back that is not there", "404 not-found", "DELETE", `/items/${NOWHERE}/analyses/${NOTHING}`],
  ["an analysis taken back by a word", "400 fields-not-valid", "DELETE", `/items/${NOWHERE}/analyses/last`],
  ["a month of fourteen", "400 fields-not-valid", "GET", "/ai/usage?month=2026-14"],
  ["a month by its name", "400 fields-not-valid", "GET", "/ai/usage?month=May"],
  ["no change of oneself", "400 fields-not-valid", "PATCH", "/me", { body: {} }],
  ["a language that is none", "422 language-not-valid", "PATCH", "/me", { body: { language: "-" } }],
  ["a role of one's own choice", "400 fields-not-valid", "PATCH", "/me", { body: { role: "owner" } }],
  ["a bulk at a pace there is not", "400 fields-not-valid", "POST", "/share/bulk?pace=fast", { body: [{ text: "a" }] }],
  ["a method for the list of pairs", "405 method-not-allowed", "POST", "/items/duplicates"],
  ["a state there is not", "400 fields-not-valid", "GET", "/shares?state=lost"],
  ["any item of a wall that is not there", "404 not-found", "GET", `/items/random?wall=${NOWHERE}`],
  ["any item of a word", "400 fields-not-valid", "GET", "/items/random?wall=inbox"],
  ["any item with a limit", "400 fields-not-valid", "GET", "/items/random?limit=5"],
  ["a wall that is not there described", "404 not-found", "PATCH", `/walls/${NOWHERE}`, { body: { description: "a" } }],
  [
    "a wall edited from no version",
    "400 fields-not-valid",
    "PATCH",
    `/walls/${NOWHERE}`,
    { body: { name: "a" }, headers: { "if-match": "soon" } },
  ],
  ["a wall described by a number", "400 fields-not-valid", "PATCH", `/walls/${NOWHERE}`, { body: { description: 7 } }],
  ["a kind there is not", "400 fields-not-valid", "GET", "/search?q=a&kind=boat"],
  ["a mood there is not", "400 fields-not-valid", "GET", "/search?q=a&mood=odd"],
  ["a search in an order there is not", "400 fields-not-valid", "GET", "/search?q=a&sort=colour"],
  ["a cursor of another order", "422 cursor-not-valid", "GET", `/search?q=a&sort=title&cursor=${cursor(["best", 1])}`],
  [
    "a cursor of a title that is none",
    "422 cursor-not-valid",
    "GET",
    `/search?q=a&sort=title&cursor=${cursor(["title", 1, "a"])}`,
  ],
  ["a sorting there is not", "400 fields-not-valid", "GET", `/walls/${NOWHERE}/items?sort=colour`],
  ["an address that is broken", "400 address-not-valid", "GET", "/items/%zz"],
  ["an address that is no UTF-8", "400 address-not-valid", "GET", "/items/%ff%fe"],
  ["an address with a long part", "414 address-too-long", "PUT", `/items/${NOWHERE}/tags/${"t".repeat(3_000)}`],
  ["a path there is not", "404 not-found", "GET", "/secrets"],
  ["a method that the address does not take", "405 method-not-allowed", "PUT", "/share"],
  ["a method for an address with an id", "405 method-not-allowed", "POST", `/items/${NOWHERE}`],
  ["a made-up method", "405 method-not-allowed", "PURGE", "/me"],
  ["an analysis of nothing", "400 fields-not-valid", "POST", "/ai/analyze", { body: {} }],
  ["an analysis of blanks", "422 nothing-to-share", "POST", "/ai/analyze", { body: { text: " " } }],
  [
    "an analysis of a private address",
    "422 address-refused",
    "POST",
    "/ai/analyze",
    { body: { url: "http://[::1]/" } },
  ],
];

async function allRefused(wall: Awaited<ReturnType<typeof newJourney>>, table: readonly Wrong[]): Promise<void> {
  const faults: string[] = [];
  for (const [what, expected, method, path, more] of table) {
    try {
      const { body } = await wall.refused(expected, method, path, more);
      if (body.code === "fields-not-valid") assert.ok(body.errors?.length, `${what}: no field is named`);
    } catch (error) {
      faults.push(`${what}: ${(error as Error).message.split("\n")[0]?.slice(0, 300)}`);
    }
  }
  assert.deepEqual(faults, []);
}

for (const topology of TOPOLOGIES) {
  test(
    `whatever is wrong is refused by its name, and nothing half-made is left (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology, workers: false });
      await wall.share({ text: "what stands already", tags: ["One", "Two"] });
      const [before, onDisk] = [await countEverything(wall), await storedFiles(wall)];
      await allRefused(wall, JSON_BODIES);
      await allRefused(wall, SHARES);
      await allRefused(wall, ASKED);
      assert.deepEqual(await countEverything(wall), before);
      assert.deepEqual(await storedFiles(wall), onDisk);
    },
  );
}
