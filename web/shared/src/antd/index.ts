export { Gate, GateCard } from "./gate.tsx";
export { Dress, Look } from "./look.tsx";
export { useWait } from "./wait.ts";
export { Welcome } from "./welcome.tsx";
