import assert from "node:assert/strict";
import { test } from "node:test";
import { identifyUrl } from "../../src/core/url-identity.ts";
import { cpuMsOf } from "../harness/cpu-time.ts";

function identityOf(address: string): string {
  const found = identifyUrl(address);
  assert.ok("identity" in found, `${address} is an address`);
  return found.identity;
}

/** Each row: the identity, and addresses that all have it. The general ones stand in url-identity.test.ts. */
const same: [identity: string, ...addresses: string[]][] = [
  // Ports and slashes.
  ["a.example", "http://a.example:443/", "https://a.example:80/"],
  ["a.example/b/c", "https://a.example//b///c//", "https://a.example/b//c"],
  ["[2001:db8::1]/x", "http://[2001:DB8:0:0::1]/x/", "https://[2001:db8::1]:443/x", "[2001:db8::1]/x"],
  ["[::ffff:c000:207]", "http://[::ffff:192.0.2.7]//"],
  ["xn--fiqs8s.example", "https://中国.example/", "https://www.中国.example", "https://xn--fiqs8s.example"],
  ["a.example/a%20b", "https://a.example/a b", "https://a.example/a%20b/"],
  ["a.example/a|b[c]", "https://a.example/a%7Cb%5bc%5D", "https://a.example/a|b[c]"],

  // Parameters that follow people, one family a line.
  [
    "a.example/b",
    "https://a.example/b?utm_source=a&utm_medium=b&utm_campaign=c&utm_term=d&utm_content=e&utm_id=f",
    "https://a.example/b?utm_source_platform=a&utm_creative_format=b&UTM_NAME=c&utm_brand=d",
    "https://a.example/b?gclid=1&gclsrc=aw.ds&dclid=2&gbraid=3&wbraid=4&gad_source=1&gad_campaignid=5&srsltid=6",
    "https://a.example/b?fbclid=1&fb_action_ids=2&fb_source=3&fb_ref=4",
    "https://a.example/b?msclkid=1",
    "https://a.example/b?mc_cid=1&mc_eid=2&mc_tc=3",
    "https://a.example/b?igshid=1&igsh=2&ig_rid=3&ig_mid=4",
    "https://a.example/b?yclid=1&ysclid=2&ymclid=3&_openstat=4",
    "https://a.example/b?_hsenc=1&_hsmi=2&__hstc=3&__hssc=4&__hsfp=5&hsCtaTracking=6&hsa_acc=7",
    "https://a.example/b?mkt_tok=1",
    "https://a.example/b?vero_id=1&vero_conv=2",
    "https://a.example/b?oly_anon_id=1&oly_enc_id=2",
    "https://a.example/b?wickedid=1&ttclid=2&twclid=3&li_fat_id=4&epik=5&ScCid=6&qclid=7&rdt_cid=8",
    "https://a.example/b?tblci=1&dicbo=2&irclickid=3&irgwc=1&cjevent=4&zanpid=5&awc=6",
    "https://a.example/b?_ga=1&_gl=2&_gac=3&_branch_match_id=4&_bhlid=5",
    "https://a.example/b?mtm_campaign=1&matomo_campaign=2&piwik_kwd=3&pk_source=4&pk_cid=5",
    "https://a.example/b?elqTrackId=1&elqTrack=true&dm_i=2&sc_src=3&trk_msg=4&emci=5&et_rid=6&_kx=7&ck_subscriber_id=8",
    "https://a.example/b?wt_mc=1&wt_zmc=2&WT.mc_id=3&xtor=4&s_cid=5&s_kwcid=6&ef_id=7&cm_mmc=8",
    "https://a.example/b?guccounter=1&guce_referrer=2&guce_referrer_sig=3",
    "https://a.example/b?itm_source=1&itm_medium=2&oft_id=3&mindbox-click-id=4&unicorn_click_id=5",
    "https://a.example/b?%75tm_source=1",
  ],
  [
    "a.example/b?id=7&page=2",
    "https://a.example/b?utm_source=x&page=2&fbclid=y&id=7",
    "https://a.example/b?id=7&page=2",
  ],

  // AMP and mobile.
  ["a.example/2026/my-story", "https://a.example/2026/my-story/amp/amp/", "https://a.example/2026/my-story.amp"],
  [
    "a.example/my-story.html",
    "https://a.example/my-story.amp.amp.html",
    "https://amp.a.example/my-story.html?outputType=amp",
  ],
  [
    "a.example/my-story",
    "https://cdn.ampproject.org/c/s/a.example/my-story",
    "https://a-example.cdn.ampproject.org/wp/s/a.example/my-story?amp_js_v=0.1&usqp=mq331AQ",
    "https://www.bing.com/amp/s/a.example/my-story",
    "https://www.google.de/amp/s/amp.a.example/my-story?amp=1",
    "https://a.example/my-story?output=amp",
  ],
  ["a.example/b", "https://amp.m.www.a.example/b", "https://mobile.a.example/b"],

  // Redirectors.
  [
    "a.example/b",
    "https://www.google.fr/url?q=https://a.example/b&sa=D&source=docs",
    "https://www.google.com/imgres?imgurl=https%3A%2F%2Fi.example%2F1.jpg&imgrefurl=https%3A%2F%2Fa.example%2Fb",
    "https://lm.facebook.com/l.php?u=https%3A%2F%2Fa.example%2Fb",
    "https://www.facebook.com/l.php?u=https%3A%2F%2Fa.example%2Fb",
    "https://www.facebook.com/flx/warn/?u=https%3A%2F%2Fa.example%2Fb",
    "https://l.instagram.com/?u=https%3A%2F%2Fa.example%2Fb&e=x",
    "https://l.threads.com/?u=https%3A%2F%2Fa.example%2Fb&e=x",
    "https://l.messenger.com/l.php?u=https%3A%2F%2Fa.example%2Fb",
    "https://www.linkedin.com/safety/go?url=https%3A%2F%2Fa.example%2Fb&trk=x",
    "https://duckduckgo.com/l?uddg=https%3A%2F%2Fa.example%2Fb&rut=x",
    "https://t.umblr.com/redirect?z=https%3A%2F%2Fa.example%2Fb&t=x",
    "https://slack-redir.net/link?url=https%3A%2F%2Fa.example%2Fb",
    "https://vk.com/away.php?to=https%3A%2F%2Fa.example%2Fb",
    "https://steamcommunity.com/linkfilter/?u=https%3A%2F%2Fa.example%2Fb",
    "https://exit.sc/?url=https%3A%2F%2Fa.example%2Fb",
    "https://www.google.com/url?q=https://l.facebook.com/l.php?u=https%253A%252F%252Fa.example%252Fb",
  ],

  // Video and music.
  [
    "youtube.com/watch?v=abcDEF123_-",
    "https://www.youtube.com/watch/abcDEF123_-",
    "https://www.youtube.com/v/abcDEF123_-?version=3",
    "https://www.youtube.com/attribution_link?a=x&u=%2Fwatch%3Fv%3DabcDEF123_-%26feature%3Dshare",
    "https://gaming.youtube.com/watch?v=abcDEF123_-",
    "http://youtu.be/abcDEF123_-/?t=10",
    "https://www.youtube.com/watch?app=desktop&v=abcDEF123_-#comments",
    "https://www.youtube.com/watch?v=abcDEF123_-#/anything",
  ],
  ["youtube.com/@ada", "https://www.youtube.com/@Ada", "https://youtube.com/@ada/featured"],
  [
    "youtube.com/playlist?list=PL1",
    "https://music.youtube.com/playlist?list=PL1",
    "https://www.youtube.com/watch?list=PL1",
  ],
  ["vimeo.com/1234", "https://vimeo.com/channels/staffpicks/1234", "https://vimeo.com/groups/lamps/videos/1234"],
  [
    "vimeo.com/1234/abcdef0123",
    "https://vimeo.com/1234/abcdef0123?share=copy",
    "https://player.vimeo.com/video/1234?h=abcdef0123",
  ],
  [
    "dailymotion.com/video/x8abc",
    "https://www.dailymotion.com/video/x8abc_seven-lamps",
    "https://dai.ly/x8abc",
    "https://www.dailymotion.com/embed/video/x8abc",
  ],
  ["twitch.tv/clip/BraveLamp", "https://clips.twitch.tv/BraveLamp", "https://www.twitch.tv/ada/clip/BraveLamp?sr=a"],
  ["twitch.tv/videos/12", "https://www.twitch.tv/videos/12", "https://m.twitch.tv/ada/v/12"],
  [
    "open.spotify.com/playlist/1a2B",
    "https://open.spotify.com/user/ada/playlist/1a2B",
    "https://play.spotify.com/playlist/1a2B",
  ],
  [
    "imdb.com/title/tt0012345",
    "https://m.imdb.com/title/tt0012345/?ref_=x",
    "https://www.imdb.com/de/title/tt0012345/",
  ],

  // Where people talk.
  [
    "x.com/i/status/1234567890",
    "https://nitter.net/ada/status/1234567890#m",
    "https://xcancel.com/ada/status/1234567890",
    "https://vxtwitter.com/ada/status/1234567890",
    "https://fixupx.com/ada/status/1234567890",
    "https://x.com/ada/status/1234567890/video/1?ref_src=twsrc%5Etfw",
  ],
  ["x.com/search?q=lamps", "https://twitter.com/search?q=lamps", "https://x.com/search?q=lamps&s=20"],
  ["reddit.com/user/ada", "https://www.reddit.com/u/Ada", "https://old.reddit.com/user/ada/"],
  [
    "reddit.com/comments/1abcd2",
    "https://i.reddit.com/r/bread/comments/1abcd2/x",
    "https://reddit.com/r/Bread/comments/1ABCD2/x",
    "https://www.reddit.com/comments/1abcd2/loaf",
    "https://www.reddit.com/tb/1abcd2",
  ],
  [
    "reddit.com/comments/1abcd2/_/kx9",
    "https://www.reddit.com/comments/1abcd2/_/kx9",
    "https://www.reddit.com/r/bread/comments/1abcd2/comment/kx9/",
  ],
  [
    "instagram.com/p/Cx_1-a",
    "https://www.instagram.com/p/Cx_1-a/embed/captioned/",
    "https://www.instagram.com/tv/Cx_1-a",
    "https://www.instagram.com/reels/Cx_1-a/",
  ],
  ["threads.com/t/Cx_1", "https://www.threads.net/@ada/post/Cx_1?xmt=x", "https://www.threads.com/t/Cx_1"],
  [
    "tiktok.com/video/7123",
    "https://www.tiktok.com/@/video/7123",
    "https://m.tiktok.com/v/7123.html",
    "https://www.tiktok.com/@ada.b/photo/7123",
  ],
  [
    "facebook.com/ada/posts/1",
    "https://mbasic.facebook.com/ada/posts/1?refid=52&__tn__=R",
    "https://touch.facebook.com/ada/posts/1",
  ],
  ["bsky.app/profile/ada.example/post/3k", "https://bsky.app/profile/Ada.Example/post/3k?ref_src=embed"],
  [
    "news.ycombinator.com/item?id=12",
    "https://news.ycombinator.com/item?id=12&p=2",
    "https://news.ycombinator.com/item?id=12#13",
  ],
  ["t.me/lamps/12", "https://t.me/s/Lamps/12?single", "https://telegram.me/lamps/12"],

  // Reading.
  [
    "en.wikipedia.org/wiki/Bread",
    "https://en.wikipedia.org/wiki/bread",
    "https://en.wikipedia.org/wiki/Bread#/media/File:Loaf.jpg",
    "https://en.m.wikipedia.org/w/index.php?title=bread",
  ],
  [
    "en.wikipedia.org/wiki/Sourdough_bread",
    "https://en.wikipedia.org/wiki/Sourdough%20bread",
    "https://en.wikipedia.org/w/index.php?title=Sourdough+bread",
  ],
  [
    "en.wikipedia.org/wiki/AC/DC,_live!",
    "https://en.wikipedia.org/wiki/AC/DC,_live!",
    "https://en.wikipedia.org/w/index.php?title=AC/DC%2C_live%21",
    "https://en.m.wikipedia.org/wiki/AC/DC%2c_live!",
  ],
  ["commons.wikimedia.org/wiki/File:Loaf.jpg", "https://commons.m.wikimedia.org/wiki/File:Loaf.jpg"],
  ["de.wiktionary.org/wiki/brot", "https://de.m.wiktionary.org/wiki/brot"],
  ["wikidata.org/wiki/Q1", "https://www.wikidata.org/wiki/Q1", "https://m.wikidata.org/wiki/Q1"],
  ["mathoverflow.net/q/12", "https://mathoverflow.net/questions/12/lamps", "https://mathoverflow.net/q/12/34"],
  ["cooking.stackexchange.com/q/12", "https://cooking.stackexchange.com/questions/12/lamps?noredirect=1&lq=1"],
  ["pt.stackoverflow.com/a/12", "https://pt.stackoverflow.com/a/12/3"],
  [
    "github.com/estuary/lamps",
    "https://github.com/Estuary/Lamps.git",
    "https://github.com/estuary/lamps.git.git",
    "https://www.github.com/estuary/lamps/?tab=readme-ov-file#readme",
  ],
  [
    "github.com/estuary/lamps/issues/8",
    "https://github.com/estuary/lamps/pull/8",
    "https://github.com/Estuary/lamps/issues/8#issuecomment-1",
  ],
  [
    "gist.github.com/0123456789abcdef0123",
    "https://gist.github.com/ada/0123456789abcdef0123",
    "https://gist.github.com/0123456789abcdef0123#file-a-js",
  ],
  [
    "medium.com/p/0a1b2c3d4e5f",
    "https://medium.com/@ada/on-lamps-0a1b2c3d4e5f?source=x",
    "https://ada.medium.com/on-lamps-0a1b2c3d4e5f",
    "https://medium.com/estuary/on-lamps-0a1b2c3d4e5f",
    "https://medium.com/p/0a1b2c3d4e5f",
  ],
  [
    "arxiv.org/abs/2503.01234",
    "https://arxiv.org/abs/2503.01234",
    "http://export.arxiv.org/abs/2503.01234/",
    "https://www.arxiv.org/abs/2503.01234",
  ],
  ["arxiv.org/pdf/2503.01234v2", "https://arxiv.org/pdf/2503.01234v2.pdf", "https://arxiv.org/pdf/2503.01234v2"],
  ["doi.org/10.1000/abc", "https://doi.org/10.1000/ABC", "http://dx.doi.org/10.1000/abc"],
  [
    "docs.google.com/document/d/0123456789abcdefghij-_",
    "https://docs.google.com/document/d/0123456789abcdefghij-_/edit?usp=sharing#heading=h.1",
    "https://docs.google.com/document/u/1/d/0123456789abcdefghij-_/preview",
  ],
  ["ada.blogspot.com/2026/05/lamps.html", "https://ada.blogspot.com/2026/05/lamps.html?m=1"],

  // Shops.
  [
    "amazon.com/dp/B00EXAMPLE",
    "https://smile.amazon.com/dp/B00EXAMPLE",
    "https://www.amazon.com/gp/aw/d/B00EXAMPLE",
    "https://www.amazon.com/exec/obidos/ASIN/B00EXAMPLE/x-20",
    "https://www.amazon.com/o/ASIN/B00EXAMPLE",
    "https://www.amazon.com/-/es/Lamp/dp/b00example?th=1&psc=1",
  ],
  ["ebay.com/itm/123456789012", "https://www.ebay.com/itm/Seven-lamps/123456789012?hash=x"],
  [
    "etsy.com/listing/123",
    "https://www.etsy.com/listing/123/seven-lamps?ref=x",
    "https://www.etsy.com/de/listing/123/sieben-lampen",
  ],
  ["store.steampowered.com/app/123", "https://store.steampowered.com/app/123/Lamps/?snr=1"],
];

for (const [identity, ...addresses] of same) {
  for (const address of addresses) {
    test(`${address} is known as ${identity}`, () => assert.equal(identityOf(address), identity));
  }
}

const different: [one: string, other: string][] = [
  ["https://a.example/map?utm_x=1&utm_y=2", "https://a.example/map?utm_x=1&utm_y=3"],
  ["https://a.example/map?utm_zone=32", "https://a.example/map?utm_zone=33"],
  ["https://a.example/b?pk_id=1", "https://a.example/b?pk_id=2"],
  ["https://a.example/b?campaign=1", "https://a.example/b"],
  ["https://a.example/b?source=1", "https://a.example/b"],
  ["https://a.example/b?id=1", "https://a.example/b?id=2"],
  ["https://a.example/b?s=1", "https://a.example/b?s=2"],
  ["https://a.example/b?sid=1", "https://a.example/b?sid=2"],
  ["https://a.example/b?amp=5", "https://a.example/b?amp=6"],
  ["https://a.example/b?output=json", "https://a.example/b"],
  ["https://a.example/?p=1", "https://a.example/?p=2"],
  ["https://m.com.au/", "https://amp.com.au/"],
  ["https://mobile.co.uk/", "https://m.co.uk/"],
  ["https://m.github.io/", "https://amp.github.io/"],
  ["https://m.blogspot.com/", "https://amp.blogspot.com/"],
  ["https://a.example/guide/amp", "https://a.example/guide"],
  ["https://a.example/amp", "https://a.example/"],
  ["https://a.example/#!/one", "https://a.example/#!/two"],
  ["https://a.example:8080/b", "https://a.example:8443/b"],
  ["https://a.example/a+b", "https://a.example/a%20b"],
  ["https://a.example/%E4", "https://a.example/%C3%A4"],
  ["https://1.2.3.4/", "https://1.2.3.5/"],
  ["https://[2001:db8::1]/", "https://[2001:db8::2]/"],
  ["https://www.youtube.com/watch?v=abcDEF123_-", "https://www.youtube.com/playlist?list=abcDEF123_-"],
  ["https://www.youtube.com/results?search_query=a", "https://www.youtube.com/results?search_query=b"],
  ["https://www.youtube.com/@ada", "https://www.youtube.com/@ada/videos"],
  ["https://vimeo.com/1234", "https://vimeo.com/1234/abcdef0123"],
  ["https://vimeo.com/1234", "https://vimeo.com/1235"],
  ["https://x.com/ada", "https://x.com/lin"],
  ["https://x.com/ada/status/1", "https://x.com/ada"],
  ["https://x.com/i/lists/1", "https://x.com/i/lists/2"],
  ["https://www.reddit.com/r/bread/", "https://www.reddit.com/r/bread/top/"],
  ["https://www.reddit.com/r/bread/s/AbC", "https://www.reddit.com/r/bread/s/abc"],
  ["https://www.reddit.com/comments/1abcd2/loaf", "https://www.reddit.com/comments/1abcd2/_/loaf"],
  ["https://www.instagram.com/p/Cx_1-a", "https://www.instagram.com/p/cx_1-a"],
  ["https://vm.tiktok.com/ZM1/", "https://vm.tiktok.com/ZM2/"],
  [
    "https://www.facebook.com/permalink.php?story_fbid=1&id=2",
    "https://www.facebook.com/permalink.php?story_fbid=3&id=2",
  ],
  ["https://www.facebook.com/watch/?v=1", "https://www.facebook.com/watch/?v=2"],
  ["https://news.ycombinator.com/item?id=1", "https://news.ycombinator.com/item?id=2"],
  ["https://news.ycombinator.com/user?id=a", "https://news.ycombinator.com/user?id=b"],
  ["https://de.wiktionary.org/wiki/Brot", "https://de.wiktionary.org/wiki/brot"],
  ["https://en.wikipedia.org/w/index.php?title=A&oldid=1", "https://en.wikipedia.org/wiki/A"],
  [
    "https://en.wikipedia.org/w/index.php?title=A&action=history",
    "https://en.wikipedia.org/w/index.php?title=A&action=edit",
  ],
  ["https://stackoverflow.com/q/1", "https://stackoverflow.com/a/1"],
  ["https://stackoverflow.com/q/1", "https://superuser.com/q/1"],
  ["https://github.com/estuary/lamps", "https://github.com/estuary/oars"],
  ["https://github.com/estuary/lamps/issues/8", "https://github.com/estuary/lamps/issues/9"],
  ["https://github.com/estuary/lamps/pull/8", "https://github.com/estuary/lamps/pull/8/files"],
  ["https://github.com/estuary/lamps/blob/main/A", "https://github.com/estuary/lamps/blob/main/a"],
  ["https://github.com/estuary/lamps", "https://github.com/estuary/lamps/tree/dev"],
  ["https://gist.github.com/0123456789abcdef0123", "https://gist.github.com/0123456789abcdef0124"],
  ["https://medium.com/@ada/on-lamps-0a1b2c3d4e5f", "https://medium.com/@ada/on-lamps-0a1b2c3d4e50"],
  ["https://arxiv.org/abs/2503.01234", "https://arxiv.org/abs/2503.01234v2"],
  ["https://arxiv.org/abs/2503.01234", "https://arxiv.org/pdf/2503.01234"],
  ["https://www.amazon.com/dp/B00EXAMPLE", "https://www.amazon.de/dp/B00EXAMPLE"],
  ["https://www.amazon.com/dp/B00EXAMPLE", "https://www.amazon.com/product-reviews/B00EXAMPLE"],
  ["https://www.amazon.com/s?k=lamps", "https://www.amazon.com/s?k=oars"],
  ["https://www.ebay.com/itm/123456789012", "https://www.ebay.com/itm/123456789012?var=5"],
  ["https://open.spotify.com/track/1a2B", "https://open.spotify.com/album/1a2B"],
  ["https://www.google.com/url?q=https://a.example/b", "https://www.google.com/url?q=https://a.example/c"],
  ["https://l.facebook.com.evil.example/l.php?u=https%3A%2F%2Fa.example%2Fb", "https://a.example/b"],
  ["https://web.archive.org/web/2020/https://a.example/b", "https://a.example/b"],
  ["https://doi.org/10.1000/abc", "https://doi.org/10.1000/abd"],
];

for (const [one, other] of different) {
  test(`${one} and ${other} are two pages`, () => assert.notEqual(identityOf(one), identityOf(other)));
}

test("an identity, read as an address, is its own", () => {
  for (const address of [...same.flat(), ...different.flat()]) {
    const identity = identityOf(address);
    assert.equal(identityOf(`https://${identity}`), identity, address);
  }
});

/** Pieces that addresses are made of, and that this module treats in some way of its own. */
const PIECES = (
  "www. m. mobile. amp. a.example youtube.com youtu.be x.com reddit.com en.m.wikipedia.org github.com google.com amazon.de " +
  "medium.com cdn.ampproject.org l.facebook.com vimeo.com t.me [::1] 127.0.0.1 co.uk bücher.example : :80 :443 :8080 / // . .. " +
  "... /amp .amp .html /wiki/ /w/index.php ?title= /watch ?v= abcDEF123_- /status/ 123 /comments/ /url ?q= ?u= ?url= " +
  "https://a.example/b https%3A%2F%2Fa.example /dp/B00EXAMPLE /p/ 0a1b2c3d4e5f ? & = # #/ #!/ % %2 %2F %25 %E4 %C3%A9 %00 " +
  "+ | ^ { } \\ @ ; , ~ utm_source= fbclid amp=1 list= é 中 \u0000 \ud800 %7C %5C %2e ada Bread /pull/8 .git /r/ /_/"
).split(" ");

test("whatever an address is made of, it is answered, and its identity is its own", (t) => {
  const seed = Number(process.env["SEED"] ?? Date.now() % 1_000_000_007);
  t.diagnostic(`SEED=${seed}`);
  const random = seeded(seed);
  for (let round = 0; round < 30_000; round++) {
    const parts = Array.from(
      { length: 1 + Math.floor(random() * 12) },
      () => PIECES[Math.floor(random() * PIECES.length)],
    );
    const address = `${random() < 0.8 ? "https://" : ""}${parts.join("")}`;
    const found = identifyUrl(address);
    if ("problem" in found) continue;
    const again = identifyUrl(found.address);
    assert.ok("identity" in again, `${JSON.stringify(address)} with SEED=${seed}`);
    assert.deepEqual(again, found, `${JSON.stringify(address)} with SEED=${seed}`);
    const own = identifyUrl(`https://${found.identity}`);
    assert.ok("identity" in own, `${JSON.stringify(address)} as ${found.identity} with SEED=${seed}`);
    assert.equal(own.identity, found.identity, `${JSON.stringify(address)} with SEED=${seed}`);
  }
});

const STARTS = (
  " a.example/ youtube.com/ x.com/ reddit.com/r/ github.com/a/ medium.com/ amazon.de/ en.wikipedia.org/wiki/ arxiv.org/pdf/ " +
  "docs.google.com/ t.me/ etsy.com/ google.com/amp/s/ google.com/url?q= bsky.app/ twitch.tv/ a.example/? a.example/#/"
).split(" ");

test("an address of full length takes time by its length, whatever it repeats", () => {
  for (const piece of [
    ...PIECES,
    "https://www.google.com/url?q=",
    "&utm_a=1",
    "/amp/amp",
    ".amp.amp",
    "m.www.",
    ".git",
    ".pdf",
    "a-",
  ]) {
    const took = cpuMsOf(() => {
      for (const start of STARTS) identifyUrl(`https://${start}${piece.repeat(8_000)}`.slice(0, 7_900));
    });
    // A quadratic step over 8,000 characters takes a hundred times as long.
    assert.ok(took < 500, `${JSON.stringify(piece)} took ${took} ms`);
  }
});

/** Mulberry32: small, and the same everywhere. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
