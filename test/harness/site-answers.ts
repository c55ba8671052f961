/**
 * What sites' own endpoints answer, in their real shapes, about invented people and things. In each answer something
 * hostile hides where a person may write, and it must not come through.
 */
export interface SiteExample {
  readonly site: string;
  /** As a person shares it. */
  readonly address: string;
  /** What is asked instead. */
  readonly asked: string;
  readonly type: string;
  readonly body: string;
  /** What is known of it afterwards. */
  readonly expected: Readonly<Record<string, unknown>>;
  /** In the text of the article, in this order; null when there is none. */
  readonly text: readonly string[] | null;
}

const JSON_TYPE = "application/json; charset=utf-8";
const SCRIPT = `<script>alert(1)</script><img src=x onerror="alert(1)"><a href="javascript:alert(1)">press</a>`;

export const SITE_EXAMPLES: readonly SiteExample[] = [
  {
    site: "youtube",
    address: "https://youtu.be/lampLAMP_01?si=follows",
    asked: "https://www.youtube.com/oembed?format=json&url=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3DlampLAMP_01",
    type: JSON_TYPE,
    body: JSON.stringify({
      title: "Lighting the seven lamps <b>at dusk</b>",
      author_name: "Estuary Films",
      author_url: "https://www.youtube.com/@estuaryfilms",
      type: "video",
      height: 113,
      width: 200,
      version: "1.0",
      provider_name: "YouTube",
      provider_url: "https://www.youtube.com/",
      thumbnail_height: 360,
      thumbnail_width: 480,
      thumbnail_url: "https://i.ytimg.com/vi/lampLAMP_01/hqdefault.jpg",
      html: `<iframe src="https://www.youtube.com/embed/lampLAMP_01"></iframe>${SCRIPT}`,
    }),
    expected: {
      title: "Lighting the seven lamps <b>at dusk</b>",
      author: "Estuary Films",
      siteName: "YouTube",
      leadImageUrl: "https://i.ytimg.com/vi/lampLAMP_01/hqdefault.jpg",
    },
    text: null,
  },
  {
    site: "vimeo",
    address: "https://vimeo.com/987654321?share=copy",
    asked: "https://vimeo.com/api/oembed.json?format=json&url=https%3A%2F%2Fvimeo.com%2F987654321",
    type: JSON_TYPE,
    body: JSON.stringify({
      type: "video",
      version: "1.0",
      provider_name: "Vimeo",
      provider_url: "https://vimeo.com/",
      title: "Salt and glass",
      author_name: "Tide Workshop",
      author_url: "https://vimeo.com/tideworkshop",
      is_plus: "0",
      account_type: "basic",
      html: "<iframe></iframe>",
      width: 426,
      height: 240,
      duration: 754,
      description: `How a lamp is cleaned.\n\nMore at https://tide.example/lamps. ${SCRIPT}`,
      thumbnail_url: "https://i.vimeocdn.com/video/1-d_295x166",
      thumbnail_width: 295,
      thumbnail_height: 166,
      upload_date: "2025-03-05 10:11:12",
      video_id: 987654321,
      uri: "/videos/987654321",
    }),
    expected: {
      title: "Salt and glass",
      author: "Tide Workshop",
      siteName: "Vimeo",
      durationSeconds: 754,
      publishedAt: "2025-03-05T10:11:12.000Z",
      leadImageUrl: "https://i.vimeocdn.com/video/1-d_295x166",
    },
    text: ["How a lamp is cleaned.", "https://tide.example/lamps"],
  },
  {
    site: "x",
    address: "https://mobile.twitter.com/mara_quill/status/1700000000000000001?s=20",
    asked:
      "https://publish.twitter.com/oembed?omit_script=1&dnt=1&hide_thread=1&format=json&url=https%3A%2F%2Ftwitter.com%2Fmara_quill%2Fstatus%2F1700000000000000001",
    type: JSON_TYPE,
    body: JSON.stringify({
      url: "https://twitter.com/mara_quill/status/1700000000000000001",
      author_name: "Mara Quill",
      author_url: "https://twitter.com/mara_quill",
      html: `<blockquote class="twitter-tweet" data-dnt="true"><p lang="en" dir="ltr">Seven lamps lit tonight.<br>The eighth is <a href="https://t.co/abc">lost</a>${SCRIPT} <a href="https://t.co/def">pic.twitter.com/xYz12</a></p>&mdash; Mara Quill (@mara_quill) <a href="https://twitter.com/mara_quill/status/1700000000000000001?ref_src=twsrc%5Etfw">March 9, 2025</a></blockquote>\n`,
      width: 550,
      height: null,
      type: "rich",
      cache_age: "3153600000",
      provider_name: "Twitter",
      provider_url: "https://twitter.com",
      version: "1.0",
    }),
    expected: {
      author: "Mara Quill (@mara_quill)",
      siteName: "X",
      language: "en",
      publishedAt: "2025-03-09T00:00:00.000Z",
    },
    text: ["Seven lamps lit tonight.", "The eighth is lost"],
  },
  {
    site: "bluesky",
    address: "https://bsky.app/profile/mara.quill.example/post/3kabcdefgh2ij",
    asked:
      "https://public.api.bsky.app/xrpc/app.bsky.feed.getPostThread?uri=at%3A%2F%2Fmara.quill.example%2Fapp.bsky.feed.post%2F3kabcdefgh2ij&depth=10&parentHeight=0",
    type: JSON_TYPE,
    body: JSON.stringify({
      thread: {
        $type: "app.bsky.feed.defs#threadViewPost",
        post: blueskyPost("did:plc:mara", "Mara Quill", `Ünder the bridge the ferry notes lie open. ${SCRIPT}`, {
          likes: 9,
          facets: [
            {
              index: { byteStart: 22, byteEnd: 33 },
              features: [{ $type: "app.bsky.richtext.facet#link", uri: "https://ferry.example/notes" }],
            },
            { index: { byteStart: 1, byteEnd: 9e9 }, features: [{ $type: "app.bsky.richtext.facet#link", uri: "x" }] },
          ],
          embed: {
            $type: "app.bsky.embed.images#view",
            images: [
              {
                thumb: "https://cdn.bsky.app/img/thumb/1",
                fullsize: "https://cdn.bsky.app/img/full/1",
                alt: "A ferry at its rope",
                aspectRatio: { width: 4, height: 3 },
              },
            ],
          },
        }),
        replies: [
          {
            $type: "app.bsky.feed.defs#threadViewPost",
            post: blueskyPost("did:plc:lin", "Lin Ferro", "Few likes.", { likes: 1 }),
          },
          {
            $type: "app.bsky.feed.defs#threadViewPost",
            post: blueskyPost("did:plc:mara", "Mara Quill", "And the second part of it.", { likes: 2 }),
            replies: [],
          },
          {
            $type: "app.bsky.feed.defs#threadViewPost",
            post: blueskyPost("did:plc:ned", "Ned Tarn", "Many likes.", { likes: 7 }),
          },
          { $type: "app.bsky.feed.defs#blockedPost", uri: "at://x", blocked: true },
        ],
      },
    }),
    expected: {
      author: "Mara Quill (@mara-quill.example)",
      siteName: "Bluesky",
      language: "en",
      publishedAt: "2025-03-09T07:30:00.000Z",
      leadImageUrl: "https://cdn.bsky.app/img/full/1",
    },
    text: [
      "Ünder the bridge",
      "ferry notes",
      "A ferry at its rope",
      "And the second part",
      "Many likes.",
      "Few likes.",
    ],
  },
  {
    site: "mastodon",
    address: "https://pond.example/@mara/112233445566778899",
    asked: "https://pond.example/api/v1/statuses/112233445566778899",
    type: JSON_TYPE,
    body: JSON.stringify({
      id: "112233445566778899",
      created_at: "2025-03-09T07:30:00.000Z",
      in_reply_to_id: null,
      sensitive: false,
      spoiler_text: "",
      visibility: "public",
      language: "de",
      uri: "https://pond.example/users/mara/statuses/112233445566778899",
      url: "https://pond.example/@mara/112233445566778899",
      edited_at: null,
      content: `<p>Sieben Lampen brennen.</p><p>Die achte ist <a href="https://lampe.example/" rel="nofollow">fort</a>.${SCRIPT}</p>`,
      reblog: null,
      account: { id: "1", username: "mara", acct: "mara", display_name: "Mara Quill" },
      media_attachments: [
        {
          id: "2",
          type: "image",
          url: "https://files.pond.example/original.png",
          preview_url: "https://files.pond.example/small.png",
          description: "Eine Lampe",
        },
      ],
      mentions: [],
      tags: [{ name: "lampen", url: "https://pond.example/tags/lampen" }],
      emojis: [],
      card: null,
      poll: null,
    }),
    expected: {
      title: "Sieben Lampen brennen.",
      author: "Mara Quill (@mara)",
      siteName: "pond.example",
      language: "de",
      publishedAt: "2025-03-09T07:30:00.000Z",
      leadImageUrl: "https://files.pond.example/original.png",
      keywords: ["lampen"],
    },
    text: ["Sieben Lampen brennen.", "Die achte ist fort.", "Eine Lampe"],
  },
  {
    site: "reddit",
    address: "https://old.reddit.com/r/lamps/comments/1abcd2/which_oil_do_you_use/",
    asked: "https://www.reddit.com/comments/1abcd2.json?raw_json=1&sort=top&limit=30&depth=3",
    type: JSON_TYPE,
    body: JSON.stringify([
      {
        kind: "Listing",
        data: {
          children: [
            {
              kind: "t3",
              data: {
                id: "1abcd2",
                title: "Which oil do you use?",
                author: "keeper_of_seven",
                subreddit_name_prefixed: "r/lamps",
                created_utc: 1741505400.0,
                selftext: "Colza smokes.",
                selftext_html: `<div class="md"><p>Colza smokes.</p>${SCRIPT}</div>`,
                is_self: true,
                over_18: false,
                url_overridden_by_dest: null,
                preview: {
                  images: [{ source: { url: "https://preview.redd.it/lamp.jpg?s=1", width: 800, height: 600 } }],
                },
              },
            },
          ],
        },
      },
      {
        kind: "Listing",
        data: {
          children: [
            {
              kind: "t1",
              data: { id: "k1", author: "low", body: "Whale.", body_html: "<p>Whale.</p>", score: 1, replies: "" },
            },
            {
              kind: "t1",
              data: {
                id: "k2",
                author: "high",
                body: "Olive.",
                body_html: `<p>Olive.</p>${SCRIPT}`,
                score: 40,
                replies: {
                  kind: "Listing",
                  data: {
                    children: [
                      {
                        kind: "t1",
                        data: {
                          id: "k3",
                          author: "asker",
                          body: "Why?",
                          body_html: "<p>Why?</p>",
                          score: 2,
                          replies: "",
                        },
                      },
                    ],
                  },
                },
              },
            },
            { kind: "more", data: { count: 12, children: ["k9"] } },
          ],
        },
      },
    ]),
    expected: {
      title: "Which oil do you use?",
      author: "keeper_of_seven",
      siteName: "Reddit",
      description: "Colza smokes.",
      publishedAt: "2025-03-09T07:30:00.000Z",
      leadImageUrl: "https://preview.redd.it/lamp.jpg?s=1",
      keywords: ["r/lamps"],
    },
    text: ["Colza smokes.", "Olive.", "Why?", "Whale."],
  },
  {
    site: "hacker-news",
    address: "https://news.ycombinator.com/item?id=40000001",
    asked: "https://hn.algolia.com/api/v1/items/40000001",
    type: JSON_TYPE,
    body: JSON.stringify({
      id: 40000001,
      created_at: "2025-03-09T07:30:00.000Z",
      created_at_i: 1741505400,
      type: "story",
      author: "lampkeeper",
      title: "Show HN: A lamp that says when it goes out",
      url: "https://lamp.example/alarm",
      text: null,
      points: 210,
      parent_id: null,
      story_id: 40000001,
      options: [],
      children: [
        {
          id: 40000002,
          author: "salt",
          text: `Does it float?<p>Ours sank.${SCRIPT}`,
          children: [{ id: 40000003, author: "lampkeeper", text: "It does.", children: [] }],
        },
        { id: 40000004, author: null, text: null, children: [] },
      ],
    }),
    expected: {
      title: "Show HN: A lamp that says when it goes out",
      author: "lampkeeper",
      siteName: "Hacker News",
      publishedAt: "2025-03-09T07:30:00.000Z",
    },
    text: ["https://lamp.example/alarm", "Does it float?", "Ours sank.", "It does."],
  },
  {
    site: "github",
    address: "https://github.com/estuary/lamps",
    asked: "https://github.com/estuary/lamps",
    type: "text/html; charset=utf-8",
    body: `<!doctype html><html lang="en"><head><title>GitHub - estuary/lamps: Seven lamps, one oar</title><meta property="og:site_name" content="GitHub">
<meta property="og:description" content="Seven lamps, one oar. Contribute to estuary/lamps development by creating an account on GitHub."><meta property="og:image" content="https://opengraph.githubassets.com/1/estuary/lamps"></head>
<body><nav>Product Solutions</nav><a class="topic-tag" href="/topics/lamps">lamps</a><table><tr><td>src</td></tr></table><article class="markdown-body"><h1>Lamps</h1><p>Install with an oar.</p>${SCRIPT}<pre><code class="language-sh">row out</code></pre></article></body></html>`,
    expected: {
      title: "estuary/lamps",
      author: "estuary",
      siteName: "GitHub",
      description: "Seven lamps, one oar.",
      keywords: ["lamps"],
      leadImageUrl: "https://opengraph.githubassets.com/1/estuary/lamps",
    },
    text: ["Lamps", "Install with an oar.", "row out"],
  },
  {
    site: "github",
    address: "https://github.com/estuary/lamps/issues/8",
    asked: "https://api.github.com/repos/estuary/lamps/issues/8",
    type: JSON_TYPE,
    body: JSON.stringify({
      id: 1,
      number: 8,
      state: "open",
      title: "The eighth lamp is missing",
      user: { login: "mara-quill" },
      labels: [{ name: "bug" }],
      created_at: "2025-03-09T07:30:00Z",
      updated_at: "2025-03-10T07:30:00Z",
      body: "It was there in winter.",
      body_text: "It was there in winter.",
      body_html: `<p dir="auto">It was there in winter.</p>${SCRIPT}`,
      comments: 3,
    }),
    expected: {
      title: "The eighth lamp is missing (estuary/lamps#8)",
      author: "mara-quill",
      siteName: "GitHub",
      publishedAt: "2025-03-09T07:30:00.000Z",
      modifiedAt: "2025-03-10T07:30:00.000Z",
      keywords: ["bug"],
    },
    text: ["It was there in winter."],
  },
  {
    site: "github",
    address: "https://github.com/estuary/lamps/blob/main/src/row%20out.py",
    asked: "https://github.com/estuary/lamps/raw/main/src/row%20out.py",
    type: "text/plain; charset=utf-8",
    body: `def row():\n    return "<script>alert(1)</script>"\n`,
    expected: { title: "src/row out.py (estuary/lamps)", author: "estuary", siteName: "GitHub" },
    text: ["def row():", 'return "<script>alert(1)</script>"'],
  },
  {
    site: "github",
    address: "https://gist.github.com/mara-quill/0123456789abcdef0123456789abcdef",
    asked: "https://api.github.com/gists/0123456789abcdef0123456789abcdef",
    type: JSON_TYPE,
    body: JSON.stringify({
      id: "0123456789abcdef0123456789abcdef",
      description: "Lamp times",
      public: true,
      created_at: "2025-03-09T07:30:00Z",
      updated_at: "2025-03-09T08:30:00Z",
      owner: { login: "mara-quill" },
      files: {
        "dusk.js": {
          filename: "dusk.js",
          type: "text/javascript",
          language: "JavaScript",
          truncated: false,
          content: "const dusk = 1;",
        },
        "notes.txt": {
          filename: "notes.txt",
          type: "text/plain",
          language: "Text",
          truncated: false,
          content: "Wipe the glass.",
        },
      },
      truncated: false,
    }),
    expected: {
      title: "Lamp times",
      author: "mara-quill",
      siteName: "GitHub Gist",
      publishedAt: "2025-03-09T07:30:00.000Z",
    },
    text: ["dusk.js", "const dusk = 1;", "notes.txt", "Wipe the glass."],
  },
  {
    site: "arxiv",
    address: "https://arxiv.org/abs/2503.01234",
    asked: "https://export.arxiv.org/api/query?id_list=2503.01234",
    type: "application/atom+xml; charset=utf-8",
    body: `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><link href="http://arxiv.org/api/query?id_list=2503.01234" rel="self" type="application/atom+xml"/>
<title type="html">ArXiv Query: id_list=2503.01234</title><id>http://arxiv.org/api/x</id><updated>2025-03-10T00:00:00-05:00</updated>
<entry><id>http://arxiv.org/abs/2503.01234v1</id><updated>2025-03-10T07:30:00Z</updated><published>2025-03-09T07:30:00Z</published>
<title>On the Visibility of\n  Seven Lamps &lt;b&gt;</title><summary>  We measure seven lamps
at sea. &lt;script&gt;alert(1)&lt;/script&gt;
</summary><author><name>Mara Quill</name></author><author><name>Ned Tarn</name></author>
<arxiv:comment xmlns:arxiv="http://arxiv.org/schemas/atom">12 pages, 3 figures</arxiv:comment><link href="http://arxiv.org/abs/2503.01234v1" rel="alternate" type="text/html"/>
<arxiv:primary_category xmlns:arxiv="http://arxiv.org/schemas/atom" term="physics.optics" scheme="http://arxiv.org/schemas/atom"/><category term="physics.optics" scheme="http://arxiv.org/schemas/atom"/></entry></feed>`,
    expected: {
      title: "On the Visibility of Seven Lamps <b>",
      author: "Mara Quill, Ned Tarn",
      siteName: "arXiv",
      publishedAt: "2025-03-09T07:30:00.000Z",
      modifiedAt: "2025-03-10T07:30:00.000Z",
      keywords: ["physics.optics"],
    },
    text: ["Mara Quill, Ned Tarn", "We measure seven lamps at sea. <script>alert(1)</script>", "12 pages, 3 figures"],
  },
  {
    site: "wikipedia",
    address: "https://en.m.wikipedia.org/wiki/Lamp/Seven_(estuary)?wprov=sfla1",
    asked: "https://en.wikipedia.org/api/rest_v1/page/html/Lamp%2FSeven_(estuary)",
    type: "text/html; charset=utf-8; profile=mediawiki",
    body: `<!DOCTYPE html><html prefix="dc: http://purl.org/dc/terms/"><head><meta charset="utf-8"/><meta property="dc:modified" content="2025-03-09T07:30:00.000Z"/><link rel="dc:isVersionOf" href="//en.wikipedia.org/wiki/Lamp/Seven_(estuary)"/><base href="//en.wikipedia.org/wiki/"/><title>Lamp/Seven (estuary)</title></head>
<body lang="en" class="mw-content-ltr sitedir-ltr mw-body-content parsoid-body mediawiki mw-parser-output" dir="ltr"><section data-mw-section-id="0"><div class="shortdescription nomobile noexcerpt noprint" style="display:none">Light in an estuary</div><table class="infobox"><tr><td><img src="//upload.wikimedia.org/lamp.jpg" width="220" height="160"></td></tr></table>
<p>The seventh lamp stands on the last post of the channel and burns from dusk.<sup><a href="./Lamp/Seven_(estuary)#cite_note-1">[1]</a></sup></p>${SCRIPT}</section><section><h2 id="History">History</h2><p>It went out <a href="./Flood">in the flood</a>.</p></section><div class="navbox">Other lamps</div></body></html>`,
    expected: {
      title: "Lamp/Seven (estuary)",
      siteName: "Wikipedia",
      description: "Light in an estuary",
      language: "en",
      modifiedAt: "2025-03-09T07:30:00.000Z",
      leadImageUrl: "https://upload.wikimedia.org/lamp.jpg",
    },
    text: ["The seventh lamp stands", "History", "It went out in the flood."],
  },
  {
    site: "stack-exchange",
    address: "https://stackoverflow.com/a/5678",
    asked:
      "https://api.stackexchange.com/2.3/answers/5678/questions?site=stackoverflow.com&filter=%2120aKG._8Oscv*6djs8Pgm",
    type: JSON_TYPE,
    body: JSON.stringify({
      items: [
        {
          tags: ["lamps", "oil"],
          owner: { display_name: "Ned O&#39;Tarn", user_id: 1 },
          question_id: 1234,
          creation_date: 1741505400,
          last_edit_date: 1741591800,
          title: "How do I keep a &lt;lamp&gt; lit &amp; dry?",
          body: `<p>It goes out in the rain.</p>${SCRIPT}`,
          accepted_answer_id: 91,
          answers: [
            {
              answer_id: 90,
              score: 50,
              is_accepted: false,
              body: "<p>Use a bigger glass.</p>",
              owner: { display_name: "Glass" },
            },
            { answer_id: 91, score: 3, is_accepted: true, body: "<p>Use a hood.</p>", owner: { display_name: "Hood" } },
            { answer_id: 5678, score: 1, is_accepted: false, body: `<p>Stay awake.</p>${SCRIPT}`, owner: {} },
          ],
        },
      ],
      has_more: false,
      quota_max: 300,
      quota_remaining: 299,
    }),
    expected: {
      title: "How do I keep a <lamp> lit & dry?",
      author: "Ned O'Tarn",
      siteName: "Stack Overflow",
      publishedAt: "2025-03-09T07:30:00.000Z",
      modifiedAt: "2025-03-10T07:30:00.000Z",
      keywords: ["lamps", "oil"],
    },
    text: ["It goes out in the rain.", "Stay awake.", "Accepted answer by Hood", "Use a hood.", "Use a bigger glass."],
  },
  {
    site: "spotify",
    address: "https://open.spotify.com/intl-de/episode/7lampLAMPlampLAMPlamp?si=x",
    asked:
      "https://open.spotify.com/oembed?format=json&url=https%3A%2F%2Fopen.spotify.com%2Fepisode%2F7lampLAMPlampLAMPlamp",
    type: JSON_TYPE,
    body: JSON.stringify({
      html: `<iframe src="https://open.spotify.com/embed/episode/7lampLAMPlampLAMPlamp"></iframe>`,
      width: 456,
      height: 152,
      version: "1.0",
      provider_name: "Spotify",
      provider_url: "https://spotify.com",
      type: "rich",
      title: "The night of the flood",
      thumbnail_url: "https://image-cdn.spotifycdn.com/image/lamp",
      thumbnail_width: 300,
      thumbnail_height: 300,
    }),
    expected: {
      title: "The night of the flood",
      siteName: "Spotify",
      leadImageUrl: "https://image-cdn.spotifycdn.com/image/lamp",
    },
    text: null,
  },
];

function blueskyPost(
  did: string,
  displayName: string,
  text: string,
  more: { likes: number; facets?: unknown[]; embed?: unknown },
): unknown {
  return {
    uri: `at://${did}/app.bsky.feed.post/3kabcdefgh2ij`,
    cid: "bafy",
    author: { did, handle: `${displayName.toLowerCase().replace(" ", "-")}.example`, displayName, labels: [] },
    record: {
      $type: "app.bsky.feed.post",
      createdAt: "2025-03-09T07:30:00.000Z",
      langs: ["en"],
      text,
      ...(more.facets ? { facets: more.facets } : {}),
    },
    ...(more.embed ? { embed: more.embed } : {}),
    replyCount: 0,
    likeCount: more.likes,
    indexedAt: "2025-03-09T07:30:01.000Z",
    labels: [],
  };
}
