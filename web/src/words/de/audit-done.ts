import type { Audited, done as english } from "../en/audit-done.ts";

const hat = ({ who, isYou }: Audited): string => (isYou ? "Du hast" : `${who} hat`);
const sich = ({ isYou }: Audited): string => (isYou ? "dich" : "sich");
const wen = ({ whom, isWhomYou }: Audited): string =>
  isWhomYou ? "dich" : (whom ?? "jemanden, den es hier nicht mehr gibt");
const wem = ({ whom, isWhomYou }: Audited): string =>
  isWhomYou ? "dir" : (whom ?? "jemandem, den es hier nicht mehr gibt");
const fuer = (audited: Audited): string => (audited.isSelf ? "" : ` für ${wen(audited)}`);
const WAYS: Readonly<Record<string, string>> = {
  password: " mit Passwort",
  passkey: " mit Passkey",
  invitation: " mit einer Einladung",
  oidc: " mit einem Konto anderswo",
  "owner-link": " mit einem Link dieses Rechners",
};
const alsRolle = ({ detail }: Audited): string => (detail["role"] === "editor" ? "zum Bearbeiten" : "zum Ansehen");

export const done: typeof english = {
  "signed-in": (one) => `${hat(one)} ${sich(one)}${WAYS[String(one.detail["by"])] ?? ""} angemeldet`,
  "sign-in-refused": ({ whom }) =>
    whom === null
      ? "Jemand hat versucht, sich anzumelden"
      : `Jemand hat versucht, sich als ${whom} anzumelden, und wurde abgewiesen`,
  "session-ended": (one) => `${hat(one)} ${sich(one)} abgemeldet, hier oder anderswo`,
  "password-changed": (one) => `${hat(one)} ein neues Passwort gesetzt`,
  "password-removed": (one) => `${hat(one)} jetzt kein Passwort mehr`,
  "reset-link-made": (one) =>
    one.detail["by"] === "mail"
      ? `${one.isWhomYou ? "Dir" : (one.whom ?? "Jemandem")} wurde ein Link zu einem neuen Passwort geschickt`
      : `${hat(one)} einen Link zu einem neuen Passwort für ${wen(one)} gemacht`,
  "password-reset": (one) => `${hat(one)} mit einem Link ein neues Passwort gesetzt`,
  "totp-on": (one) => `${hat(one)} Codes einer App eingeschaltet`,
  "totp-off": (one) => `${hat(one)} Codes einer App${fuer(one)} ausgeschaltet`,
  "recovery-codes-made": (one) => `${hat(one)} neue Wiederherstellungscodes gemacht`,
  "recovery-code-used": (one) => `${hat(one)} einen Wiederherstellungscode benutzt`,
  "sign-in-name-changed": (one) => `${hat(one)} Anmeldenamen oder Adresse geändert`,
  "passkey-made": (one) => `${hat(one)} einen Passkey angelegt`,
  "passkey-removed": (one) => `${hat(one)} einen Passkey entfernt`,
  "passkey-copied": (one) => `Ein Passkey von ${wem(one)} wurde vielleicht kopiert und abgewiesen`,
  "account-linked": (one) => `${hat(one)} ein Konto anderswo verbunden`,
  "account-unlinked": (one) => `${hat(one)} ein Konto anderswo getrennt`,
  "invitation-made": (one) => `${hat(one)} jemanden eingeladen`,
  "invitation-used": (one) => `${one.isYou ? "Du bist" : `${one.who} ist`} mit einer Einladung gekommen`,
  "invitation-revoked": (one) => `${hat(one)} eine Einladung zurückgenommen`,
  "person-renamed": (one) => `${hat(one)} ${wen(one)} umbenannt`,
  "person-disabled": (one) => `${hat(one)} ${wen(one)} ausgesperrt`,
  "person-enabled": (one) => `${hat(one)} ${wen(one)} wieder hereingelassen`,
  "person-removed": (one) =>
    one.isSelf ? `${hat(one)} das eigene Konto gelöscht` : `${hat(one)} ${wen(one)} entfernt`,
  "house-changed": (one) => `${hat(one)} geändert, wer kommen darf`,
  "house-quota-changed": (one) => `${hat(one)} gesetzt, was alle haben dürfen: ${one.limits}`,
  "quota-changed": (one) =>
    `${hat(one)} gesetzt, was ${one.isWhomYou ? "du haben darfst" : `${one.whom ?? "jemand"} haben darf`}: ${one.limits}`,
  "wall-invitation-made": (one) => `${hat(one)} jemanden auf eine Wand eingeladen, ${alsRolle(one)}`,
  "wall-joined": (one) => `${one.isYou ? "Du bist" : `${one.who} ist`} auf eine Wand gekommen, ${alsRolle(one)}`,
  "wall-role-changed": (one) => `${hat(one)} ${wen(one)} jetzt ${alsRolle(one)} auf einer Wand`,
  "wall-left": (one) =>
    one.isSelf ? `${hat(one)} eine Wand verlassen` : `${hat(one)} ${wen(one)} von einer Wand genommen`,
  "wall-handed-on": (one) => `${hat(one)} eine Wand an ${wen(one)} weitergegeben`,
  "wall-link-made": (one) =>
    one.detail["kind"] === "guest"
      ? `${hat(one)} einen Link für Gäste einer Wand gemacht`
      : `${hat(one)} einen Link zum Ansehen einer Wand gemacht`,
  "wall-link-revoked": (one) => `${hat(one)} einen Link zu einer Wand zurückgenommen`,
  "key-made": (one) => `${hat(one)} einen Schlüssel gemacht`,
  "key-revoked": (one) => `${hat(one)} einen Schlüssel widerrufen`,
};
