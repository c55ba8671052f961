import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import { MAX_QUERY_TERMS, type QueryTerm, queryWords, wordsOf } from "../../src/core/words.ts";

const rows: [what: string, text: string, words: string][] = [
  ["nothing", "", ""],
  ["spaces", " \n\t ", ""],
  ["plain words", "The quick brown fox", "the quick brown fox"],
  ["punctuation", 'Well, (yes)! "No"? a/b;c:d', "well yes no a b c d"],
  ["repeats stay", "to be or not to be", "to be or not to be"],
  ["accents", "Crème brûlée à l'été", "creme brulee a lete l ete"],
  ["decomposed accents", "cafe\u0301", "cafe"],
  ["German", "Größe STRAẞE Übermut", "grosse strasse ubermut"],
  ["Danish", "Ærø smørrebrød Ålborg", "aero smorrebrod alborg"],
  ["Polish", "Zażółć Łódź", "zazolc lodz"],
  ["Turkish", "İstanbul ışık ŞEHİR", "istanbul isik sehir"],
  ["Vietnamese", "Tiếng Việt đường", "tieng viet duong"],
  ["Icelandic", "Þór maður", "thor madur"],
  ["ligatures", "œuvre ﬁsh", "oeuvre fish"],
  ["full-width letters", "ＡＢＣ１２", "abc12"],
  ["mathematical letters", "𝔘nicode", "unicode"],
  ["Greek", "ΟΔΟΣ οδός", "οδοσ οδοσ"],
  ["Russian ё", "Ёлка ещё", "елка еще"],
  ["Russian й", "Йод мой", "йод мой"],
  ["Russian й taken apart", "мои\u0306", "мой"],
  ["Russian stress", "за\u0301мок", "замок"],
  ["Ukrainian ї", "їжа", "їжа"],
  ["Arabic marks and tatweel", "بِسْمِ اللّـــه", "بسم الله"],
  ["Arabic alef and ta", "أحمد مدرسة", "احمد مدرسه"],
  ["Persian half-space", "می‌خواهم", "ميخواهم مي خواهم"],
  ["Hebrew points", "שָׁלוֹם", "שלום"],
  ["Arabic digits", "٣٤ ۵", "34 5"],
  ["Devanagari digits", "१२३", "123"],
  ["Hindi vowels tell words apart", "हिन्दी हन्दू", "हइनदई हनदऊ"],
  ["Tamil", "தமிழ்", "தமஇழ"],
  ["one Han letter", "猫", "猫"],
  ["two Han letters", "日本", "日本 本"],
  ["Chinese", "我爱面包", "我爱 爱面 面包 包"],
  ["Chinese with punctuation", "你好，世界。", "你好 好 世界 界"],
  ["Japanese of three scripts", "食パンを", "食パ パン ンを を"],
  ["long vowels and repeats", "ケーキ人々", "ケー ーキ キ人 人々 々"],
  ["half-width kana", "ﾊﾞｶ", "バカ カ"],
  ["kana taken apart", "は\u3099か", "ばか か"],
  ["voiced kana are other letters", "か が", "か が"],
  ["Korean", "한국어 공부", "한국 국어 어 공부 부"],
  ["Korean taken apart", "\u1112\u1161\u11ab\u1100\u116e\u11a8", "한국 국"],
  ["Han next to Latin", "私はiPhone15を", "私は は iphone15 i phone15 を"],
  ["a year in Japanese", "2024年", "2024 年"],
  ["Thai", "ภาษา", "ภา าษ ษา า"],
  ["Thai tones are left out", "น้ำ", "นา า"],
  ["Burmese and its digits", "မန ၁၂", "မန န 12"],
  ["Khmer", "ខ្មែរ", "ខម មឯ ឯរ រ"],
  ["Lao", "ລາວ", "ລາ າວ ວ"],
  ["numbers", "in 2024 for 3 500", "in 2024 for 3 500"],
  ["decimals", "3.14", "314 3 14"],
  ["versions", "v2.5.15", "v2515 v2 5 15"],
  ["letters with digits", "utf8 mp3 4K 2FA H264", "utf8 mp3 4k 2fa h264"],
  ["camel case", "camelCase", "camelcase camel case"],
  ["Pascal case", "GitHub", "github git hub"],
  ["initials in camel case", "parseHTTPServer", "parsehttpserver parse http server"],
  ["digits in camel case", "base64Encode", "base64encode base64 encode"],
  ["accented camel case", "CaféÜber", "cafeuber cafe uber"],
  ["capitals", "NASA ÉTÉ", "nasa ete"],
  ["snake case", "snake_case_name", "snakecasename snake case name"],
  ["hyphens", "e-mail Wi-Fi", "email e mail wifi wi fi"],
  ["apostrophes", "don't O’Neil", "dont don t oneil o neil"],
  ["Catalan's middle dot", "col·lecció co\u0140lecció", "colleccio col leccio colleccio col leccio"],
  ["dotted names", "node.js", "nodejs node js"],
  ["camel case in dotted names", "path.joinAll", "pathjoinall path joinall join all"],
  ["more than six parts are not joined", "a-b-c-d-e-f-g", "a b c d e f g"],
  ["more than six humps are one word", "aAbBcCdDeEfFgG", "aabbccddeeffgg"],
  ["e-mail addresses", "ada@post.example", "ada postexample post example"],
  ["web addresses", "https://www.a.example/my-post?x=1", "wwwaexample www a example mypost my post x 1"],
  ["a word called http", "http and https", "http and https"],
  ["emoji", "a 🎉 b🎉c 👩‍👧", "a b c"],
  ["symbols", "a + b = c © ™ ①", "a b c 1"],
  ["fractions", "½ x²", "12 1 2 x2"],
  ["soft hyphens", "hy\u00adphen", "hyphen"],
  ["quotes and operators of databases", "a\"b' OR NEAR(x) c:* & | ! \\", "a b or near x c"],
  ["lone surrogates", "a\ud83d b", "a b"],
  ["NUL", "a\0b", "a b"],
  ["fillers nobody sees", "\u3164\u115f", ""],
];

for (const [what, text, words] of rows) {
  test(`${what}: ${JSON.stringify(text)} has the words "${words}"`, () => {
    assert.deepEqual(wordsOf(text), words === "" ? [] : words.split(" "));
  });
}

test("a limit keeps the first words only", () => {
  assert.deepEqual(wordsOf("a b c", 2), ["a", "b"]);
  assert.deepEqual(wordsOf("foo.bar 日本語", 2), ["foobar", "foo"]);
  assert.deepEqual(wordsOf("日本語", 1), ["日本"]);
  assert.deepEqual(wordsOf("a", 0), []);
});

test("a word is cut at 64 units and never within a letter", () => {
  assert.deepEqual(wordsOf("x".repeat(100)), ["x".repeat(64)]);
  assert.deepEqual(wordsOf(`x${"\u{10428}".repeat(100)}`), [`x${"\u{10428}".repeat(31)}`]);
});

test("hostile texts have few words, short ones", () => {
  const hostile: [text: string, mostWords: number][] = [
    ["a".repeat(1_000_000), 1],
    [`a${"\u0301\u0323".repeat(500_000)}`, 1],
    [`一${"\u302a\u302d".repeat(500_000)}`, 1],
    [`は${"\u3099".repeat(1_000_000)}`, 2],
    [`a${"\u00ad".repeat(1_000_000)}`, 1],
    ["aA".repeat(500_000), 1],
    ["ﷺ".repeat(1_000_000), 2_000],
    ["a.".repeat(500_000), 500_000],
    ["一".repeat(1_000_000), 1_000_000],
    [".'-_".repeat(250_000), 0],
    ["https://".repeat(125_000), 0],
  ];
  for (const [text, mostWords] of hostile) {
    const words = wordsOf(text);
    assert.ok(words.length <= mostWords, `${text.slice(0, 10)} has ${words.length} words`);
    assert.ok(words.every((word) => word.length <= 64 && word.isWellFormed()));
  }
});

/** Every character up to U+2FFF and every letter, number and mark above; of Han, Hangul and Tangut, which are alike, one in 16. */
const everyLetter = Array.from({ length: 0x110000 }, (_, code) => code)
  .filter((code) => code < 0xd800 || code > 0xdfff)
  .filter((code) => code < 0x3000 || /[\p{L}\p{N}\p{M}]/u.test(String.fromCodePoint(code)))
  .filter(
    (code) => code % 16 === 0 || !/[\p{Unified_Ideograph}\p{sc=Hangul}\p{sc=Tangut}]/u.test(String.fromCodePoint(code)),
  )
  .map((code) => String.fromCodePoint(code));

test("words hold letters and numbers only, whatever letter a text holds", () => {
  for (const letter of everyLetter) {
    for (const word of wordsOf(`x${letter}y`))
      assert.match(word, /^[\p{L}\p{N}]+$/u, letter.codePointAt(0)!.toString(16));
  }
});

for (const tokenize of ["ascii", "unicode61 remove_diacritics 0"]) {
  test(`FTS5 with ${tokenize} gives back exactly our words, for letters of every script`, (t) => {
    const database = new DatabaseSync(":memory:");
    t.after(() => database.close());
    database.exec(`create virtual table found using fts5(words, tokenize = '${tokenize}', content = '');
      create virtual table terms using fts5vocab(found, 'instance')`);
    const insert = database.prepare("insert into found(rowid, words) values (?, ?)");
    const texts = rows.map(([, text]) => text);
    for (let at = 0; at < everyLetter.length; at += 500)
      texts.push(everyLetter.slice(at, at + 500).join(" "), everyLetter.slice(at, at + 500).join("x"));
    const stored = texts.map((text) => wordsOf(text));
    database.exec("begin");
    for (const [at, words] of stored.entries()) insert.run(at + 1, words.join(" "));
    database.exec("commit");
    const given = stored.map((): string[] => []);
    for (const { doc, term } of database.prepare("select doc, term from terms order by doc, offset").all()) {
      given[Number(doc) - 1]!.push(String(term));
    }
    assert.ok(stored.every((words, at) => words.join(" ") === given[at]!.join(" ")));
    assert.deepEqual(given.slice(0, rows.length), stored.slice(0, rows.length));
  });
}

/** A term in one line: `word`, `prefix*`, `"a phrase"`, `"a phrase"* / joined`. */
function shown({ kind, words, prefixLast, joined }: QueryTerm): string {
  const written = kind === "phrase" ? `"${words.join(" ")}"` : words.join(" ");
  return `${written}${prefixLast ? "*" : ""}${joined === null ? "" : ` / ${joined}`}`;
}

const queries: [query: string, ...terms: string[]][] = [
  [""],
  ["  "],
  ["🎉"],
  ["bread", "bread*"],
  ["bread ", "bread"],
  ["bread.", "bread"],
  ["Rye Bre", "rye", "bre*"],
  ["rye bread\n", "rye", "bread"],
  ["crème", "creme*"],
  ["node.js ", '"node js" / nodejs'],
  ["node.j", '"node j"* / nodej'],
  ["e-mail ", '"e mail" / email'],
  ["GitHub ", '"git hub" / github'],
  ["github ", "github"],
  ["path.joinAll ", '"path joinall join all" / pathjoinall'],
  ["https://a.example/x ", '"a example" / aexample', "x"],
  ["日", "日*"],
  ["日 ", "日*"],
  ["日本", "日本"],
  ["日本語", '"日本 本語"'],
  ["日本語 ", '"日本 本語"'],
  ["東京tower", "東京", "tower*"],
  ["tower東京", "tower", "東京"],
  ["ภาษา", '"ภา าษ ษา"'],
  ["ดี", "ดई"],
  ["bread 🎉", "bread"],
];

for (const [query, ...terms] of queries) {
  test(`the query ${JSON.stringify(query)} asks for ${terms.join(" and ") || "nothing"}`, () => {
    const asked = queryWords(query);
    assert.deepEqual(asked.terms.map(shown), terms);
    assert.equal(asked.prefixLast, /[a-zè]$/.test(query));
  });
}

/** What a database answers, done plainly: one word, the start of one, or words one after another. */
function isFound(term: QueryTerm, words: readonly string[]): boolean {
  const last = term.words.length - 1;
  const fits = (word: string | undefined, asked: string, isLast: boolean) =>
    word !== undefined && (isLast && term.prefixLast ? word.startsWith(asked) : word === asked);
  return words.some(
    (word, start) =>
      term.words.every((asked, at) => fits(words[start + at], asked, at === last)) ||
      (term.joined !== null && fits(word, term.joined, true)),
  );
}

test("every text is found by a query copied from it", () => {
  for (const [what, text] of rows) {
    const words = wordsOf(text);
    for (const term of queryWords(text).terms) assert.ok(isFound(term, words), `${what}: ${shown(term)}`);
  }
});

const found: [query: string, text: string, isFound: boolean][] = [
  ["email", "Send an e-mail", true],
  ["e-mail", "Send an email", true],
  ["github", "On GitHub", true],
  ["GitHub", "on github", true],
  ["example.org", "see www.example.org/x", true],
  ["strasse", "Lange Straße", true],
  ["猫", "我爱猫", true],
  ["猫", "黑猫", true],
  ["本語", "日本語", true],
  ["日語", "日本語", false],
  ["dont", "I don't", true],
  ["bre", "rye bread", true],
  ["bre ", "rye bread", false],
  ["foo.bar", "bar foo", false],
  ["हिन्दी", "हन्दू", false],
];

for (const [query, text, expected] of found) {
  test(`${JSON.stringify(query)} ${expected ? "finds" : "does not find"} ${JSON.stringify(text)}`, () => {
    const words = wordsOf(text);
    assert.equal(
      queryWords(query).terms.every((term) => isFound(term, words)),
      expected,
    );
  });
}

test("a query of a thousand words asks for the first ones only", () => {
  const asked = queryWords("word ".repeat(1_000));
  assert.equal(asked.terms.length, MAX_QUERY_TERMS);
});
