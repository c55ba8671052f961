import assert from "node:assert/strict";
import { test } from "node:test";
import { identifyUrl, identityHash } from "../../src/core/url-identity.ts";

function identityOf(address: string): string {
  const found = identifyUrl(address);
  assert.ok("identity" in found, `${address} is an address`);
  return found.identity;
}

/** Each row: the identity, and addresses that all have it. */
const same: [identity: string, ...addresses: string[]][] = [
  ["a.example", "https://a.example", "https://a.example/", "http://a.example/", "HTTPS://A.EXAMPLE/", "a.example"],
  [
    "a.example",
    "https://a.example:443/",
    "http://a.example:80/",
    "https://a.example./",
    "https://a.example/?",
    "https://a.example/#top",
  ],
  [
    "a.example",
    "https://www.a.example/",
    "https://m.a.example/",
    "https://mobile.a.example/",
    "https://amp.a.example/",
    "https://www.m.a.example/",
  ],
  [
    "a.example",
    "https://ada:secret@a.example/",
    "//a.example",
    "  https://a.example/ \n",
    "https:a.example",
    "https:\\\\a.example\\",
  ],
  [
    "a.example/b",
    "https://a.example/b",
    "https://a.example/b/",
    "https://a.example/b//",
    "https://a.example/x/../b",
    "https://a.example/./b",
    "https://a.example/x/%2e%2e/b",
  ],
  [
    "a.example/b",
    "https://a.example/b?utm_source=mail&UTM_Medium=x",
    "https://a.example/b?fbclid=1",
    "https://a.example/b?gclid=1&msclkid=2",
    "https://a.example/b?mc_eid=1&mc_cid=2",
    "https://a.example/b?igshid=1",
  ],
  [
    "a.example/b",
    "https://a.example/b?ref_src=twsrc%5Etfw",
    "https://a.example/b?_ga=1&_gl=2",
    "https://a.example/b?mkt_tok=1",
    "https://a.example/b?__hstc=1&_hsenc=2",
    "https://a.example/b?srsltid=3",
  ],
  ["a.example/b", "https://a.example/b#:~:text=words", "https://a.example/b#chapter", "https://a.example/b#"],
  [
    "a.example/b?x=1&y=2",
    "https://a.example/b?x=1&y=2",
    "https://a.example/b?y=2&x=1",
    "https://a.example/b/?y=2&&x=1&",
    "https://a.example/b?y=2&utm_id=3&x=1",
  ],
  ["a.example/b?x=2&x=1", "https://a.example/b?x=2&x=1", "https://a.example/b?x=2&utm_term=9&x=1"],
  ["a.example/b?x", "https://a.example/b?x", "https://a.example/b?x="],
  [
    "a.example/b?q=two+words",
    "https://a.example/b?q=two+words",
    "https://a.example/b?q=two%20words",
    "https://a.example/b?q=two words",
  ],
  ["a.example/b?q=/a:b@c", "https://a.example/b?q=%2Fa%3ab%40c", "https://a.example/b?q=/a:b@c"],
  ["a.example/%C3%A9", "https://a.example/é", "https://a.example/%c3%a9", "https://a.example/%C3%A9"],
  ["a.example/~ada/(x)", "https://a.example/%7eada/%28x%29", "https://a.example/~ada/(x)"],
  ["a.example/a%2Fb", "https://a.example/a%2fb", "https://a.example/a%2Fb"],
  ["a.example/100%", "https://a.example/100%", "https://a.example/100%/"],
  [
    "xn--bcher-kva.example",
    "https://bücher.example/",
    "https://BÜCHER.example",
    "https://xn--bcher-kva.example/",
    "https://b%C3%BCcher.example/",
    "bücher.example",
  ],
  ["a.example:8443/x", "https://a.example:8443/x", "http://a.example:8443/x/", "a.example:8443/x"],
  ["localhost:8080/x", "localhost:8080/x", "http://localhost:8080/x/"],
  ["192.0.2.7/x", "192.0.2.7/x", "http://192.0.2.7/x", "https://192.0.2.7:443/x", "http://0xc0000207/x"],
  ["[2001:db8::1]:8080", "[2001:db8::1]:8080", "http://[2001:0DB8:0::1]:8080/"],
  ["m.example", "https://m.example/", "https://www.m.example"],
  [
    "a.example/2026/05/my-story",
    "https://a.example/2026/05/my-story/amp/",
    "https://a.example/2026/05/my-story/amp",
    "https://a.example/2026/05/my-story?amp",
    "https://amp.a.example/2026/05/my-story?amp=1",
    "https://a.example/2026/05/my-story?outputType=amp",
  ],
  ["a.example/my-story.html", "https://a.example/my-story.amp.html", "https://a.example/my-story.html"],
  [
    "a.example/my-story",
    "https://www.google.com/amp/s/a.example/my-story",
    "https://www.google.co.uk/amp/s/www.a.example/my-story/amp/",
    "https://a-example.cdn.ampproject.org/c/s/a.example/my-story",
    "https://a-example.cdn.ampproject.org/v/a.example/my-story?amp=1",
  ],
  [
    "a.example/b",
    "https://www.google.com/url?sa=t&url=https%3A%2F%2Fa.example%2Fb&usg=x",
    "https://www.google.com/url?q=https://a.example/b",
    "https://l.facebook.com/l.php?u=https%3A%2F%2Fa.example%2Fb%3Ffbclid%3D1&h=x",
    "https://out.reddit.com/t3_1?url=https%3A%2F%2Fa.example%2Fb",
    "https://duckduckgo.com/l/?uddg=https%3A%2F%2Fa.example%2Fb",
    "https://eu.safelinks.protection.outlook.com/?url=https%3A%2F%2Fa.example%2Fb&data=1",
  ],
  ["a.example/app#/lists/7", "https://a.example/app#/lists/7", "https://a.example/app/#/lists/7/"],
  ["a.example#!/lists/7", "https://a.example/#!/lists/7"],
  ["a.example", "https://a.example/#/", "https://a.example/#!/"],
  [
    "youtube.com/watch?v=abcDEF123_-",
    "https://www.youtube.com/watch?v=abcDEF123_-",
    "https://youtu.be/abcDEF123_-?si=xyz",
    "https://m.youtube.com/watch?v=abcDEF123_-&t=42s",
    "https://www.youtube.com/shorts/abcDEF123_-?feature=share",
    "https://www.youtube.com/embed/abcDEF123_-",
    "https://www.youtube-nocookie.com/embed/abcDEF123_-",
    "https://www.youtube.com/watch?list=PL1&index=3&v=abcDEF123_-",
    "https://music.youtube.com/watch?v=abcDEF123_-",
    "https://www.youtube.com/live/abcDEF123_-",
    "youtu.be/abcDEF123_-",
  ],
  [
    "youtube.com/playlist?list=PL1",
    "https://www.youtube.com/playlist?list=PL1&si=x",
    "https://www.youtube.com/embed/videoseries?list=PL1",
  ],
  ["youtube.com/@ada", "https://www.youtube.com/@ada?si=x", "https://m.youtube.com/@ada/"],
  ["a.example/b", "https://www.youtube.com/redirect?event=x&q=https%3A%2F%2Fa.example%2Fb"],
  [
    "x.com/i/status/1234567890",
    "https://twitter.com/ada/status/1234567890",
    "https://mobile.twitter.com/ada/status/1234567890?s=20",
    "https://x.com/ada/status/1234567890?t=a&s=19",
    "https://x.com/Ada/status/1234567890/photo/1",
    "https://x.com/i/web/status/1234567890",
    "https://twitter.com/i/status/1234567890",
    "https://fxtwitter.com/ada/status/1234567890",
    "https://twitter.com/ada/statuses/1234567890",
  ],
  ["x.com/ada", "https://twitter.com/Ada", "https://x.com/ada/", "https://mobile.twitter.com/ada?lang=en"],
  [
    "reddit.com/comments/1abcd2",
    "https://www.reddit.com/r/bread/comments/1abcd2/my_first_loaf/",
    "https://old.reddit.com/r/bread/comments/1abcd2/my_first_loaf/",
    "https://new.reddit.com/r/Bread/comments/1abcd2/",
    "https://np.reddit.com/r/bread/comments/1abcd2",
    "https://redd.it/1abcd2",
    "https://www.reddit.com/comments/1abcd2",
    "https://m.reddit.com/r/bread/comments/1abcd2/other_words?share_id=x&utm_source=share",
    "https://www.reddit.com/gallery/1abcd2",
    "https://www.reddit.com/user/ada/comments/1abcd2/my_first_loaf/",
  ],
  [
    "reddit.com/comments/1abcd2/_/kx9",
    "https://www.reddit.com/r/bread/comments/1abcd2/my_first_loaf/kx9/?context=3",
    "https://old.reddit.com/r/bread/comments/1abcd2/_/kx9",
  ],
  ["reddit.com/r/bread", "https://www.reddit.com/r/Bread/", "https://old.reddit.com/r/bread"],
  [
    "open.spotify.com/track/1a2B",
    "https://open.spotify.com/track/1a2B?si=x",
    "https://open.spotify.com/intl-de/track/1a2B",
    "https://open.spotify.com/embed/track/1a2B",
  ],
  [
    "instagram.com/p/Cx_1-a",
    "https://www.instagram.com/p/Cx_1-a/?igsh=x",
    "https://instagram.com/reel/Cx_1-a",
    "https://www.instagram.com/ada/p/Cx_1-a/?img_index=2",
    "https://instagr.am/p/Cx_1-a",
  ],
  [
    "tiktok.com/video/7123",
    "https://www.tiktok.com/@ada/video/7123?_r=1&_t=x",
    "https://m.tiktok.com/@ada/video/7123",
    "https://www.tiktok.com/embed/v2/7123",
  ],
  [
    "en.wikipedia.org/wiki/Bread",
    "https://en.wikipedia.org/wiki/Bread",
    "https://en.m.wikipedia.org/wiki/Bread#History",
    "https://en.wikipedia.org/wiki/Bread?wprov=sfla1",
    "https://en.wikipedia.org/w/index.php?title=Bread",
  ],
  [
    "stackoverflow.com/q/1234",
    "https://stackoverflow.com/questions/1234/how-to-x",
    "https://stackoverflow.com/questions/1234",
    "https://stackoverflow.com/q/1234/99",
    "https://stackoverflow.com/questions/1234/other?rq=1#5678",
  ],
  [
    "stackoverflow.com/a/5678",
    "https://stackoverflow.com/a/5678",
    "https://stackoverflow.com/a/5678/99",
    "https://stackoverflow.com/questions/1234/how-to-x/5678#5678",
  ],
  [
    "amazon.de/dp/B00EXAMPLE",
    "https://www.amazon.de/Some-Book/dp/B00EXAMPLE/ref=sr_1_1?qid=1&th=1",
    "https://www.amazon.de/gp/product/B00EXAMPLE?tag=x",
    "https://amazon.de/dp/b00example",
  ],
  ["vimeo.com/1234", "https://vimeo.com/1234?share=copy", "https://player.vimeo.com/video/1234"],
  [
    "facebook.com/ada/posts/1",
    "https://m.facebook.com/ada/posts/1/?mibextid=x",
    "https://web.facebook.com/ada/posts/1",
  ],
];

for (const [identity, ...addresses] of same) {
  for (const address of addresses) {
    test(`${address.trim()} is known as ${identity}`, () => assert.equal(identityOf(address), identity));
  }
}

const different: [one: string, other: string][] = [
  ["https://a.example/b", "https://a.example/B"],
  ["https://a.example/b", "https://b.example/b"],
  ["https://a.example/b?x=1", "https://a.example/b?x=2"],
  ["https://a.example/b?x=1&x=2", "https://a.example/b?x=2&x=1"],
  ["https://a.example/b?q=%E4", "https://a.example/b?q=%F6"],
  ["https://a.example/a%2Fb", "https://a.example/a/b"],
  ["https://a.example/b?q=a%26b", "https://a.example/b?q=a&b"],
  ["https://a.example/b?q=1%2B1", "https://a.example/b?q=1+1"],
  ["https://a.example:8080/", "https://a.example/"],
  ["https://a.example/#/one", "https://a.example/#/two"],
  ["https://a.example/docs/amp", "https://a.example/docs"],
  ["https://a.example/b?ref=1", "https://a.example/b"],
  ["https://a.example/b?si=1", "https://a.example/b"],
  ["https://m.example/", "https://example.example/"],
  ["https://en.wikipedia.org/wiki/A", "https://de.wikipedia.org/wiki/A"],
  ["https://www.youtube.com/watch?v=abcDEF123_-", "https://www.youtube.com/watch?v=ABCdef123_-"],
  ["https://www.youtube.com/playlist?list=PL1", "https://www.youtube.com/playlist?list=PL2"],
  ["https://x.com/ada/status/1", "https://x.com/ada/status/2"],
  ["https://x.com/share?url=https://a.example", "https://x.com/share?url=https://b.example"],
  ["https://www.reddit.com/r/bread/comments/1abcd2/x/kx9", "https://www.reddit.com/r/bread/comments/1abcd2/x/"],
  ["https://i.redd.it/1abcd2", "https://redd.it/1abcd2"],
  ["https://www.google.com/search?q=a", "https://www.google.com/search?q=b"],
  ["https://stackoverflow.com/questions/tagged/x", "https://stackoverflow.com/questions/tagged/y"],
  ["https://www.youtube.com.evil.example/watch?v=abcDEF123_-", "https://www.youtube.com/watch?v=abcDEF123_-"],
  ["https://notx.com/ada/status/1", "https://x.com/ada/status/1"],
];

for (const [one, other] of different) {
  test(`${one} and ${other} are two pages`, () => assert.notEqual(identityOf(one), identityOf(other)));
}

const shown: [given: string, address: string][] = [
  ["https://a.example", "https://a.example/"],
  ["HTTP://A.Example:80/B", "http://a.example/B"],
  ["https://ada:secret@a.example/b", "https://a.example/b"],
  ["https://ada@a.example/b", "https://a.example/b"],
  ["https://a.example./b", "https://a.example/b"],
  ["https://a.example/b?utm_source=x", "https://a.example/b?utm_source=x"],
  ["https://a.example/b#part", "https://a.example/b"],
  ["https://a.example/#!/b", "https://a.example/#!/b"],
  ["https://a.example/#/b", "https://a.example/#/b"],
  ["https://www.a.example/b/", "https://www.a.example/b/"],
  ["https://bücher.example/é", "https://xn--bcher-kva.example/%C3%A9"],
  ["https://a.example/two words", "https://a.example/two%20words"],
  ["example.org/path", "https://example.org/path"],
  ["www.example.org", "https://www.example.org/"],
  ["//example.org/path", "https://example.org/path"],
  ["example.org:8443", "https://example.org:8443/"],
  ["localhost", "http://localhost/"],
  ["localhost:8080/x", "http://localhost:8080/x"],
  ["wall.localhost/x", "http://wall.localhost/x"],
  ["127.0.0.1:3000", "http://127.0.0.1:3000/"],
  ["[::1]/x", "http://[::1]/x"],
  ["пример.рф", "https://xn--e1afmkfd.xn--p1ai/"],
  ["例え.example/x", "https://xn--r8jz45g.example/x"],
  ["http://nas/x", "http://nas/x"],
  ["https://a.exa\nmple/", "https://a.example/"],
];

for (const [given, address] of shown) {
  test(`${JSON.stringify(given)} is fetched as ${address}`, () => {
    const found = identifyUrl(given);
    assert.equal("address" in found && found.address, address);
  });
}

const refused: [given: string, problem: string][] = [
  ["", "not-a-url"],
  ["   ", "not-a-url"],
  ["hello", "not-a-url"],
  ["hello world", "not-a-url"],
  ["hello.", "not-a-url"],
  ["e.g.", "not-a-url"],
  ["3.14", "not-a-url"],
  ["1.2.3.4.5", "not-a-url"],
  ["999.1.1.1", "not-a-url"],
  ["10:30", "not-a-url"],
  ["note: buy milk", "not-a-url"],
  ["nas/x", "not-a-url"],
  ["/path/only", "not-a-url"],
  ["?q=x", "not-a-url"],
  ["#tag", "not-a-url"],
  ["ada@post.example", "not-a-url"],
  ["ada:secret@a.example/x b", "not-a-url"],
  ["a..example", "not-a-url"],
  ["see example.org today", "not-a-url"],
  ["http://", "not-a-url"],
  ["https:", "not-a-url"],
  ["https:///", "not-a-url"],
  ["https://./", "not-a-url"],
  ["https://a b.example/", "not-a-url"],
  ["https://a.example:99999/", "not-a-url"],
  ["https://[::1/", "not-a-url"],
  ["https://xn--\u0001/", "not-a-url"],
  ["javascript:alert(1)", "scheme-not-allowed"],
  ["JavaScript: alert(1) // two words", "scheme-not-allowed"],
  ["java\nscript:alert(1)", "scheme-not-allowed"],
  ["data:text/html,<b>x</b>", "scheme-not-allowed"],
  ["file:///etc/hosts", "scheme-not-allowed"],
  ["ftp://a.example/x", "scheme-not-allowed"],
  ["mailto:ada@post.example", "scheme-not-allowed"],
  ["tel:123456", "scheme-not-allowed"],
  ["ws://a.example/", "scheme-not-allowed"],
  ["blob:https://a.example/1", "scheme-not-allowed"],
  ["view-source:https://a.example/", "scheme-not-allowed"],
  ["chrome-extension://abc/x.html", "scheme-not-allowed"],
  [`https://a.example/${"x".repeat(8_000)}`, "address-too-long"],
  [`https://a.example/${"é".repeat(2_000)}`, "address-too-long"],
  ["x".repeat(8_001), "address-too-long"],
];

for (const [given, problem] of refused) {
  test(`${JSON.stringify(given.slice(0, 60))} is refused as ${problem}`, () => {
    assert.deepEqual(identifyUrl(given), { problem });
  });
}

test("identifying what was identified changes nothing", () => {
  for (const address of [...same.flatMap(([, ...addresses]) => addresses), ...shown.map(([given]) => given)]) {
    const once = identifyUrl(address);
    assert.ok("address" in once);
    assert.deepEqual(identifyUrl(once.address), once);
  }
});

test("redirectors within redirectors are followed three deep and no further", () => {
  const wrap = (inner: string) => `https://www.google.com/url?q=${encodeURIComponent(inner)}`;
  assert.equal(identityOf(wrap(wrap(wrap("https://a.example/b")))), "a.example/b");
  assert.match(identityOf(wrap(wrap(wrap(wrap("https://a.example/b"))))), /^google\.com\/url\?q=/);
});

test("a redirector that leads to a script keeps its own identity", () => {
  assert.match(identityOf("https://www.google.com/url?q=javascript:alert(1)"), /^google\.com\/url/);
});

test("hostile addresses of full length are answered", () => {
  for (const piece of ["%2e%2e/", "/amp", "&a", "www.", "%", "a.", "?", "#/", "%25", "@", "[", "/.-_", "-", "/"]) {
    const found = identifyUrl(`https://a.example/${piece.repeat(10_000)}`.slice(0, 8_000));
    assert.ok("identity" in found || "problem" in found);
    const bare = identifyUrl(piece.repeat(10_000).slice(0, 8_000));
    assert.ok("identity" in bare || "problem" in bare);
  }
});

test("a hash is 22 characters of base64url, equal for equal identities only", () => {
  assert.match(identityHash("a.example/b"), /^[\w-]{22}$/);
  assert.equal(identityHash("a.example/b"), identityHash("a.example/b"));
  assert.notEqual(identityHash("a.example/b"), identityHash("a.example/c"));
});
