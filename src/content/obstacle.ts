import type { PageObstacle } from "../core/page.ts";
import { isElement, type PageDocument, type PageElement } from "./page-dom.ts";
import { oneLine } from "./page-text.ts";

/** Titles that only bot checks have; the whole title, so that an article about one is no obstacle. */
const CHALLENGE_TITLE =
  /^(?:just a moment(?:\.{3}|…)?|attention required! \| cloudflare|one moment, please(?:\.{3}|…)?|checking your browser.*|please wait(?:\.{3}|…)?|ddos-guard|access denied|access to this page has been denied\.?|pardon our interruption(?:\.{3}|…)?|(?:are you|you are) (?:a |not a )?(?:robot|human)\??|robot or human\??|(?:human|bot|security|browser) (?:verification|check)|verif(?:y|ying) (?:that )?you are (?:a )?human.*|making sure you(?:'|’)re not a bot!?|nur einen moment(?:\.{3}|…)?|un instant(?:\.{3}|…)?)$/i;

/** Elements and scripts that only stand on the check itself. */
const CHALLENGE_PARTS =
  '#challenge-form, #challenge-running, #challenge-error-text, #cf-challenge-running, #px-captcha, #sec-if-cpt-container, #anubis_challenge, form#captcha-form, iframe[src*="captcha-delivery.com"], script[src*="captcha-delivery.com"], script[src*="/_Incapsula_Resource"], iframe[src*="/_Incapsula_Resource"]';

const LOGIN_WORDS =
  /^(?:(?:please )?(?:sign|log) ?in(?:to .{1,40}| to .{1,60}| required)?|login|(?:log|sign) in or (?:sign up|register|create an account).*|anmelden|einloggen|anmeldung|se connecter|connexion|iniciar sesión|accedi|entrar|inloggen|zaloguj się|войти|вход|ログイン|登录|登入|로그인)(?:\s*[|·•–—-]\s*.{1,60})?$/i;
const LOGIN_PATH =
  /\/(?:log-?in|sign-?in|signin|authwall|accounts\/login|users\/sign_in|checkpoint|sso|oauth2?\/authorize)(?:[/.]|$)/i;

const NEEDS_SCRIPT =
  /(?:(?:enable|activate|turn on|allow) (?:your )?(?:browser(?:'|’)s )?java ?script|java ?script (?:is|has been|seems to be) (?:not (?:enabled|available|supported)|disabled|required|turned off)|(?:requires?|needs?) java ?script|without java ?script|java ?script (?:aktivieren|ist deaktiviert|activ|habilit)|(?:activer|activez|habilit\w*|activ[ae]r?|aktivieren sie|включите) (?:el |le |bitte )?java ?script|javascript ?を有効|启用 ?javascript|啟用 ?javascript)/i;

const CONSENT_TITLE =
  /^(?:before you continue(?: to .{1,40})?|bevor sie (?:fortfahren|zu .{1,40} weitergehen)|avant d(?:'|’)accéder à .{1,40}|we value your privacy|your privacy(?: choices| matters)?|cookie consent|privacy (?:settings|gate|notice)|consent|(?:datenschutz|privatsphäre)-?einstellungen)$/i;
const CONSENT_HOST = /^(?:consent|privacy-gate|myprivacy|cmp-consent-tool)\./i;

const UNREAD = new Set(["script", "style", "noscript", "template", "nav", "footer", "select", "svg", "iframe"]);

/** An obstacle says little; whoever writes more than this has content. Characters. */
const LITTLE_TEXT = 1_500;
const HARDLY_ANY_TEXT = 400;
const A_SENTENCE_OR_TWO = 250;

/**
 * Why a page is not what a person meant, or null. Every answer needs two signs that agree, one of them that hardly any
 * text stands there: articles about logins, bot checks and cookies are articles.
 */
export function obstacleOf(document: PageDocument, url: string): PageObstacle | null {
  const text = visibleText(document);
  if (text.length > LITTLE_TEXT) return null;
  const titles = [document.querySelector("title")?.textContent, document.querySelector("h1")?.textContent]
    .map((title) => oneLine(title, 200))
    .filter((title) => title !== null);
  const has = (selector: string) => document.querySelector(selector) !== null;
  const called = (pattern: RegExp) => titles.some((title) => pattern.test(title));

  if (has(CHALLENGE_PARTS) || challengeScript(document) || called(CHALLENGE_TITLE)) return "challenge";
  if ((called(CONSENT_TITLE) || CONSENT_HOST.test(new URL(url).hostname)) && has("form, button, [role=button]"))
    return "consent";
  const asksPassword = has('input[type="password" i]');
  const loginPath = LOGIN_PATH.test(new URL(url).pathname);
  if ((asksPassword && (called(LOGIN_WORDS) || loginPath)) || (loginPath && called(LOGIN_WORDS))) return "login";
  return needsScript(document, text) ? "script-needed" : null;
}

function challengeScript(document: PageDocument): boolean {
  return [...document.querySelectorAll("script:not([src])")].some((script) =>
    /window\._cf_chl_opt|awsWafCookieDomainList|gokuProps/.test(script.textContent ?? ""),
  );
}

function needsScript(document: PageDocument, text: string): boolean {
  if (text.length > HARDLY_ANY_TEXT || document.querySelector("script") === null) return false;
  // Comments are the part of a readable page that most often needs a script.
  const asks = (words: string) => NEEDS_SCRIPT.test(words) && !/comment|disqus/i.test(words);
  if ([...document.querySelectorAll("noscript")].some((part) => asks(part.textContent ?? ""))) return true;
  if (text.length < A_SENTENCE_OR_TWO && asks(text)) return true;
  const shell = document.querySelector("#root, #app, #__next, #__nuxt, #___gatsby, app-root, [data-reactroot]");
  return shell !== null && text.length < 40 && document.querySelector("script[src]") !== null;
}

/** What a person would read, without navigation, scripts and what is shown only to those who have none. */
function visibleText(document: PageDocument): string {
  const parts: string[] = [];
  let length = 0;
  const visit = (element: PageElement): void => {
    for (const node of element.childNodes) {
      if (length > LITTLE_TEXT) return;
      if (isElement(node)) {
        if (!UNREAD.has(node.localName)) visit(node);
      } else if (node.nodeType === 3) {
        const text = (node.textContent ?? "").replace(/\s+/g, " ");
        length += text.trim().length;
        parts.push(text);
      }
    }
  };
  visit(document.body);
  return parts.join("").replace(/\s+/g, " ").trim();
}
