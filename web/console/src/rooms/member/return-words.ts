import { catalog } from "@tessera/shared/i18n";

export const words = catalog(
  {
    title: "退了会怎样",
    nothing: "选好退什么，这里先写明收回和退还多少，再退。",
    asking: "正在算…",
    refused: "这样退不了",
    refund: "退给顾客的钱",
    taken: (wallet: string) => `收回${wallet}`,
    given: (wallet: string) => `退还${wallet}`,
    after: (wallet: string) => `退后${wallet}余额`,
    owed: "欠着",
    tier: "等级",
    noTier: "无等级",
    nothingMoves: "不收回、也不退还任何积分。",
    needsApproval: "超过您可以自己退的限额：提交后要等另一位同事批准。",
  },
  {
    title: "What this does",
    nothing: "Choose what comes back: before anything is booked, this says what is taken and given back.",
    asking: "Reckoning…",
    refused: "This cannot be returned so",
    refund: "Money handed back",
    taken: (wallet) => `Taken back: ${wallet}`,
    given: (wallet) => `Given back: ${wallet}`,
    after: (wallet) => `Balance after: ${wallet}`,
    owed: "owed",
    tier: "Tier",
    noTier: "no tier",
    nothingMoves: "Nothing is taken or given back.",
    needsApproval: "More than you may hand back by yourself: once sent it waits for a second person.",
  },
);
