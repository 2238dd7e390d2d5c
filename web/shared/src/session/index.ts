export { accept, askWho, signIn, signInWithKey, signOut } from "./entry.ts";
export {
  actAsMember,
  currentSession,
  endSession,
  may,
  type Session,
  type StaffWho,
  setSession,
  useMay,
  useSession,
  useWho,
  type Who,
} from "./state.ts";
