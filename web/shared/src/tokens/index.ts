export { type Mode, setMode, useDark, useMode } from "./mode.ts";
export { dark, fonts, light, radius, type Tokens } from "./tokens.ts";
