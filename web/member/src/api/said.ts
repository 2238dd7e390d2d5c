/** What the API says to a member, by name. */
import type { Said } from "@tessera/shared/api";

export type Money = Said<"Money">;
export type Wallet = Said<"Wallet">;
export type Rules = Said<"ProgramRules">;
export type TierInWords = Said<"TierRules">;
export type Changed = Said<"WalletChange">;
export type Happened = Said<"EventEntries">;
export type Event = Happened["event"];
export type Note = Said<"Note">;
export type Explanation = Said<"Explanation">;

export type Profile = Said<"Profile">;
export type Me = Said<"Member">;
export type MemberSession = Extract<Said<"Caller">, { kind: "member" }>;
export type MemberSignedIn = Said<"MemberSignedIn">;
export type CodeSent = Said<"CodeSent">;
export type MemberCode = Said<"MemberCode">;
export type HistoryPage = Said<"Page_EventEntries">;
