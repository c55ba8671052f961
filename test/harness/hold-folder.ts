/** Takes a folder and holds it until it is killed. Argument: the folder. */
import { lockFolder } from "../../src/adapters/folder-lock.ts";

process.on("disconnect", () => process.exit(1));
lockFolder(process.argv[2] ?? "");
process.send?.("held");
