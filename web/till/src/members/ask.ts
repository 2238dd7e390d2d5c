/** Who stands at the till: found, enrolled, proven. The server says who it is; here is only how it is asked. */
import type { Said } from "@tessera/shared/api";
import { question, reading } from "../net/wire.ts";

/** Lets the member's points be spent, for a quarter of an hour. */
export type Proof = Said<"ProofReply">;
export type Found = Said<"Found">;
export type Enrolled = Said<"Enrolled">;
export type Standing = Said<"Member">;

/** Asks who a scanned or typed text stands for. A member code is used up by it. */
export const findMember = (text: string) => question<Found>("/v1/members/find", { text });

/** Sends a code to the member's phone. */
export const sendCode = (member: string) => question<Said<"CodeSent">>(`/v1/members/${member}/proof-codes`, {});

/** Takes the code that the member read out. */
export const proveByCode = (member: string, code: string) => question<Proof>(`/v1/members/${member}/proof`, { code });

/** The member's wallets and tier. */
export const standing = (member: string, signal?: AbortSignal) => reading<Standing>(`/v1/members/${member}`, signal);
