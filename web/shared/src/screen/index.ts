export { useCalm } from "./calm.ts";
export { LangChoice, ModeChoice, RoomHead, Seal, Signed } from "./pieces.tsx";
export { Empty, Failure, Loading } from "./states.tsx";
export { common } from "./words.ts";
