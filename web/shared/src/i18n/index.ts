export { catalog, useWords } from "./catalog.ts";
export { currentLang, type Lang, onLang, setLang, tagOf, useLang } from "./lang.ts";
