import type { PulledServiceName } from "../../contract/import-names.ts";
import { karakeepApi } from "./karakeep-api.ts";
import { linkdingApi } from "./linkding-api.ts";
import { linkwardenApi } from "./linkwarden-api.ts";
import type { PulledService } from "./service.ts";
import { wallabagApi } from "./wallabag-api.ts";

const SERVICES = {
  karakeep: karakeepApi,
  linkding: linkdingApi,
  linkwarden: linkwardenApi,
  wallabag: wallabagApi,
} as const;

/** Its questions are its own: whoever asks them hands them on as they came. */
export const serviceNamed = (name: PulledServiceName): PulledService => SERVICES[name] as unknown as PulledService;
