/** What each rule did, as the server words it; kept on the slip for the receipt. */
export interface NoteSaid {
  rule: string;
  /** What people call the rule, where the server says it. */
  label?: string;
  applied: boolean;
  units: number;
  text: string;
}

export type Notes = NoteSaid[];
