import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import sharp from "sharp";
import type { AiUsage } from "../../src/contract/analyses.ts";
import type { ShareAccepted } from "../../src/contract/shares.ts";
import { type AiServer, openAiServer } from "../harness/ai-server.ts";
import { claudeAt, openAiAt } from "../harness/ai-settings.ts";
import { sensibleAnswer } from "../harness/ai-wire.ts";
import { type Journey, newJourney } from "../harness/journey.ts";
import { pdfOf } from "../harness/made-files.ts";

const SCAN = new URL("../fixtures/files/scan.pdf", import.meta.url);

async function shareFile(wall: Journey, name: string, bytes: Uint8Array, type: string) {
  const form = new FormData();
  form.append("files", new File([Buffer.from(bytes)], name, { type }));
  const { body } = await wall.expect<ShareAccepted>(202, "POST", "/share", { body: form });
  const status = await wall.ended(body);
  assert.equal(status.status, "completed");
  return await wall.item(body.item_id);
}

const sent = (server: AiServer) =>
  server.questions.map(({ attachments }) => attachments.map(({ kind, type }) => [kind, type]));

test("a picture goes along, made smaller, and the words in it are found again", async (t) => {
  const server = await openAiServer(t);
  server.answer((question) => ({ ...(sensibleAnswer(question) as object), image_text: "Lighthouse Tariff 1887" }));
  const wall = await newJourney(t, { settings: claudeAt(server) });
  const photo = await sharp({ create: { width: 3_000, height: 2_000, channels: 3, background: "#336699" } })
    .jpeg()
    .withExif({ IFD0: { Artist: "Ada" }, IFD3: { GPSLatitudeRef: "N", GPSLatitude: "54/1 0/1 0/1" } })
    .toBuffer();
  const item = await shareFile(wall, "tariff.jpg", photo, "image/jpeg");
  assert.deepEqual(sent(server), [[["image", "image/webp"]]]);
  const bytes = server.questions[0]?.attachments[0]?.bytes ?? Buffer.alloc(0);
  const { width, exif } = await sharp(bytes).metadata();
  assert.deepEqual([width, exif], [1_280, undefined], "smaller, and without where it was taken");
  assert.equal(item.image_text, "Lighthouse Tariff 1887");
  const found = await wall.get<{ items: { id: string }[] }>("/search?q=tariff%201887");
  assert.equal(found.items[0]?.id, item.id);
});

test("a scanned PDF goes along itself; one with text is asked about by its text", async (t) => {
  const server = await openAiServer(t);
  const wall = await newJourney(t, { settings: claudeAt(server) });
  const scan = await readFile(SCAN);
  await shareFile(wall, "scan.pdf", scan, "application/pdf");
  assert.deepEqual(sent(server), [[["pdf", "application/pdf"]]]);
  assert.deepEqual(server.questions[0]?.attachments[0]?.bytes, scan);
  const lines = Array.from({ length: 12 }, (_, at) => `The keeper of lamp ${at} writes his log by its light at dusk.`);
  await shareFile(wall, "log.pdf", pdfOf({ pages: lines, title: "The log" }), "application/pdf");
  assert.deepEqual(sent(server)[1], []);
  assert.ok(server.questions[1]?.content.includes("keeper of lamp 7"));
});

test("a server of one's own is asked for nothing, and sees no picture unless it is said to see", async (t) => {
  const server = await openAiServer(t);
  const png = await sharp({ create: { width: 40, height: 40, channels: 3, background: "red" } })
    .png()
    .toBuffer();
  const blind = await newJourney(t, { settings: openAiAt(server) });
  const item = await shareFile(blind, "red.png", png, "image/png");
  assert.deepEqual([item.analyzed_by, item.analysis?.cost_usd], ["openai:llama3.2", 0]);
  assert.deepEqual(sent(server), [[]]);
  const usage = await blind.get<AiUsage>("/ai/usage");
  assert.deepEqual([usage.days[0]?.calls, usage.you.spent_usd], [1, 0], "what costs nothing is counted");

  const seeing = await newJourney(t, { settings: openAiAt(server, { AI_IMAGES: "on" }) });
  await shareFile(seeing, "red.png", png, "image/png");
  assert.deepEqual(sent(server)[1], [["image", "image/webp"]]);
});

test("analyses are written in the language that a person chose", async (t) => {
  const server = await openAiServer(t);
  const wall = await newJourney(t, { settings: claudeAt(server, { AI_LANGUAGE: "fr" }) });
  const ask = async () => {
    await wall.ended(await wall.share({ text: `The lamps burn colza oil ${server.questions.length}.` }));
    return server.questions.at(-1)?.instructions ?? "";
  };
  assert.match(await ask(), /French|\bfr\b/);
  await wall.expect(200, "PATCH", "/me", { body: { language: "pt-br" } });
  const { person } = await wall.get<{ person: { language: string } }>("/me");
  assert.equal(person.language, "pt-BR");
  assert.match(await ask(), /pt-BR/);
  await wall.refused("422 language-not-valid", "PATCH", "/me", { body: { language: "the queen's" } });
  await wall.expect(200, "PATCH", "/me", { body: { language: null } });
  assert.match(await ask(), /French|\bfr\b/);
});
