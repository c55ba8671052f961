import assert from "node:assert/strict";
import { test } from "node:test";
import type { ShareAccepted } from "../../src/contract/shares.ts";
import { type Journey, newJourney } from "../harness/journey.ts";
import { article } from "../harness/pages.ts";
import { TOPOLOGIES, within } from "../harness/topologies.ts";

/** Shares a body that is not plain JSON and tells the item that came of it. */
async function shareRaw(wall: Journey, body: unknown, headers: Record<string, string> = {}, query = "") {
  const { body: accepted, headers: answered } = await wall.expect<ShareAccepted>(202, "POST", `/share${query}`, {
    body,
    headers,
  });
  assert.equal(answered.get("location"), accepted.status_url);
  return { accepted, item: await wall.item(accepted.item_id) };
}

for (const topology of TOPOLOGIES) {
  test(`every door takes a share, and it is on the wall at once (${topology})`, await within(topology), async (t) => {
    const wall = await newJourney(t, { topology, workers: false });
    const inbox = await wall.inbox();

    const text = await wall.share({ text: "Tar the eel boat.\nBefore the rains." });
    assert.deepEqual(
      [text.status, text.wall_id, text.duplicate_of, text.events_url],
      ["processing", inbox, null, `${text.status_url}/events`],
    );
    const note = await wall.item(text.item_id);
    assert.deepEqual([note.kind, note.title, note.state], ["note", "Tar the eel boat.", "working"]);
    assert.equal(note.text, "Tar the eel boat.\nBefore the rains.");

    const both = await wall.item(
      (await wall.share({ url: "https://boats.example/tar?utm_source=x", text: "how to" })).item_id,
    );
    assert.deepEqual([both.kind, both.url, both.text], ["link", "https://boats.example/tar?utm_source=x", "how to"]);

    const fields = { text: "on the quay", title: "Quay", note: "mine", tags: "Boats,Tar" };
    const form = await shareRaw(wall, new URLSearchParams(fields));
    assert.deepEqual(
      [form.item.title, form.item.text, form.item.note, form.item.tags.map(({ name }) => name)],
      ["Quay", "on the quay", "mine", ["Boats", "Tar"]],
    );

    const plain = await shareRaw(
      wall,
      "gull feathers",
      { "content-type": "text/plain" },
      "?note=soft&tags=a,b&title=Gulls",
    );
    assert.deepEqual(
      [plain.item.kind, plain.item.text, plain.item.note, plain.item.title],
      ["note", "gull feathers", "soft", "Gulls"],
    );
    assert.deepEqual(
      plain.item.tags.map(({ name }) => name),
      ["a", "b"],
    );

    const list = "# found on the pier\r\nhttps://pier.example/one\r\nhttps://pier.example/two\r\n";
    const uris = await shareRaw(wall, list, { "content-type": "text/uri-list" });
    assert.deepEqual([uris.item.kind, uris.item.url], ["link", "https://pier.example/one"]);

    const picture = Buffer.from("\x89PNG\r\n\x1a\n not a whole picture");
    const image = await shareRaw(
      wall,
      picture,
      {
        "content-type": "image/png",
        "content-disposition": `attachment; filename="heron.png"`,
      },
      "?title=Heron",
    );
    assert.deepEqual([image.item.kind, image.item.title], ["image", "Heron"]);
    assert.deepEqual(
      image.item.files.map(({ name, type, bytes, role }) => [name, type, bytes, role]),
      [["heron.png", "image/png", picture.byteLength, "original"]],
    );

    const untyped = await shareRaw(wall, new Uint8Array([1, 2, 3]));
    assert.deepEqual([untyped.item.kind, untyped.item.files[0]?.type], ["file", "application/octet-stream"]);
    const htmlFile = await shareRaw(wall, "<p>saved page", { "content-type": "text/html" });
    assert.equal(htmlFile.item.kind, "file");
    assert.equal((await wall.get<{ items: unknown[] }>("/items")).items.length, 8);
  });

  test(
    `the page as the browser saw it is read, and the site is never asked (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology });
      const html = article({ title: "Behind the paywall" });
      const byJson = await wall.share({ url: wall.pages.at("/json"), html });
      const byForm = await shareRaw(wall, new URLSearchParams({ url: wall.pages.at("/form"), html }));
      const byBody = await shareRaw(
        wall,
        html,
        { "content-type": "text/html; charset=utf-8" },
        `?${new URLSearchParams({ url: wall.pages.at("/body"), note: "from my browser" })}`,
      );
      for (const share of [byJson, byForm.accepted, byBody.accepted]) {
        const status = await wall.ended(share);
        assert.deepEqual([status.status, status.warnings], ["completed", []]);
        const item = await wall.item(status.result_id);
        assert.deepEqual([item.kind, item.title, item.author], ["link", "Behind the paywall", "Mara Quill"]);
        const content = await wall.get<Uint8Array>(`/items/${item.id}/content?format=text`);
        assert.match(Buffer.from(content).toString(), /rows out to the seven posts/);
      }
      assert.equal((await wall.item(byBody.accepted.item_id)).note, "from my browser");
      for (const path of ["/json", "/form", "/body"]) assert.equal(wall.pages.asked(path), 0);
    },
  );
}

test("a link is found where phones put it, and a note that mentions links stays a note", async (t) => {
  const wall = await newJourney(t, { workers: false });
  const shared = async (things: Record<string, unknown>) => await wall.item((await wall.share(things)).item_id);

  const inText = await shared({ text: "https://tides.example/today" });
  assert.deepEqual([inText.kind, inText.url, inText.text], ["link", "https://tides.example/today", null]);
  const beside = await shared({ text: "Look at this: https://tides.example/spring", title: "Spring tide" });
  assert.deepEqual([beside.kind, beside.url, beside.title], ["link", "https://tides.example/spring", "Spring tide"]);
  assert.equal(beside.text, "Look at this: https://tides.example/spring");
  const inTitle = await shared({ title: "Neap tides https://tides.example/neap" });
  assert.deepEqual([inTitle.kind, inTitle.url], ["link", "https://tides.example/neap"]);

  const mentions = await shared({ text: "First https://a.example/ and then https://b.example/ if there is time" });
  assert.deepEqual([mentions.kind, mentions.url], ["note", null]);
  const within = await shared({ text: "Ask whether https://a.example/ferry still runs on Sundays" });
  assert.equal(within.kind, "note");
  const long = await shared({ text: `${"All about the harbour. ".repeat(20)}https://a.example/harbour` });
  assert.equal(long.kind, "note");
});

test("what curl calls a form and is none is the file it is, however large", async (t) => {
  const wall = await newJourney(t, { workers: false });
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const photo = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a]), Buffer.alloc(12_000_000, "heron")]);
  const { item } = await shareRaw(wall, photo, headers, "?title=Heron");
  assert.deepEqual([item.kind, item.title, item.files[0]?.bytes], ["file", "Heron", photo.byteLength]);
  const { body } = await wall.expect<Uint8Array>(200, "GET", item.files[0]?.url ?? "");
  assert.ok(photo.equals(body), "byte for byte");

  const late = Buffer.concat([Buffer.from("text=".padEnd(2_000, "a")), Buffer.from([0xff])]);
  assert.equal((await shareRaw(wall, late, headers)).item.kind, "note", "a form is told by how it begins");
  await wall.refused("413 too-large", "POST", "/share", { body: `text=${"a".repeat(8_100_000)}`, headers });
  await wall.refused("400 fields-not-valid", "POST", "/share", { body: "colour=red", headers });
});
