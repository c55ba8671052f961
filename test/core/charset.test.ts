import assert from "node:assert/strict";
import { test } from "node:test";
import { legacyHookDecode } from "@exodus/bytes/encoding.js";
import { createMultibyteEncoder } from "@exodus/bytes/multi-byte.js";
import { charsetOf, decodePage } from "../../src/core/charset.ts";

const JAPANESE = "村のパン屋は毎朝とても早くから窯に火を入れて、焼きたてのパンを並べています。東京からも人が来ます。";
const KOREAN = "마을 빵집은 매일 아침 일찍 화덕에 불을 피우고 갓 구운 빵을 내놓습니다. 갂 멀리서도 사람들이 옵니다.";
const CHINESE =
  "村里的面包师傅每天早上都起得很早，他说不要着急，这是一个人要用时间来做的事，我们在中国也有这样的大面包。";
const TRADITIONAL =
  "村裡的麵包師傅每天早上都起得很早，他說不要著急，這是一個人要用時間來做的事，我們在中國也有這樣的大麵包。";
const RUSSIAN = "Деревенский пекарь встаёт каждое утро очень рано, растапливает печь и ждёт, пока поднимется тесто.";
const GREEK = "Ο φούρναρης του χωριού ξυπνάει κάθε πρωί πολύ νωρίς και ανάβει τον φούρνο.";
const FRENCH =
  "Le boulanger du village s’est levé très tôt, à l’été comme à l’hiver : la pâte était déjà prête. Ça coûte 2 €.";
const GERMAN = "Der Bäcker heizt den Ofen früh – größere Brote müssen länger backen.";

/** Bytes of a text in a legacy encoding, by turning the decoder's table around. */
function encode(text: string, charset: string): Uint8Array {
  if (charset === "utf-16le") return Buffer.from(text, "utf16le");
  if (charset === "utf-16be") return Buffer.from(text, "utf16le").swap16();
  const table = tableOf(charset);
  return Uint8Array.from(
    [...text].flatMap((letter) => table.get(letter) ?? assert.fail(`${letter} is not in ${charset}`)),
  );
}

const tables = new Map<string, Map<string, number[]>>();

function tableOf(charset: string): Map<string, number[]> {
  const known = tables.get(charset);
  if (known !== undefined) return known;
  const table = new Map<string, number[]>();
  const add = (bytes: number[]) => {
    const letter = legacyHookDecode(Uint8Array.from(bytes), charset);
    if ([...letter].length === 1 && letter !== "\ufffd" && !table.has(letter)) table.set(letter, bytes);
  };
  for (let one = 0; one < 256; one++) add([one]);
  if (/^(shift_jis|euc-|big5|gb)/.test(charset)) {
    for (let lead = 0x81; lead < 0xff; lead++) for (let trail = 0x40; trail < 0xff; trail++) add([lead, trail]);
  }
  tables.set(charset, table);
  return table;
}

const page = (declared: string, text: string) =>
  `<!doctype html><html><head>${declared}<title>${text}</title></head><body><p>${text}</p></body></html>`;

test("a page that tells its charset is read in it", () => {
  const told: [string, string][] = [
    ["shift_jis", JAPANESE],
    ["euc-jp", JAPANESE],
    ["euc-kr", KOREAN],
    ["gbk", CHINESE],
    ["big5", TRADITIONAL],
    ["windows-1251", RUSSIAN],
    ["koi8-r", RUSSIAN],
    ["iso-8859-7", GREEK],
    ["windows-1252", FRENCH],
    ["iso-8859-2", "Piekarz wstaje wcześnie, a chleb już rośnie w piwnicy."],
  ];
  for (const [charset, text] of told) {
    const inMeta = encode(page(`<meta charset="${charset}">`, text), charset);
    assert.ok(decodePage(inMeta, "text/html").text.includes(text), `${charset} in meta`);
    const inHeader = encode(page("", text), charset);
    assert.ok(decodePage(inHeader, `text/html; charset="${charset}"`).text.includes(text), `${charset} in header`);
  }
});

test("the header outweighs the markup, a byte order mark both", () => {
  const bytes = encode(page('<meta charset="windows-1252">', RUSSIAN), "koi8-r");
  assert.equal(charsetOf(bytes, "text/html; charset=KOI8-R"), "koi8-r");
  const marked = new Uint8Array([0xef, 0xbb, 0xbf, ...new TextEncoder().encode(page("", GREEK))]);
  assert.equal(charsetOf(marked, "text/html; charset=koi8-r"), "utf-8");
  assert.ok(decodePage(marked, "").text.startsWith("<!doctype"));
});

test("UTF-16 is read with and without a mark", () => {
  for (const charset of ["utf-16le", "utf-16be"]) {
    const text = page('<meta charset="utf-16">', RUSSIAN);
    assert.ok(decodePage(encode(text, charset), "text/html").text.includes(RUSSIAN), charset);
    assert.ok(decodePage(encode(`\ufeff${text}`, charset), "text/html; charset=utf-8").text.includes(RUSSIAN), charset);
  }
});

test("a page in UTF-8 that says otherwise comes out right", () => {
  const bytes = new TextEncoder().encode(page('<meta charset="iso-8859-1">', FRENCH));
  for (const contentType of ["text/html", "text/html; charset=ISO-8859-1", "text/html; charset=windows-1251"]) {
    assert.ok(decodePage(bytes, contentType).text.includes(FRENCH), contentType);
  }
  assert.ok(
    decodePage(new TextEncoder().encode(page("", KOREAN)), "text/html; charset=shift_jis").text.includes(KOREAN),
  );
});

test("a page that only says it is UTF-8 comes out right", () => {
  const lies: [string, string][] = [
    ["windows-1252", FRENCH],
    ["windows-1252", GERMAN],
    ["windows-1251", RUSSIAN],
    ["koi8-r", RUSSIAN],
    ["shift_jis", JAPANESE],
    ["euc-jp", JAPANESE],
    ["euc-kr", KOREAN],
    ["gbk", CHINESE],
    ["big5", TRADITIONAL],
    ["windows-1253", GREEK],
  ];
  for (const [charset, text] of lies) {
    const bytes = encode(page('<meta charset="utf-8">', text), charset);
    assert.ok(decodePage(bytes, "text/html; charset=utf-8").text.includes(text), charset);
    assert.ok(decodePage(encode(page("", text), charset), "").text.includes(text), `${charset} untold`);
  }
});

test("a page of another script that a server calls Latin comes out right", () => {
  const bytes = encode(page('<meta charset="windows-1251">', RUSSIAN), "windows-1251");
  assert.ok(decodePage(bytes, "text/html; charset=iso-8859-1").text.includes(RUSSIAN));
});

test("one broken byte or a cut end does not turn UTF-8 into something else", () => {
  const bytes = new TextEncoder().encode(page("", RUSSIAN));
  assert.equal(charsetOf(bytes.subarray(0, -1), ""), "utf-8");
  const cut = bytes.subarray(0, bytes.lastIndexOf(0xd1) + 1);
  assert.equal(charsetOf(cut, ""), "utf-8");
  const scratched = Uint8Array.from([...bytes, 0xff]);
  assert.equal(charsetOf(scratched, ""), "utf-8");
});

test("labels nobody knows, and forbidden ones, are not believed", () => {
  const bytes = new TextEncoder().encode(page('<meta charset="nonsense">', GREEK));
  for (const label of ["nonsense", "iso-2022-kr", "hz-gb-2312", "x-user-defined", ""]) {
    assert.equal(charsetOf(bytes, `text/html; charset=${label}`), "utf-8", label);
  }
});

test("a declaration is found where the prescan looks and not in comments or scripts", () => {
  const cases: [string, string][] = [
    ['<!-- <meta charset="koi8-r"> --><meta charset=windows-1251>', "windows-1251"],
    ['<script>"<meta charset=koi8-r>"</script><meta charset=windows-1251>', "windows-1251"],
    ['<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=windows-1251">', "windows-1251"],
    ["<meta content='text/html;charset=windows-1251' http-equiv=content-type>", "windows-1251"],
    ['<meta name="x" content="charset=koi8-r"><meta charset="cp1251">', "windows-1251"],
  ];
  for (const [declared, charset] of cases) {
    assert.equal(charsetOf(encode(page(declared, RUSSIAN), "windows-1251"), "text/html"), charset, declared);
  }
  assert.equal(
    charsetOf(encode(`<?xml version="1.0" encoding="koi8-r"?><html><p>${RUSSIAN}</p></html>`, "koi8-r"), ""),
    "koi8-r",
  );
});

test("plain ASCII keeps what was declared", () => {
  const ascii = new TextEncoder().encode(page("", "Bread"));
  assert.equal(charsetOf(ascii, "text/html"), "utf-8");
  assert.equal(charsetOf(ascii, "text/html; charset=iso-8859-1"), "windows-1252");
  assert.equal(charsetOf(new Uint8Array(), ""), "utf-8");
});

test("alphabets and Latin letters are told apart when nothing is declared", () => {
  const told: [string, string][] = [
    [
      "windows-1250",
      "Piekarz wstaje wcześnie, a chleb już rośnie w piwnicy; sąsiedzi czekają na ciężki, świeży bochenek.",
    ],
    [
      "iso-8859-2",
      "Piekarz wstaje wcześnie, a chleb już rośnie w piwnicy; sąsiedzi czekają na ciężki, świeży bochenek.",
    ],
    [
      "windows-1254",
      "Köyün fırıncısı her sabah çok erken kalkıyor, fırını yakıyor ve ekşi hamurun kabarmasını bekliyor, sonra ekmeği çıkarıyor.",
    ],
    [
      "windows-1257",
      "Kaimo kepėjas keliasi labai anksti, užkuria krosnį ir laukia, kol tešla pakils; žmonės jau stovi eilėje prie durų.",
    ],
    ["windows-1255", "האופה של הכפר קם כל בוקר מוקדם מאוד, מדליק את התנור ומחכה שהבצק יתפח."],
    ["windows-1256", "خباز القرية يستيقظ كل صباح باكرا جدا ويشعل الفرن وينتظر حتى يرتفع العجين."],
    ["iso-8859-5", RUSSIAN],
    ["ibm866", RUSSIAN],
    ["windows-1252", FRENCH],
    [
      "windows-1252",
      "Bakarinn í þorpinu fer á fætur mjög snemma á hverjum morgni, kveikir upp í ofninum og bíður eftir að deigið lyfti sér.",
    ],
    ["windows-874", "คนทำขนมปังของหมู่บ้านตื่นแต่เช้ามืดทุกวันเพื่อจุดเตาและรอให้แป้งขึ้น"],
  ];
  for (const [charset, text] of told) {
    const bytes = encode(page("", text), charset);
    assert.ok(decodePage(bytes, "text/html").text.includes(text), `${charset} read as ${charsetOf(bytes, "")}`);
  }
});

test("UTF-16 without a mark is known by its first letter, ISO-2022-JP by its escapes", () => {
  for (const charset of ["utf-16le", "utf-16be"])
    assert.equal(charsetOf(encode(`\n <p>${JAPANESE.repeat(40)}</p>`, charset), ""), charset);
  const escaped = createMultibyteEncoder("iso-2022-jp")(page("", JAPANESE));
  assert.ok(decodePage(escaped, "text/html").text.includes(JAPANESE));
  assert.ok(decodePage(escaped, "text/html; charset=utf-8").text.includes(JAPANESE));
  assert.equal(charsetOf(new TextEncoder().encode("<p>costs \u001b[1m$B</p>"), ""), "utf-8");
});
