import type { Import } from "../../../src/contract/imports.ts";
import { said } from "./said.ts";

export const nameOfImport = ({ source }: Pick<Import, "source">): string => source.name ?? said.value.nameless;
