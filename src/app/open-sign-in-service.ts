import type { OidcSettings } from "../config/sign-in-settings.ts";
import type { SignInService } from "../core/ports/sign-in-service.ts";
import type { SignUpElsewhere } from "../wall/sign-in-elsewhere/sign-in.ts";

/**
 * The sign-in service of the settings, and whom it may bring. Its library is loaded only where one is set, and nobody is
 * asked before it is needed.
 */
export async function openSignInService(
  settings: OidcSettings | null,
): Promise<{ readonly signInService: SignInService | null; readonly signUpElsewhere: SignUpElsewhere }> {
  if (settings === null) return { signInService: null, signUpElsewhere: { isOn: false, domains: [] } };
  const { openOidc } = await import("../adapters/oidc.ts");
  return { signInService: openOidc(settings), signUpElsewhere: settings.signUp };
}
