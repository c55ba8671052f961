import assert from "node:assert/strict";
import { test } from "node:test";
import { cleanFileName, contentDisposition, parseContentDispositionName } from "../../src/core/file-name.ts";

const names: [given: string | null, clean: string][] = [
  ["photo.jpg", "photo.jpg"],
  ["Bread and butter.PDF", "Bread and butter.PDF"],
  ["/home/ada/photo.jpg", "photo.jpg"],
  ["C:\\Users\\ada\\photo.jpg", "photo.jpg"],
  ["..\\..\\secret.txt", "secret.txt"],
  ["../../etc/hosts", "hosts"],
  ["mixed\\and/both.txt", "both.txt"],
  ["folder/", "folder"],
  ["a\0b.txt", "ab.txt"],
  ["a\r\nSet-Cookie: x.txt", "a Set-Cookie: x.txt"],
  ["invoice\u202efdp.exe", "invoicefdp.exe"],
  ["zero\u200bwidth.txt", "zerowidth.txt"],
  [".htaccess", "htaccess"],
  ["...hidden", "hidden"],
  ["trailing.txt. . ", "trailing.txt"],
  ["  spaced   out.txt ", "spaced out.txt"],
  ["CON", "_CON"],
  ["con.txt", "_con.txt"],
  ["Lpt1.tar.gz", "_Lpt1.tar.gz"],
  ["COM¹.txt", "_COM¹.txt"],
  ["nul ", "_nul"],
  ["console.log", "console.log"],
  ["cafe\u0301.txt", "café.txt"],
  ["写真.jpg", "写真.jpg"],
  ["\ud83d.txt", "\ufffd.txt"],
  ["What is this?.txt", "What is this?.txt"],
  ["", "file"],
  [null, "file"],
  ["..", "file"],
  ["/", "file"],
  ["\\\\", "file"],
  [" . . ", "file"],
  ["\u200b", "file"],
];

for (const [given, clean] of names) {
  test(`the name ${JSON.stringify(given)} becomes ${JSON.stringify(clean)}`, () => {
    assert.equal(cleanFileName(given, "file"), clean);
  });
}

test("long names are cut to 255 bytes of whole characters and keep their ending", () => {
  const rows: [given: string, ending: string][] = [
    [`${"a".repeat(300)}.pdf`, ".pdf"],
    [`${"é".repeat(300)}.jpeg`, ".jpeg"],
    [`${"写".repeat(300)}.tar.gz`, ".tar.gz"],
    [`${"\u{1f469}\u200d\u{1f467}".repeat(100)}.png`, "\u{1f469}\u200d\u{1f467}.png"],
    [`${"a".repeat(300)}.${"b".repeat(300)}`, ""],
    [`${"a ".repeat(300)}.txt`, "a.txt"],
  ];
  for (const [given, ending] of rows) {
    const clean = cleanFileName(given, "file");
    assert.ok(Buffer.byteLength(clean) <= 255, clean);
    assert.ok(Buffer.byteLength(clean) > 230, clean);
    assert.ok(clean.endsWith(ending), clean);
    assert.ok(clean.isWellFormed());
  }
});

test("a single character of more than 255 bytes leaves the fallback with the ending", () => {
  assert.equal(cleanFileName(`${"\u{1f469}\u200d".repeat(90)}\u{1f469}.png`, "file"), "file.png");
});

const dispositions: [kind: "inline" | "attachment", name: string, header: string][] = [
  ["attachment", "photo.jpg", 'attachment; filename="photo.jpg"'],
  ["inline", "two words.pdf", 'inline; filename="two words.pdf"'],
  ["attachment", "café.txt", "attachment; filename=\"cafe.txt\"; filename*=UTF-8''caf%C3%A9.txt"],
  ["attachment", "写真.jpg", "attachment; filename=\"__.jpg\"; filename*=UTF-8''%E5%86%99%E7%9C%9F.jpg"],
  ["attachment", 'a"b.txt', "attachment; filename=\"a_b.txt\"; filename*=UTF-8''a%22b.txt"],
  ["attachment", "100%.txt", "attachment; filename=\"100_.txt\"; filename*=UTF-8''100%25.txt"],
  ["attachment", "it's (1)*.txt", 'attachment; filename="it\'s (1)*.txt"'],
  [
    "attachment",
    "it's (é)*.txt",
    "attachment; filename=\"it's (e)*.txt\"; filename*=UTF-8''it%27s%20%28%C3%A9%29%2A.txt",
  ],
  ["attachment", "a\r\nX-Evil: 1", 'attachment; filename="aX-Evil: 1"'],
  ["attachment", "\ud83d.txt", "attachment; filename=\"_.txt\"; filename*=UTF-8''%EF%BF%BD.txt"],
];

for (const [kind, name, header] of dispositions) {
  test(`the download of ${JSON.stringify(name)} is named in a safe header`, () => {
    assert.equal(contentDisposition(kind, name), header);
    assert.match(header, /^[\x20-\x7e]*$/);
  });
}

test("every name that we send is read back by our own reader", () => {
  for (const [, clean] of names) {
    assert.equal(parseContentDispositionName(contentDisposition("attachment", clean)), clean);
  }
});

const headers: [header: string, name: string | null][] = [
  ['attachment; filename="photo.jpg"', "photo.jpg"],
  ["attachment; filename=photo.jpg", "photo.jpg"],
  ["attachment; filename = photo.jpg ; size=3", "photo.jpg"],
  ["attachment; filename=two words.jpg", "two words.jpg"],
  ["filename=photo.jpg", "photo.jpg"],
  ['form-data; name="files"; filename="a.txt"', "a.txt"],
  ['ATTACHMENT; FILENAME="a.txt"', "a.txt"],
  ['attachment; filename="a\\"b.txt"', 'a"b.txt'],
  ['attachment; filename="C:\\\\dir\\\\a.txt"', "C:\\dir\\a.txt"],
  ['attachment; filename="C:\\dir\\a.txt"', "C:\\dir\\a.txt"],
  ['attachment; filename="a;b.txt"', "a;b.txt"],
  ["attachment; filename=\"x.txt\"; filename*=UTF-8''%e2%82%ac.txt", "€.txt"],
  ["attachment; filename*=UTF-8''%e2%82%ac.txt; filename=\"x.txt\"", "€.txt"],
  ["attachment; filename*=utf-8'en'caf%C3%A9.txt", "café.txt"],
  ["attachment; filename*=ISO-8859-1''caf%E9.txt", "café.txt"],
  ["attachment; filename*=\"UTF-8''caf%C3%A9.txt\"", "café.txt"],
  ["attachment; filename*=UTF-8''caf%E9.txt; filename=\"cafe.txt\"", "cafe.txt"],
  ["attachment; filename*=X-UNKNOWN''a; filename=\"b.txt\"", "b.txt"],
  ["attachment; filename*=broken; filename=b.txt", "b.txt"],
  [`attachment; filename="${Buffer.from("café 写真.txt").toString("latin1")}"`, "café 写真.txt"],
  ['attachment; filename="caf\u00e9.txt"', "café.txt"],
  ['attachment; filename="caf%C3%A9.txt"', "café.txt"],
  ['attachment; filename="100%25 of 50%E9.txt"', "100%25 of 50%E9.txt"],
  ['attachment; filename="=?UTF-8?B?Y2Fmw6kudHh0?="', "café.txt"],
  ['attachment; filename="=?utf-8?Q?caf=C3=A9_au?= =?utf-8?Q?_lait.txt?="', "café au lait.txt"],
  ["attachment", null],
  ["", null],
  ['attachment; filename=""', null],
  ["attachment; filename=", null],
  ["attachment; xfilename=a.txt", null],
  [`attachment; filename="${"a".repeat(20_000)}"`, null],
];

for (const [header, name] of headers) {
  test(`the header ${header.slice(0, 80)} names ${JSON.stringify(name)}`, () => {
    assert.equal(parseContentDispositionName(header), name);
  });
}

test("hostile headers are answered", () => {
  for (const piece of ["\\", '\\"', "filename=", 'filename="', "=?utf-8?q?", "%", " ", ";"]) {
    const header = `attachment; filename="${piece.repeat(16_000)}`.slice(0, 16_000);
    const name = parseContentDispositionName(header);
    assert.ok(name === null || name.length <= header.length);
  }
});
