/** The difference of two decimal texts of a report, in whole numbers throughout. */
export interface Gap {
  /** With its sign, `-` where it is less: "12.50", "-3.00", "0". */
  amount: string;
  /** Of what it was before, with one decimal, cut off: "25.0%"; nothing where it was nothing. */
  share: string | undefined;
}

const DECIMAL = /^-?\d+(\.\d+)?$/;

export function gap(before: string, after: string): Gap | undefined {
  if (!DECIMAL.test(before) || !DECIMAL.test(after)) return undefined;
  const decimals = Math.max(...[before, after].map((text) => text.split(".")[1]?.length ?? 0));
  const whole = (text: string) => {
    const [units = "0", rest = ""] = text.split(".");
    return BigInt(units + rest.padEnd(decimals, "0"));
  };
  const placed = (value: bigint, places: number) => {
    const digits = String(value < 0n ? -value : value).padStart(places + 1, "0");
    const text = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
    return value < 0n ? `-${text}` : text;
  };
  const [was, is] = [whole(before), whole(after)];
  return {
    amount: placed(is - was, decimals),
    share: was > 0n ? `${placed(((is - was) * 1000n) / was, 1)}%` : undefined,
  };
}
