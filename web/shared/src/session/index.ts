export { authorization, endSession, signIn, signOut, useEnded, useSignedIn } from "./session.ts";
