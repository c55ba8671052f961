import { readFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import type { FileProblem } from "../../src/contract/reasons.ts";
import {
  claimingPng,
  docxOf,
  LAUGHS,
  pdfOf,
  tarOf,
  turnedJpeg,
  unknownBytes,
  wordBody,
  zipOf,
} from "../../test/harness/made-files.ts";

const FIXTURES = join(import.meta.dirname, "../../test/fixtures/files");

/** What is expected of one file. What is not named is not looked at. */
export interface FileCase {
  /** As the person's file was called. */
  readonly name: string;
  readonly bytes: () => Promise<Uint8Array> | Uint8Array;
  /** What the sender says it is. */
  readonly declared?: string;
  /** Kind and type. */
  readonly is: string;
  readonly title?: string | null;
  readonly author?: string;
  /** Each must stand in the text, in this order. */
  readonly text?: readonly string[];
  /** None may. */
  readonly hidden?: readonly string[];
  readonly facts?: Readonly<Record<string, number | boolean>>;
  /** The widths of the previews, the smallest first. */
  readonly previews?: readonly number[];
  readonly problem?: FileProblem | null;
  /** Made to harm whoever looks into it. */
  readonly hostile?: true;
}

const kept = (name: string) => () => readFile(join(FIXTURES, name));
const text = (content: string) => () => Buffer.from(content);
const half = async (name: string) => {
  const bytes = await readFile(join(FIXTURES, name));
  return bytes.subarray(0, bytes.length / 2);
};

const LAMPS = [
  "The seven lamps",
  "lamplighter rows out to seven posts & wipes",
  "Größe der Flamme",
  "Ебб и поток",
  "Heronsgate",
];
const FLOOD = ["winter flood", "names the pilots"];
const SONG = { title: "Foghorn in A", author: "The Pilots" };
const docx = "file application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const svg = (inside: string, more = "") =>
  text(
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="200" height="100"${more}>${inside}</svg>`,
  );

const PICTURES: readonly FileCase[] = [
  // Nothing here reads it, and nothing is wrong with it.
  {
    name: "old.bmp",
    bytes: () => Buffer.concat([Buffer.from("BM"), Buffer.alloc(200, 1)]),
    is: "image image/bmp",
    previews: [],
    problem: null,
  },
  {
    name: "photo.jpg",
    bytes: kept("photo-gps.jpg"),
    is: "image image/jpeg",
    facts: { width: 1_600, height: 1_200 },
    previews: [320, 640, 1_280],
  },
  ...[1, 2, 3, 4, 5, 6, 7, 8].map(
    (turn): FileCase => ({
      name: `turned-${turn}.jpg`,
      bytes: () => turnedJpeg(turn),
      is: "image image/jpeg",
      facts: { width: 80, height: 40 },
      previews: [80],
    }),
  ),
  {
    name: "corners.png",
    bytes: kept("corners.png"),
    is: "image image/png",
    facts: { width: 400, height: 300 },
    previews: [320, 400],
  },
  {
    name: "corners.webp",
    bytes: kept("corners.webp"),
    is: "image image/webp",
    facts: { width: 400 },
    previews: [320, 400],
  },
  {
    name: "corners.avif",
    bytes: kept("corners.avif"),
    is: "image image/avif",
    facts: { width: 400 },
    previews: [320, 400],
  },
  {
    name: "corners.tiff",
    bytes: kept("corners.tiff"),
    is: "image image/tiff",
    facts: { width: 400 },
    previews: [320, 400],
  },
  {
    name: "moving.gif",
    bytes: kept("moving.gif"),
    is: "image image/gif",
    facts: { width: 60, height: 40, animated: true },
    previews: [60],
  },
  { name: "IMG_0007.HEIC", bytes: kept("phone.heic"), is: "image image/heic", facts: { width: 800, height: 600 } },
  {
    name: "plain.svg",
    bytes: svg('<rect width="200" height="100" fill="#d02020"/>'),
    is: "image image/svg+xml",
    facts: { width: 200, height: 100 },
    previews: [200],
  },
  {
    name: "text-called-picture.png",
    declared: "image/png",
    bytes: text("Only words.\n"),
    is: "file text/plain",
    text: ["Only words."],
  },
  {
    name: "picture-called-text.txt",
    declared: "text/plain",
    bytes: kept("corners.png"),
    is: "image image/png",
    previews: [320, 400],
  },
];

const DOCUMENTS: readonly FileCase[] = [
  {
    name: "lamps.pdf",
    bytes: kept("lamps.pdf"),
    is: "pdf application/pdf",
    title: "The seven lamps of the estuary",
    author: "Mara Quill",
    text: [...LAMPS, ...FLOOD],
    facts: { pages: 3 },
    previews: [320, 640],
  },
  {
    name: "scan.pdf",
    bytes: kept("scan.pdf"),
    is: "pdf application/pdf",
    title: null,
    facts: { pages: 1 },
    previews: [320, 640],
  },
  {
    name: "no-printing.pdf",
    bytes: kept("no-printing.pdf"),
    is: "pdf application/pdf",
    title: "The seven lamps of the estuary",
    text: LAMPS,
    facts: { pages: 3 },
    previews: [320, 640],
  },
  {
    name: "locked.pdf",
    bytes: kept("locked.pdf"),
    is: "pdf application/pdf",
    title: null,
    previews: [],
    problem: "file-encrypted",
  },
  {
    name: "untitled.pdf",
    bytes: () => pdfOf({ pages: ["Tide table of the quay", "Second"], title: "Microsoft Word - draft7.doc" }),
    is: "pdf application/pdf",
    title: null,
    text: ["Tide table", "Second"],
    facts: { pages: 2 },
  },
  {
    name: "lamps.docx",
    bytes: kept("lamps.docx"),
    is: docx,
    title: "The seven lamps of the estuary",
    author: "Mara Quill",
    text: [...LAMPS, ...FLOOD],
  },
  {
    name: "lamps.odt",
    bytes: kept("lamps.odt"),
    is: "file application/vnd.oasis.opendocument.text",
    title: "The seven lamps of the estuary",
    author: "Mara Quill",
    text: [...LAMPS, ...FLOOD],
  },
  {
    name: "lamps.rtf",
    bytes: kept("lamps.rtf"),
    is: "file application/rtf",
    title: "The seven lamps of the estuary",
    author: "Mara Quill",
    text: [...LAMPS, ...FLOOD],
  },
  { name: "lamps.doc", bytes: kept("lamps.doc"), is: "file application/msword", problem: null },
  {
    name: "tides.xlsx",
    bytes: kept("tides.xlsx"),
    is: "file application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    title: "Tide table of the quay",
    author: "Mara Quill",
    text: ["Spring", "Harbour", "High water", "Heronsgate", "412", "Autumn", "Saltmarsh landing"],
    facts: { pages: 2 },
  },
  {
    name: "tides.ods",
    bytes: kept("tides.ods"),
    is: "file application/vnd.oasis.opendocument.spreadsheet",
    title: "Tide table of the quay",
    text: ["Harbour", "Heronsgate", "412", "Saltmarsh landing"],
    facts: { pages: 2 },
  },
  { name: "tides.xls", bytes: kept("tides.xls"), is: "file application/vnd.ms-excel", problem: null },
  {
    name: "talk.pptx",
    bytes: kept("talk.pptx"),
    is: "file application/vnd.openxmlformats-officedocument.presentationml.presentation",
    title: "A talk about lamps",
    text: ["Colza burns brighter", "Salt dims the glass"],
    facts: { pages: 2 },
  },
  {
    name: "talk.odp",
    bytes: kept("talk.odp"),
    is: "file application/vnd.oasis.opendocument.presentation",
    title: "A talk about lamps",
    text: ["Colza burns brighter", "Salt dims the glass"],
    facts: { pages: 2 },
  },
  {
    name: "book.epub",
    bytes: kept("book.epub"),
    is: "file application/epub+zip",
    title: "Lamps & Tides",
    author: "Mara Quill, Jonas Reed",
    text: ["One lamp", "oldest post", "Two tides", "ends with the flood"],
    hidden: ["hidden()", "color: red"],
    previews: [120],
  },
];

const SOUND_AND_FILM: readonly FileCase[] = [
  {
    name: "voice.webm",
    bytes: kept("voice.webm"),
    is: "audio audio/webm",
    facts: { durationSeconds: 2 },
    problem: null,
  },
  {
    name: "old.mid",
    bytes: () => Buffer.from("MThd\0\0\0\x06\0\0\0\x01\0\x60MTrk\0\0\0\x04\0\xff\x2f\0", "latin1"),
    is: "audio audio/midi",
    problem: null,
  },
  {
    name: "tone.mp3",
    bytes: kept("tone.mp3"),
    is: "audio audio/mpeg",
    ...SONG,
    text: ["Estuary Nights"],
    facts: { durationSeconds: 2 },
    previews: [200],
  },
  {
    name: "tone.m4a",
    bytes: kept("tone.m4a"),
    is: "audio audio/x-m4a",
    ...SONG,
    facts: { durationSeconds: 2 },
    previews: [200],
  },
  {
    name: "tone.flac",
    bytes: kept("tone.flac"),
    is: "audio audio/flac",
    ...SONG,
    facts: { durationSeconds: 2 },
    previews: [200],
  },
  { name: "tone.ogg", bytes: kept("tone.ogg"), is: "audio audio/ogg", ...SONG, facts: { durationSeconds: 2 } },
  { name: "tone.wav", bytes: kept("tone.wav"), is: "audio audio/wav", title: null, facts: { durationSeconds: 2 } },
  {
    name: "film.mp4",
    bytes: kept("film.mp4"),
    is: "video video/mp4",
    title: "Lamps being lit",
    facts: { durationSeconds: 3, width: 160, height: 90 },
  },
  {
    name: "film.webm",
    bytes: kept("film.webm"),
    is: "video video/webm",
    title: "Lamps being lit",
    facts: { durationSeconds: 3, width: 160, height: 90 },
  },
  {
    name: "film.mkv",
    bytes: kept("film.mkv"),
    is: "video video/matroska",
    title: "Lamps being lit",
    facts: { durationSeconds: 3, width: 160, height: 90 },
  },
];

const ARCHIVES: readonly FileCase[] = [
  {
    name: "pack.zip",
    bytes: kept("pack.zip"),
    is: "file application/zip",
    text: ["tide tables/spring.csv", "Отлив", "notes/lamplighter.txt"],
    facts: { entries: 3 },
  },
  {
    name: "pack.tar",
    bytes: kept("pack.tar"),
    is: "file application/x-tar",
    text: ["tide tables/spring.csv", "Отлив"],
    facts: { entries: 3 },
  },
  {
    name: "pack.tar.gz",
    bytes: kept("pack.tar.gz"),
    is: "file application/gzip",
    text: ["tide tables/spring.csv", "Отлив"],
    facts: { entries: 3 },
  },
  { name: "pack.7z", bytes: kept("pack.7z"), is: "file application/x-7z-compressed", problem: null },
  {
    name: "pack-locked.zip",
    bytes: kept("pack-locked.zip"),
    is: "file application/zip",
    text: ["notes/lamplighter.txt"],
    facts: { entries: 1 },
    problem: "file-encrypted",
  },
];

const SOURCE = 'export const lamps = 7;\nexport function light(): string {\n  return "colza";\n}\n';
const TEXTS: readonly FileCase[] = [
  {
    name: "lamps.ts",
    declared: "video/mp2t",
    bytes: text(SOURCE),
    is: "file text/plain",
    text: ["export const lamps"],
  },
  {
    name: "lamps.py",
    declared: "text/x-python",
    bytes: text("#!/usr/bin/env python3\nprint('colza')\n"),
    is: "file text/plain",
    text: ["print('colza')"],
  },
  {
    name: "lamps.go",
    bytes: text('package main\n\nfunc main() { println("colza") }\n'),
    is: "file text/plain",
    text: ["println"],
  },
  { name: "lamps.rs", bytes: text('fn main() { println!("colza"); }\n'), is: "file text/plain", text: ["println!"] },
  {
    name: "query.sql",
    declared: "application/sql",
    bytes: text("select lamp from posts;\n"),
    is: "file text/plain",
    text: ["select lamp"],
  },
  {
    name: "spring.csv",
    declared: "text/csv",
    bytes: text('Harbour,High water\nHeronsgate,412\n"Saltmarsh, landing","4\n30"\n'),
    is: "file text/csv",
    text: ["Heronsgate", "Saltmarsh, landing"],
    facts: { rows: 3, columns: 2 },
  },
  {
    name: "spring-semicolon.csv",
    declared: "application/vnd.ms-excel",
    bytes: text("Hafen;Flut;Höhe\nHeronsgate;4,12;1,5\n"),
    is: "file text/csv",
    text: ["Höhe"],
    facts: { rows: 2, columns: 3 },
  },
  {
    name: "spring.tsv",
    bytes: text("Harbour\tHigh water\nHeronsgate\t412\nSaltmarsh\t430\n"),
    is: "file text/tab-separated-values",
    facts: { rows: 3, columns: 2 },
  },
  { name: "lamps.json", bytes: text('{"lamps": 7, "oil": "colza"}'), is: "file application/json", text: ["colza"] },
  {
    name: "notes.md",
    bytes: text("---\ntags: quay\n---\n\n# Notes from the *quay*\n\nWipe the glass.\n"),
    is: "file text/markdown",
    title: "Notes from the quay",
    text: ["Wipe the glass."],
  },
  {
    name: "server.log",
    bytes: text("2025-03-09T07:30:00Z lamp 3 lit\n2025-03-09T07:31:00Z lamp 4 lit\n"),
    is: "file text/plain",
    text: ["lamp 4 lit"],
  },
  {
    name: "page.html",
    declared: "text/html",
    bytes: text("<!doctype html><title>Seven &amp; one</title><script>hidden()</script><p>Oil is dear.</p>"),
    is: "file text/html",
    title: "Seven & one",
    text: ["Oil is dear."],
    hidden: ["hidden()"],
  },
  {
    name: "old.txt",
    declared: "text/plain",
    bytes: () => Buffer.from("Gr\xf6\xdfe der Flamme, sch\xf6n f\xfcr alle B\xe4uerinnen\n", "latin1"),
    is: "file text/plain",
    text: ["Größe der Flamme"],
  },
  { name: "wide.txt", bytes: () => Buffer.from("\ufeffКолза\n", "utf16le"), is: "file text/plain", text: ["Колза"] },
  { name: "empty.txt", declared: "text/plain", bytes: text(""), is: "file text/plain", title: null },
  {
    name: "unknown.dat",
    bytes: () => unknownBytes(),
    is: "file application/octet-stream",
    title: null,
    previews: [],
    problem: null,
  },
  {
    name: "sound-called-pdf.pdf",
    declared: "application/pdf",
    bytes: kept("tone.mp3"),
    is: "audio audio/mpeg",
    ...SONG,
  },
  {
    name: "pdf-called-picture.jpg",
    declared: "image/jpeg",
    bytes: kept("lamps.pdf"),
    is: "pdf application/pdf",
    facts: { pages: 3 },
  },
];

const bomb = (megabytes: number) => Buffer.alloc(megabytes * 1_000_000, "lamp ");
const HOSTILE: readonly FileCase[] = [
  {
    name: "flood.png",
    bytes: () => claimingPng(60_000, 60_000),
    is: "image image/png",
    previews: [],
    problem: "file-too-large-to-look",
    hostile: true,
  },
  {
    name: "cut.jpg",
    bytes: () => half("photo-gps.jpg"),
    is: "image image/jpeg",
    previews: [],
    problem: "file-broken",
    hostile: true,
  },
  {
    name: "script.svg",
    bytes: svg('<script>while (true) {}</script><rect width="200" height="100"/>'),
    is: "image image/svg+xml",
    previews: [200],
    hostile: true,
  },
  {
    name: "reference.svg",
    bytes: svg(
      `<image xlink:href="file://${join(FIXTURES, "corners.png")}" width="200" height="100"/><image xlink:href="http://127.0.0.1:9/x.png" width="9" height="9"/>`,
    ),
    is: "image image/svg+xml",
    previews: [200],
    hostile: true,
  },
  {
    name: "entity.svg",
    bytes: text(
      '<!DOCTYPE svg [<!ENTITY f SYSTEM "file:///etc/hostname">]><svg xmlns="http://www.w3.org/2000/svg" width="200" height="100"><text y="50">&f;</text></svg>',
    ),
    is: "image image/svg+xml",
    hostile: true,
  },
  {
    name: "laughs.svg",
    bytes: text(
      `${LAUGHS.replace("DOCTYPE x", "DOCTYPE svg")}<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100"><text y="50">&l9;</text></svg>`,
    ),
    is: "image image/svg+xml",
    previews: [],
    problem: "file-broken",
    hostile: true,
  },
  {
    name: "huge.svg",
    bytes: svg("<rect/>", ' viewBox="0 0 9 9" style="width:9000000px;height:9000000px"'),
    is: "image image/svg+xml",
    hostile: true,
  },
  {
    name: "uses.svg",
    bytes: svg(
      `<defs><g id="u0"><rect width="9" height="9"/></g>${Array.from({ length: 9 }, (_, n) => `<g id="u${n + 1}">${`<use xlink:href="#u${n}"/>`.repeat(10)}</g>`).join("")}</defs><use xlink:href="#u9"/>`,
    ),
    is: "image image/svg+xml",
    previews: [],
    hostile: true,
  },
  {
    name: "script.pdf",
    bytes: () => pdfOf({ pages: ["Quiet"], catalog: "/OpenAction<</S/JavaScript/JS(while \\(true\\) {})>>" }),
    is: "pdf application/pdf",
    text: ["Quiet"],
    facts: { pages: 1 },
    hostile: true,
  },
  {
    name: "cut.pdf",
    bytes: () => Buffer.from("%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R"),
    is: "pdf application/pdf",
    previews: [],
    problem: "file-broken",
    hostile: true,
  },
  { name: "cut.docx", bytes: () => half("lamps.docx"), is: docx, problem: "file-broken", hostile: true },
  {
    name: "laughs.docx",
    bytes: () => docxOf(wordBody("&l9;", LAUGHS)),
    is: docx,
    problem: "file-broken",
    hostile: true,
  },
  { name: "bomb.docx", bytes: () => docxOf(wordBody(bomb(300).toString())), is: docx, hostile: true },
  {
    name: "lying.docx",
    bytes: () => docxOf("", [{ name: "docProps/core.xml", data: bomb(200), claims: 10 }]),
    is: docx,
    problem: "file-broken",
    hostile: true,
  },
  {
    name: "deep.docx",
    bytes: () => docxOf(`<?xml version="1.0"?>${"<a>".repeat(1_000_000)}`),
    is: docx,
    problem: "file-broken",
    hostile: true,
  },
  {
    name: "bomb.zip",
    bytes: () => zipOf([{ name: "zeros", data: Buffer.alloc(300_000_000) }]),
    is: "file application/zip",
    text: ["zeros"],
    facts: { entries: 1 },
    hostile: true,
  },
  {
    name: "paths.zip",
    bytes: () =>
      zipOf([
        { name: "../../etc/passwd", data: "x" },
        { name: "C:\\windows\\lamp.ini", data: "x" },
        { name: "ok\u202egpj.txt", data: "x" },
      ]),
    is: "file application/zip",
    text: ["etc/passwd", "lamp.ini"],
    hidden: ["\u202e"],
    facts: { entries: 3 },
    hostile: true,
  },
  {
    name: "many.zip",
    bytes: () => zipOf(Array.from({ length: 60_000 }, (_, n) => ({ name: `entry ${n}`, data: "" }))),
    is: "file application/zip",
    text: ["entry 0", "entry 999"],
    hidden: ["entry 1000\n"],
    facts: { entries: 60_000 },
    hostile: true,
  },
  { name: "cut.zip", bytes: () => half("pack.zip"), is: "file application/zip", problem: "file-broken", hostile: true },
  {
    name: "lying.tar",
    bytes: () =>
      tarOf([
        { name: "first", data: "x" },
        { name: "second", data: "x", claims: 8_000_000_000 },
      ]),
    is: "file application/x-tar",
    text: ["first"],
    hostile: true,
  },
  { name: "cut.mp4", bytes: () => half("film.mp4"), is: "video video/mp4", hostile: true },
  { name: "cut.heic", bytes: () => half("phone.heic"), is: "image image/heic", previews: [], hostile: true },
  {
    name: "quotes.csv",
    declared: "text/csv",
    bytes: () => Buffer.from('"'.repeat(5_000_001)),
    is: "file text/csv",
    hostile: true,
  },
  { name: "long.txt", bytes: () => bomb(30), is: "file text/plain", text: ["lamp lamp"], hostile: true },
  {
    name: "deep.rtf",
    bytes: () => Buffer.from(`{\\rtf1 ${"{".repeat(2_000_000)}lamp`),
    is: "file application/rtf",
    hostile: true,
  },
  {
    name: "huge.png",
    bytes: () =>
      sharp({ create: { width: 12_000, height: 12_000, channels: 3, background: "red" } })
        .png()
        .toBuffer(),
    is: "image image/png",
    facts: { width: 12_000 },
    previews: [],
    problem: "file-too-large-to-look",
    hostile: true,
  },
];

export const FILE_CASES: readonly FileCase[] = [
  ...PICTURES,
  ...DOCUMENTS,
  ...SOUND_AND_FILM,
  ...ARCHIVES,
  ...TEXTS,
  ...HOSTILE,
];
