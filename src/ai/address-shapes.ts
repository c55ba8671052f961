/** How addresses look, also to those who want one to pass for none. Only recognised here; `addresses.ts` decides. */

/** Endings of countries. */
const COUNTRIES =
  "ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bw by bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk fm fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh si sj sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug uk us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw";
/** Endings that a bare name must have to be an address; with a path behind it any will do. */
const COMMON_ENDINGS = new Set(
  `${COUNTRIES} com net org info biz edu gov mil int arpa name pro mobi asia tel jobs coop museum aero post cat travel app dev page web site website online store shop blog cloud tech xyz club live life world today top win vip fun space press media news email link click zip mov icu work works bid loan men date party review stream download trade wiki agency digital solutions systems network studio design group global center company services support team zone cafe bar restaurant land city berlin wien paris london nyc swiss health bank finance money cash credit pay law social chat video games game movie music art photo photos gallery run fit guru expert academy school university foundation community family house example test invalid localhost local internal home lan onion i2p alt`.split(
    " ",
  ),
);
export const isEnding = (label: string): boolean => COMMON_ENDINGS.has(label) || label.startsWith("xn--");
/** Behind the word "dot" or a stop with spaces only these: the others are words of everyday language ("the polka dot is"). */
const SURE_ENDINGS = "com|net|org|info|biz|io|dev|app|xyz|example|test|invalid|onion|site|online|shop|top|ru|cn|uk|eu";

/** Scripts that are written without spaces: an address ends where they begin. */
const UNSPACED = String.raw`[\p{sc=Hani}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]`;
const EDGE_OF_SCRIPT = new RegExp(`(?<=${UNSPACED})(?=[a-z\\d])|(?<=[a-z\\d])(?=${UNSPACED})`, "giu");
/** Stands where one script meets the other while addresses are looked for; no text of ours has a private character. */
const EDGE = "\ue000";
export const withEdges = (text: string): string => text.replace(EDGE_OF_SCRIPT, EDGE);
export const withoutEdges = (text: string): string => text.replaceAll(EDGE, "");

/** A full stop and what passes for one: URL parsers map some of these, people read the rest as one. */
const STOP = `(?:[.．｡․﹒·•∙]|。(?!${UNSPACED}))`;
/** The word for it in some languages; "un punto de vista" is none, so countries follow "dot" and "Punkt" alone. */
const SAID = "(?:dot|punkt|punto|point|ponto|punt|kropka|точка)";
const IN_BRACKETS = String.raw`\s{0,2}[\[({<【]\s?(?:${STOP}|${SAID})\s?[\])}>】]\s{0,2}`;
const APART = String.raw`(?:\s${STOP}\s?|\s${SAID}\s|\s?[-_]${SAID}[-_]\s?)(?=(?:[\p{L}\p{N}-]{1,63}\s${SAID}\s)?(?:${SURE_ENDINGS})(?![\p{L}\p{N}]))|\s(?:dot|punkt)\s(?=(?:de|ch|co|at|me|ly|tv)(?![\p{L}\p{N}]))`;
export const DOT = `(?:${IN_BRACKETS}|${STOP}|${APART})`;
const LABEL = String.raw`[\p{L}\p{N}\p{Extended_Pictographic}](?:[\p{L}\p{N}\p{M}\p{Extended_Pictographic}\ufe0f_\-]{0,62})`;
const HOST = `${LABEL}(?:${DOT}${LABEL}){1,9}`;
const AT = String.raw`(?:\s{0,2}[\[({<]\s?(?:at|@|ät|arroba|arobase)\s?[\])}>]\s{0,2}|\s?[@＠﹫]\s?|\s(?:at|ät|arroba|arobase)\s)`;
/** Up to what ends an address in running text. */
const REST = String.raw`[^\s\ue000<>"“”„«»‹›「」『』【】《》、，；！？]*`;
const END = String.raw`(?![\p{L}\p{N}])`;
const BEGIN = String.raw`(?<![\p{L}\p{N}])`;

const COLON = "[:：﹕꞉∶]";
const SLASH = "[/\\\\／∕⁄]";

/** Schemes whose text needs no slashes to be followed. */
const SCHEMES =
  "https?|hxxps?|h[*x]{2}ps?|ftps?|sftp|wss?|file|ssh|git|ldaps?|smb|gopher|mailto|blob|intent|market|whatsapp|tg|skype|facetime|sip|sips|xmpp|magnet|bitcoin|ethereum|monero|view-source|about|chrome|vscode|ms-[a-z-]{2,20}|itms(?:-[a-z]{2,12})?";

/** An address of any scheme, spaces around the colon and slashes included. */
export const WITH_SCHEME = new RegExp(
  `${BEGIN}(?:[a-z][a-z\\d+.\\-]{1,20}\\s?[\\[({]?${COLON}[\\])}]?\\s?${SLASH}\\s?${SLASH}+[\\])}]?\\s?|(?:${SCHEMES})${COLON}(?=\\S))${REST}|${SLASH}{2}(?=${LABEL}${STOP}${LABEL})${REST}`,
  "giu",
);
/** What is code rather than an address: never kept, known or not. */
export const ACTIVE = new RegExp(
  `${BEGIN}(?:data\\s?${COLON}\\s?(?:[a-z]+/[a-z\\d.+\\-]+\\s?)?[;,]${REST}|data${COLON}[a-z]+/${REST}|(?:java|vb|live)\\s?script\\s?${COLON}(?:${REST}|\\s*)[^\\s(=]{0,64}[(=\`]${REST}|(?:java|vb|live)script${COLON}(?=\\S)${REST})`,
  "giu",
);
export const MAIL = new RegExp(`[\\p{L}\\p{N}._%+'\\-]{1,64}(${AT})(${HOST})${END}`, "giu");
/** A bare name, with what follows it. */
export const BARE = new RegExp(`${BEGIN}(${HOST})(?:${COLON}\\d{1,5})?((?:${SLASH}|[?#])${REST})?`, "giu");
const BYTE = String.raw`\d{1,3}`;
export const IP4 = new RegExp(`${BEGIN}${BYTE}(?:${DOT}${BYTE}){3}(?:${COLON}\\d{1,5})?(?:/${REST})?`, "giu");
export const IP6 =
  /(?<![\p{L}\p{N}:])\[?(?=[\da-f:]*\d)(?:(?:[\da-f]{1,4}:){7}[\da-f]{1,4}|(?:[\da-f]{1,4}(?::[\da-f]{1,4}){0,6})?::(?:[\da-f]{1,4}(?::[\da-f]{1,4}){0,6})?)(?:\](?::\d{1,5})?)?(?![\p{L}\p{N}:])/giu;
/** Numbers to call: international, with a trunk zero, or in the American way. */
export const PHONE =
  /(?<![\p{L}\p{N}])(?:(?:tel|sms|callto):\s?)?(?:(?:\+|00)\s?\d[\d\s()./-]{5,18}\d|0\d{1,5}[\s/-]\s?\d[\d\s/-]{3,12}\d|(?:1[\s.-])?\(?\d{3}\)?[\s.-]\d{3}[\s.-]\d{4})(?![\p{L}\p{N}])/giu;
