export { Gate } from "./gate.tsx";
export { Look } from "./look.tsx";
