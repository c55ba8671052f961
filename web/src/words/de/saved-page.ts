export { landing } from "./landing.ts";
export { problems } from "./problems.ts";
