import assert from "node:assert/strict";
import { test } from "node:test";
import { readPageHere } from "../../src/content/read-page.ts";

const WORDS = "The stone has to be warmed for a whole hour before the first loaf goes in, and nobody may hurry it. ";

function obstacleOf(page: string, url = "https://page.example/a"): string | null {
  const result = readPageHere({ bytes: new TextEncoder().encode(page), contentType: "text/html", url });
  assert.ok("metadata" in result);
  return result.obstacle;
}

test("bot checks of every make are recognised", () => {
  const pages = [
    "<title>Just a moment...</title><p>Checking</p>",
    "<title>Bir dakika lütfen...</title>",
    "<title>请稍候…</title>",
    '<title>site.example</title><script src="/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1"></script>',
    "<title>Request Rejected</title>The requested URL was rejected. Your support ID is: 118273400",
    '<title>Verification</title><div class="h-captcha"></div><p>Are you human?</p>',
    '<title>One more step</title><div class="g-recaptcha"></div><p>We saw unusual traffic from your network.</p>',
    "<title>Access Denied</title><p>You have no permission. Reference #18.4f2.1700000000.aa</p>",
  ];
  for (const page of pages) assert.equal(obstacleOf(page), "challenge", page);
});

test("pages that hold a puzzle, a number or such a title, and something to read, are no bot checks", () => {
  const pages = [
    `<title>Access denied</title><article><h1>Access denied</h1><p>${WORDS.repeat(8)}</p></article>`,
    `<title>Write to us</title><p>${WORDS.repeat(5)}</p><form><div class="g-recaptcha"></div></form>`,
    '<title>Bread</title><p>Short.</p><script src="/cdn-cgi/challenge-platform/scripts/jsd/main.js"></script>',
    "<title>Robots at the mill</title><p>A robot turns the stones.</p>",
  ];
  for (const page of pages) assert.equal(obstacleOf(page), null, page);
});

test("consent walls are recognised by what all of them say, in any language", () => {
  const pages = [
    "<title>Site</title><h1>Le respect de votre vie privée est notre priorité</h1><p>Avec votre accord, nos partenaires et nous utilisons des cookies.</p><button>Tout accepter</button>",
    "<title>Tagesfeder</title><h1>Mit Werbung lesen</h1><p>Lesen Sie tagesfeder.example mit Werbung und Cookies, oder nutzen Sie das Abo ohne Tracking.</p><button>Akzeptieren und weiter</button>",
    "<title>Site</title><p>We and our partners store cookies on your device to measure adverts and audiences.</p><button>Accept all</button>",
  ];
  for (const page of pages) assert.equal(obstacleOf(page), "consent", page);
});

test("a page under a cookie banner is no consent wall", () => {
  const banner =
    "<div><p>We and our partners store cookies on your device to measure adverts.</p><button>Accept all</button></div>";
  assert.equal(obstacleOf(`<title>Bread</title>${banner}<p>${WORDS}</p>`), null);
  assert.equal(
    obstacleOf("<title>Cookies</title><h1>Oat cookies</h1><p>Butter and oats.</p><button>Accept</button>"),
    null,
  );
});

test("sign-ins are recognised by their words or their address, with a password asked for", () => {
  const form = '<form><input type="password"></form>';
  const pages: [page: string, url: string][] = [
    [`<title>Log in • Circle</title>${form}`, "https://page.example/"],
    [`<title>Identifiez-vous pour continuer</title>${form}`, "https://page.example/p"],
    [`<title>ログイン | 会員</title>${form}`, "https://page.example/members"],
    [`<title>Circle</title>${form}`, "https://page.example/accounts/login?next=/p"],
  ];
  for (const [page, url] of pages) assert.equal(obstacleOf(page, url), "login", page);
  assert.equal(obstacleOf(`<title>Bread</title><p>${WORDS.repeat(20)}</p>${form}`), null);
});
