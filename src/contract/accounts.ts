import { type Static, Type } from "typebox";
import { LIMITS } from "./limits.ts";
import { closed, orNull, Time } from "./parts.ts";

/** Bounds of what is taken at all; what is right is decided where it can be said in words. */
const Token = Type.String({ minLength: 1, maxLength: 200 });
const Login = Type.String({ minLength: 1, maxLength: LIMITS.emailCharacters, description: "The sign-in name" });
const Password = Type.String({ minLength: 1, maxLength: LIMITS.passwordBodyCharacters });
const Code = Type.String({
  minLength: 1,
  maxLength: LIMITS.codeCharacters,
  description: "Six digits of the app, or a recovery code",
});
const Email = Type.String({ minLength: 3, maxLength: LIMITS.emailCharacters });
const Name = Type.String({ minLength: 1, maxLength: LIMITS.keyNameCharacters });

/** What the page of somebody who is not signed in may offer. */
export const PasswordSignIn = closed({
  login: Type.String({ ...Login, description: "The sign-in name or the e-mail address" }),
  password: Password,
});
export const SignedIn = closed({
  signed_in: Type.Boolean({ description: "The session cookie came along" }),
  second_factor: orNull(Type.Literal("totp", { description: "Wanted before anything opens" })),
  pending: orNull(Type.String({ description: "To be sent with the code, within 5 minutes" })),
});
export type SignedIn = Static<typeof SignedIn>;
export const SecondFactor = closed({ pending: Token, code: Code });

export const TokenLook = closed({ token: Token });
export const InvitationAccept = closed({
  token: Token,
  login: Login,
  password: Password,
  name: Type.Optional(orNull(Name)),
  email: Type.Optional(orNull(Email)),
});
export type InvitationAccept = Static<typeof InvitationAccept>;

export const Forgot = closed({
  login: Type.String({ ...Login, description: "The sign-in name or the e-mail address" }),
});
export const ResetAsked = closed({ accepted: Type.Boolean({ description: "Always: who is known here is not told" }) });
export const PasswordReset = closed({ token: Token, password: Password });

/** How a person signs in. */
export const MySignIn = closed({
  login: orNull(Type.String()),
  email: orNull(Type.String()),
  password: Type.Boolean(),
  password_changed_at: orNull(Time),
  totp: Type.Boolean(),
  recovery_codes_left: Type.Integer(),
});
export type MySignIn = Static<typeof MySignIn>;
const current = { password: Type.Optional(Password) };
export const MySignInEdit = closed(
  {
    login: Type.Optional(Login),
    email: Type.Optional(orNull(Email)),
    password: Type.Optional(
      Type.String({ ...Password, description: "The current one; not needed within 10 minutes of signing in" }),
    ),
  },
  { minProperties: 1 },
);
export type MySignInEdit = Static<typeof MySignInEdit>;
export const PasswordChange = closed({
  password: Type.String({ ...Password, description: "The new one" }),
  current: Type.Optional(
    Type.String({ ...Password, description: "The one before; not needed within 10 minutes of signing in" }),
  ),
});
export const Confirmation = closed(current);

export const TotpMade = closed({
  secret: Type.String({ description: "In base32, for apps that read no picture; shown this once" }),
  uri: Type.String({ description: "otpauth://, for a QR code" }),
});
export const TotpConfirm = closed({ code: Code });
export const TotpProof = closed({ password: Type.Optional(Password), code: Type.Optional(Code) });
export const RecoveryCodes = closed({ recovery_codes: Type.Array(Type.String(), { description: "Shown this once" }) });
