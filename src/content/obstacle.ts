import type { PageObstacle } from "../core/page.ts";
import { isElement, type PageDocument, type PageElement } from "./page-dom.ts";
import { oneLine } from "./page-text.ts";

/** Titles that only bot checks have; the whole title, so that an article about one is no obstacle. */
const CHALLENGE_TITLE =
  /^(?:just a moment(?:\.{3}|…)?|attention required! \| cloudflare|one moment, please(?:\.{3}|…)?|checking your browser.*|ddos-guard|access to this page has been denied\.?|pardon our interruption(?:\.{3}|…)?|robot or human\??|verif(?:y|ying) (?:that )?you are (?:a )?human.*|making sure you(?:'|’)re not a bot!?|(?:nur einen moment|un instant|un momento|um momento|een ogenblik|even geduld|bir dakika(?: lütfen)?|chwileczkę|okamžik|один момент|请稍候|請稍候|しばらくお待ちください|잠시만 기다리십시오)(?:\.{3}|…)?)$/i;

/** Titles that others have as well; they count where next to nothing else is said. */
const PERHAPS_CHALLENGE_TITLE =
  /^(?:please wait(?:\.{3}|…)?|access denied|request rejected|(?:are you|you are) (?:a |not a )?(?:robot|human)\??|(?:human|bot|security|browser) (?:verification|check)|verification|captcha|blocked|forbidden)$/i;

/** Elements and scripts that only stand on the check itself. */
const CHALLENGE_PARTS =
  '#challenge-form, #challenge-running, #challenge-error-text, #cf-challenge-running, #px-captcha, #sec-if-cpt-container, #anubis_challenge, form#captcha-form, iframe[src*="captcha-delivery.com"], script[src*="captcha-delivery.com"], script[src*="/_Incapsula_Resource"], script[src*="/orchestrate/chl_page"], iframe[src*="/_Incapsula_Resource"]';

const LOGIN_WORDS =
  /^(?:(?:please )?(?:sign|log) ?in(?:to .{1,40}| to .{1,60}| required)?|login|(?:log|sign) in or (?:sign up|register|create an account).*|(?:sign|log) in.{0,3}(?:•|·).*|anmelden|einloggen|anmeldung|se connecter|connexion|(?:inscrivez|identifiez|connectez)-vous.{0,40}|iniciar sesión|inicia sesión.{0,40}|accedi|entrar|inloggen|zaloguj się|logowanie|přihlášení|bejelentkezés|giriş yap|войти|вход|увійти|تسجيل الدخول|כניסה|ログイン|登录|登入|로그인)(?:\s*[|·•–—-]\s*.{1,60})?$/i;
const LOGIN_PATH =
  /\/(?:log-?in|sign-?in|signin|authwall|accounts\/login|users\/sign_in|checkpoint|sso|oauth2?\/authorize)(?:[/.]|$)/i;

const NEEDS_SCRIPT =
  /(?:(?:enable|activate|turn on|allow) (?:your )?(?:browser(?:'|’)s )?java ?script|java ?script (?:is|has been|seems to be) (?:not (?:enabled|available|supported)|disabled|required|turned off)|(?:requires?|needs?) java ?script|without java ?script|java ?script (?:aktivieren|ist deaktiviert|activ|habilit)|(?:activer|activez|habilit\w*|activ[ae]r?|aktivieren sie|включите) (?:el |le |bitte )?java ?script|javascript ?を有効|启用 ?javascript|啟用 ?javascript)/i;

const CONSENT_TITLE =
  /^(?:before you continue(?: to .{1,40})?|bevor sie (?:fortfahren|zu .{1,40} weitergehen)|avant d(?:'|’)accéder à .{1,40}|we value your privacy|your privacy(?: choices| matters)?|cookie consent|privacy (?:settings|gate|notice)|consent|(?:datenschutz|privatsphäre)-?einstellungen|le respect de votre vie privée.*|gérer vos préférences de cookies)$/i;

/** What the button of a consent form says. */
const AGREE =
  /(?:accept|agree|allow|ok(?:ay)?\b|consent|akzeptieren|zustimmen|einverstanden|accepter|aceptar|accetta|aceitar|akkoord|accepteren|zgadzam|akceptuj|souhlas|elfogad|kabul|принять|согласен|同意|동의)/i;
/** What a consent form speaks of. */
const PRIVACY =
  /(?:cookie|consent|privacy|tracking|personal data|partners|advert|datenschutz|einwilligung|werbung|vie privée|publicité|privacidad|consentimiento|riservatezza|gdpr|rgpd|dsgvo|куки|クッキー|隐私|쿠키)/i;
const CONSENT_HOST = /^(?:consent|privacy-gate|myprivacy|cmp-consent-tool)\./i;

const UNREAD = new Set(["script", "style", "noscript", "template", "nav", "footer", "select", "svg", "iframe"]);

/** An obstacle says little; whoever writes more than this has content. Characters. */
const LITTLE_TEXT = 1_500;
const HARDLY_ANY_TEXT = 400;
const A_SENTENCE_OR_TWO = 250;
const MOST_CONSENT_TEXT = 900;
const A_PHRASE = 60;

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
  if (text.length < HARDLY_ANY_TEXT && asksForProof(document, { text, perhaps: called(PERHAPS_CHALLENGE_TITLE) }))
    return "challenge";
  const consentCalled = called(CONSENT_TITLE) || CONSENT_HOST.test(new URL(url).hostname);
  if ((consentCalled && has("form, button, [role=button]")) || speaksOfConsentOnly(document, text)) return "consent";
  const asksPassword = has('input[type="password" i]');
  const loginPath = LOGIN_PATH.test(new URL(url).pathname);
  if ((asksPassword && (called(LOGIN_WORDS) || loginPath)) || (loginPath && called(LOGIN_WORDS))) return "login";
  return needsScript(document, text) ? "script-needed" : null;
}

/** A puzzle, a number to tell the administrator, or a title that leaves little else to think. */
function asksForProof(document: PageDocument, { text, perhaps }: { text: string; perhaps: boolean }): boolean {
  const puzzle =
    document.querySelector('.g-recaptcha, .h-captcha, .cf-turnstile, [name="cf-turnstile-response"]') !== null;
  const told = /(?:support id is|reference\s?#|incident id|ray id|request id)\W{0,3}[\w.-]{6,}/i.test(text);
  const asked = /(?:robot|human|captcha|unusual (?:traffic|activity)|automated)/i.test(text);
  return perhaps || (puzzle && asked) || (told && /(?:reject|denied|block|forbidden)/i.test(text));
}

/** Nothing is said but that one may agree: every longer paragraph speaks of cookies, and a button agrees. */
function speaksOfConsentOnly(document: PageDocument, text: string): boolean {
  if (text.length > MOST_CONSENT_TEXT) return false;
  const buttons = [...document.querySelectorAll('button, [role="button"], input[type="submit"]')];
  const agrees = buttons.some((button) => AGREE.test(button.textContent || (button.getAttribute("value") ?? "")));
  if (!agrees) return false;
  const paragraphs = [...document.querySelectorAll("p, li, td")].map((part) => part.textContent ?? "");
  const longer = paragraphs.filter((words) => words.trim().length > A_PHRASE);
  return longer.length > 0 && longer.every((words) => PRIVACY.test(words));
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
