import { SettingRefused } from "./read.ts";

/** What may be set about accounts: the key that seals, and the way to a mail server. */
export const ACCOUNT_SETTINGS = {
  SECRET_KEY: {
    default: "",
    meaning:
      "seals second factors and mails: 32 characters or more that nobody can guess; by default made as `sealing.key` in DATA_DIR",
  },
  SMTP_URL: {
    default: "",
    meaning: "the mail server, as smtp://user:password@host:587 or smtps://…; by default no mail is sent",
  },
  MAIL_FROM: { default: "", meaning: "whom mails are from, as wall@example.org or Digital Wall <wall@example.org>" },
} as const;

export type AccountSettingName = keyof typeof ACCOUNT_SETTINGS;

export interface MailSettings {
  readonly smtpUrl: string;
  readonly from: string;
}

export interface AccountSettings {
  /** Null is the file in the data folder. */
  readonly secretKey: string | null;
  /** Null sends none. */
  readonly mail: MailSettings | null;
}

const KEY_CHARACTERS = 32;
/** An address, or one with a name before it; what is exactly right is the mail server's to say. */
const FROM = /^(?:[^<>\r\n]{1,100}<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/;

/** @throws SettingRefused */
export function readAccountSettings(value: (name: AccountSettingName) => string): AccountSettings {
  return { secretKey: secretKeyOf(value("SECRET_KEY")), mail: mailOf(value("SMTP_URL"), value("MAIL_FROM")) };
}

function secretKeyOf(value: string): string | null {
  if (value === "") return null;
  if (value.length < KEY_CHARACTERS || new Set(value).size < KEY_CHARACTERS / 4)
    throw new SettingRefused(
      "SECRET_KEY",
      `must be at least ${KEY_CHARACTERS} characters that nobody can guess, such as \`openssl rand -base64 32\` prints`,
    );
  return value;
}

function mailOf(smtpUrl: string, from: string): MailSettings | null {
  if (smtpUrl === "" && from === "") return null;
  const url = URL.canParse(smtpUrl) ? new URL(smtpUrl) : null;
  if (!url || !/^smtps?:$/.test(url.protocol) || url.hostname === "")
    throw new SettingRefused("SMTP_URL", "must be an address like smtp://user:password@mail.example.org:587");
  if (!FROM.test(from))
    throw new SettingRefused("MAIL_FROM", "must be an address like wall@example.org, wherever SMTP_URL is set");
  return { smtpUrl, from };
}
