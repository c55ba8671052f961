import type { Params } from "../../../../src/contract/parts.ts";
import type { StepFailure } from "../../../../src/contract/reasons.ts";
import type { told as english } from "../en/told.ts";
import { bytesOf, figures } from "./figures.ts";

const FIELDS: Readonly<Record<string, string>> = {
  "/title": "Der Titel",
  "/text": "Der Text",
  "/note": "Die Notiz",
  "/url": "Die Adresse",
  "/name": "Der Name",
  "/description": "Die Beschreibung",
};
const fieldOf = ({ field }: Params): string => FIELDS[field ?? ""] ?? "Ein Feld";
const most = ({ max }: Params, what: string): string =>
  max === undefined ? "" : `: höchstens ${figures(max)}${what === "" ? "" : ` ${what}`}`;
const withStatus = ({ status }: Params): string => (status === undefined ? "" : ` (${status})`);
const ai = ({ by }: Params): string => by ?? "Die KI";
const ofAi = ({ by }: Params): string => (by === undefined ? "der KI" : `von ${by}`);
const aFile = ({ file }: Params): string => (file === undefined ? "Die Datei" : `„${file}“`);

const refusals: (typeof english)["refusals"] = {
  "body-not-readable": () => "Es ist nicht vollständig angekommen. Schick es noch einmal.",
  "fields-not-valid": () => "Etwas daran hat eine Form, die der Server nicht annimmt.",
  "multipart-not-readable": () => "Es wurde unterwegs abgeschnitten. Schick es noch einmal.",
  "address-not-valid": () => "Diese Adresse führt hier nirgendwohin.",
  "credentials-missing": () => "Melde dich zuerst an.",
  "credentials-refused": () => "Diese Anmeldung gilt nicht mehr. Melde dich neu an.",
  "sign-in-refused": () => "Dieser Name und dieses Passwort gehören nicht zusammen. Sieh dir beide noch einmal an.",
  "password-wrong": () => "Das ist nicht dein jetziges Passwort.",
  "code-wrong": () => "Dieser Code stimmt nicht oder wurde schon benutzt. Warte auf den nächsten.",
  "confirmation-needed": () => "Bestätige es mit deinem jetzigen Passwort, oder melde dich neu an.",
  "sign-up-closed": () => "Zurzeit kann niemand dazukommen. Frag, wer diesen Server betreibt.",
  "link-not-valid": () => "Dieser Link wurde schon benutzt oder ist zu alt. Bitte um einen neuen.",
  "login-taken": () => "Diesen Anmeldenamen hat hier schon jemand. Wähle einen anderen.",
  "email-taken": () => "Diese E-Mail-Adresse hat hier schon jemand.",
  "login-missing": () => "Wähle zuerst einen Anmeldenamen.",
  "already-on": () => "Ein zweiter Faktor ist schon eingeschaltet.",
  "not-on": () => "Es gibt keinen zweiten Faktor.",
  "only-way-in": () => "Das ist der einzige Weg in dein Konto. Richte zuerst einen anderen ein.",
  "owner-stays": () => "Wem das Haus gehört, kann weder ausgesperrt noch entfernt werden.",
  "mail-not-set-up": () =>
    "Dieser Server verschickt keine E-Mails. Bitte, wer ihn betreibt, um einen Link für ein neues Passwort.",
  "too-many-invitations": (values) => `Zu viele Einladungen sind offen${most(values, "")}. Nimm einige zurück.`,
  "login-not-valid": (values) =>
    `Ein Anmeldename hat Buchstaben und Ziffern; Punkte, Binde- und Unterstriche dürfen dazwischen stehen${most(values, "Zeichen")}.`,
  "email-not-valid": () => "Das ist keine E-Mail-Adresse.",
  "password-not-valid": ({ reason, min, max }) => {
    if (reason === "too-short") return `Wähle ein längeres Passwort: mindestens ${figures(min ?? 12)} Zeichen.`;
    if (reason === "too-long") return `Wähle ein kürzeres Passwort: höchstens ${figures(max ?? 200)} Zeichen.`;
    return reason === "like-you"
      ? "Dein eigener Name oder deine Adresse ist kein Passwort. Wähle ein anderes."
      : "Dieses Passwort würde jeder als eines der ersten versuchen. Wähle ein anderes.";
  },
  "scope-too-small": () => "Das darf dieser Schlüssel oder diese Person nicht.",
  "role-too-small": () => "Deine Rolle auf dieser Wand erlaubt das nicht. Frag, wem sie gehört.",
  "wall-owner-stays": () => "Eine Wand gehört jemandem: Übergib sie zuerst, oder lösche sie.",
  "inbox-is-private": () => "Der Eingang ist nur für dich. Leg Dinge auf eine andere Wand und teile diese.",
  "smart-wall": () => "Diese Wand füllt sich selbst aus einer Suche. Tu das mit einer anderen Wand.",
  "invitation-over": () =>
    "Diese Einladung gilt nicht mehr: benutzt, zurückgenommen oder älter als eine Woche. Bitte um eine neue.",
  "person-not-found": () => "So heißt hier niemand, oder sie sind schon auf dieser Wand.",
  "origin-refused": () => "Eine andere Seite hat das geschickt. Nichts davon wurde aufgehoben.",
  "not-found": () => "Das gibt es hier nicht oder nicht mehr.",
  "method-not-allowed": () => "Das kann der Server damit nicht tun.",
  "request-timeout": () => "Es hat zu lange gebraucht, um anzukommen. Schick es noch einmal.",
  "already-ended": () => "Die Arbeit daran ist schon zu Ende.",
  "nothing-to-retry": () =>
    "Hier gibt es nichts noch einmal zu versuchen: Es wird gerade bearbeitet, oder nichts davon ist fehlgeschlagen.",
  "inbox-stays": () => "Der Eingang kann nicht gelöscht werden: Dort kommt alles an, was ohne Wand geteilt wird.",
  "last-wall": () => "Häng es zuerst an eine andere Wand, oder lösch es, wenn du es nicht mehr willst.",
  "item-merged": () => "Es ist jetzt eins mit einem anderen Ding. Ändere das andere.",
  "already-undone": () => "Das wurde schon zurückgenommen.",
  "nothing-to-undo": () => "Hier gibt es nichts zurückzunehmen.",
  "undo-too-late": () => "Zum Zurücknehmen ist es zu spät. Ändere das Ding selbst.",
  "neighbour-gone": () => "Woneben es stehen sollte, das hängt nicht mehr an dieser Wand.",
  "import-under-way": () => "Der Import läuft schon. Mach ihn rückgängig, oder warte, bis er fertig ist.",
  "import-ended": () => "Dieser Import ist zu Ende.",
  "format-unknown": () => "Dieses Format gibt es nicht.",
  "too-many-imports": () => "Zu viele Importe auf einmal. Warte, bis einer fertig ist.",
  "too-many-acts": () => "Zu viele Änderungen auf einmal. Warte, bis eine fertig ist.",
  "too-many-items": () => "Das ist mehr, als eine Änderung fasst. Frag nach weniger, Teil für Teil.",
  "query-not-understood": () => "Ein Teil der Frage war nicht zu verstehen; nichts wurde geändert.",
  "quota-reached": ({ used, max, max_bytes: maxBytes }) => {
    const way = "Leere den Papierkorb, oder bitte den, dem dieser Server gehört, um mehr.";
    if (maxBytes !== undefined)
      return `Dafür ist kein Platz: Deine Dateien haben ${bytesOf(used ?? 0)} von ${bytesOf(maxBytes)}, die sie haben dürfen. ${way}`;
    return max === undefined
      ? `Du hast hier so viel, wie du haben darfst. ${way}`
      : `Dafür ist kein Platz: Du hast ${figures(used ?? max)} von ${figures(max)} Dingen, die du haben darfst. ${way}`;
  },
  "wall-owner-has-no-room": () =>
    "Wem diese Wand gehört, der hat keinen Platz für mehr. Sag Bescheid, oder versuche es später.",
  "item-in-trash": () => "Es liegt im Papierkorb. Hol es zuerst zurück.",
  resync: () => "Auf der Wand hat sich zu viel getan. Lade sie neu.",
  "upload-offset-wrong": () => "Das Hochladen geht an anderer Stelle weiter. Versuche es noch einmal.",
  "upload-complete": () => "Diese Datei ist schon vollständig hochgeladen.",
  "upload-busy": () => "Ein anderes Stück dieser Datei kommt gerade an. Warte einen Moment.",
  "edited-meanwhile": () =>
    "Jemand hat das inzwischen geändert. Sieh nach, was jetzt dort steht, und wiederhole deine Änderung.",
  "too-large": ({ max_bytes, max }) =>
    max_bytes !== undefined
      ? `Das ist zu groß: höchstens ${bytesOf(max_bytes)} auf einmal.`
      : max !== undefined
        ? `Das ist zu viel auf einmal: höchstens ${figures(max)}.`
        : "Das ist zu groß.",
  "too-many-files": (values) => `Zu viele Dateien${most(values, "auf einmal")}.`,
  "address-too-long": () => "Diese Adresse ist zu lang.",
  "type-not-supported": () => "Diese Art von Inhalt versteht der Server nicht.",
  "range-not-satisfiable": () => "So weit reicht die Datei nicht.",
  "host-not-ours": () =>
    "Auf diesen Namen antwortet dieser Server nicht. Wer ihn betreibt, kann das mit PUBLIC_URL ändern.",
  "nothing-to-share": () => "Daran ist nichts aufzuheben: keine Adresse, kein Text und keine Datei.",
  "url-not-valid": () => "Das ist keine Web-Adresse. Einfache Worte gehören in den Text.",
  "scheme-not-allowed": () => "Eine Adresse muss mit http:// oder https:// beginnen.",
  "address-refused": () =>
    "Seiten in privaten Netzen werden nicht gelesen. Wer diesen Server betreibt, kann einen Rechner mit FETCH_ALLOW_HOSTS erlauben.",
  "file-not-staged": () => "Eine Datei davon ist nicht mehr auf dem Server. Füge sie neu hinzu.",
  "language-not-valid": () => "Nenne eine Sprache mit ihrem Kürzel, etwa en, de oder pt-BR.",
  "model-not-there": () => "Dieses Modell kann hier nicht gefragt werden.",
  "direct-not-offered": () => "Dateien können hier nicht direkt in einen Bucket gelegt werden.",
  "upload-length-wrong": () => "Die Datei hat eine andere Länge als angekündigt. Füge sie neu hinzu.",
  "field-too-long": (values) => `${fieldOf(values)} ist leer oder zu lang${most(values, "Zeichen")}.`,
  "tags-not-valid": (values) => `Ein Tag ist leer oder zu lang, oder es sind zu viele${most(values, "")}.`,
  "query-not-valid": () =>
    "So lässt sich die Frage nicht verstehen. Verbessere sie oder setze sie in Anführungszeichen.",
  "wall-not-found": () => "Diese Wand gibt es nicht mehr.",
  "idempotency-key-not-valid": () => "Der Name dieser Sendung ist ungültig. Füge sie neu hinzu.",
  "idempotency-key-reused": () => "Unter demselben Namen wurde schon etwas anderes geteilt. Füge es neu hinzu.",
  "cursor-not-valid": () => "Diese Liste hat sich geändert. Lade sie neu.",
  "out-of-range": () => "Eine Zahl oder ein Datum darin liegt außerhalb des Möglichen.",
  "passkey-refused": () =>
    "Dieser Passkey öffnet hier nichts, oder seine Antwort kam zu spät. Versuche es noch einmal.",
  "passkey-copied": () =>
    "Dieser Passkey wurde seitdem woanders benutzt: Es gibt vielleicht eine Kopie. Melde dich anders an, und entferne ihn.",
  "sign-in-again": () => "Dafür musst du dich in den letzten 10 Minuten angemeldet haben. Melde dich neu an.",
  "sign-in-elsewhere-refused": () =>
    "Die Anmeldung beim anderen Dienst wurde nicht abgeschlossen oder hat zu lange gedauert. Fang neu an.",
  "no-account-for-it": () =>
    "Zu dieser Anmeldung gibt es hier kein Konto. Verknüpfe sie zuerst in deinen Einstellungen, oder frag, wer den Server betreibt.",
  "identity-taken": () => "Dieses Konto gehört hier jemand anderem.",
  "passkeys-need-https": () =>
    "Browser merken sich Passkeys nur für einen Namen, der über https erreicht wird. Wer den Server betreibt, kann das einrichten.",
  "passkey-not-taken": ({ max }) =>
    max === undefined
      ? "Der Passkey konnte nicht angenommen werden. Erstelle ihn noch einmal."
      : `Du hast ${figures(max)} Passkeys, mehr gehen nicht. Entferne zuerst einen.`,
  "sign-in-service-away": () =>
    "Der Anmeldedienst antwortet nicht. Versuche es gleich noch einmal, oder melde dich anders an.",
  "passage-not-found": () => "Diese Worte stehen nicht mehr im Text. Öffne ihn noch einmal, und markiere sie dann.",
  "too-many-highlights": ({ max = 1_000 }) => `In einer Sache lassen sich höchstens ${figures(max)} Stellen markieren.`,
  "same-tag": () => "Ein Tag kann nicht mit sich selbst vereint werden.",
  "same-item": () => "Ein Ding kann nicht mit sich selbst vereint werden.",
  "content-not-readable": () => "Der Inhalt konnte nicht gelesen werden.",
  "headers-too-large": () =>
    "Der Browser hat mehr mitgeschickt, als der Server annimmt. Alte Cookies zu löschen hilft.",
  "too-many-requests": ({ seconds }) =>
    seconds === undefined
      ? "Zu viel auf einmal. Gleich geht es wieder."
      : `Zu viel auf einmal. In ${figures(seconds)} ${seconds === 1 ? "Sekunde" : "Sekunden"} geht es wieder.`,
  internal: () =>
    "Auf dem Server ist etwas kaputtgegangen. Noch einmal versuchen hilft vielleicht; sonst sag dem Bescheid, der ihn betreibt.",
  overloaded: () => "Der Server hat gerade zu viel zu tun.",
  "not-ready": () => "Der Server fährt gerade hoch oder herunter.",
  "database-unavailable": () => "Die Datenbank des Servers antwortet nicht.",
  "files-unavailable": () => "Dateien können gerade nicht abgelegt oder gelesen werden.",
  "disk-full": () => "Die Platte des Servers ist voll.",
};

const reasons: (typeof english)["reasons"] = {
  waiting: () => "Es wartet, bis es an der Reihe ist.",
  "database-away": () => "Die Datenbank war einen Moment lang weg.",
  "site-resting": () => "Die Website antwortet gerade nicht.",
  "site-busy": () => "Es werden gerade viele Seiten dieser Website gelesen.",
  "ai-resting": (values) => `${ai(values)} wird für eine Weile in Ruhe gelassen.`,
  "ai-full": (values) => `${ai(values)} wird gerade nach anderem gefragt.`,
  "ai-batch-wanted": () => "Es wartet auf die nächste Sammelanfrage an die KI.",
  "ai-batch-sent": () => "Es steckt in einer Sammelanfrage an die KI.",
  "address-refused": () => "Diese Adresse darf von hier aus nicht gelesen werden.",
  "page-unreachable": () => "Die Website antwortet nicht.",
  "page-timeout": () => "Die Website hat nicht rechtzeitig geantwortet.",
  "page-unavailable": (values) =>
    values.status !== undefined && values.status >= 500
      ? `Die Website ist gerade kaputt${withStatus(values)}.`
      : `Die Website bittet darum, später wiederzukommen${withStatus(values)}.`,
  "page-gone": (values) => `Diese Seite gibt es nicht mehr${withStatus(values)}.`,
  "page-refused": (values) => `Die Website will sie nicht zeigen${withStatus(values)}.`,
  "page-too-complex": () => "Sie ist zu groß oder zu verworren, um gelesen zu werden.",
  "page-not-readable": () => "Sie ist zu groß oder zu verworren, um gelesen zu werden.",
  "page-challenge": () => "Die Website wollte einen Beweis, dass ein Mensch fragt, statt die Seite zu zeigen.",
  "page-login": () => "Die Website zeigt diese Seite nur nach einer Anmeldung.",
  "page-consent": () => "Die Website hat ein Einwilligungsformular statt der Seite gezeigt.",
  "page-script-needed": () => "Die Seite braucht einen Browser, um etwas zu zeigen.",
  "file-too-large": () => "Wohin der Link führt, ist zu groß, um aufgehoben zu werden.",
  "analysis-crashed": () => "Die Analyse ist abgebrochen.",
  "analysis-timeout": () => "Die Analyse hat zu lange gedauert.",
  "analysis-closed": () => "Der Server wurde gerade beendet.",
  "ai-not-there": () => "Dieses Modell kann hier nicht gefragt werden.",
  "ai-key-refused": (values) => `${ai(values)} hat nicht geantwortet: Der Schlüssel wurde nicht angenommen.`,
  "ai-not-allowed": (values) => `${ai(values)} hat nicht geantwortet: Der Schlüssel darf das nicht.`,
  "ai-model-unknown": (values) => `${ai(values)} hat nicht geantwortet: Das Modell ist dort nicht bekannt.`,
  "ai-request-refused": (values) => `${ai(values)} hat die Anfrage abgelehnt.`,
  "ai-too-large": (values) => `${ai(values)} nimmt keine so große Anfrage an.`,
  "ai-spend-limit": (values) => `${ai(values)} antwortet nicht mehr, bis das Ausgabenlimit erhöht oder erneuert ist.`,
  "ai-rate-limited": (values) => `${ai(values)} bittet darum, langsamer gefragt zu werden.`,
  "ai-busy": (values) => `${ai(values)} ist mit etwas beschäftigt, das im Weg steht.`,
  "ai-error": (values) => `${ai(values)} hatte selbst einen Fehler.`,
  "ai-overloaded": (values) => `${ai(values)} hat nicht geantwortet: Dort ist zu viel los.`,
  "ai-timeout": (values) => `${ai(values)} hat nicht rechtzeitig geantwortet.`,
  "ai-connection-lost": (values) => `${ai(values)} war nicht zu erreichen.`,
  "ai-refused": (values) => `${ai(values)} wollte nicht antworten.`,
  "ai-answer-cut": (values) => `Die Antwort ${ofAi(values)} war zu lang und brach ab.`,
  "ai-answer-malformed": (values) => `Die Antwort ${ofAi(values)} war nicht zu gebrauchen.`,
  "ai-answer-invalid": (values) => `Die Antwort ${ofAi(values)} war nicht zu gebrauchen.`,
  "ai-answer-too-large": (values) => `Die Antwort ${ofAi(values)} war zu lang.`,
  answered: (values) => `${ai(values)} hat diese Analyse gemacht.`,
  later: (values) => `${ai(values)} wird später gefragt, soweit das Budget des Monats reicht.`,
  resting: (values) => `${ai(values)} wird für eine Weile in Ruhe gelassen.`,
  "budget-reached": () => "Das Budget dieses Monats ist ausgeschöpft.",
  "step-lost": () => "Ein anderer Prozess hat es übernommen.",
  "step-timeout": () => "Es hat zu lange gedauert.",
  poison: () => "Die Arbeit daran beendet den Prozess, der sie versucht.",
  internal: () => "Auf dem Server ist etwas kaputtgegangen.",
};

const KEPT_FILE = "Sie ist aufgehoben und kann unverändert heruntergeladen werden.";
const why = (values: Params): string =>
  values.reason !== undefined && values.reason in reasons ? reasons[values.reason as StepFailure](values) : "";
const because = (before: string, values: Params): string => {
  const reason = why(values);
  return reason === "" ? `${before}.` : `${before}: ${reason}`;
};

const warnings: (typeof english)["warnings"] = {
  "page-unread": (values) => [
    because("Die Seite konnte nicht gelesen werden", values),
    "Der Link und was du geschrieben hast, sind aufgehoben.",
  ],
  "files-unread": (values) => [
    because("In die Dateien konnte nicht hineingesehen werden", values),
    "Sie sind aufgehoben.",
  ],
  "images-unread": (values) => [
    because("Die Bilder der Seite konnten nicht aufgehoben werden", values),
    "Ihr Text ist aufgehoben.",
  ],
  "ai-unavailable": (values) =>
    values.better === undefined
      ? [
          because("Es konnte nicht analysiert werden", values),
          "Es ist aufgehoben, wie es ist, und du kannst es noch einmal versuchen.",
        ]
      : [because("Die KI hat es nicht analysiert", values), standIn(values)],
  "ai-budget": (values) => [
    "Die KI hat es nicht analysiert: Das Budget dieses Monats ist ausgeschöpft.",
    standIn(values),
  ],
  "no-room": () => [
    "Du hast hier so viele Bytes, wie du haben darfst: Kopien der Seite und ihrer Bilder wurden nicht aufgehoben.",
    "Der Link und sein Text sind aufgehoben.",
  ],
  "file-encrypted": (values) => [
    `${aFile(values)} ist mit einem Passwort verschlossen; was darin steht, konnte nicht gelesen werden.`,
    KEPT_FILE,
  ],
  "file-broken": (values) => [
    `${aFile(values)} ist beschädigt oder unvollständig; nicht alles daran konnte gelesen werden.`,
    KEPT_FILE,
  ],
  "file-too-large-to-look": (values) => [`${aFile(values)} ist zu groß, um hineinzusehen.`, KEPT_FILE],
  "file-took-too-long": (values) => [
    `${aFile(values)} anzusehen hat zu lange gedauert und wurde aufgegeben.`,
    KEPT_FILE,
  ],
  "heic-unsupported": (values) => [
    `${aFile(values)} ist ein HEIC-Bild, und dieser Server kann es nicht zeigen (heif-convert, in Debians Paket libheif-examples).`,
    KEPT_FILE,
  ],
};
const standIn = ({ better }: Params): string =>
  `Wenn vorher keine bessere da war, steht die eingebaute Analyse an ihrer Stelle.${better ? " Eine bessere folgt von selbst." : ""}`;

export const told: typeof english = { refusals, reasons, warnings };
